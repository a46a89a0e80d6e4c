import { html } from "hono/html";
import * as z from "zod";
import type { PeoplePage } from "../../db/queries/peoplePages.ts";
import { readPeoplePage } from "../../db/queries/peoplePages.ts";
import type { FoundParticipant } from "../../db/rows/participant.ts";
import { PARTICIPANT_MATCHES } from "../../db/rows/participant.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { encodeCursor } from "../../http/request/page.ts";
import { PEOPLE_TEXTS } from "../../i18n/dashboard/people.ts";
import { fillText } from "../../i18n/fillText.ts";
import { formatsOf } from "../../i18n/formats.ts";
import { daysOf } from "../days.ts";
import { listFileLink } from "../listFile.ts";
import { cursorOf, PEOPLE_CURSOR, queryOf } from "../listQuery.ts";
import { attributes, LIVE_FORM } from "../parts/attributes.ts";
import { badge } from "../parts/badge.ts";
import { button, linkButton } from "../parts/button.ts";
import { card } from "../parts/card.ts";
import { empty } from "../parts/empty.ts";
import { selectField, textField } from "../parts/field.ts";
import { pager } from "../parts/pager.ts";
import type { Column } from "../parts/table.ts";
import { table } from "../parts/table.ts";
import { availableText, MAX_TYPED, peopleFilters, typedText } from "../peopleSearch.ts";
import { byHandLink } from "../personActions.ts";
import { maskedText, personEmail, personName, personPhone } from "../persons.ts";
import { pageRoute, proved } from "../route.ts";
import { storyOf } from "../story.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath, viewerMay } from "../viewer.ts";

const ROWS = 50;
const query = peopleFilters.extend({ cursor: z.string().optional() });

/** The people of the shop: one box finds them by whatever one has of them. */
export const peoplePage = pageRoute({ path: "/people", may: "seeFigures", query }, async (call) => {
  const { app, asker } = call;
  const q = typedText(call.query.q);
  const asked = call.query.segment || null;
  const after = cursorOf(call.query.cursor, PEOPLE_CURSOR) as readonly [string, string, string] | null;
  const read = await readPeoplePage(app.deps.database, asker, { q, segment: asked, after, limit: ROWS + 1 });
  const page = proved(read);
  const viewer = call.viewer();
  const rows = page.found.rows.slice(0, ROWS);
  const last = rows.at(-1);
  const hasMore = page.found.isCut || page.found.rows.length > ROWS;
  const address = (cursor: string | null) => shopPath(viewer, `/people${queryOf({ q, segment: asked, cursor })}`);
  const next =
    hasMore && last !== undefined ? address(encodeCursor([String(last.nthMatch ?? ""), last.text, last.id])) : null;
  const stories = page.stories === null || q === null ? "" : storiesOf(viewer, page, q, app.deps.clock.now());
  const list = rows.length === 0 ? nothing(viewer, q !== null || asked !== null) : people(viewer, rows, q !== null);
  const main = html`${searchForm(viewer, page, { q, segment: asked })}${stories}${list}${pager(viewer.language, {
    first: after === null ? null : address(null),
    next,
  })}`;
  const actions = rows.length === 0 ? html`` : listFileLink(viewer, `/csv/people${queryOf({ q, segment: asked })}`);
  return { title: PEOPLE_TEXTS.title[viewer.language], section: "people", main, actions };
});

function searchForm(
  viewer: Viewer,
  { segments }: PeoplePage,
  asked: { readonly q: string | null; readonly segment: string | null },
): Markup {
  const { language } = viewer;
  const known = asked.segment === null || segments.includes(asked.segment) ? segments : [asked.segment, ...segments];
  const options = [
    { value: "", label: PEOPLE_TEXTS.allSegments[language] },
    ...known.map((name) => ({ value: name, label: name })),
  ];
  const bySegment =
    known.length === 0
      ? ""
      : selectField({
          ...{ name: "segment", label: PEOPLE_TEXTS.segment[language], hasUnseenLabel: true, options },
          value: asked.segment ?? "",
        });
  const box = textField({
    ...{ name: "q", label: PEOPLE_TEXTS.search[language], hasUnseenLabel: true, type: "search", value: asked.q ?? "" },
    extra: { placeholder: PEOPLE_TEXTS.search[language], maxlength: String(MAX_TYPED) },
  });
  return html`<form class="filters" role="search" action="${shopPath(viewer, "/people")}"${attributes(LIVE_FORM)}>${box}${bySegment}${button({ label: PEOPLE_TEXTS.find[language], icon: "search" })}</form>`;
}

