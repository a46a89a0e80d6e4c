import { findParticipants } from "../../db/queries/findParticipants.ts";
import type { FoundParticipant } from "../../db/rows/participant.ts";
import { FEED_TEXTS } from "../../i18n/dashboard/feed.ts";
import { PEOPLE_TEXTS } from "../../i18n/dashboard/people.ts";
import type { CsvColumn } from "../csv.ts";
import { listFile } from "../listFile.ts";
import { availableText, peopleFilters, typedText } from "../peopleSearch.ts";
import { maskedText, personEmail, personName, personPhone } from "../persons.ts";
import { pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { viewerMay } from "../viewer.ts";

/** The people whom the page of people lists, as a file. */
export const peopleFile = pageRoute(
  { path: "/csv/people", may: "seeFigures", query: peopleFilters, isLong: true },
  (call) => {
    const { app, asker, query } = call;
    const search = { q: typedText(query.q), segment: query.segment || null };
    return listFile(call, {
      name: "people",
      read: async (after: readonly [string, string, string] | null, limit) =>
        proved(await findParticipants(app.deps.database, asker, { ...search, after, limit })),
      keyOf: ({ nthMatch, text, id }) => [String(nthMatch ?? ""), text, id] as const,
      columns: columnsOf,
    });
  },
);

function columnsOf(viewer: Viewer): readonly CsvColumn<FoundParticipant>[] {
  const { language } = viewer;
  const title = (key: "id" | "name" | "email" | "phone" | "segment" | "available" | "guest" | "blocked" | "since") =>
    PEOPLE_TEXTS[key][language];
  const named: readonly CsvColumn<FoundParticipant>[] = viewerMay(viewer, "seePeople")
    ? [
        { title: title("name"), cell: (row) => personName(viewer, row) },
        { title: title("email"), cell: (row) => personEmail(viewer, row) },
        { title: title("phone"), cell: (row) => personPhone(viewer, row) },
      ]
    : [];
  return [
    { title: title("id"), cell: ({ externalId }) => maskedText(viewer, externalId) },
    ...named,
    { title: title("segment"), cell: ({ segments }) => segments.map((one) => maskedText(viewer, one)).join("; ") },
    { title: title("available"), cell: ({ balances }) => availableText(language, balances) },
    { title: title("guest"), cell: ({ guest }) => (guest ? FEED_TEXTS.yes[language] : null) },
    { title: title("blocked"), cell: ({ blockedAt }) => (blockedAt === null ? null : iso(blockedAt)) },
    { title: title("since"), cell: ({ createdAt }) => iso(createdAt) },
  ];
}

function iso(at: string): string {
  return new Date(at).toISOString();
}
