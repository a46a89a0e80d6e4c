import { html } from "hono/html";
import type { StoredReward } from "../db/rows/reward.ts";
import type { RewardStep } from "../domain/rewardState.ts";
import type { Markup } from "../http/pages/layout.ts";
import { MAX_REASON_LENGTH } from "../http/schemas/texts.ts";
import { BY_HAND_PROBLEMS, BY_HAND_TEXTS } from "../i18n/dashboard/byHand.ts";
import { FINAL_STEP_TEXTS, FINAL_STEP_TITLES } from "../i18n/dashboard/finalSteps.ts";
import { REWARD_CASE_TEXTS } from "../i18n/dashboard/rewardCases.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { PageView } from "./page.ts";
import { button, hiddenFields, linkButton } from "./parts/button.ts";
import { textField } from "./parts/field.ts";
import { unitAmount, unitName } from "./personActions.ts";
import type { Section } from "./sections.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath } from "./viewer.ts";

/** The steps that no other step takes back: `isFinal` says so of them. */
export type FinalStep = keyof typeof FINAL_STEP_TITLES & RewardStep;

export interface AskedStep {
  readonly step: FinalStep;
  /** Those that take the step, and so those that the form names. */
  readonly moving: readonly StoredReward[];
  /** How many of the selected ones stay as they are. */
  readonly left: number;
  /** As it was typed. */
  readonly reason: string;
  readonly isReasonWrong: boolean;
  /** The list that they were selected in: which it is, its address, and what the form says of it. */
  readonly list: { readonly section: Section; readonly title: string; readonly href: string };
  readonly fields: Readonly<Record<string, string>>;
}

/** The page that says how many rewards a step ends for good and what they are worth, and takes the reason. */
export function finalStepView(viewer: Viewer, asked: AskedStep): PageView {
  const { language } = viewer;
  const { step, moving, reason, isReasonWrong, list } = asked;
  const formats = formatsOf(language);
  const count = moving.length;
  const why = textField({
    ...{ name: "reason", label: REWARD_CASE_TEXTS.reason[language], value: reason, isRequired: true },
    ...{ hint: BY_HAND_TEXTS.reasonHint[language], extra: { maxlength: String(MAX_REASON_LENGTH) } },
    error: isReasonWrong ? BY_HAND_PROBLEMS.reason[language] : null,
  });
  const ids = moving.map(({ id }) => html`<input type="hidden" name="ids" value="${id}">`);
  const back = linkButton({ href: list.href, label: FINAL_STEP_TEXTS.back[language] });
  const confirm = button({ label: REWARD_CASE_TEXTS[step][language], look: step === "void" ? "danger" : "primary" });
  const fields = hiddenFields({ ...asked.fields, step, confirmed: "yes" });
  return {
    title: fillText(formats, FINAL_STEP_TITLES[step][language], { count: formats.number(count) }, count),
    ...{ section: list.section, isNarrow: true, back: { href: list.href, label: list.title } },
    main: html`<section class="card"><form class="form" method="post" action="${shopPath(viewer, "/rewards/steps")}">${ids}${fields}${factsOf(viewer, asked)}<p>${FINAL_STEP_TEXTS[step][language]}</p>
${why}
<div class="buttons">${back}${confirm}</div></form></section>`,
  };
}

/** What they are worth, by unit, and how many are worth no amount or stay as they are. */
function factsOf({ language }: Viewer, { moving, left }: AskedStep): Markup {
  const { number } = formatsOf(language);
  const sums = new Map<string, bigint>();
  for (const { unit, amountMinor } of moving) {
    if (unit !== null) sums.set(unit, (sums.get(unit) ?? 0n) + amountMinor);
  }
  const others = moving.filter(({ unit }) => unit === null).length;
  const rows = [
    ...[...sums].map(([unit, sum]) => [unitName(language, unit), unitAmount(language, unit, String(sum))] as const),
    ...(others === 0 ? [] : [[FINAL_STEP_TEXTS.withoutAmount[language], number(others)] as const]),
    ...(left === 0 ? [] : [[FINAL_STEP_TEXTS.left[language], number(left)] as const]),
  ];
  return html`<dl class="facts">${rows.map(([label, value]) => html`<dt>${label}</dt><dd><bdi>${value}</bdi></dd>`)}</dl>`;
}
