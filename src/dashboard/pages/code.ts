import { html } from "hono/html";
import * as z from "zod";
import { shareUrl } from "../../contract/shareUrl.ts";
import type { CodePage } from "../../db/queries/codePages.ts";
import { readCodePage } from "../../db/queries/codePages.ts";
import { foldCode } from "../../domain/codes.ts";
import { MAX_CODE_USES } from "../../domain/codeTerms.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { writtenCode } from "../../http/schemas/texts.ts";
import { CODES_TEXTS } from "../../i18n/dashboard/codes.ts";
import { termsBadge, usesText } from "../codeParts.ts";
import { lastDayOf } from "../lastDay.ts";
import { PageError } from "../pageReply.ts";
import { button } from "../parts/button.ts";
import { card } from "../parts/card.ts";
import { checkbox, fieldRow, textField } from "../parts/field.ts";
import { personName } from "../persons.ts";
import { pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath, viewerMay } from "../viewer.ts";

/** One code: whose it is, how often it was used, and what it is limited to. */
export const codePage = pageRoute(
  { path: "/codes/{code}", may: "seeFigures", params: z.object({ code: writtenCode }) },
  async ({ app, asker, params, viewer: look, baseUrl }) => {
    const code = proved(await readCodePage(app.deps.database, asker, foldCode(params.code)));
    if (code === null) throw new PageError("notFound");
    const viewer = look();
    const { language } = viewer;
    const link = shareUrl(app.deps.publicUrl ?? baseUrl, code.slug, code.display);
    const forms = viewerMay(viewer, "handleCases") ? html`${terms(viewer, code)}${vanity(viewer, code)}` : "";
    return {
      ...{ title: code.display, section: "codes" as const, isNarrow: true as const },
      badge: termsBadge(language, code, app.deps.clock.now()),
      back: { href: shopPath(viewer, "/codes"), label: CODES_TEXTS.codes[language] },
      main: html`${facts(viewer, code, link)}${forms}`,
    };
  },
);

function facts(viewer: Viewer, code: CodePage, link: string): Markup {
  const { language } = viewer;
  const owner = html`<a href="${shopPath(viewer, `/people/${code.person.id}`)}"><bdi>${personName(viewer, code.person)}</bdi></a>`;
  const rows: readonly (readonly [string, Markup | string | null])[] = [
    [CODES_TEXTS.owner[language], owner],
    [CODES_TEXTS.program[language], code.program.name],
    [CODES_TEXTS.vanity[language], code.vanity],
    [CODES_TEXTS.others[language], code.others.length === 0 ? null : code.others.join(", ")],
    [CODES_TEXTS.uses[language], usesText(language, code)],
    [CODES_TEXTS.shareLink[language], link],
  ];
  const shown = rows.flatMap(([label, value]) =>
    value === null ? [] : [html`<dt>${label}</dt><dd><bdi>${value}</bdi></dd>`],
  );
  return card({ title: CODES_TEXTS.code[language], body: html`<dl class="facts">${shown}</dl>` });
}

function terms(viewer: Viewer, { code, disabled, expiresAt, maxUses }: CodePage): Markup {
  const { language, timezone } = viewer;
  const body = html`<form class="form" method="post" action="${shopPath(viewer, `/codes/${code}`)}">${fieldRow([
    textField({
      ...{ name: "lastDay", label: CODES_TEXTS.lastDay[language], type: "date" },
      ...{ value: lastDayOf(expiresAt, timezone), hint: CODES_TEXTS.lastDayHint[language] },
    }),
    textField({
      ...{ name: "maxUses", label: CODES_TEXTS.mostUses[language], type: "number" },
      ...{ value: maxUses === null ? "" : String(maxUses), hint: CODES_TEXTS.mostUsesHint[language] },
      extra: { min: "1", max: String(MAX_CODE_USES) },
    }),
  ])}${checkbox({ name: "disabled", label: CODES_TEXTS.disable[language], isChecked: disabled })}<div class="buttons">${button({ label: CODES_TEXTS.save[language], look: "primary" })}</div></form>`;
  return card({ title: CODES_TEXTS.terms[language], body });
}

/** A participant has one chosen code in a program; another takes its place, and it goes on working. */
function vanity(viewer: Viewer, { code }: CodePage): Markup {
  const { language } = viewer;
  const box = textField({
    ...{ name: "vanity", label: CODES_TEXTS.vanity[language], value: "", hint: CODES_TEXTS.vanityHint[language] },
    ...{ isRequired: true, isCode: true, extra: { maxlength: "64" } },
  });
  const action = shopPath(viewer, `/codes/${code}/vanity`);
  const body = html`<form class="form" method="post" action="${action}">${box}<div class="buttons">${button({ label: CODES_TEXTS.give[language] })}</div></form>`;
  return card({ title: CODES_TEXTS.vanity[language], body });
}
