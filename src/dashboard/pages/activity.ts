import { html } from "hono/html";
import * as z from "zod";
import { AUDIT_ACTION_NAMES } from "../../contract/audit.ts";
import type { ActivityEntry, ActivityPage } from "../../db/queries/activityPage.ts";
import { readActivityPage } from "../../db/queries/activityPage.ts";
import { phraseOfUnit } from "../../domain/rewardPhrase.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { encodeCursor } from "../../http/request/page.ts";
import { externalId } from "../../http/schemas/texts.ts";
import { ACTION_TEXTS } from "../../i18n/dashboard/actions.ts";
import { ACTIVITY_TEXTS } from "../../i18n/dashboard/activity.ts";
import { rewardWriterOf } from "../../i18n/rewards/rewardWriter.ts";
import { actorInWords, reasonInWords } from "../actorWords.ts";
import { daysOf } from "../days.ts";
import { listFileLink } from "../listFile.ts";
import { AUDIT_CURSOR, cursorOf, queryOf } from "../listQuery.ts";
import { attributes, LIVE_FORM } from "../parts/attributes.ts";
import { button, linkButton } from "../parts/button.ts";
import { empty } from "../parts/empty.ts";
import { selectField, textField } from "../parts/field.ts";
import { pager } from "../parts/pager.ts";
import { table } from "../parts/table.ts";
import { personName } from "../persons.ts";
import { pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";

const ROWS = 50;

/** What the list is narrowed to; an empty choice is none. */
export const activityFilters = z.object({
  actor: z.union([z.literal(""), externalId]).optional(),
  action: z.union([z.literal(""), z.enum(AUDIT_ACTION_NAMES)]).optional(),
  about: z.union([z.literal(""), externalId]).optional(),
});
type Filters = z.output<typeof activityFilters>;

/** The same as the audit is asked. */
export function activityFilter({ actor, action }: Filters) {
  const whom = { subject: null, participant: null, program: null, from: null, to: null };
  return { ...whom, actor: actor || null, action: action || null };
}

/** What people, scripts and jobs did, the latest first, in words. */
export const activityPage = pageRoute(
  { path: "/activity", may: "seeFigures", query: activityFilters.extend({ cursor: z.string().optional() }) },
  async ({ app, asker, query, viewer: look }) => {
    const before = cursorOf(query.cursor, AUDIT_CURSOR) as readonly [string, string] | null;
    const filter = { ...activityFilter(query), before, limit: ROWS + 1 };
    const read = await readActivityPage(app.deps.database, asker, filter, query.about?.trim() || null);
    const { page, actors } = proved(read);
    const viewer = look();
    const { language } = viewer;
    const rows = page.rows.slice(0, ROWS);
    const last = rows.at(-1);
    const hasMore = page.isCut || page.rows.length > ROWS;
    const asked = { actor: query.actor ?? "", action: query.action ?? "", about: query.about ?? "" };
    const address = (cursor: string | null) => shopPath(viewer, `/activity${queryOf({ ...asked, cursor })}`);
    const isAsked = Object.values(asked).some((value) => value !== "");
    const list = rows.length === 0 ? nothing(viewer, isAsked) : tableOf(viewer, rows);
    const main = html`${narrowing(viewer, query, actors)}${list}${pager(language, {
      first: before === null ? null : address(null),
      next:
        hasMore && last !== undefined ? address(encodeCursor([new Date(last.createdAt).toISOString(), last.id])) : null,
    })}`;
    const actions = rows.length === 0 ? html`` : listFileLink(viewer, `/csv/activity${queryOf(asked)}`);
    return { title: ACTIVITY_TEXTS.title[language], section: "activity", main, actions };
  },
);

function narrowing(
  viewer: Viewer,
  { actor = "", action = "", about = "" }: Filters,
  actors: ActivityPage["actors"],
): Markup {
  const { language } = viewer;
  const everyone = { value: "", label: ACTIVITY_TEXTS.everyone[language] };
  const everything = { value: "", label: ACTIVITY_TEXTS.everything[language] };
  const byActor = selectField({
    ...{ name: "actor", label: ACTIVITY_TEXTS.who[language], hasUnseenLabel: true, value: actor },
    options: [everyone, ...actors.map(({ id, label }) => ({ value: id, label }))],
  });
  const byAction = selectField({
    ...{ name: "action", label: ACTIVITY_TEXTS.what[language], hasUnseenLabel: true, value: action },
    options: [
      everything,
      ...AUDIT_ACTION_NAMES.map((value) => ({ value, label: ACTION_TEXTS[value][language] as string })),
    ],
  });
  const byAbout = textField({
    ...{ name: "about", label: ACTIVITY_TEXTS.about[language], hasUnseenLabel: true, type: "search", value: about },
    extra: { placeholder: ACTIVITY_TEXTS.aboutHint[language], maxlength: "255" },
  });
  return html`<form class="filters" role="search" action="${shopPath(viewer, "/activity")}"${attributes(LIVE_FORM)}>${byActor}${byAction}${byAbout}${button({ label: ACTIVITY_TEXTS.show[language] })}</form>`;
}

function tableOf(viewer: Viewer, rows: readonly ActivityEntry[]): Markup {
  const { language } = viewer;
  const days = daysOf(viewer);
  const list = table({
    caption: ACTIVITY_TEXTS.title[language],
    rows,
    id: ({ id }) => id,
    href: (entry) => targetOf(viewer, entry),
    columns: [
      { title: ACTIVITY_TEXTS.what[language], cell: ({ action }) => ACTION_TEXTS[action][language] as string },
      { title: ACTIVITY_TEXTS.about[language], cell: (entry) => whole(aboutOf(viewer, entry)) },
      { title: ACTIVITY_TEXTS.who[language], cell: (entry) => whole(actorOf(viewer, entry)) },
      { title: ACTIVITY_TEXTS.reason[language], cell: (entry) => isolated(reasonOf(viewer, entry)) },
      {
        ...{ title: ACTIVITY_TEXTS.when[language], kind: "number", onPhone: "end" },
        cell: ({ createdAt }) => days.time(createdAt),
      },
    ],
  });
  return html`<section class="card flush">${list}</section>`;
}

/** A cell of which nothing is known is empty: on a phone even its label is left out. */
function isolated(text: string): Markup | string {
  return text === "" ? "" : html`<bdi>${text}</bdi>`;
}

/** The same of a name, such as an e-mail, which is not broken for a long reason beside it. */
function whole(name: string): Markup | string {
  return name === "" ? "" : html`<bdi class="whole">${name}</bdi>`;
}

/** Where what it was about can be seen; null where it has no page. */
function targetOf(viewer: Viewer, { person, program, subject, action }: ActivityEntry): string | null {
  if (person !== null) return shopPath(viewer, `/people/${person.id}`);
  if (program !== null) return shopPath(viewer, `/programs/${program}`);
  return action === "code.changed" ? shopPath(viewer, `/people${queryOf({ q: subject })}`) : null;
}

/** What an entry was about, in a word; empty where its action says it. */
export function aboutOf(viewer: Viewer, { person, member, program, subject, action, detail }: ActivityEntry): string {
  if (member !== null) return member;
  if (person !== null) return personName(viewer, person);
  if (program !== null) return program;
  if (action === "code.changed") return subject;
  // A program that was removed is named by what is written of it.
  if (action.startsWith("program.")) return String(detail.key ?? "");
  return action === "key.made" || action === "key.revoked" ? String(detail.prefix ?? subject) : "";
}

/** Who did it. */
export function actorOf(viewer: Viewer, { actor, actorName, actorLabel }: ActivityEntry): string {
  return actorInWords(viewer, actor, actorName ?? actorLabel);
}

/** Why, in the words of who did it; of a balance also how much. */
export function reasonOf(viewer: Viewer, { action, actor, detail }: ActivityEntry): string {
  const given = typeof detail.reason === "string" ? detail.reason : "";
  const reason = reasonInWords(viewer, actor, given);
  if (action !== "balance.adjusted" || typeof detail.unit !== "string") return reason;
  const amount = rewardWriterOf(viewer.language).short(phraseOfUnit(detail.unit, BigInt(Number(detail.amountMinor))));
  return `${amount}: ${reason}`;
}

function nothing(viewer: Viewer, isAsked: boolean): Markup {
  const { language } = viewer;
  const [text, href, label] = isAsked
    ? ([ACTIVITY_TEXTS.noneLikeThis, "/activity", ACTIVITY_TEXTS.showAll] as const)
    : ([ACTIVITY_TEXTS.none, "/programs", ACTIVITY_TEXTS.toPrograms] as const);
  const action = linkButton({ href: shopPath(viewer, href), label: label[language] });
  return empty({ icon: isAsked ? "filter" : "history", text: text[language], action });
}
