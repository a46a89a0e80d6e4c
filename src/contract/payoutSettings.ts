import * as z from "zod";
import type { SettingsOfUnit } from "../db/queries/payoutSettings.ts";
import { PAYOUT_METHODS } from "../domain/payouts.ts";

/** What a tenant has set for the payouts of a unit, as everything outside sees it. */
export const payoutSettingsReply = z
  .strictObject({
    unit: z.string(),
    minimumMinor: z.int().meta({ description: "Who is due less is left out" }),
    method: z.enum(PAYOUT_METHODS),
    schedule: z.strictObject({ every: z.literal("month"), day: z.int(), lockDays: z.int() }).nullable(),
    autoConfirm: z.boolean(),
    dueOn: z.iso.date().nullable().meta({ description: "When the next batch is drafted; null where none is" }),
  })
  .meta({ id: "PayoutSettings" });

export const payoutSettingsListReply = z.strictObject({ data: z.array(payoutSettingsReply) });

export function presentPayoutSettings({ unit, settings, dueOn }: SettingsOfUnit) {
  const { minimumMinor, method, schedule, autoConfirm } = settings;
  return { unit, minimumMinor, method, schedule, autoConfirm, dueOn };
}
