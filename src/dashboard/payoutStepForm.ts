import { html } from "hono/html";
import type { PayoutCase } from "../db/queries/payoutPages.ts";
import type { PayoutJson } from "../db/rows/payout.ts";
import { stepPayout } from "../domain/payouts.ts";
import { isWithStripe } from "../domain/transfers.ts";
import type { Markup } from "../http/pages/layout.ts";
import { MAX_ID_LENGTH, MAX_REASON_LENGTH } from "../http/schemas/texts.ts";
import { BY_HAND_PROBLEMS, BY_HAND_TEXTS } from "../i18n/dashboard/byHand.ts";
import { FINAL_STEP_TEXTS } from "../i18n/dashboard/finalSteps.ts";
import { FRAME_TEXTS } from "../i18n/dashboard/frame.ts";
import { PAYOUT_STEP_HINTS, PAYOUT_STEP_TEXTS, PAYOUT_STEP_TITLES } from "../i18n/dashboard/payoutSteps.ts";
import { PAYOUTS_TEXTS } from "../i18n/dashboard/payouts.ts";
import { REWARD_CASE_TEXTS } from "../i18n/dashboard/rewardCases.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { ReportedStep } from "../usecases/payouts/stepPayout.ts";
import type { PageView } from "./page.ts";
import { bulkBar } from "./parts/bulk.ts";
import { button, hiddenFields, linkButton } from "./parts/button.ts";
import { textField } from "./parts/field.ts";
import type { Selecting } from "./parts/table.ts";
import { unitAmount, unitName } from "./personActions.ts";
import { personName } from "./persons.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath, viewerMay } from "./viewer.ts";

/** What is said of several payouts at once, and the page that asks before it. */

const FORM = "payout-steps";
export const STEPS_PATH = "/payouts/steps";
export const REPORTED_STEPS = ["paid", "failed", "returned", "cancel"] as const satisfies readonly ReportedStep[];

/** Whether a payout can take a step now. */
export function takesStep(payout: PayoutJson, step: ReportedStep): boolean {
  if (isWithStripe(payout)) return false;
  const { participant, amountMinor, status, unit } = payout;
  const toMove = { participantId: participant, amountMinor: BigInt(amountMinor), status };
  return stepPayout(toMove, step, unit).kind === "moves";
}

const stepsOf = (payout: PayoutJson) => REPORTED_STEPS.filter((step) => takesStep(payout, step));

export function payoutSelecting(viewer: Viewer): Selecting<PayoutCase> {
  const { language } = viewer;
  return {
    ...{ form: FORM, name: "ids", allLabel: REWARD_CASE_TEXTS.selectAll[language] },
    value: ({ id }) => id,
    label: (row) =>
      stepsOf(row).length === 0
        ? null
        : fillText(formatsOf(language), PAYOUT_STEP_HINTS.select[language], { name: personName(viewer, row.person) }),
  };
}

/**
 * The bar for those that are selected, with the steps that one of them can take.
 *
 * @param fields come back with the form, so that the same list is shown again
 */
export function payoutStepsBar(
  viewer: Viewer,
  rows: readonly PayoutJson[],
  fields: Readonly<Record<string, string>>,
): Markup {
  const possible = new Set(rows.flatMap(stepsOf));
  if (possible.size === 0 || !viewerMay(viewer, "administer")) return html``;
  const { language } = viewer;
  const buttons = REPORTED_STEPS.filter((step) => possible.has(step)).map((step) =>
    button(
      { label: PAYOUT_STEP_TEXTS[step][language], look: step === "cancel" ? "danger" : "plain" },
      { name: "step", value: step },
    ),
  );
  const body = html`<div class="buttons">${buttons}</div>`;
  return bulkBar(language, { id: FORM, action: shopPath(viewer, STEPS_PATH), fields, body });
}

export interface AskedPayoutStep {
  readonly step: ReportedStep;
  /** Those that take the step, and so those that the form names. */
  readonly moving: readonly PayoutJson[];
  /** How many of the selected ones stay as they are. */
  readonly left: number;
  /** As it was typed: what it is called where it was paid, or why it was not. */
  readonly said: string;
  readonly isWrong: boolean;
  readonly back: { readonly href: string; readonly label: string };
  /** What the form says of the list that they were selected in. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The page that says how many payouts a step is said of and what they come to. */
export function payoutStepView(viewer: Viewer, { step, moving, left, back, ...asked }: AskedPayoutStep): PageView {
  const { language } = viewer;
  const formats = formatsOf(language);
  const count = moving.length;
  const sums = new Map<string, bigint>();
  for (const { unit, amountMinor } of moving) sums.set(unit, (sums.get(unit) ?? 0n) + BigInt(amountMinor));
  const facts = [
    ...[...sums].map(([unit, sum]) => [unitName(language, unit), unitAmount(language, unit, String(sum))] as const),
    ...(left === 0 ? [] : [[FINAL_STEP_TEXTS.left[language], formats.number(left)] as const]),
  ];
  const field =
    step === "paid"
      ? textField({
          ...{ name: "said", label: PAYOUTS_TEXTS.reference[language], value: asked.said, isCode: true },
          ...{ hint: PAYOUT_STEP_HINTS.referenceHint[language], extra: { maxlength: String(MAX_ID_LENGTH) } },
          error: asked.isWrong ? PAYOUT_STEP_HINTS.badReference[language] : null,
        })
      : textField({
          ...{ name: "said", label: REWARD_CASE_TEXTS.reason[language], value: asked.said, isRequired: true },
          ...{ hint: BY_HAND_TEXTS.reasonHint[language], extra: { maxlength: String(MAX_REASON_LENGTH) } },
          error: asked.isWrong ? BY_HAND_PROBLEMS.reason[language] : null,
        });
  const ids = moving.map(({ id }) => html`<input type="hidden" name="ids" value="${id}">`);
  const yes = button({
    label: PAYOUT_STEP_TEXTS[step][language],
    look: step === "cancel" || step === "returned" ? "danger" : "primary",
  });
  return {
    title: fillText(formats, PAYOUT_STEP_TITLES[step][language], { count: formats.number(count) }, count),
    ...{ section: "payouts", isNarrow: true, back: { href: back.href, label: back.label } },
    main: html`<section class="card"><form class="form" method="post" action="${shopPath(viewer, STEPS_PATH)}">${ids}${hiddenFields({ ...asked.fields, step, confirmed: "yes" })}<dl class="facts">${facts.map(([label, value]) => html`<dt>${label}</dt><dd><bdi>${value}</bdi></dd>`)}</dl><p>${PAYOUT_STEP_HINTS[step][language]}</p>
${field}
<div class="buttons">${linkButton({ href: back.href, label: FINAL_STEP_TEXTS.back[language] })}${yes}</div></form></section>`,
  };
}

/** What every list of payouts is called in the navigation. */
export function payoutsTitle(language: Viewer["language"]): string {
  return FRAME_TEXTS.payouts[language];
}
