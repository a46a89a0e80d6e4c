import * as z from "zod";
import type { PayoutSettings } from "../domain/payoutSettings.ts";
import { PAYOUT_METHODS } from "../domain/payouts.ts";

/** What a tenant has set for the payouts of a unit, as everything outside sees it. */
export const payoutSettingsReply = z
  .strictObject({
    unit: z.string(),
    minimumMinor: z.int().meta({ description: "Who is due less is left out" }),
    method: z.enum(PAYOUT_METHODS),
  })
  .meta({ id: "PayoutSettings" });

export const payoutSettingsListReply = z.strictObject({ data: z.array(payoutSettingsReply) });

export function presentPayoutSettings(unit: string, { minimumMinor, method }: PayoutSettings) {
  return { unit, minimumMinor, method };
}
