import type { Explanation } from "../../contract/explained.ts";
import type { PanelFriend } from "../../db/queries/panel.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import { parseReward } from "../../db/rows/reward.ts";
import { isToldEndReason } from "../../domain/endReasons.ts";
import { shownName } from "../../domain/friendNames.ts";
import { phraseOfReward } from "../../domain/rewardPhrase.ts";
import type { FriendNames } from "../../domain/rules.ts";
import type { SkipReason } from "../../domain/skipReasons.ts";
import type { Statement } from "../../domain/statement.ts";
import { explain } from "../../engine/explain/explain.ts";
import { endTextKey } from "../../i18n/endTextKey.ts";
import type { ClientWriter } from "./clientWriter.ts";

/** So many reasons are told of one friend. */
const MAX_REASONS = 5;

/** What the rest of a friend's entry says already, or what is nothing missing. */
const TOLD_ELSEWHERE = new Set([
  "referral_attributed",
  "referral_converted",
  "referral_rejected",
  "rewards_total",
  "rewards_none",
  "earlier_left_out",
]);

/** What a purchase lacked to count at all is in the summary, once; the others are rules that were not meant. */
const NOTHING_MISSING = new Set<string | null>([
  "not_qualifying",
  "not_nth",
  "already_rewarded",
] satisfies SkipReason[]);

interface Setting {
  readonly currency: string;
  readonly friendNames: FriendNames;
  readonly now: Date;
}

/**
 * The JSON of one friend, who is a number to the advocate: no address, no order, and no name unless the program shows
 * names and the friend has agreed.
 */
export function presentFriend(writer: ClientWriter, friend: PanelFriend, { currency, friendNames, now }: Setting) {
  const { referralId, number, status } = friend;
  const name = friend.name === null ? null : shownName(friend.name, friendNames);
  const explanation = friend.explanation === null ? null : explain(friend.explanation, "advocate", now);
  return {
    referralId,
    label:
      name === null
        ? writer.say("friendLabel", { number: { kind: "count", count: number } })
        : writer.value({ kind: "words", text: name }),
    status,
    statusText: statusText(writer, friend, explanation?.status === "expired"),
    rewards: friend.rewards.map((row) => presentEarned(writer, parseReward(row), currency, now)),
    why: explanation === null ? [] : reasonsOf(writer, explanation),
  };
}

function statusText(writer: ClientWriter, friend: PanelFriend, isExpired: boolean): string {
  if (friend.status === "rejected") return writer.say("friendRejected");
  if (friend.convertedAt !== null) return writer.say("friendBought", { day: { kind: "day", at: friend.convertedAt } });
  return writer.say(isExpired ? "friendExpired" : "friendJoined", { day: { kind: "day", at: friend.attributedAt } });
}

function presentEarned(writer: ClientWriter, reward: StoredReward, currency: string, now: Date) {
  const isOver = reward.status === "voided" || reward.status === "clawed_back";
  const phrase = phraseOfReward(reward, isOver ? reward.grantedMinor : reward.amountMinor, currency);
  return {
    amount: writer.value({ kind: "reward", reward: phrase }),
    status: reward.status,
    statusText: rewardText(writer, reward, now),
  };
}

function rewardText(writer: ClientWriter, { status, holdUntil, voidReason }: StoredReward, now: Date): string {
  switch (status) {
    case "pending":
      if (holdUntil <= now.getTime()) return writer.say("rewardDue");
      return writer.say("rewardPending", { day: { kind: "day", at: holdUntil } });
    case "in_review":
      return writer.say("rewardInReview");
    case "approved":
      return writer.say("rewardApproved");
    case "fulfilled":
      return writer.say("rewardFulfilled");
    case "voided":
      return writer.say(isToldEndReason(voidReason) ? endTextKey(voidReason) : "rewardVoided");
    case "clawed_back":
      return writer.say("rewardClawedBack");
    default:
      return status satisfies never;
  }
}

/** Why a reward is missing, or why it came to nothing: from the explanation that any advocate may read. */
function reasonsOf(writer: ClientWriter, explanation: Explanation): string[] {
  const { summary, events } = explanation;
  const last = events.findLast(({ decisions }) => decisions.length > 0);
  const skipped = (last?.decisions ?? []).filter(({ outcome, reason }) => {
    return outcome === "skipped" && !NOTHING_MISSING.has(reason);
  });
  const statements: Statement[] = [
    ...summary.filter(({ code }) => !TOLD_ELSEWHERE.has(code)),
    ...skipped.flatMap(({ statement, details }) => [statement, ...details]),
  ];
  const sentences = new Set(statements.map((statement) => writer.write(statement, "advocate")));
  return [...sentences].slice(0, MAX_REASONS);
}
