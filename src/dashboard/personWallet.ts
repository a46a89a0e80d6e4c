import { html } from "hono/html";
import type { PersonPage } from "../db/queries/peoplePages.ts";
import type { ListedSpend, PersonLot } from "../db/queries/walletReads.ts";
import type { Markup } from "../http/pages/layout.ts";
import { PERSON_TEXTS } from "../i18n/dashboard/person.ts";
import { WALLET_TEXTS } from "../i18n/dashboard/wallet.ts";
import { spendableIn } from "../usecases/wallet/presentBalance.ts";
import { daysOf } from "./days.ts";
import { queryOf } from "./listQuery.ts";
import type { Tone } from "./parts/badge.ts";
import { badge } from "./parts/badge.ts";
import { card } from "./parts/card.ts";
import { table } from "./parts/table.ts";
import { unitAmount, unitName } from "./personActions.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath } from "./viewer.ts";

/** What a person has in credit and points, and the latest orders that were paid with it; nothing where there is none. */
export function personWallet(viewer: Viewer, { wallet, lots, spends }: PersonPage): Markup {
  if (wallet.length === 0) return html``;
  const { language } = viewer;
  const title = WALLET_TEXTS.title[language];
  const body = table({
    caption: title,
    rows: wallet,
    columns: [
      { title: PERSON_TEXTS.unit[language], cell: ({ unit }) => unitName(language, unit) },
      {
        ...{ title: WALLET_TEXTS.spendable[language], kind: "number" },
        cell: (row) => unitAmount(language, row.unit, String(spendableIn(row))),
      },
      ...(["waiting", "left", "used"] as const).map((column) => {
        const title = WALLET_TEXTS[column][language];
        const amountOf = (row: (typeof wallet)[number]) => row[OF_COLUMN[column]];
        return {
          ...{ title, kind: "number" as const },
          cell: (row: (typeof wallet)[number]) => unitAmount(language, row.unit, amountOf(row)),
        };
      }),
    ],
  });
  return html`${card({ title, body, isFlush: true, id: "wallet" })}${parts(viewer, lots)}${spent(viewer, spends)}`;
}

const OF_COLUMN = { waiting: "waiting", left: "available", used: "paid" } as const;

/** What is left of each reward and bonus, and when that ends. */
function parts(viewer: Viewer, rows: readonly PersonLot[]): Markup {
  if (rows.length === 0) return html``;
  const { language } = viewer;
  const title = WALLET_TEXTS.parts[language];
  const body = table({
    caption: title,
    rows,
    columns: [
      {
        title: WALLET_TEXTS.from[language],
        cell: ({ isBonus }) => WALLET_TEXTS[isBonus ? "bonus" : "reward"][language],
      },
      {
        ...{ title: WALLET_TEXTS.left[language], kind: "number", onPhone: "end" },
        cell: ({ unit, left }) => html`<bdi>${unitAmount(language, unit, left)}</bdi>`,
      },
      {
        ...{ title: WALLET_TEXTS.was[language], kind: "number" },
        cell: ({ unit, amount }) => html`<bdi>${amount === null ? "–" : unitAmount(language, unit, amount)}</bdi>`,
      },
      { title: PERSON_TEXTS.unit[language], cell: ({ unit }) => unitName(language, unit) },
      {
        ...{ title: WALLET_TEXTS.expires[language], kind: "time" },
        cell: ({ expiresAt }) => (expiresAt === null ? WALLET_TEXTS.never[language] : daysOf(viewer).day(expiresAt)),
      },
    ],
  });
  return card({ title, body, isFlush: true });
}

const TONES = {
  spent: "good",
  awaited: "notice",
  released: "plain",
  lapsed: "plain",
  returned: "plain",
} as const satisfies Record<string, Tone>;

function spent(viewer: Viewer, rows: readonly ListedSpend[]): Markup {
  if (rows.length === 0) return html``;
  const { language } = viewer;
  const title = WALLET_TEXTS.spends[language];
  const stateOf = ({ status, reportBy }: ListedSpend) => (status === "spent" && reportBy !== null ? "awaited" : status);
  const body = table({
    caption: title,
    rows,
    href: ({ orderId }) => shopPath(viewer, `/people${queryOf({ q: orderId })}`),
    columns: [
      { title: WALLET_TEXTS.order[language], cell: ({ orderId }) => html`<bdi>${orderId}</bdi>` },
      {
        ...{ title: PERSON_TEXTS.amount[language], kind: "number" },
        cell: ({ unit, amount }) => html`${unitAmount(language, unit, amount)}`,
      },
      { title: PERSON_TEXTS.unit[language], cell: ({ unit }) => unitName(language, unit) },
      {
        ...{ title: PERSON_TEXTS.state[language], onPhone: "end" },
        cell: (row) => badge(WALLET_TEXTS[stateOf(row)][language], TONES[stateOf(row)]),
      },
      { title: PERSON_TEXTS.date[language], kind: "number", cell: ({ createdAt }) => daysOf(viewer).day(createdAt) },
    ],
  });
  return card({ title, body, isFlush: true });
}
