import * as z from "zod";
import type { MovedThings } from "../db/rows/merged.ts";
import { MAX_MERGED } from "../domain/aliases.ts";
import { aliasesReply } from "./participant.ts";
import type { Shown } from "./shown.ts";

const program = z.string();

const movedReward = z.strictObject({
  id: z.string(),
  program,
  status: z.string().meta({ description: "As it is after the merge" }),
  unit: z.string().nullable(),
  amountMinor: z.int(),
});

/** What went over when one participant became another name of another. */
export const movedReply = z
  .strictObject({
    profile: z.array(z.string()).meta({ description: "What the participant's profile lacked and was filled in" }),
    codes: z
      .array(z.strictObject({ code: z.string(), program }))
      .meta({ description: "They go on as they were: as further codes where the participant has one in the program" }),
    referrals: z.array(
      z.strictObject({
        id: z.string(),
        program,
        as: z.enum(["friend", "advocate"]),
        ended: z.boolean().meta({
          description: "Whether it ended: a person has one advocate in a program, and is no friend of their own",
        }),
      }),
    ),
    orders: z.array(z.string()),
    rewards: z.array(movedReward).meta({ description: "Those that went over, and those that ended, of whomever" }),
    granted: z
      .array(movedReward)
      .meta({ description: "What is earned by orders and events since the referral that stays" }),
    balances: z.array(z.strictObject({ unit: z.string(), pendingMinor: z.int(), availableMinor: z.int() })),
    applications: z
      .array(z.strictObject({ program, stands: z.enum(["kept", "merged"]) }))
      .meta({ description: "Of two, the one that was decided last stands" }),
    lots: z
      .array(z.strictObject({ id: z.string(), unit: z.string(), leftMinor: z.int(), expiresAt: z.string().nullable() }))
      .meta({ description: `What is left of rewards and bonuses in credit and points; the first ${MAX_MERGED}` }),
    spends: z
      .array(z.strictObject({ orderId: z.string(), unit: z.string(), amountMinor: z.int() }))
      .meta({ description: `What orders are paid with from the balance; the first ${MAX_MERGED}` }),
    payouts: z
      .array(z.strictObject({ id: z.string(), unit: z.string(), amountMinor: z.int() }))
      .meta({ description: `What is set aside or was paid; the first ${MAX_MERGED}. They go on as they were` }),
    payoutDetails: z
      .enum(["kept", "merged"])
      .nullable()
      .meta({ description: "Whose account the person is paid to; null where the alias had said none" }),
  })
  .meta({ id: "Merged" });

export const namesReply = aliasesReply
  .extend({ merged: movedReply.optional().meta({ description: "Where the alias was a participant: what went over" }) })
  .meta({ id: "Names" });

/** The JSON of a participant's names, and of what came with the last. */
export function presentMerged(
  { externalId, aliases }: { readonly externalId: string; readonly aliases: readonly string[] },
  moved: MovedThings,
): Shown<typeof namesReply> {
  const { profile, codes, referrals, orders, rewards, granted, balances, applications } = moved;
  const { lots = [], spends = [], payouts = [], payoutDetails = null } = moved;
  return {
    externalId,
    aliases: [...aliases],
    merged: {
      profile: [...profile],
      codes: [...codes],
      referrals: [...referrals],
      orders: [...orders],
      rewards: [...rewards],
      granted: [...granted],
      balances: [...balances],
      applications: [...applications],
      lots: [...lots],
      spends: [...spends],
      payouts: [...payouts],
      payoutDetails,
    },
  };
}
