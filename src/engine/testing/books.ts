import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredPurchase } from "../../db/rows/purchase.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import type { CounterName, Moment } from "../../domain/counters.ts";
import { budgetCounter, limitCounter, tierCounter } from "../../domain/counters.ts";
import { mergedBalance } from "../../domain/ledger.ts";
import { greatest } from "../../domain/money.ts";
import { holdingOf, isLive } from "../../domain/rewardState.ts";
import type { Snapshot } from "../decide/snapshot.ts";
import type { PostingRecord } from "../decide/state.ts";
import type { MergeEvent } from "../events/events.ts";
import { idOf } from "./snapshots.ts";

/** Sums and counts made anew from rewards, referrals and postings, to be held against what the engine keeps. */

export type Sums = Readonly<Record<string, bigint>>;

/** A posting, as far as it moves a balance. */
export type Movement = Pick<PostingRecord, "source" | "destination" | "unit" | "amount">;

/** What each reward's postings sum to by unit: earned less taken back. */
export function postedByReward(postings: readonly PostingRecord[]): Sums {
  return sum(
    postings.flatMap(({ rewardId, source, destination, unit, amount }): [string, bigint][] => {
      if (source.endsWith(":reward_cost")) return [[`${rewardId} ${unit}`, amount]];
      return destination.endsWith(":reward_cost") ? [[`${rewardId} ${unit}`, -amount]] : [];
    }),
  );
}

/** What they have to sum to. */
export function worthByReward(rewards: readonly StoredReward[]): Sums {
  return sum(rewards.map(({ id, unit, amountMinor }): [string, bigint] => [`${id} ${unit}`, amountMinor]));
}

/** The balance of every account of a participant, by account and unit. */
export function balancesOf(postings: readonly Movement[]): Sums {
  const moves = postings.flatMap(({ source, destination, unit, amount }): [string, bigint][] => [
    [`${source} ${unit}`, -amount],
    [`${destination} ${unit}`, amount],
  ]);
  return sum(moves.filter(([account]) => account.startsWith("participant:")));
}

/** What the shell posts of what a participant has who is merged. */
export function movedBalances(postings: readonly Movement[], { mergedId, participant }: MergeEvent): Movement[] {
  const parties = { fromId: mergedId, toId: idOf(participant.externalId) };
  return Object.entries(balancesOf(postings)).flatMap(([name, balance]) => {
    const [account = "", unit = ""] = name.split(" ");
    const holding = (["pending", "available"] as const).find((each) => account === `participant:${mergedId}:${each}`);
    return holding === undefined ? [] : mergedBalance(parties, holding, balance).map((moved) => ({ ...moved, unit }));
  });
}

/** What these balances have to be for the states that the rewards are in. */
export function owedBy(rewards: readonly StoredReward[]): Sums {
  return sum(
    rewards.flatMap(({ participantId, status, unit, amountMinor }): [string, bigint][] =>
      unit === null || !isLive(status)
        ? []
        : [[`participant:${participantId}:${holdingOf(status)} ${unit}`, amountMinor]],
    ),
  );
}

/** Every number that the programs' plans keep, counted from live rewards, referrals and purchases. */
export function recounted({ programs, referrals, purchases, rewards }: Snapshot): Sums {
  const firsts = firstOfEach(referrals);
  const byId = new Map(programs.map((program) => [program.id, program]));
  return sum([
    ...referrals.flatMap((referral): [string, bigint][] => {
      const program = byId.get(referral.programId);
      const { advocateId } = referral;
      if (program === undefined || advocateId === null) return [];
      return momentsFrom(referral, purchases, firsts).flatMap(({ by, at, value }) =>
        program.plan.tiers
          .filter((tier) => tier.by === by)
          .map((tier): [string, bigint] => [nameOf(tierCounter(program, advocateId, tier, at)), value]),
      );
    }),
    ...rewards.flatMap((reward) => {
      const program = byId.get(reward.programId);
      return program === undefined || !isLive(reward.status) ? [] : countsOf(program, reward);
    }),
  ]);
}

/** The engine's own numbers in the same form; how often an advocate's moments changed is no such number. */
export function counted({ counters }: Snapshot): Sums {
  const numbers = counters.filter(({ metric }) => metric !== "moments");
  return sum(numbers.map(({ value, ...name }) => [nameOf(name), value]));
}

/** What rolling windows could count, from referrals and purchases, of programs that have one. */
export function recountedMoments({ programs, referrals, purchases }: Snapshot): Sums {
  const firsts = firstOfEach(referrals);
  const rolling = new Set(programs.flatMap(({ id, plan }) => (plan.rollingDays > 0 ? [id] : [])));
  return sum(
    referrals
      .filter(({ programId, advocateId }) => advocateId !== null && rolling.has(programId))
      .flatMap((referral) =>
        momentsFrom(referral, purchases, firsts).map((moment): [string, bigint] => {
          return [momentName({ ...moment, ...referral }), moment.value];
        }),
      ),
  );
}

/** The engine's own in the same form. */
export function countedMoments({ moments }: Snapshot): Sums {
  return sum(moments.map((moment) => [momentName(moment), moment.value]));
}

function momentName(moment: Pick<Moment, "by" | "key" | "at"> & { programId: string; advocateId: string | null }) {
  const { programId, advocateId, by, key, at } = moment;
  return `${programId} ${advocateId} ${by} ${key} ${at}`;
}

