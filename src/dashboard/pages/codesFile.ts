import type { CodeRow } from "../../db/queries/codePages.ts";
import { readCodesPage } from "../../db/queries/codePages.ts";
import { foldCode } from "../../domain/codes.ts";
import { CODES_TEXTS } from "../../i18n/dashboard/codes.ts";
import { PEOPLE_TEXTS } from "../../i18n/dashboard/people.ts";
import { termsState } from "../codeParts.ts";
import type { CsvColumn } from "../csv.ts";
import { lastDayOf } from "../lastDay.ts";
import { listFile } from "../listFile.ts";
import { codePrefix } from "../listQuery.ts";
import { maskedText, personName } from "../persons.ts";
import { pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { codeFilters } from "./codes.ts";

/** The codes that the page of codes lists, as a file. */
export const codesFile = pageRoute(
  { path: "/csv/codes", may: "seeFigures", query: codeFilters, isLong: true },
  (call) => {
    const { app, asker, query } = call;
    const search = codePrefix(foldCode(query.q ?? ""));
    const now = app.deps.clock.now();
    return listFile(call, {
      name: "codes",
      read: async (after: string | null, limit) =>
        proved(await readCodesPage(app.deps.database, asker, { search, after, limit })),
      keyOf: ({ code }) => code,
      columns: (viewer) => columnsOf(viewer, now),
    });
  },
);

function columnsOf(viewer: Viewer, now: Date): readonly CsvColumn<CodeRow>[] {
  const { language, timezone } = viewer;
  const title = (key: "code" | "owner" | "program" | "state" | "uses" | "mostUses" | "ends") =>
    CODES_TEXTS[key][language] as string;
  return [
    { title: title("code"), cell: ({ display }) => display },
    { title: title("owner"), cell: ({ person }) => personName(viewer, person) },
    { title: PEOPLE_TEXTS.id[language], cell: ({ person }) => maskedText(viewer, person.externalId) },
    { title: title("program"), cell: ({ program }) => program.name },
    { title: title("state"), cell: (row) => CODES_TEXTS[termsState(row, now)][language] },
    { title: title("uses"), cell: ({ uses }) => uses },
    { title: title("mostUses"), cell: ({ maxUses }) => maxUses },
    { title: title("ends"), cell: ({ expiresAt }) => lastDayOf(expiresAt, timezone) },
  ];
}
