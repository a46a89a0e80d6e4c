import type { TraceRecord } from "../../db/rows/event.ts";
import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import { amountOf } from "../../domain/amounts.ts";
import type { Choice } from "../../domain/choices.ts";
import { costOf, openChoice, withAmountInForce } from "../../domain/choices.ts";
import { testConditions } from "../../domain/conditions.ts";
import { budgetCounter, limitCounter } from "../../domain/counters.ts";
import { applyLimit, fitsBudget } from "../../domain/limits.ts";
import { periodKey } from "../../domain/periods.ts";
import { isLive } from "../../domain/rewardState.ts";
import type { Grant, Option, RewardRule } from "../../domain/rules.ts";
import { optionOf } from "../../domain/rules.ts";
import type { AskedRule, SkipReason } from "../../domain/skipReasons.ts";
import { skipReasonOf } from "../../domain/skipReasons.ts";
import { grantAt } from "../../domain/tiers.ts";
import { positionAt } from "./advocateNumbers.ts";
import { hasLiveReward, rewardsFrom } from "./heldRewards.ts";
import type { Occasion } from "./occasion.ts";
import { orderFor, SIGNUP } from "./occasion.ts";
import type { State, Tracked } from "./state.ts";
import { liveReferral, readCounter, relyOn, setCeiling } from "./state.ts";

/** What a rule gives on an occasion. */
export interface Offer {
  readonly grant: Option;
  readonly choice: Choice | null;
  readonly tierFrom: number | null;
  readonly recipientId: string;
  readonly amountMinor: bigint;
  readonly clamped: boolean;
  readonly costMinor: bigint;
  /** Null for what is given for the first time. */
  readonly returns: StoredReward | null;
}

/** Everything that the reasons and the offer look at; the engine's own words for `AskedRule`. */
interface Asking extends AskedRule {
  readonly reached: () => { readonly grant: Grant; readonly tierFrom: number | null };
  /** What the grant is as a choice; null where it is none. */
  readonly choice: () => Choice | null;
  readonly costMinor: () => bigint;
  readonly returns: StoredReward | null;
}

