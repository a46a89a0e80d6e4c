import { html } from "hono/html";
import * as z from "zod";
import type { Cell } from "../../contract/csvLine.ts";
import type { PostingView } from "../../db/queries/ledger.ts";
import { listPostings } from "../../db/queries/ledger.ts";
import { readOwed } from "../../db/queries/reports/owed.ts";
import { isCurrency } from "../../domain/currencies.ts";
import { FILE_TEXTS } from "../../i18n/dashboard/files.ts";
import { REPORT_TEXTS } from "../../i18n/dashboard/reports.ts";
import type { CsvColumn } from "../csv.ts";
import { csvResponse, pagesByKey, said } from "../csv.ts";
import { linkButton } from "../parts/button.ts";
import { card } from "../parts/card.ts";
import { empty } from "../parts/empty.ts";
import { table } from "../parts/table.ts";
import { unitAmount, unitName } from "../personActions.ts";
import { maskedText } from "../persons.ts";
import { reportTabs } from "../reportFrame.ts";
import { reportFields } from "../reportScope.ts";
import { pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";

/** What the books owe to participants now, by unit; a period is kept for the other reports alone. */
export const owedPage = pageRoute(
  { path: "/reports/owed", may: "seeFigures", query: z.object(reportFields) },
  async ({ app, asker, query, viewer: look }) => {
    const { owed } = proved(await readOwed(app.deps.database, asker));
    const viewer = look();
    const { language } = viewer;
    const title = REPORT_TEXTS.owedNow[language];
    const list =
      owed.length === 0
        ? empty({ icon: "coins", text: REPORT_TEXTS.nothingOwed[language] })
        : card({
            ...{ title, isFlush: true },
            body: table({
              caption: title,
              columns: [
                {
                  title: REPORT_TEXTS.unit[language],
                  cell: ({ unit }) => html`<bdi>${unitName(language, unit)}</bdi>`,
                },
                {
                  ...{ title: REPORT_TEXTS.amount[language], kind: "number", onPhone: "end" },
                  cell: ({ unit, balance }) => html`<bdi>${unitAmount(language, unit, balance)}</bdi>`,
                },
              ],
              rows: owed,
            }),
          });
    const href = shopPath(viewer, "/reports/ledger/csv");
    const actions = linkButton({ href, label: REPORT_TEXTS.ledger[language], icon: "download" });
    const main = html`${reportTabs(viewer, "owed", query)}${list}`;
    return { title: REPORT_TEXTS.owed[language], section: "reports", main, actions };
  },
);

/** Everything that was ever posted, the newest first, as a file. */
export const ledgerFile = pageRoute(
  { path: "/reports/ledger/csv", may: "seeFigures", isLong: true },
  async ({ app, asker, viewer, language, requestId }) => {
    const pages = pagesByKey(
      async (before: string | null, limit) => {
        const filter = { participant: null, program: null, before, limit };
        return { rows: proved(await listPostings(app.deps.database, asker, filter)) };
      },
      ({ id }) => id,
    );
    const file = {
      ...{ name: "ledger", columns: columnsOf(viewer, language), pages },
      get cutText() {
        return FILE_TEXTS.cut[language()];
      },
    };
    return await csvResponse(file, requestId);
  },
);

type LedgerText =
  | ("at" | "source" | "destination" | "amount" | "unit")
  | ("program" | "participant" | "reward" | "event" | "reason");

/** @param viewer is known once the first page is read */
function columnsOf(viewer: () => Viewer, language: () => Viewer["language"]): readonly CsvColumn<PostingView>[] {
  const column = (name: LedgerText, cell: (row: PostingView) => Cell) =>
    said(() => REPORT_TEXTS[name][language()], cell);
  const masked = (text: string | null) => (text === null ? null : maskedText(viewer(), text));
  return [
    { title: "id", cell: ({ id }) => id },
    column("at", ({ createdAt }) => new Date(createdAt).toISOString()),
    column("source", ({ source }) => source),
    column("destination", ({ destination }) => destination),
    column("amount", amountCell),
    column("unit", ({ unit }) => unit),
    column("program", ({ program }) => program),
    column("participant", ({ participant }) => masked(participant)),
    column("reward", ({ rewardId }) => rewardId),
    column("event", ({ eventId }) => eventId),
    column("reason", ({ reason }) => masked(reason)),
  ];
}

function amountCell({ amount, unit }: PostingView): Cell {
  const currency = unit.split(":")[1] ?? "";
  return isCurrency(currency) ? { minor: BigInt(amount), currency } : BigInt(amount);
}