function people(viewer: Viewer, rows: readonly FoundParticipant[], isSearch: boolean): Markup {
  const { language } = viewer;
  const days = daysOf(viewer);
  const text = (key: keyof typeof PEOPLE_TEXTS) => PEOPLE_TEXTS[key][language] as string;
  const contacts: readonly Column<FoundParticipant>[] = viewerMay(viewer, "seePeople")
    ? [
        { title: text("email"), cell: (row) => html`<bdi>${personEmail(viewer, row) ?? ""}</bdi>` },
        { title: text("phone"), cell: (row) => html`<bdi dir="ltr">${personPhone(viewer, row) ?? ""}</bdi>` },
      ]
    : [];
  const found: readonly Column<FoundParticipant>[] = isSearch
    ? [{ title: text("found"), cell: ({ nthMatch }) => foundBy(language, nthMatch) }]
    : [];
  const list = table({
    caption: text("title"),
    href: ({ id }) => shopPath(viewer, `/people/${id}`),
    id: ({ id }) => id,
    rows,
    columns: [
      {
        title: text("name"),
        cell: (row) =>
          html`<bdi>${personName(viewer, row)}</bdi>${row.guest ? html` ${badge(text("guest"))}` : ""}${row.blockedAt === null ? "" : html` ${badge(text("blocked"), "bad")}`}`,
      },
      {
        title: text("id"),
        cell: (row) => {
          const shown = maskedText(viewer, row.externalId);
          // Those without a name are called by their id, which is not said twice.
          return personName(viewer, row) === shown ? "" : html`<bdi>${shown}</bdi>`;
        },
      },
      ...contacts,
      ...found,
      {
        title: text("available"),
        kind: "number",
        onPhone: "end",
        cell: ({ balances }) => balanceText(viewer, balances),
      },
      { title: text("since"), kind: "number", cell: ({ createdAt }) => days.day(createdAt) },
    ],
  });
  return html`<section class="card flush">${list}</section>`;
}

function foundBy(language: Viewer["language"], nthMatch: number | null): string {
  const match = nthMatch === null ? undefined : PARTICIPANT_MATCHES[nthMatch];
  return match === undefined ? "" : PEOPLE_TEXTS[`by_${match.by}`][language];
}

function balanceText({ language }: Viewer, balances: FoundParticipant["balances"]): Markup | string {
  const text = availableText(language, balances);
  return text === "" ? "" : html`<bdi>${text}</bdi>`;
}

function nothing(viewer: Viewer, isAsked: boolean): Markup {
  const { language } = viewer;
  const [text, href, label] = isAsked
    ? ([PEOPLE_TEXTS.notFound, "/people", PEOPLE_TEXTS.showAll] as const)
    : ([PEOPLE_TEXTS.none, "/setup", PEOPLE_TEXTS.toSetup] as const);
  const action = linkButton({ href: shopPath(viewer, href), label: label[language] });
  return empty({ icon: isAsked ? "search" : "users", text: text[language], action });
}

const BY_ORDER = PARTICIPANT_MATCHES.findIndex(({ by }) => by === "order");

/** What became of the order that was typed; its buyer can be tied to the advocate who brought them. */
function storiesOf(viewer: Viewer, { stories, found }: PeoplePage, order: string, now: Date): Markup {
  const { language } = viewer;
  const title = fillText(formatsOf(language), PEOPLE_TEXTS.story[language], { order: formatsOf(language).code(order) });
  const told = stories ?? [];
  if (told.length === 0) {
    const buyer = found.rows.find(({ nthMatch }) => nthMatch === BY_ORDER);
    const mayTie = buyer !== undefined && viewerMay(viewer, "handleCases");
    const action = mayTie ? byHandLink(viewer, buyer.id) : html``;
    return card({ title, action, body: html`<p>${PEOPLE_TEXTS.noStory[language]}</p>` });
  }
  return html`${told.map((rows) => {
    const brought =
      rows.advocate === null
        ? ""
        : html`<p>${PEOPLE_TEXTS.broughtBy[language]} <a href="${shopPath(viewer, `/people/${rows.referral.advocateId}`)}"><bdi>${personName(viewer, { externalId: rows.advocate })}</bdi></a></p>`;
    return card({ title, body: html`${brought}${storyOf(viewer, rows, now, order)}` });
  })}`;
}
