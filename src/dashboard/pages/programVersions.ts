import { html } from "hono/html";
import * as z from "zod";
import type { VersionRow, VersionsPageView } from "../../db/queries/programPages.ts";
import { readVersionsPage } from "../../db/queries/programPages.ts";
import { diffRules } from "../../domain/rulesDiff.ts";
import { upgradeRules } from "../../domain/upgradeRules.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { programKey } from "../../http/schemas/texts.ts";
import { VERSION_TEXTS } from "../../i18n/dashboard/versions.ts";
import { fillText } from "../../i18n/fillText.ts";
import { formatsOf } from "../../i18n/formats.ts";
import type { Language } from "../../i18n/languages.ts";
import { rulesWriterOf } from "../../i18n/rules/rulesWriter.ts";
import { publishProgram } from "../../usecases/programs/publishProgram.ts";
import { outcomeOf } from "../outcomes.ts";
import type { PageView } from "../page.ts";
import { PageError } from "../pageReply.ts";
import { badge } from "../parts/badge.ts";
import { confirm } from "../parts/dialog.ts";
import { empty } from "../parts/empty.ts";
import { selectField } from "../parts/field.ts";
import { pager } from "../parts/pager.ts";
import { programFrame, programPath } from "../programFrame.ts";
import { actionRoute, pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { viewerMay } from "../viewer.ts";

/** So many versions a page has; each is compared with the one before it. */
const VERSIONS = 10;
/** Of one version, so that rules that were written anew don't fill the page. */
const MAX_CHANGES = 30;

const key = programKey;
const version = z.coerce.number().int().min(1).max(10_000_000);

/** What each version changed, in words, and who published it. */
export const programVersionsPage = pageRoute(
  {
    path: "/programs/{key}/versions",
    may: "seeFigures",
    params: z.strictObject({ key }),
    query: z.strictObject({ below: version.optional().catch(undefined) }),
  },
  async ({ app: { deps }, asker, params, query: { below = null }, viewer }) => {
    const asked = { key: params.key, below, limit: VERSIONS + 1 };
    const view = proved(await readVersionsPage(deps.database, asker, asked));
    if (view === null) throw new PageError("notFound");
    return versionsView(viewer(), view, { below, formKey: deps.ids.secret(24) });
  },
);

/** Publishes an older version again. */
export const publishAgainAction = actionRoute(
  {
    path: "/programs/{key}/versions/{version}/publish",
    may: "changePrograms",
    params: z.strictObject({ key, version }),
    form: z.strictObject({ applyTo: z.enum(["new", "open"]) }),
  },
  async ({
    app: { deps },
    asker,
    idempotency,
    params: { key: program, tenant, version: again },
    body: { applyTo },
  }) => {
    const published = await publishProgram(deps, { asker, idempotency }, program, {
      applyTo,
      version: again,
      publishAt: null,
    });
    const outcome = outcomeOf(published, ["program_ended", "version_not_found"]);
    const said = outcome.kind === "done" ? "version_published" : "program_stays";
    return { to: programPath({ tenantSlug: tenant }, program, "versions"), said };
  },
);

interface Shown {
  readonly below: number | null;
  /** Tells a form that is sent twice. */
  readonly formKey: string;
}

function versionsView(viewer: Viewer, { program, versions }: VersionsPageView, { below, formKey }: Shown): PageView {
  const { frame, tabs } = programFrame(viewer, program, "versions");
  const { language } = viewer;
  const shown = versions.slice(0, VERSIONS);
  if (shown.length === 0) {
    const main = html`${tabs}<section class="card">${empty({ icon: "history", text: VERSION_TEXTS.noVersions[language] })}</section>`;
    return { ...frame, main };
  }
  const mayPublish = viewerMay(viewer, "changePrograms") && program.status !== "ended";
  const cards = shown.map((one, at) => {
    const isInForce = one.version === program.version;
    const action = mayPublish && !isInForce ? publishAgain(viewer, program.key, one.version, formKey) : html``;
    return versionCard(language, program, { one, before: versions[at + 1] ?? null, isInForce, action });
  });
  const here = programPath(viewer, program.key, "versions");
  const last = shown.at(-1)?.version ?? 0;
  const more = pager(language, {
    first: below === null ? null : here,
    next: versions.length > VERSIONS ? `${here}?below=${last}` : null,
  });
  return { ...frame, main: html`${tabs}<div class="stack">${cards}</div>${more}` };
}

interface VersionCard {
  readonly one: VersionRow;
  readonly before: VersionRow | null;
  readonly isInForce: boolean;
  readonly action: Markup;
}

function versionCard(
  language: Language,
  { currency, timezone }: VersionsPageView["program"],
  { one, before, isInForce, action }: VersionCard,
): Markup {
  const formats = formatsOf(language);
  const version = formats.number(one.version);
  const title = fillText(formats, VERSION_TEXTS.versionNumber[language], { version });
  const times = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone: timezone });
  const day = formats.words(times.format(new Date(one.publishedAt)));
  const who = whoOf(language, one);
  const published =
    who === null
      ? fillText(formats, VERSION_TEXTS.publishedOn[language], { day })
      : fillText(formats, VERSION_TEXTS.publishedAt[language], { day, who });
  const state = isInForce ? badge(VERSION_TEXTS.inForce[language], "good") : "";
  return html`<section class="card"><header><h2>${title} ${state}</h2>${action}</header><p class="hint">${published}</p>${changes(language, one, before, currency)}</section>`;
}

