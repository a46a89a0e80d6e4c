import { html } from "hono/html";
import type { CouponListRow } from "../../db/queries/codePages.ts";
import { readCouponsPage } from "../../db/queries/codePages.ts";
import { foldCode } from "../../domain/codes.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { encodeCursor } from "../../http/request/page.ts";
import { CODES_TEXTS } from "../../i18n/dashboard/codes.ts";
import { formatsOf } from "../../i18n/formats.ts";
import { codesHead, termsBadge, usesText } from "../codeParts.ts";
import { unreportedUses } from "../couponUses.ts";
import { lastDayText } from "../days.ts";
import { CODE_CURSOR, codePrefix, cursorOf, queryOf } from "../listQuery.ts";
import { badge } from "../parts/badge.ts";
import { linkButton } from "../parts/button.ts";
import { empty } from "../parts/empty.ts";
import { pager } from "../parts/pager.ts";
import { table } from "../parts/table.ts";
import { personName } from "../persons.ts";
import { statusBadge, stepsBar } from "../rewardTable.ts";
import { pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath, viewerMay } from "../viewer.ts";
import { codeSearch } from "./codes.ts";

const ROWS = 50;

/** The coupons that rules gave, which can be ended like the rewards that they are. */
export const couponsPage = pageRoute(
  { path: "/coupons", may: "seeFigures", query: codeSearch },
  async ({ app, asker, query, viewer: look }) => {
    const search = codePrefix(foldCode(query.q ?? ""));
    const after = cursorOf(query.cursor, CODE_CURSOR)?.[0] ?? null;
    const page = { search, after, limit: ROWS + 1 };
    const { rows: read, unreported } = proved(await readCouponsPage(app.deps.database, asker, page));
    const viewer = look();
    const { language } = viewer;
    const rows = read.slice(0, ROWS);
    const waiting = new Set(unreported.map(({ code }) => code));
    const last = rows.at(-1);
    const address = (cursor: string | null) => shopPath(viewer, `/coupons${queryOf({ q: search, cursor })}`);
    const list =
      rows.length === 0
        ? nothing(viewer, search !== null)
        : html`${tableOf(viewer, rows, waiting, app.deps.clock.now())}${stepsBar(viewer, ["void"], {
            ...{ from: "coupons", key: app.deps.ids.secret(16) },
          })}`;
    const main = html`${codesHead(viewer, "coupons", query.q ?? "")}${list}${unreportedUses(viewer, unreported)}${pager(
      language,
      {
        first: after === null ? null : address(null),
        next: read.length > ROWS && last !== undefined ? address(encodeCursor([last.code])) : null,
      },
    )}`;
    return { title: CODES_TEXTS.coupons[language], section: "codes", main };
  },
);

function tableOf(viewer: Viewer, rows: readonly CouponListRow[], waiting: ReadonlySet<string>, now: Date): Markup {
  const { language } = viewer;
  const mayEnd = viewerMay(viewer, "handleCases");
  const list = table({
    caption: CODES_TEXTS.coupons[language],
    rows,
    href: ({ person }) => shopPath(viewer, `/people/${person.id}`),
    ...(mayEnd
      ? {
          select: {
            ...{ form: "steps", name: "ids", allLabel: CODES_TEXTS.coupons[language] },
            value: ({ rewardId }: CouponListRow) => rewardId,
            label: ({ code, status }: CouponListRow) => (status === "approved" || status === "pending" ? code : null),
          },
        }
      : {}),
    columns: [
      { title: CODES_TEXTS.code[language], cell: ({ code }) => html`<bdi>${code}</bdi>` },
      { title: CODES_TEXTS.owner[language], cell: ({ person }) => html`<bdi>${personName(viewer, person)}</bdi>` },
      { title: CODES_TEXTS.worth[language], cell: (row) => html`<bdi>${worthOf(language, row)}</bdi>` },
      {
        ...{ title: CODES_TEXTS.state[language], onPhone: "end" },
        cell: (row) => {
          const state = row.status === "approved" ? termsBadge(language, row, now) : statusBadge(language, row.status);
          return waiting.has(row.code) ? html`${state} ${badge(CODES_TEXTS.unreported[language], "notice")}` : state;
        },
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

function worthOf(language: Viewer["language"], { percentBps, freeShipping, amountMinor, currency }: CouponListRow) {
  if (freeShipping) return CODES_TEXTS.freeShipping[language];
  const formats = formatsOf(language);
  if (percentBps !== null) return formats.percent(percentBps);
  return amountMinor === null || currency === null ? "" : formats.money(BigInt(amountMinor), currency);
}

function nothing(viewer: Viewer, isAsked: boolean): Markup {
  const { language } = viewer;
  const [text, href, label] = isAsked
    ? ([CODES_TEXTS.notFound, "/coupons", CODES_TEXTS.showAll] as const)
    : ([CODES_TEXTS.noCoupons, "/programs", CODES_TEXTS.toPrograms] as const);
  const action = linkButton({ href: shopPath(viewer, href), label: label[language] });
  return empty({ icon: isAsked ? "search" : "ticket-percent", text: text[language], action });
}
