import { html } from "hono/html";
import * as z from "zod";
import type { RewardCase, RewardsPage } from "../../db/queries/rewardPages.ts";
import { readRewardCases, readRewardsPage } from "../../db/queries/rewardPages.ts";
import { isCurrency } from "../../domain/currencies.ts";
import { REWARD_STATUSES } from "../../domain/rewardState.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { encodeCursor } from "../../http/request/page.ts";
import { programKey } from "../../http/schemas/texts.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import { PEOPLE_TEXTS } from "../../i18n/dashboard/people.ts";
import { REWARD_CASE_TEXTS, REWARD_STATUS_NAMES } from "../../i18n/dashboard/rewardCases.ts";
import { fillText } from "../../i18n/fillText.ts";
import { formatsOf } from "../../i18n/formats.ts";
import type { CsvColumn } from "../csv.ts";
import { daysOf } from "../days.ts";
import { listFile, listFileLink } from "../listFile.ts";
import { cursorOf, queryOf, REWARD_CURSOR } from "../listQuery.ts";
import { attributes, LIVE_FORM } from "../parts/attributes.ts";
import { button, hiddenFields, linkButton } from "../parts/button.ts";
import { empty } from "../parts/empty.ts";
import { selectField } from "../parts/field.ts";
import { pager } from "../parts/pager.ts";
import { maskedText, personName } from "../persons.ts";
import { causeText, rewardBadges, rewardTable, rewardText, stepsBar } from "../rewardTable.ts";
import { pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";

const ROWS = 50;

/** What the list is narrowed to; an empty choice is none. */
export const rewardFilters = {
  status: z.union([z.literal(""), z.enum(REWARD_STATUSES)]).optional(),
  program: z.union([z.literal(""), programKey]).optional(),
  person: z.union([z.literal(""), z.string().regex(/^par_[0-9a-z-]{1,64}$/)]).optional(),
};

const filters = z.object(rewardFilters);
type Filters = z.output<typeof filters>;

/** Every reward, narrowed by what stands in the address, and steps for many at once. */
export const rewardsPage = pageRoute(
  { path: "/rewards", may: "seeFigures", query: z.object({ ...rewardFilters, cursor: z.string().optional() }) },
  async ({ app, asker, query, viewer: look }) => {
    const before = cursorOf(query.cursor, REWARD_CURSOR)?.[0] ?? null;
    const filter = { ...filterOf(query), before, limit: ROWS + 1 };
    const { page, programs, person } = proved(await readRewardsPage(app.deps.database, asker, filter));
    const viewer = look();
    const { language } = viewer;
    const rows = page.rows.slice(0, ROWS);
    const last = rows.at(-1);
    const hasMore = page.isCut || page.rows.length > ROWS;
    const address = (cursor: string | null) => shopPath(viewer, `/rewards${queryOf({ ...asked(query), cursor })}`);
    const list =
      rows.length === 0
        ? nothing(viewer, Object.keys(given(query)).length > 0)
        : html`${tableOf(viewer, rows)}${stepsBar(viewer, ["approve", "fulfill", "void"], {
            ...given(query),
            key: app.deps.ids.secret(16),
          })}`;
    const main = html`${narrowing(viewer, query, programs, person)}${list}${pager(language, {
      first: before === null ? null : address(null),
      next: hasMore && last !== undefined ? address(encodeCursor([last.reward.id])) : null,
    })}`;
    const actions = listFileLink(viewer, `/rewards/csv${queryOf(asked(query))}`);
    return { title: REWARD_CASE_TEXTS.rewards[language], section: "rewards", main, actions };
  },
);

/** The same rewards as a file. */
export const rewardsFile = pageRoute(
  { path: "/rewards/csv", may: "seeFigures", query: filters, isLong: true },
  (call) => {
    const { app, asker, query } = call;
    const filter = filterOf(query);
    return listFile(call, {
      name: "rewards",
      read: async (before: string | null, limit) =>
        proved(await readRewardCases(app.deps.database, asker, { ...filter, before, limit })),
      keyOf: ({ reward }) => reward.id,
      columns: columnsOf,
    });
  },
);

const filterOf = ({ status, program, person }: Filters) => ({
  ...{ program: program || null, participant: null, participantId: person || null, status: status || null },
  ...{ from: null, to: null },
});

/** What was asked for, as an address has it. */
const asked = ({ status = "", program = "", person = "" }: Filters) => ({ status, program, person });

const given = (query: Filters) => Object.fromEntries(Object.entries(asked(query)).filter(([, value]) => value !== ""));

function narrowing(
  viewer: Viewer,
  { status = "", program = "", person: id = "" }: Filters,
  programs: RewardsPage["programs"],
  person: RewardsPage["person"],
): Markup {
  const { language } = viewer;
  const states = [
    { value: "", label: REWARD_CASE_TEXTS.allStates[language] },
    ...REWARD_STATUSES.map((value) => ({ value, label: REWARD_STATUS_NAMES[value][language] })),
  ];
  const byState = selectField({
    ...{ name: "status", label: REWARD_CASE_TEXTS.state[language], hasUnseenLabel: true, value: status },
    options: states,
  });
  const ofAll = { value: "", label: FRAME_TEXTS.allPrograms[language] };
  const byProgram =
    programs.length < 2
      ? ""
      : selectField({
          ...{ name: "program", label: FRAME_TEXTS.program[language], hasUnseenLabel: true, value: program },
          options: [ofAll, ...programs.map(({ key, name }) => ({ value: key, label: name }))],
        });
  const whose =
    person === null
      ? ""
      : linkButton({
          href: shopPath(viewer, `/rewards${queryOf({ status, program })}`),
          label: fillText(formatsOf(language), REWARD_CASE_TEXTS.person[language], {
            name: formatsOf(language).words(personName(viewer, person)),
          }),
          icon: "x",
        });
  return html`<form class="filters" action="${shopPath(viewer, "/rewards")}"${attributes(LIVE_FORM)}>${hiddenFields(id === "" ? {} : { person: id })}${byState}${byProgram}${whose}${button({ label: FRAME_TEXTS.apply[language], isOnlyPlain: true })}</form>`;
}

function tableOf(viewer: Viewer, rows: readonly RewardCase[]): Markup {
  const { language } = viewer;
  const days = daysOf(viewer);
  return rewardTable(viewer, rows, REWARD_CASE_TEXTS.rewards[language], [
    { title: REWARD_CASE_TEXTS.state[language], cell: ({ reward }) => rewardBadges(language, reward) },
    {
      ...{ title: REWARD_CASE_TEXTS.earned[language], kind: "number" },
      cell: ({ reward }) => days.day(reward.occurredAt),
    },
    {
      ...{ title: REWARD_CASE_TEXTS.holdUntil[language], kind: "number", onPhone: "hidden" },
      cell: ({ reward }) => (reward.status === "pending" ? days.day(reward.holdUntil) : ""),
    },
  ]);
}

function nothing(viewer: Viewer, isAsked: boolean): Markup {
  const { language } = viewer;
  const [text, href, label] = isAsked
    ? ([REWARD_CASE_TEXTS.noneLikeThis, "/rewards", REWARD_CASE_TEXTS.showAll] as const)
    : ([REWARD_CASE_TEXTS.none, "/programs", REWARD_CASE_TEXTS.toPrograms] as const);
  const action = linkButton({ href: shopPath(viewer, href), label: label[language] });
  return empty({ icon: isAsked ? "filter" : "coins", text: text[language], action });
}

function columnsOf(viewer: Viewer): readonly CsvColumn<RewardCase>[] {
  const { language } = viewer;
  const text = (key: "whose" | "reward" | "cause" | "state" | "earned" | "holdUntil") =>
    REWARD_CASE_TEXTS[key][language];
  return [
    { title: "id", cell: ({ reward }) => reward.id },
    { title: text("whose"), cell: ({ person }) => personName(viewer, person) },
    { title: PEOPLE_TEXTS.id[language], cell: ({ person }) => maskedText(viewer, person.externalId) },
    { title: FRAME_TEXTS.program[language], cell: ({ of }) => of.program },
    { title: text("reward"), cell: (row) => rewardText(language, row) },
    { title: PEOPLE_TEXTS.amount[language], cell: amountCell },
    { title: PEOPLE_TEXTS.unit[language], cell: ({ reward }) => reward.unit },
    { title: text("cause"), cell: ({ reward }) => maskedText(viewer, causeText(language, reward.source)) },
    { title: text("state"), cell: ({ reward }) => REWARD_STATUS_NAMES[reward.status][language] },
    { title: text("earned"), cell: ({ reward }) => new Date(reward.occurredAt).toISOString() },
    { title: text("holdUntil"), cell: ({ reward }) => new Date(reward.holdUntil).toISOString() },
  ];
}

function amountCell({ reward }: RewardCase) {
  const minor = BigInt(reward.amountMinor);
  const currency = reward.unit?.split(":")[1] ?? "";
  return isCurrency(currency) ? { minor, currency } : minor;
}
