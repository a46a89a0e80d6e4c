import type { Effects } from "../../db/queries/effects.ts";
import type { CollectedPayee, MovablePayout } from "../../db/queries/payoutWrites.ts";
import type { Movement } from "../../domain/ledger.ts";
import type { Notice, NoticeType } from "../../domain/notices.ts";
import { noticeOf } from "../../domain/notices.ts";
import type { Due, LeftOutReason, PayoutStatus, PayoutStep, PayoutTerms } from "../../domain/payouts.ts";
import { barOf, dueOf, payoutMade, stepPayout } from "../../domain/payouts.ts";
import type { Attempt, WriteDeps } from "../commitOnce.ts";
import { unchangedPerson } from "../people/participantGuards.ts";

/** What one commit does of a batch. */

/** So many notices one row of the outbox has: as many as are made to be sent by one statement. */
const MAX_NOTICES = 500;

/** Who is paid and who is left out, of some participants. */
export interface Sorted {
  readonly paid: readonly { readonly payee: CollectedPayee; readonly due: Extract<Due, { kind: "payout" }> }[];
  readonly leftOut: readonly {
    readonly payee: CollectedPayee;
    readonly reason: LeftOutReason;
    readonly amountMinor: bigint;
  }[];
}

export function sortPayees(payees: readonly CollectedPayee[], terms: PayoutTerms, at: Date): Sorted {
  const due = payees.map((payee) => ({
    payee,
    due: dueOf({ ...payee, bar: barOf(payee, terms.method, at.getTime()) }, terms),
  }));
  return {
    paid: due.flatMap(({ payee, due: of }) => (of.kind === "payout" ? [{ payee, due: of }] : [])),
    leftOut: due.flatMap(({ payee, due: of }) => {
      return of.kind === "left_out" ? [{ payee, reason: of.reason, amountMinor: of.amountMinor }] : [];
    }),
  };
}

/** What a batch has more by them. */
export function sumsOf({ paid, leftOut }: Sorted) {
  const amount = paid.reduce((sum, { due }) => sum + due.amountMinor, 0n);
  return { payouts: paid.length, amountMinor: String(amount), leftOut: leftOut.length };
}

/** Sets aside what they are paid. Stale where anything of those who are paid has changed since it was read. */
export function collectedEffects(
  deps: WriteDeps,
  { at }: Attempt,
  { id: batchId, unit }: { readonly id: string; readonly unit: string },
  { paid, leftOut }: Sorted,
): Partial<Effects> {
  const made = paid.map(({ payee, due }) => ({ payee, due, id: deps.ids.id("po", at) }));
  const paidRewards = made.flatMap(({ payee, due, id: payoutId }) => {
    const known = new Map(payee.rewards.map((reward) => [reward.id, reward]));
    return due.rewardIds.flatMap((id) => {
      const reward = known.get(id);
      return reward === undefined ? [] : [{ reward, payoutId }];
    });
  });
  const notices = paidRewards.map(({ reward: { id, programId, amountMinor } }) => {
    return noticeOf("reward.fulfilled", id, programId, { status: "fulfilled", amountMinor: Number(amountMinor) });
  });
  return {
    participants: paid.map(({ payee }) => unchangedPerson(payee)),
    newPayouts: made.map(({ payee, due, id }) => {
      const { amountMinor, rewardIds } = due;
      const rewards = rewardIds.length;
      return { id, batchId, participantId: payee.id, unit, amountMinor: String(amountMinor), rewards };
    }),
    leftOut: leftOut.map(({ payee, reason, amountMinor }) => {
      return { batchId, participantId: payee.id, reason, amountMinor: String(amountMinor) };
    }),
    // All who lock several lock them in one order.
    paidRewards: paidRewards
      .map(({ reward: { id, amountMinor }, ...of }) => ({ id, amountMinor: String(amountMinor), ...of }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    postings: made.flatMap(({ payee, due }) => {
      const movement = payoutMade({ participantId: payee.id, amountMinor: due.amountMinor }, unit);
      return movement === null ? [] : [postingOf(deps, at, movement, payee.id, unit)];
    }),
    wallets: made.map(({ payee, due }) => {
      const available = String(payee.availableMinor - due.amountMinor);
      return { participantId: payee.id, unit, available };
    }),
    outbox: outboxOf(deps, at, notices),
  };
}

const NOTICE_OF: Readonly<Partial<Record<PayoutStatus, NoticeType>>> = {
  // Who pays goes by it, so it is told once the payout may be paid.
  sending: "payout.created",
  paid: "payout.paid",
  failed: "payout.failed",
  returned: "payout.returned",
  cancelled: "payout.cancelled",
};

/** What is said of a payout by a step. */
export interface Said {
  readonly reference: string | null;
  readonly reason: string | null;
}

/** A step of a payout that can take it. */
export interface StepOfPayout {
  readonly payout: MovablePayout;
  readonly step: PayoutStep;
  readonly said: Said;
}

/** Sends a payout whose batch was confirmed. What has come to bar its participant since it was made ends it instead. */
export function sendOrBar(payout: MovablePayout, at: Date): StepOfPayout {
  const bar = barOf(payout.owner, payout.method, at.getTime());
  if (bar === null) return { payout, step: "send", said: payout };
  return { payout, step: "cancel", said: { reference: null, reason: bar } };
}

/** Takes the steps. */
export function movedEffects(
  deps: WriteDeps,
  { at }: Attempt,
  steps: readonly StepOfPayout[],
): Partial<Effects> & { readonly moved: readonly PayoutStatus[] } {
  const moves = steps.map(({ payout, step, said }) => {
    const { owner, amountMinor, status, unit } = payout;
    const move = stepPayout({ participantId: owner.id, amountMinor: BigInt(amountMinor), status }, step, unit);
    if (move.kind !== "moves") throw new Error("only what moves is moved");
    return { payout, move, said };
  });
  const owners = new Map(
    moves.flatMap(({ payout: { owner }, move }) => (move.movement === null ? [] : [[owner.id, owner]])),
  );
  const notices = moves.flatMap(({ payout, move }) => {
    const type = NOTICE_OF[move.to];
    const then = { status: move.to, amountMinor: Number(payout.amountMinor) };
    return type === undefined ? [] : [noticeOf(type, payout.id, null, then)];
  });
  return {
    moved: moves.map(({ move }) => move.to),
    participants: [...owners.values()].map(unchangedPerson),
    payouts: moves.map(({ payout, move: { to: status, rewards }, said: { reference, reason } }) => {
      return { id: payout.id, versionWas: payout.version, status, reference, reason, rewards };
    }),
    postings: moves.flatMap(({ payout: { owner, unit }, move: { movement } }) => {
      return movement === null ? [] : [postingOf(deps, at, movement, owner.id, unit)];
    }),
    outbox: outboxOf(deps, at, notices),
  };
}

function postingOf(
  { ids }: WriteDeps,
  at: Date,
  { amount, ...accounts }: Movement,
  participantId: string,
  unit: string,
) {
  const none = { programId: null, rewardId: null, eventId: null };
  return { ...accounts, ...none, id: ids.id("pst", at), unit, amount: String(amount), participantId };
}

function outboxOf({ ids }: WriteDeps, at: Date, notices: readonly Notice[]): NonNullable<Effects["outbox"]> {
  const rows = Math.ceil(notices.length / MAX_NOTICES);
  return Array.from({ length: rows }, (_, row) => {
    return { id: ids.id("obx", at), notices: notices.slice(row * MAX_NOTICES, (row + 1) * MAX_NOTICES) };
  });
}
