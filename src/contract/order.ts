import * as z from "zod";
import type { OrderProgram, OrderView } from "../db/queries/orders.ts";
import type { StoredPurchase } from "../db/rows/purchase.ts";
import { parsePurchase } from "../db/rows/purchase.ts";
import { parseReward } from "../db/rows/reward.ts";
import { DISPUTE_STATUSES } from "../domain/disputes.ts";
import { CHANGE_FIELDS } from "../domain/orderChanges.ts";
import type { OrderEntry, OrderNow, OrderStep, RefundEntry } from "../domain/orderHistory.ts";
import { applyEntry, beginOrder } from "../domain/orderHistory.ts";
import { decisionReply, presentDecision } from "./event.ts";
import { presentReferralAt, referralReply } from "./referral.ts";
import { presentReward, rewardReply } from "./reward.ts";
import type { Shown } from "./shown.ts";
import { timeOrNull } from "./shown.ts";

/** An order as everything outside sees it: what was reported of it, and what each program made of that. */

const paid = z.strictObject({ amountMinor: z.int(), currency: z.string() });

const refund = z.strictObject({
  refundId: z.string().nullable().meta({ description: "Null for one of a time when no ids were kept" }),
  occurredAt: z.iso.datetime().nullable(),
  amountMinor: z.int().nullable(),
  paid: paid.nullable(),
  totalPaidMinor: z.int().nullable(),
  rest: z.boolean(),
  takenMinor: z.int().meta({ description: "What it took of the order when it came, in the order's currency" }),
  undone: z.boolean().meta({ description: "A `refund_reversal` says that it did not happen after all" }),
});

const change = z.strictObject({
  changeId: z.string(),
  occurredAt: z.iso.datetime().nullable(),
  amountMinor: z.int().nullable(),
  paid: paid.nullable(),
  brought: z.array(z.enum(CHANGE_FIELDS)).meta({ description: "What it said anew; all else stayed as it was" }),
});

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
    paid: paid.nullable().meta({ description: "What the customer paid for it, as it is now" }),
    refundedMinor: z.int(),
    netMinor: z.int().nullable(),
    refunds: z.array(refund),
    changes: z.array(change),
    disputes: z.array(z.strictObject({ disputeId: z.string(), status: z.enum(DISPUTE_STATUSES) })),
    programs: z.array(program).meta({ description: "Those that have decided it" }),
  })
  .meta({ id: "Order" });

/** The JSON of an order. */
export function presentOrder({ order, participant, times, programs }: OrderView, now: Date): Shown<typeof orderReply> {
  const stored = parsePurchase(order);
  const { last, refunds } = toldHistory(stored, times);
  const changes = stored.history.flatMap(({ key, entry }, index) => presentChange(key, entry, times[index] ?? null));
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
    changes,
    disputes: stored.disputes.map(({ disputeId, status }) => ({ disputeId, status })),
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
  const refunds = history.flatMap(({ entry }, index): Shown<typeof refund>[] => {
    const before = last?.refundedMinor ?? 0n;
    const steps: readonly OrderStep[] = last === null ? [] : applyEntry(last, entry);
    const taken = (steps[0]?.now.refundedMinor ?? before) - before;
    last = steps.at(-1)?.now ?? last;
    if (entry.kind !== "refund") return [];
    return [{ ...presentRefund(entry, times[index] ?? null, taken), undone: undone.has(entry.refundId) }];
  });
  return { last, refunds };
}

function presentRefund(
  { refundId, amountMinor, paid: money, totalPaidMinor, rest }: RefundEntry,
  at: number | null,
  takenMinor: bigint,
): Omit<Shown<typeof refund>, "undone"> {
  const number = (minor: bigint | null) => (minor === null ? null : Number(minor));
  return {
    ...{ refundId, occurredAt: timeOrNull(at), amountMinor: number(amountMinor), paid: money },
    ...{ totalPaidMinor: number(totalPaidMinor), rest, takenMinor: Number(takenMinor) },
  };
}

function presentChange(key: string, entry: OrderEntry, at: number | null): Shown<typeof change>[] {
  if (entry.kind !== "change") return [];
  const { amountMinor, paid: money } = entry;
  const brought = CHANGE_FIELDS.filter((field) => entry[field] !== null);
  const changeId = key.slice(key.indexOf(":") + 1);
  return [
    {
      changeId,
      occurredAt: timeOrNull(at),
      amountMinor: amountMinor === null ? null : Number(amountMinor),
      paid: money,
      brought,
    },
  ];
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
