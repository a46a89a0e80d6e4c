import * as z from "zod";
import type { ReferralOf, ReferralView, StoredReferral } from "../db/rows/referral.ts";
import { isExpired, REFERRAL_SOURCES } from "../domain/attribution.ts";
import { SIGNS } from "../domain/signs.ts";
import { pageSchema } from "./page.ts";
import type { Shown } from "./shown.ts";
import { time, timeOrNull } from "./shown.ts";

const id = z.string();

const STATUSES = ["attributed", "converted", "rejected", "expired"] as const;
/** As it is shown: attributed becomes expired when its credit window is over. */
export type ShownStatus = (typeof STATUSES)[number];

export const referralReply = z
  .strictObject({
    id,
    status: z.enum(STATUSES),
    program: z.string(),
    version: z.int(),
    advocate: id.nullable(),
    friend: id,
    code: z.string().nullable(),
    source: z.enum(REFERRAL_SOURCES),
    channel: z.string().nullable(),
    orderId: id.nullable().meta({
      description: "The one order it is for, in a program that binds orders; null where it is the friend's for good",
    }),
    attributedAt: z.iso.datetime(),
    convertedAt: z.iso.datetime().nullable(),
    rejectedReason: z.string().nullable(),
    signs: z.array(z.enum(SIGNS)).meta({
      description:
        "What friend and advocate have in common by the `fingerprints` of their events, as a decision has seen it. It " +
        "holds nothing, and no one but you is told",
    }),
  })
  .meta({ id: "Referral" });

export const referralsReply = pageSchema(referralReply);

/**
 * The JSON of a referral.
 *
 * @param status as it is shown, where that is not what is stored
 */
export function presentReferral(
  referral: StoredReferral,
  of: ReferralOf,
  status: ShownStatus | "membership" = referral.status,
): Shown<typeof referralReply> {
  const { source } = referral;
  if (status === "membership" || source === null) throw new Error("a membership is no referral");
  return {
    id: referral.id,
    status,
    program: of.program,
    version: referral.version,
    advocate: of.advocate,
    friend: of.friend,
    code: referral.code,
    source,
    channel: referral.channel,
    orderId: referral.orderId,
    attributedAt: time(referral.attributedAt),
    convertedAt: timeOrNull(referral.convertedAt),
    rejectedReason: referral.rejectedReason,
    signs: [...referral.signs],
  };
}

/** The same for a referral that was read, with what time has made of it. */
export function presentReferralAt({ referral, of, creditWindowDays }: ReferralView, now: Date) {
  const isOver = isExpired(referral, creditWindowDays, now.getTime());
  return presentReferral(referral, of, isOver ? "expired" : referral.status);
}