/** Of each friend and advocate in each program the live referral that was made first. */
function firstOfEach(referrals: readonly StoredReferral[]): ReadonlySet<string> {
  const first = new Map<string, string>();
  for (const { id, programId, advocateId, friendId, status } of referrals) {
    const pair = `${programId} ${advocateId} ${friendId}`;
    if (status !== "rejected" && !first.has(pair)) first.set(pair, id);
  }
  return new Set(first.values());
}

/** What a referral counts for its advocate: a friend more, its conversion, and the net of what qualifies. */
function momentsFrom(
  referral: StoredReferral,
  purchases: readonly StoredPurchase[],
  firsts: ReadonlySet<string>,
): Moment[] {
  const { id, programId, status, enteredAt, convertedAt } = referral;
  if (status === "rejected") return [];
  const revenue = purchases.flatMap(({ orderId, reported, refundedMinor, decided }): Moment[] => {
    const made = decided[programId];
    if (reported === null || made?.referralId !== id || !made.qualifies) return [];
    const value = reported.amountMinor - refundedMinor;
    return [{ by: "revenue", key: orderId, at: reported.occurredAt, value }];
  });
  return [
    ...(firsts.has(id) ? [{ by: "signups" as const, key: id, at: enteredAt, value: 1n }] : []),
    ...(convertedAt === null ? [] : [{ by: "conversions" as const, key: id, at: convertedAt, value: 1n }]),
    ...revenue,
  ];
}

/**
 * Every limit and budget of the latest versions that a step gave more than it allows, as text. What a friend who is given
 * to another advocate brings along asks no limit, nor does what a participant has who is merged: they alone may take a
 * number above its bound. A number above its bound grows by nothing else.
 */
export function overruns(before: Snapshot, after: Snapshot): string[] {
  const numbers = recounted(after);
  const kept = recounted({ ...before, rewards: handedOver(before, after) });
  return after.programs.flatMap((program) => {
    const rules = program.rules.get(program.version);
    const rewards = after.rewards.filter(({ programId }) => programId === program.id);
    return rewards.flatMap((reward) => {
      const limits = rules?.rewards.find(({ id }) => id === reward.ruleId)?.limits ?? [];
      const bounds = limits.map((limit) => {
        return { most: limit.most, name: limitName(program, reward, { ruleId: reward.ruleId, ...limit }) };
      });
      if (rules?.budget) {
        const name = nameOf(budgetCounter(program, rules.budget.period, reward.occurredAt));
        bounds.push({ most: rules.budget.amountMinor, name });
      }
      return bounds.flatMap(({ most, name }) => {
        const used = numbers[name] ?? 0n;
        return used > greatest(most, kept[name] ?? 0n) ? [`${name}: ${used} of ${most}`] : [];
      });
    });
  });
}

/** The rewards of before as they were, each that has gone to another since in that one's hands. */
function handedOver(before: Snapshot, after: Snapshot): StoredReward[] {
  const same = ({ referralId, ruleId, source, version }: StoredReward) =>
    `${referralId} ${ruleId} ${source} ${version}`;
  const now = new Map(after.rewards.map((reward) => [reward.id, reward]));
  const earlier = new Set(before.rewards.map(({ id }) => id));
  const made = new Map(after.rewards.filter(({ id }) => !earlier.has(id)).map((reward) => [same(reward), reward]));
  return before.rewards.map((reward) => {
    const isMoved = isLive(reward.status) && now.get(reward.id)?.voidReason === "reassigned";
    const { participantId } = (isMoved ? made.get(same(reward)) : now.get(reward.id)) ?? reward;
    return { ...reward, participantId };
  });
}

function countsOf(program: StoredProgram, reward: StoredReward): [string, bigint][] {
  const limits = program.plan.limits.filter(({ ruleId }) => ruleId === reward.ruleId);
  return [
    ...limits.map((limit): [string, bigint] => {
      return [limitName(program, reward, limit), limit.measure === "count" ? 1n : reward.amountMinor];
    }),
    ...program.plan.budget.map((period): [string, bigint] => {
      return [nameOf(budgetCounter(program, period, reward.occurredAt)), expectedCost(reward)];
    }),
  ];
}

/** Of an open choice, what the dearest of its options would cost; its author's own figure stands for all of them. */
function expectedCost({ choice, grant, amountMinor }: StoredReward): bigint {
  if (choice !== null && choice.costMinor !== null) return choice.costMinor;
  const open = choice?.taken === null ? choice.options : [{ grant, amountMinor }];
  const costs = open.map((option) => {
    if (option.amountMinor === null) return 0n;
    return "costMinor" in option.grant ? option.grant.costMinor : option.amountMinor;
  });
  return costs.reduce(greatest, 0n);
}

function limitName(program: StoredProgram, reward: StoredReward, limit: Parameters<typeof limitCounter>[1]): string {
  const subjects = { recipientId: reward.participantId, referralId: reward.referralId };
  return nameOf(limitCounter(program, limit, subjects, reward.occurredAt));
}

function nameOf({ programId, subject, metric, periodKey }: CounterName): string {
  return `${programId} ${subject} ${metric} ${periodKey}`;
}

/** Sums by name; what comes to 0 is left out. */
function sum(parts: readonly (readonly [string, bigint])[]): Sums {
  const sums = new Map<string, bigint>();
  for (const [name, value] of parts) sums.set(name, (sums.get(name) ?? 0n) + value);
  return Object.fromEntries([...sums].filter(([, value]) => value !== 0n));
}
