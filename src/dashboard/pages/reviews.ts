import { html } from "hono/html";
import * as z from "zod";
import type { Review } from "../../db/queries/rewardPages.ts";
import { readReviews } from "../../db/queries/rewardPages.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { encodeCursor } from "../../http/request/page.ts";
import { PERSON_TEXTS } from "../../i18n/dashboard/person.ts";
import { REWARD_CASE_TEXTS } from "../../i18n/dashboard/rewardCases.ts";
import { fillText } from "../../i18n/fillText.ts";
import { formatsOf } from "../../i18n/formats.ts";
import { REVIEW_REASON_TEXTS } from "../../i18n/lists/reviewReasons.ts";
import { SIGN_TEXTS } from "../../i18n/lists/signs.ts";
import { daysOf } from "../days.ts";
import { cursorOf, queryOf, REVIEW_CURSOR } from "../listQuery.ts";
import { badge } from "../parts/badge.ts";
import { linkButton } from "../parts/button.ts";
import { empty } from "../parts/empty.ts";
import { pager } from "../parts/pager.ts";
import { personName } from "../persons.ts";
import { rewardTable, stepsBar } from "../rewardTable.ts";
import { pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";

const ROWS = 50;

/** What waits for a person to decide, the oldest deadline first. */
export const reviewsPage = pageRoute(
  { path: "/reviews", may: "handleCases", query: z.object({ cursor: z.string().optional() }) },
  async ({ app, asker, query, viewer: look }) => {
    const after = cursorOf(query.cursor, REVIEW_CURSOR) as readonly [string, string] | null;
    const page = proved(await readReviews(app.deps.database, asker, after, ROWS + 1));
    const viewer = look();
    const { language } = viewer;
    const rows = page.rows.slice(0, ROWS);
    const last = rows.at(-1);
    const hasMore = page.isCut || page.rows.length > ROWS;
    const address = (cursor: string | null) => shopPath(viewer, `/reviews${queryOf({ cursor })}`);
    const main =
      rows.length === 0
        ? nothing(viewer)
        : html`${tableOf(viewer, rows, app.deps.clock.now())}${stepsBar(viewer, ["release", "void"], {
            ...{ from: "reviews", key: app.deps.ids.secret(16) },
          })}${pager(language, {
            first: after === null ? null : address(null),
            next:
              hasMore && last !== undefined
                ? address(encodeCursor([String(last.reward.holdUntil), last.reward.id]))
                : null,
          })}`;
    return { title: REWARD_CASE_TEXTS.reviews[language], section: "reviews", main };
  },
);

function tableOf(viewer: Viewer, rows: readonly Review[], now: Date): Markup {
  const { language } = viewer;
  return rewardTable(viewer, rows, REWARD_CASE_TEXTS.reviews[language], [
    { title: REWARD_CASE_TEXTS.why[language], cell: (row) => html`<bdi>${reasonsOf(viewer, row)}</bdi>` },
    { title: REWARD_CASE_TEXTS.signals[language], cell: (row) => html`<bdi>${signalsOf(viewer, row)}</bdi>` },
    {
      ...{ title: REWARD_CASE_TEXTS.deadline[language], kind: "number" },
      cell: ({ reward }) => {
        const day = daysOf(viewer).day(reward.holdUntil);
        const isLate = reward.holdUntil < now.getTime();
        return isLate ? html`${badge(REWARD_CASE_TEXTS.overdue[language], "notice")} ${day}` : day;
      },
    },
  ]);
}

function reasonsOf(viewer: Viewer, row: Review): string {
  const reasons = row.reward.reviewReasons.map((reason) => {
    return reason === "same_person" ? doubtOf(viewer, row) : REVIEW_REASON_TEXTS[reason][viewer.language];
  });
  return reasons.join(", ");
}

/** Where a friend may be another person too, with who that is; and what the shop has said of the friend itself. */
function doubtOf(viewer: Viewer, { accounts, friendSince }: Review): string {
  const { language } = viewer;
  const formats = formatsOf(language);
  const said =
    friendSince === null
      ? []
      : [fillText(formats, PERSON_TEXTS.did_customerSince[language], { day: daysOf(viewer).day(friendSince) })];
  const text = REVIEW_REASON_TEXTS.same_person[language] as string;
  if (accounts.length === 0) return said[0] ?? text;
  const names = accounts.map(({ person }) => formats.words(personName(viewer, person))).join(", ");
  return [`${text} (${names})`, ...said].join(", ");
}

function signalsOf({ language }: Viewer, { isBlocked, friends, signs }: Review): string {
  const formats = formatsOf(language);
  const brought = fillText(
    formats,
    REWARD_CASE_TEXTS.signal_friends[language],
    { count: formats.number(friends) },
    friends,
  );
  const shared = signs.map((sign) => SIGN_TEXTS[sign][language]);
  return [...(isBlocked ? [REWARD_CASE_TEXTS.signal_blocked[language]] : []), brought, ...shared].join(", ");
}

function nothing(viewer: Viewer): Markup {
  const { language } = viewer;
  const action = linkButton({ href: shopPath(viewer, "/rewards"), label: REWARD_CASE_TEXTS.showAll[language] });
  return empty({ icon: "circle-check", text: REWARD_CASE_TEXTS.nothingWaits[language], action });
}
