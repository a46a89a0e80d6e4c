import { html } from "hono/html";
import * as z from "zod";
import type { CodeRow, CodesPage } from "../../db/queries/codePages.ts";
import { readCodesPage } from "../../db/queries/codePages.ts";
import { foldCode } from "../../domain/codes.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { encodeCursor } from "../../http/request/page.ts";
import { CODES_TEXTS } from "../../i18n/dashboard/codes.ts";
import { codeLinesFields } from "../codeLinesForm.ts";
import { codesHead, termsBadge, usesText } from "../codeParts.ts";
import { lastDayText } from "../days.ts";
import { listFileLink } from "../listFile.ts";
import { CODE_CURSOR, codePrefix, cursorOf, queryOf } from "../listQuery.ts";
import { linkButton } from "../parts/button.ts";
import { confirm } from "../parts/dialog.ts";
import { empty } from "../parts/empty.ts";
import { pager } from "../parts/pager.ts";
import { table } from "../parts/table.ts";
import { personName } from "../persons.ts";
import { pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath, viewerMay } from "../viewer.ts";

const ROWS = 50;

/** How a code that is looked for begins. */
export const codeFilters = z.object({ q: z.string().max(64).optional() });
export const codeSearch = codeFilters.extend({ cursor: z.string().optional() });

/** Every code that customers share, and new ones for those who have none. */
export const codesPage = pageRoute(
  { path: "/codes", may: "seeFigures", query: codeSearch },
  async ({ app, asker, query, viewer: look }) => {
    const search = codePrefix(foldCode(query.q ?? ""));
    const after = cursorOf(query.cursor, CODE_CURSOR)?.[0] ?? null;
    const page = proved(await readCodesPage(app.deps.database, asker, { search, after, limit: ROWS + 1 }));
    const viewer = look();
    const { language } = viewer;
    const rows = page.rows.slice(0, ROWS);
    const last = rows.at(-1);
    const address = (cursor: string | null) => shopPath(viewer, `/codes${queryOf({ q: search, cursor })}`);
    const list = rows.length === 0 ? nothing(viewer, search !== null) : tableOf(viewer, rows, app.deps.clock.now());
    const main = html`${codesHead(viewer, "codes", query.q ?? "")}${list}${pager(language, {
      first: after === null ? null : address(null),
      next: page.rows.length > ROWS && last !== undefined ? address(encodeCursor([last.code])) : null,
    })}`;
    const issue = viewerMay(viewer, "handleCases") ? issuing(viewer, page, app.deps.ids.secret(16)) : html``;
    const file = rows.length === 0 ? html`` : listFileLink(viewer, `/csv/codes${queryOf({ q: search })}`);
    const actions = html`${file}${issue}`;
    return { title: CODES_TEXTS.codes[language], section: "codes", main, actions };
  },
);

function tableOf(viewer: Viewer, rows: readonly CodeRow[], now: Date): Markup {
  const { language } = viewer;
  const list = table({
    caption: CODES_TEXTS.codes[language],
    rows,
    href: ({ code }) => shopPath(viewer, `/codes/${code}`),
    columns: [
      { title: CODES_TEXTS.code[language], cell: ({ display }) => html`<bdi>${display}</bdi>` },
      { title: CODES_TEXTS.owner[language], cell: ({ person }) => html`<bdi>${personName(viewer, person)}</bdi>` },
      { title: CODES_TEXTS.program[language], cell: ({ program }) => html`<bdi>${program.name}</bdi>` },
      {
        ...{ title: CODES_TEXTS.state[language], onPhone: "end" },
        cell: (row) => termsBadge(language, row, now),
      },
      { title: CODES_TEXTS.uses[language], kind: "number", cell: (row) => usesText(language, row) },
      {
        ...{ title: CODES_TEXTS.ends[language], kind: "number" },
        cell: ({ expiresAt }) => lastDayText(viewer, expiresAt),
      },
    ],
  });
  return html`<section class="card flush">${list}</section>`;
}

function issuing(viewer: Viewer, { programs }: CodesPage, key: string): Markup {
  const { language } = viewer;
  if (programs.length === 0) return html``;
  const body = codeLinesFields(viewer, programs, { program: null, lines: "" });
  return confirm(language, {
    ...{ id: "issue", title: CODES_TEXTS.issue[language], body, fields: { key } },
    opener: { label: CODES_TEXTS.issue[language], icon: "plus" },
    action: shopPath(viewer, "/codes"),
    confirm: { label: CODES_TEXTS.give[language], look: "primary" },
  });
}

function nothing(viewer: Viewer, isAsked: boolean): Markup {
  const { language } = viewer;
  const [text, href, label] = isAsked
    ? ([CODES_TEXTS.notFound, "/codes", CODES_TEXTS.showAll] as const)
    : ([CODES_TEXTS.noCodes, "/setup", CODES_TEXTS.toSetup] as const);
  const action = linkButton({ href: shopPath(viewer, href), label: label[language] });
  return empty({ icon: isAsked ? "search" : "ticket-percent", text: text[language], action });
}
