import { html } from "hono/html";
import * as z from "zod";
import { minorDigits } from "../domain/currencies.ts";
import { MAX_LOCK_DAYS } from "../domain/payoutSchedules.ts";
import type { PayoutSettings } from "../domain/payoutSettings.ts";
import { PAYOUT_METHODS, sends } from "../domain/payouts.ts";
import type { Markup } from "../http/pages/layout.ts";
import { payoutSettingsInput } from "../http/schemas/payouts.ts";
import { FRAME_TEXTS } from "../i18n/dashboard/frame.ts";
import { PAYOUT_PLAN_TEXTS } from "../i18n/dashboard/payoutPlan.ts";
import { PAYOUT_METHOD_TEXTS } from "../i18n/dashboard/payoutStates.ts";
import { PAYOUTS_TEXTS } from "../i18n/dashboard/payouts.ts";
import { SETUP_PAYOUTS_TEXTS } from "../i18n/dashboard/setupPayouts.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { Language } from "../i18n/languages.ts";
import type { Begun } from "./begunForm.ts";
import { begun, begunWith } from "./begunForm.ts";
import { button } from "./parts/button.ts";
import { checkbox, fieldRow, moneyField, selectField, textField } from "./parts/field.ts";
import { minimumError } from "./payoutParts.ts";
import { readAmount } from "./readAmount.ts";

/** The form in which it is set how a unit of cash is paid out. */

/** Stands in the box where no day is set yet: refunds mostly come within two weeks. */
const USUAL_LOCK_DAYS = 14;

const typed = z.string().trim().max(30).default("");
const fields = z.object({
  minimum: typed,
  method: z.enum(PAYOUT_METHODS),
  day: typed,
  lockDays: typed,
  autoConfirm: typed,
});

/** As it was typed. */
export type TypedPayouts = z.output<typeof fields>;

/** What the form posts, with what stood in it when it was shown. */
export const payoutsFormFields = fields.extend(begun);

/** The form as it begins: with what is set, or for a unit of which nothing is. */
export function beginPayouts(unit: string, settings: PayoutSettings | null): TypedPayouts {
  const { minimumMinor = 0, method = "csv", schedule = null, autoConfirm = false } = settings ?? {};
  return {
    minimum: writtenMinimum(unit, minimumMinor),
    method,
    day: schedule === null ? "" : String(schedule.day),
    lockDays: String(schedule?.lockDays ?? USUAL_LOCK_DAYS),
    autoConfirm: autoConfirm ? "on" : "",
  };
}

/** A least amount as it stands in its box. */
export function writtenMinimum(unit: string, minimumMinor: number): string {
  const digits = digitsOf(unit);
  return (minimumMinor / 10 ** digits).toFixed(digits);
}

function digitsOf(unit: string): number {
  return minorDigits(unit.slice("cash:".length));
}

/** Settings as the API takes them, or where they are wrong. */
export function readPayouts(
  unit: string,
  { minimum, method, day, lockDays, autoConfirm }: TypedPayouts,
): { readonly settings: PayoutSettings } | { readonly settings: null; readonly wrong: readonly string[] } {
  const schedule = day === "" ? null : { every: "month", day: readAmount(day, 0), lockDays: readAmount(lockDays, 0) };
  const asked = {
    minimumMinor: readAmount(minimum, digitsOf(unit)),
    method,
    schedule,
    autoConfirm: autoConfirm !== "",
  };
  const { success, data, error } = payoutSettingsInput.safeParse(asked);
  if (success) return { settings: data };
  return { settings: null, wrong: error.issues.map(({ path }) => path.join(".")) };
}

export interface PayoutsForm {
  readonly unit: string;
  readonly action: string;
  readonly fields: TypedPayouts;
  readonly was: Begun;
  /** Where the settings are wrong, as the API names it. */
  readonly wrong: readonly string[];
  /** Whether there is no other form on the page. */
  readonly isOnly: boolean;
}

/** What is wrong stands below its box, and everything stays as it was typed. */
export function payoutsForm(language: Language, form: PayoutsForm): Markup {
  const { unit, action, fields: written, was, wrong, isOnly } = form;
  const texts = SETUP_PAYOUTS_TEXTS;
  const formats = formatsOf(language);
  const currency = unit.slice("cash:".length);
  const box = (name: keyof TypedPayouts, path: string, error: string) => ({
    ...{ name, id: `${currency}-${name}`, value: written[name] },
    error: wrong.includes(path) ? error : null,
  });
  const most = { most: formats.number(MAX_LOCK_DAYS) };
  const minimum = moneyField(
    {
      ...box("minimum", "minimumMinor", minimumError(language, unit)),
      ...{ label: PAYOUTS_TEXTS.minimum[language], hint: PAYOUT_PLAN_TEXTS.minimumHint[language], isRequired: true },
    },
    { currency, language },
  );
  const method = selectField({
    ...box("method", "method", texts.badMethod[language]),
    label: PAYOUTS_TEXTS.method[language],
    options: PAYOUT_METHODS.filter((value) => sends(value, unit)).map((value) => ({
      value,
      label: PAYOUT_METHOD_TEXTS[value][language],
    })),
  });
  const day = textField({
    ...box("day", "schedule.day", texts.badDay[language]),
    ...{ label: texts.day[language], hint: texts.dayHint[language], isNumber: true },
  });
  const lockDays = textField({
    ...box("lockDays", "schedule.lockDays", fillText(formats, texts.badLockDays[language], most)),
    ...{ label: texts.lockDays[language], hint: texts.lockDaysHint[language], isNumber: true },
  });
  const { value: _, ...auto } = box("autoConfirm", "autoConfirm", texts.badAutoConfirm[language]);
  const autoConfirm = checkbox({
    ...{ ...auto, isChecked: written.autoConfirm !== "" },
    ...{ label: texts.autoConfirm[language], hint: texts.autoConfirmHint[language] },
  });
  const save = button({ label: FRAME_TEXTS.save[language], look: isOnly ? "primary" : "plain" });
  return html`<form class="form" method="post" action="${action}">${begunWith(was)}${fieldRow([minimum, method])}${fieldRow([day, lockDays])}${autoConfirm}<div class="buttons">${save}</div></form>`;
}