/** Of the first version there is nothing to compare with. */
function changes(language: Language, one: VersionRow, before: VersionRow | null, currency: string): Markup {
  if (before === null) return html`<p>${VERSION_TEXTS.firstVersion[language]}</p>`;
  const writer = rulesWriterOf(language);
  const all = diffRules(upgraded(before), upgraded(one), currency);
  if (all.length === 0) return html`<p>${VERSION_TEXTS.noChange[language]}</p>`;
  const lines = all.slice(0, MAX_CHANGES).map((change) => html`<li><bdi>${writer.change(change)}</bdi></li>`);
  const more = all.length > MAX_CHANGES ? html`<li>…</li>` : "";
  return html`<ul class="bullets">${lines}${more}</ul>`;
}

/** What only the schema changed is no change. */
function upgraded({ rules }: VersionRow): unknown {
  const result = upgradeRules(rules);
  if (!result.ok) throw new Error(`schemaVersion ${result.written} is not known here`);
  return result.document;
}

function whoOf(language: Language, { by, byName }: VersionRow): string | null {
  if (by === null || byName === null) return null;
  const formats = formatsOf(language);
  const name = formats.code(byName);
  return by.type === "apiKey" ? fillText(formats, VERSION_TEXTS.byKey[language], { key: name }) : name;
}

function publishAgain(viewer: Viewer, program: string, version: number, formKey: string): Markup {
  const { language } = viewer;
  const formats = formatsOf(language);
  const label = VERSION_TEXTS.publishAgain[language];
  const applies = selectField({
    name: "applyTo",
    id: `applies-${version}`,
    label: VERSION_TEXTS.appliesTo[language],
    value: "new",
    options: [
      { value: "new", label: VERSION_TEXTS.appliesNew[language] },
      { value: "open", label: VERSION_TEXTS.appliesOpen[language] },
    ],
  });
  return confirm(language, {
    id: `publish-${version}`,
    opener: { label, icon: "undo-2" },
    title: fillText(formats, VERSION_TEXTS.publishAgainTitle[language], { version: formats.number(version) }),
    body: html`<p>${VERSION_TEXTS.publishAgainText[language]}</p>${applies}`,
    confirm: { label, look: "primary" },
    action: `${programPath(viewer, program, "versions")}/${version}/publish`,
    fields: { key: `${formKey}-${version}` },
  });
}
