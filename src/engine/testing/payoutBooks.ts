import type { Movement } from "../../domain/ledger.ts";
import { earned, takenBack } from "../../domain/ledger.ts";
import type { Due, Payee, PayoutStatus, PayoutStep } from "../../domain/payouts.ts";
import { dueOf, payoutMade, stepPayout } from "../../domain/payouts.ts";

export const UNIT = "cash:GBP";
export const ann = { programId: "prog_1", participantId: "par_ann" };
export const AVAILABLE = "participant:par_ann:available";
export const COST = "program:prog_1:reward_cost";
export const WORLD = `world:${UNIT}`;

interface ModelReward {
  readonly id: string;
  readonly approvedAt: number;
  amountMinor: bigint;
  status: "approved" | "fulfilled" | "ended";
  waits: boolean;
  payout: string | null;
}

export interface ModelPayout {
  readonly id: string;
  readonly participantId: string;
  readonly amountMinor: bigint;
  status: PayoutStatus;
}

/** One participant's cash as commits keep it: the states of rewards and payouts, and what was posted. */
export class PayoutBooks {
  readonly posted: Movement[] = [];
  readonly rewards: ModelReward[] = [];
  readonly payouts: ModelPayout[] = [];

  approve(amountMinor: bigint, approvedAt = 1, waits = false): ModelReward {
    const id = `rwd_${this.rewards.length}`;
    const reward: ModelReward = { id, approvedAt, amountMinor, waits, status: "approved", payout: null };
    this.rewards.push(reward);
    this.posted.push(earned(ann, "available", amountMinor));
    return reward;
  }

  refund(reward: ModelReward, amountMinor: bigint): void {
    if (reward.status === "ended" || amountMinor > reward.amountMinor) return;
    reward.amountMinor -= amountMinor;
    if (reward.amountMinor === 0n) reward.status = "ended";
    this.posted.push(takenBack(ann, "available", amountMinor));
  }

  balance(account: string): bigint {
    return this.posted.reduce((sum, { source, destination, amount }) => {
      return sum + (destination === account ? amount : 0n) - (source === account ? amount : 0n);
    }, 0n);
  }

  payee(bar: Payee["bar"] = null): Payee {
    const approved = this.rewards.filter(({ status }) => status === "approved");
    return {
      availableMinor: this.balance(AVAILABLE),
      laterBonusesMinor: 0n,
      rewards: approved.map((reward) => ({ ...reward, awaitsFriends: false })),
      furtherMinor: 0n,
      bar,
    };
  }

  due(cutoff = 1, minimumMinor = 0n): Due {
    return dueOf(this.payee(), { cutoff, minimumMinor, method: "csv", unit: UNIT });
  }

  pay(cutoff = 1, minimumMinor = 0n): ModelPayout | null {
    const due = this.due(cutoff, minimumMinor);
    if (due.kind !== "payout") return null;
    const { participantId } = ann;
    const payout: ModelPayout = {
      ...{ id: `po_${this.payouts.length}`, participantId },
      ...{ amountMinor: due.amountMinor, status: "created" },
    };
    this.payouts.push(payout);
    const movement = payoutMade(payout, UNIT);
    if (movement !== null) this.posted.push(movement);
    for (const reward of this.rewards.filter(({ id }) => due.rewardIds.includes(id))) {
      if (reward.status !== "approved") throw new Error(`${reward.id} is paid twice`);
      Object.assign(reward, { status: "fulfilled", payout: payout.id });
    }
    return payout;
  }

  step(payout: ModelPayout, step: PayoutStep): string {
    const move = stepPayout(payout, step, UNIT);
    if (move.kind !== "moves") return move.kind;
    payout.status = move.to;
    if (move.movement !== null) this.posted.push(move.movement);
    const from = move.rewards === "approved" ? "fulfilled" : "approved";
    for (const reward of this.rewards) {
      if (move.rewards !== null && reward.payout === payout.id && reward.status === from) reward.status = move.rewards;
    }
    return move.to;
  }
}
