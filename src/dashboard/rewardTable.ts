import { html } from "hono/html";
import type { RewardCase } from "../db/queries/rewardPages.ts";
import { parseReward } from "../db/rows/reward.ts";
import { phraseOfReward } from "../domain/rewardPhrase.ts";
import type { RewardStatus, RewardStep } from "../domain/rewardState.ts";
import { isFinal, isLive, isUnended } from "../domain/rewardState.ts";
import type { Markup } from "../http/pages/layout.ts";
import { MAX_REASON_LENGTH } from "../http/schemas/texts.ts";
import { REWARD_CASE_TEXTS, REWARD_STATUS_NAMES } from "../i18n/dashboard/rewardCases.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { Language } from "../i18n/languages.ts";
import { rewardWriterOf } from "../i18n/rewards/rewardWriter.ts";
import { queryOf } from "./listQuery.ts";
import type { Tone } from "./parts/badge.ts";
import { badge } from "./parts/badge.ts";
import { bulkBar } from "./parts/bulk.ts";
import { button } from "./parts/button.ts";
import { textField } from "./parts/field.ts";
import type { Column, Selecting } from "./parts/table.ts";
import { table } from "./parts/table.ts";
import { maskedText, personName } from "./persons.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath, viewerMay } from "./viewer.ts";

/** Rewards as rows, and what can be done with several of them for one reason. */

const FORM = "steps";

const TONES: Readonly<Record<RewardStatus, Tone>> = {
  pending: "plain",
  in_review: "notice",
  approved: "good",
  fulfilled: "good",
  voided: "bad",
  clawed_back: "bad",
};

export function statusBadge(language: Language, status: RewardStatus): Markup {
  return badge(REWARD_STATUS_NAMES[status][language], TONES[status]);
}

/** The state of a reward, and whether it waits though it is approved. */
export function rewardBadges(language: Language, { status, reviewReasons }: RewardCase["reward"]): Markup {
  const waits = reviewReasons.length > 0 && status !== "in_review";
  return html`${statusBadge(language, status)}${waits ? html` ${statusBadge(language, "in_review")}` : ""}`;
}

/** "£10.00", "a discount of 10%". */
export function rewardText(language: Language, { reward, of }: RewardCase): string {
  const stored = parseReward(reward);
  return rewardWriterOf(language).short(phraseOfReward(stored, stored.amountMinor, of.currency));
}

/** The same in a table: of one that has ended nothing is left, so what it was is struck out. */
function rewardCell(language: Language, row: RewardCase): Markup {
  if (isLive(row.reward.status)) return html`<bdi>${rewardText(language, row)}</bdi>`;
  const stored = parseReward(row.reward);
  const was = rewardWriterOf(language).short(phraseOfReward(stored, stored.grantedMinor, row.of.currency));
  return html`<bdi><s>${was}</s></bdi>`;
}

/** What earned it: a signup, an order, an event, a click. */
export function causeText(language: Language, source: string): string {
  const at = source.indexOf(":");
  const kind = at < 0 ? source : source.slice(0, at);
  const formats = formatsOf(language);
  const id = formats.code(source.slice(at + 1));
  if (kind === "order") return fillText(formats, REWARD_CASE_TEXTS.cause_order[language], { id });
  if (kind === "event") return fillText(formats, REWARD_CASE_TEXTS.cause_event[language], { id });
  return REWARD_CASE_TEXTS[kind === "click" ? "cause_click" : "cause_signup"][language];
}

/** A table whose first columns are the same everywhere: whose, what, for what. */
export function rewardTable<Row extends RewardCase>(
  viewer: Viewer,
  rows: readonly Row[],
  caption: string,
  more: readonly Column<Row>[],
): Markup {
  const { language } = viewer;
  const list = table<Row>({
    caption,
    rows,
    ...(viewerMay(viewer, "handleCases") ? { select: selecting<Row>(viewer) } : {}),
    href: ({ person, reward }) => {
      const isReferral = reward.referralId.startsWith("ref_");
      const query = queryOf({ referral: isReferral ? reward.referralId : null });
      return shopPath(viewer, `/people/${person.id}${query}${isReferral ? "#story" : ""}`);
    },
    columns: [
      {
        title: REWARD_CASE_TEXTS.whose[language],
        cell: ({ person }) => html`<bdi>${personName(viewer, person)}</bdi>`,
      },
      {
        ...{ title: REWARD_CASE_TEXTS.reward[language], onPhone: "end" },
        cell: (row) => rewardCell(language, row),
      },
      {
        title: REWARD_CASE_TEXTS.cause[language],
        cell: ({ reward }) => html`<bdi>${maskedText(viewer, causeText(language, reward.source))}</bdi>`,
      },
      ...more,
    ],
  });
  return html`<section class="card flush">${list}</section>`;
}

function selecting<Row extends RewardCase>(viewer: Viewer): Selecting<Row> {
  const { language } = viewer;
  return {
    ...{ form: FORM, name: "ids", allLabel: REWARD_CASE_TEXTS.selectAll[language] },
    value: ({ reward }) => reward.id,
    label: ({ reward, person }) =>
      isUnended(reward.status)
        ? fillText(formatsOf(language), REWARD_CASE_TEXTS.select[language], { name: personName(viewer, person) })
        : null,
  };
}

/**
 * The bar for those that are selected; nothing for those who may not.
 *
 * @param fields come back with the form, so that the same list is shown again
 */
export function stepsBar(
  viewer: Viewer,
  steps: readonly RewardStep[],
  fields: Readonly<Record<string, string>>,
): Markup {
  if (!viewerMay(viewer, "handleCases")) return html``;
  const { language } = viewer;
  // Enter in the box presses the first button of a form: this one does nothing, so that no step is taken unseen.
  const first = button({ label: REWARD_CASE_TEXTS.reason[language] }, { disabled: true, hidden: true });
  const buttons = steps.map((step) =>
    button(
      { label: REWARD_CASE_TEXTS[step][language], look: step === "void" ? "danger" : "plain" },
      { name: "step", value: step },
    ),
  );
  const reason = textField({
    ...{ name: "reason", label: REWARD_CASE_TEXTS.reason[language], hasUnseenLabel: true, value: "" },
    extra: { placeholder: REWARD_CASE_TEXTS.reason[language], maxlength: String(MAX_REASON_LENGTH) },
  });
  // A step that can't be undone asks for its reason on a page of its own.
  const body = html`${steps.every(isFinal) ? "" : html`${first}${reason}`}<div class="buttons">${buttons}</div>`;
  return bulkBar(language, { id: FORM, action: shopPath(viewer, "/rewards/steps"), fields, body });
}