/** @param trace is added to: what the conditions have seen */
function asking(state: State, occasion: Occasion, rule: RewardRule, trace: TraceRecord[]): Asking {
  const { program } = occasion;
  const back = occasion.returning?.(rule) ?? null;
  const asked = orderFor(occasion, rule);
  // Which purchase it is was asked when it was granted.
  const order = asked && back ? { ...asked, nth: rule.on.nth?.from ?? asked.nth } : asked;
  const basis = order?.basis ?? occasion.measured ?? null;
  const recipientId = once(() => back?.reward.participantId ?? recipientOf(state, occasion, rule));
  const reached = once(() => {
    return back ? { grant: back.reward.grant, tierFrom: back.tierFrom } : reachedGrant(state, occasion, rule);
  });
  const wholeMinor = once(() => back?.amountMinor ?? amountOf(optionOf(reached().grant), basis));
  const leftMinor = once(() => {
    const recipient = recipientId();
    return recipient === null ? null : limitedAmount(state, occasion, rule, recipient, wholeMinor());
  });
  const choice = once(() => {
    if (back) return withAmountInForce(back.choice, leftMinor() ?? 0n);
    const { grant } = reached();
    return grant.kind === "choice" ? openChoice(grant, leftMinor() ?? 0n, basis, occasion.occurredAt) : null;
  });
  const costMinor = once(() => costOf(optionOf(reached().grant), leftMinor() ?? 0n, choice()));
  return {
    rule,
    currency: program.now.currency,
    order,
    hasLiveReward: () => hasLiveReward(state.rewards, occasion.referral.now.id, rule.id),
    failure: once(() => {
      const tested = testConditions(rule.when, back?.facts ?? occasion.facts);
      trace.push(...tested.trace);
      return tested.failure;
    }),
    isGroupTaken: () => isGroupTaken(state, occasion, rule),
    recipientId,
    reached,
    grant: () => reached().grant,
    wholeMinor,
    leftMinor,
    choice,
    costMinor,
    returns: back?.reward ?? null,
    fits: () => fits(state, program, occasion, costMinor()),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/**
 * What the rule gives, or the first reason of the list why it gives nothing.
 *
 * @param trace is added to: what the rule's conditions have seen
 */
export function askRule(state: State, occasion: Occasion, rule: RewardRule, trace: TraceRecord[]): Offer | SkipReason {
  const asked = asking(state, occasion, rule, trace);
  const reason = skipReasonOf(asked);
  if (reason !== null) return reason;
  const [recipientId, amountMinor] = [asked.recipientId(), asked.leftMinor()];
  if (recipientId === null || amountMinor === null) throw new Error("a rule that gives has a recipient and an amount");
  const { grant, tierFrom } = asked.reached();
  return {
    grant: optionOf(grant),
    choice: asked.choice(),
    tierFrom,
    recipientId,
    amountMinor,
    clamped: amountMinor < asked.wholeMinor(),
    costMinor: asked.costMinor(),
    returns: asked.returns,
  };
}

/** Of one event the first granted rule takes its group; a moved conversion meets who took it before. */
function isGroupTaken(state: State, occasion: Occasion, rule: RewardRule): boolean {
  if (rule.group === null) return false;
  const { source, attributes, referral } = occasion;
  const sources = attributes ? [source, SIGNUP] : [source];
  return sources
    .flatMap((from) => rewardsFrom(state.rewards, referral.now.id, from))
    .some(({ now }) => isLive(now.status) && now.group === rule.group);
}

/** The participant whom the rule names, as the chain of advocates is now. Everyone passed is watched. */
function recipientOf(state: State, { referral, program }: Occasion, { recipient }: RewardRule): string | null {
  if (recipient.kind !== "ancestor") return referral.now.friendId;
  let current = referral.now.advocateId;
  for (let level = 1; level < recipient.level && current !== null; level++) {
    const participant = state.participants.get(current);
    if (participant !== undefined) participant.watched = true;
    current = liveReferral(state, program.now.id, current)?.now.advocateId ?? null;
  }
  return current;
}

/** Tiers go by the referral's advocate, whatever the recipient; a rule for the actor goes by the actor. */
function reachedGrant(state: State, occasion: Occasion, rule: RewardRule): { grant: Grant; tierFrom: number | null } {
  const { advocateId, friendId } = occasion.referral.now;
  const subjectId = rule.recipient.kind === "actor" ? friendId : advocateId;
  if (rule.tiers === null || subjectId === null) return { grant: rule.grant, tierFrom: null };
  const { position, name } = positionAt(state, occasion.program.now, subjectId, rule.tiers, occasion.occurredAt);
  const { grant, step, interval } = grantAt(rule, position);
  if (name !== null) relyOn(state, name, interval);
  return { grant, tierFrom: step };
}

/** Several limits apply in list order, each to what the one before left. */
function limitedAmount(
  state: State,
  occasion: Occasion,
  rule: RewardRule,
  recipientId: string,
  whole: bigint,
): bigint | null {
  let left = whole;
  for (const limit of rule.limits) {
    const subjects = { recipientId, referralId: occasion.referral.now.id };
    const name = limitCounter(occasion.program.now, { ruleId: rule.id, ...limit }, subjects, occasion.occurredAt);
    const { amountMinor, interval } = applyLimit(limit, readCounter(state, name), left);
    relyOn(state, name, interval);
    if (amountMinor === null) return null;
    left = amountMinor;
  }
  return left;
}

/** Whether the latest version's budget covers a cost; the first that does not fit may pause the program. */
function fits(state: State, program: Tracked<StoredProgram>, occasion: Occasion, costMinor: bigint): boolean {
  const budget = program.now.rules.get(program.now.version)?.budget ?? null;
  if (budget === null || costMinor === 0n) return true;
  const name = budgetCounter(program.now, budget.period, occasion.occurredAt);
  const { fits: fitting, interval } = fitsBudget(budget.amountMinor, readCounter(state, name), costMinor);
  relyOn(state, name, interval);
  if (fitting) {
    setCeiling(state, name, budget.amountMinor);
  } else if (budget.onExhausted === "pause_program" && program.now.status === "active") {
    // From the next event on; of several misfits in one event the first counts.
    if (state.pausing.has(program.now.id)) return fitting;
    state.pausing.set(program.now.id, periodKey(occasion.occurredAt, budget.period, program.now.timezone));
    const { eventId } = occasion;
    state.notices.push({ type: "budget.exhausted", eventId, programId: program.now.id, subjectId: program.now.id });
  }
  return fitting;
}
