import * as z from "zod";
import type { OrderProgram, OrderView } from "../db/queries/orders.ts";
import type { StoredPurchase } from "../db/rows/purchase.ts";
import { parsePurchase } from "../db/rows/purchase.ts";
import { parseReward } from "../db/rows/reward.ts";
import type { OrderNow, OrderStep } from "../domain/orderHistory.ts";
import { applyEntry, beginOrder } from "../domain/orderHistory.ts";
import { decisionReply, presentDecision } from "./event.ts";
import {
  additionReply,
  changeReply,
  disputeReply,
  paidReply,
  presentAddition,
  presentChange,
  presentDispute,
  presentRefund,
  refundReply,
} from "./orderEntries.ts";
import { presentReferralAt, referralReply } from "./referral.ts";
import { presentReward, rewardReply } from "./reward.ts";
import type { Shown } from "./shown.ts";
import { timeOrNull } from "./shown.ts";

/** An order as everything outside sees it: what was reported of it, and what each program made of that. */

const program = z.strictObject({
  program: z.string(),
  referral: referralReply
    .nullable()
    .meta({ description: "Null where it was decided for who bought, without a friend" }),
  qualifies: z.boolean().meta({ description: "Whether it counts: it qualified when it was decided, and still does" }),
  isConversion: z.boolean(),
  decisions: z.array(decisionReply),
  rewards: z.array(rewardReply),
});

export const orderReply = z
  .strictObject({
    orderId: z.string(),
    status: z
      .enum(["reported", "waiting"])
      .meta({ description: "Waiting: what belongs to it came, the purchase did not" }),
    participant: z.string().nullable(),
    occurredAt: z.iso.datetime().nullable(),
    currency: z.string().nullable(),
    amountMinor: z.int().nullable().meta({ description: "As it is now, before refunds" }),
    paid: paidReply.nullable().meta({ description: "What the customer paid for it, as it is now" }),
    refundedMinor: z.int(),
    netMinor: z.int().nullable(),
    refunds: z.array(refundReply),
    changes: z.array(changeReply),
    additions: z.array(additionReply),
    disputes: z.array(disputeReply),
    programs: z.array(program).meta({ description: "Those that have decided it" }),
  })
  .meta({ id: "Order" });

/** The JSON of an order. */
export function presentOrder(view: OrderView, now: Date): Shown<typeof orderReply> {
  const { order, participant, times, disputeTimes, programs } = view;
  const stored = parsePurchase(order);
  const { last, refunds } = toldHistory(stored, times);
  const entries = stored.history.map((kept, index) => ({ ...kept, at: times[index] ?? null }));
  return {
    orderId: stored.orderId,
    status: stored.reported === null ? "waiting" : "reported",
    participant,
    occurredAt: timeOrNull(stored.reported?.occurredAt ?? null),
    currency: stored.currency || null,
    amountMinor: last === null ? null : Number(last.amountMinor),
    paid: last === null ? null : { ...last.paid, amountMinor: Number(last.paid.amountMinor) },
    refundedMinor: Number(last?.refundedMinor ?? 0n),
    netMinor: last === null ? null : Number(last.netMinor),
    refunds,
    changes: entries.flatMap(({ key, entry, at }) => (entry.kind === "change" ? presentChange(key, entry, at) : [])),
    additions: entries.flatMap(({ entry, at }) => (entry.kind === "addition" ? presentAddition(entry, at) : [])),
    disputes: stored.disputes.map((dispute) => presentDispute(dispute, disputeTimes[dispute.disputeId] ?? {})),
    programs: programs.map((made) => presentMade(made, stored.orderId, now)),
  };
}

/** What the order is after all of its history, with what each refund took; a stub is nothing yet. */
function toldHistory({ currency, reported, history }: StoredPurchase, times: readonly number[]) {
  const facts = reported?.order ?? null;
  let last: OrderNow | null =
    reported === null || facts === null ? null : beginOrder({ amountMinor: reported.firstMinor, currency, facts });
  const undone = new Set(history.map(({ entry }) => (entry.kind === "reversal" ? entry.refundId : null)));
  undone.delete(null);
  const refunds = history.flatMap(({ entry }, index): Shown<typeof refundReply>[] => {
    const before = last?.refundedMinor ?? 0n;
    const steps: readonly OrderStep[] = last === null ? [] : applyEntry(last, entry);
    const taken = (steps[0]?.now.refundedMinor ?? before) - before;
    last = steps.at(-1)?.now ?? last;
    if (entry.kind !== "refund") return [];
    return [{ ...presentRefund(entry, times[index] ?? null, taken), undone: undone.has(entry.refundId) }];
  });
  return { last, refunds };
}

function presentMade(made: OrderProgram, orderId: string, now: Date): Shown<typeof program> {
  const { referral, qualifies, decisions, rewards } = made;
  return {
    program: made.program,
    referral: referral === null ? null : presentReferralAt(referral, now),
    qualifies,
    isConversion: referral?.referral.conversionOrderId === orderId,
    decisions: decisions.map(presentDecision),
    rewards: rewards.map(({ reward, of }) => presentReward(parseReward(reward), of)),
  };
}
