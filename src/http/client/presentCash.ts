import type { PanelPayouts } from "../../db/queries/panelPayouts.ts";
import type { WalletBalance } from "../../db/queries/walletReads.ts";
import { localTime } from "../../domain/localTime.ts";
import { cutoffOf } from "../../domain/payoutSchedules.ts";
import { phraseOfUnit } from "../../domain/rewardPhrase.ts";
import { dayIn, rewardValue } from "../../domain/values.ts";
import type { ClientWriter } from "./clientWriter.ts";

interface Circumstances {
  /** Of the tenant, whose days those of payouts are. */
  readonly timezone: string;
  readonly now: Date;
  /** Nothing is paid to who is blocked. */
  readonly blocked: boolean;
}

/** Says what is on its way of a unit of cash, when the next payout comes, and what is missing to the least that is paid. */
export function presentCash(
  writer: ClientWriter,
  { unit, available }: Pick<WalletBalance, "unit" | "available">,
  { underWay, draftedFor, set }: PanelPayouts,
  { timezone, now, blocked }: Circumstances,
): readonly string[] {
  const amount = (minor: bigint) => rewardValue(phraseOfUnit(unit, minor));
  const day = (on: string, lockDays = 0) => dayIn(timezone, cutoffOf(on, { lockDays }, timezone));
  const sentences: string[] = [];
  if (BigInt(underWay) > 0n) sentences.push(writer.say("payoutUnderWay", { reward: amount(BigInt(underWay)) }));
  if (blocked) return sentences;
  const minimum = BigInt(set?.minimum ?? 0);
  const missing = minimum - BigInt(available);
  if (draftedFor !== null && missing <= 0n && BigInt(available) > 0n) {
    sentences.push(writer.say("payoutPrepared", { day: day(draftedFor) }));
  }
  if (minimum > 0n && missing > 0n) {
    sentences.push(writer.say("payoutMissing", { least: amount(minimum), missing: amount(missing) }));
  }
  // One that was missed is drafted for a later day, which is not known yet.
  if (set?.dueOn == null || set.dueOn < localTime(now.getTime(), timezone).slice(0, 10)) return sentences;
  const { dueOn, lockDays } = set;
  sentences.push(
    lockDays === 0
      ? writer.say("payoutNext", { day: day(dueOn) })
      : writer.say("payoutNextOf", { day: day(dueOn), until: day(dueOn, lockDays) }),
  );
  return sentences;
}
