import * as z from "zod";
import type { KeptDetails } from "../db/queries/payoutDetails.ts";
import { PAYEE_KINDS } from "../domain/payoutDetails.ts";

/** What everyone reads of where a participant is paid. */
export const ownDetails = {
  kind: z.enum(PAYEE_KINDS),
  shown: z.string().meta({ description: "The last four characters of the account, or a masked address" }),
  heldUntil: z.iso.datetime().nullable().meta({
    description: "Nothing is paid before, since the account took the place of another; null where nothing is held",
  }),
  changedAt: z.iso.datetime(),
};

export const payoutDetailsReply = z
  .strictObject({
    participant: z.string(),
    details: z
      .strictObject({
        ...ownDetails,
        sameAccount: z.boolean().meta({
          description: "Whether another participant has had the same account, and no one has cleared that yet",
        }),
      })
      .nullable()
      .meta({ description: "Null where they have none" }),
  })
  .meta({ id: "PayoutDetails" });

export type PayoutDetailsReply = z.output<typeof payoutDetailsReply>;

/** What is shown of them. */
export function presentPayoutDetails(
  participant: string,
  kept: Pick<KeptDetails, "kind" | "shown" | "heldUntil" | "sameAccount" | "changedAt"> | null,
  at: Date,
): PayoutDetailsReply {
  if (kept === null || kept.kind === null || kept.shown === null) return { participant, details: null };
  const { kind, shown, sameAccount } = kept;
  const held = kept.heldUntil === null ? null : new Date(kept.heldUntil);
  const heldUntil = held !== null && held > at ? held.toISOString() : null;
  const changedAt = new Date(kept.changedAt).toISOString();
  return { participant, details: { kind, shown, heldUntil, sameAccount, changedAt } };
}
