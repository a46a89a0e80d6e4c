import type { Decision, TraceRecord } from "../db/rows/event.ts";
import type { StoredProgram } from "../db/rows/program.ts";
import type { StoredReferral } from "../db/rows/referral.ts";
import type { StoredReward } from "../db/rows/reward.ts";
import type { AmountBasis } from "../domain/amounts.ts";
import { amountOf, isSum } from "../domain/amounts.ts";
import type { Choice } from "../domain/choices.ts";
import { costOf, openChoice } from "../domain/choices.ts";
import type { Fact, Facts } from "../domain/conditions.ts";
import { testConditions } from "../domain/conditions.ts";
import { budgetCounter, limitCounter } from "../domain/counters.ts";
import { earned } from "../domain/ledger.ts";
import { applyLimit, fitsBudget } from "../domain/limits.ts";
import type { Instant } from "../domain/periods.ts";
import { DAY_MS, periodKey } from "../domain/periods.ts";
import { holdingOf, isLive } from "../domain/rewardState.ts";
import type { Grant, Option, RewardRule, Rules } from "../domain/rules.ts";
import { optionOf, recipientName, unitOf } from "../domain/rules.ts";
import type { SkipReason } from "../domain/skipReasons.ts";
import { grantAt } from "../domain/tiers.ts";
import { positionAt } from "./advocateNumbers.ts";
import { couponOf } from "./couponRow.ts";
import { countReward } from "./rewardChanges.ts";
import type { State, Tracked } from "./state.ts";
import { addReward, liveReferral, readCounter, relyOn, setCeiling } from "./state.ts";

/** What a pass over the rules decides for: one event, or one purchase of it, in one referral or membership. */
export interface Occasion {
  readonly eventId: string;
  /** The next id derived from the event's own. */
  readonly nextId: (prefix: string) => string;
  readonly program: Tracked<StoredProgram>;
  readonly referral: Tracked<StoredReferral>;
  readonly rules: Rules;
  readonly listens: (rule: RewardRule) => boolean;
  readonly occurredAt: Instant;
  /** "signup", "order:{orderId}", "event:{eventId}" or "click:{clickId}". */
  readonly source: string;
  /** A purchase that attributed its participant: signup rules are asked with the others, without its order. */
  readonly attributes: boolean;
  readonly order: OrderOccasion | null;
  readonly facts: Facts;
  /** The passing facts to keep with each reward. */
  readonly seen: Readonly<Record<string, Fact>>;
}

/** `rewards.source` of what a referral earned by being attributed. */
export const SIGNUP = "signup";

/** Signup rules are about the referral: no order qualifies or disqualifies it. */
function orderFor({ order }: Occasion, { on }: RewardRule): OrderOccasion | null {
  return on.event === "signup" ? null : order;
}

/** What is known of a purchase before its rules are asked. */
export interface OrderOccasion {
  readonly orderId: string;
  /** What rates are of: the whole of a purchase, the net of one that a conversion moved to. */
  readonly basis: AmountBasis;
  readonly currency: string;
  readonly inWindow: boolean;
  readonly qualifies: boolean;
  /** 1 + the referral's other purchases decided so far that still qualify. */
  readonly nth: number;
  readonly trace: readonly TraceRecord[];
}

export interface PassOutcome {
  readonly decisions: Decision[];
  readonly rewards: Tracked<StoredReward>[];
}

/** Asks every rule that listens, once, in the order of the document: step 4 to 9 of rules.md. */
export function passRules(state: State, occasion: Occasion): PassOutcome {
  const outcome: PassOutcome = { decisions: [], rewards: [] };
  for (const rule of occasion.rules.rewards) {
    if (!occasion.listens(rule)) continue;
    const trace: TraceRecord[] = [...(orderFor(occasion, rule)?.trace ?? [])];
    const verdict = askRule(state, occasion, rule, trace);
    if (typeof verdict === "string") {
      outcome.decisions.push(decisionOf(occasion, rule, trace, { reason: verdict, reward: null, offer: null }));
      continue;
    }
    const reward = grantReward(state, occasion, rule, verdict);
    outcome.rewards.push(reward);
    outcome.decisions.push(decisionOf(occasion, rule, trace, { reason: null, reward: reward.now, offer: verdict }));
  }
  return outcome;
}

interface Offer {
  readonly grant: Option;
  readonly choice: Choice | null;
  readonly tierFrom: number | null;
  readonly recipientId: string;
  readonly amountMinor: bigint;
  readonly clamped: boolean;
  readonly costMinor: bigint;
}

/** What the rule gives, or the first reason why it gives nothing. */
function askRule(state: State, occasion: Occasion, rule: RewardRule, trace: TraceRecord[]): Offer | SkipReason {
  const { program } = occasion;
  const order = orderFor(occasion, rule);
  if (order !== null) {
    const reason = orderReason(state, occasion, order, rule);
    if (reason !== null) return reason;
  }
  const tested = testConditions(rule.when, occasion.facts);
  trace.push(...tested.trace);
  if (tested.failure !== null) return tested.failure;
  if (isGroupTaken(state, occasion, rule)) return "group_taken";
  const recipientId = recipientOf(state, occasion, rule);
  if (recipientId === null) return "no_recipient";

  const { grant: given, tierFrom } = reachedGrant(state, occasion, rule);
  const grant = optionOf(given);
  const basis = order?.basis ?? null;
  const whole = amountOf(grant, basis);
  if (whole === 0n && isSum(grant)) return "zero_amount";
  const amountMinor = limitedAmount(state, occasion, rule, recipientId, whole);
  if (amountMinor === null) return "limit_reached";
  const choice = given.kind === "choice" ? openChoice(given, amountMinor, basis, occasion.occurredAt) : null;
  const costMinor = costOf(grant, amountMinor, choice);
  if (!fits(state, program, occasion, costMinor)) return "budget_exhausted";
  return { grant, choice, tierFrom, recipientId, amountMinor, clamped: amountMinor < whole, costMinor };
}

/** The reasons that only purchases have. */
function orderReason(state: State, occasion: Occasion, order: OrderOccasion, rule: RewardRule): SkipReason | null {
  if (order.currency !== occasion.program.now.currency) return "currency_mismatch";
  // The window is for what an advocate brought: whoever acts for themselves would fare worse for being referred.
  // A conversion is no act of their own: only a referral has one, inside its window.
  const isOwnAct = rule.recipient.kind === "actor" && rule.on.event !== "conversion";
  if (!order.inWindow && !isOwnAct) return "outside_credit_window";
  if (!order.qualifies) return "not_qualifying";
  const { nth } = rule.on;
  if (nth !== null && (order.nth < nth.from || (nth.to !== null && order.nth > nth.to))) return "not_nth";
  if (rule.on.event === "conversion" && hasLive(state, occasion, (reward) => reward.ruleId === rule.id)) {
    return "already_rewarded";
  }
  return null;
}

/** Of one event the first granted rule takes its group; a moved conversion meets who took it before. */
function isGroupTaken(state: State, occasion: Occasion, rule: RewardRule): boolean {
  if (rule.group === null) return false;
  return hasLive(state, occasion, ({ group, source }) => {
    return group === rule.group && (source === occasion.source || (occasion.attributes && source === SIGNUP));
  });
}

function hasLive(state: State, occasion: Occasion, matches: (reward: StoredReward) => boolean): boolean {
  const rewards = state.rewardsByReferral.get(occasion.referral.now.id) ?? [];
  return rewards.some(({ now }) => isLive(now.status) && matches(now));
}

/** Whoever the rule names, as the chain of advocates is now. Everyone passed is watched. */
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

/** Tiers go by the referral's advocate, whoever receives; by the actor where the actor does. */
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

function grantReward(state: State, occasion: Occasion, rule: RewardRule, offer: Offer): Tracked<StoredReward> {
  const { program, referral, occurredAt } = occasion;
  const order = orderFor(occasion, rule);
  const { grant, choice, amountMinor } = offer;
  const status = rule.holdDays === 0 ? "approved" : "pending";
  const reward: StoredReward = {
    id: occasion.nextId("rwd"),
    programId: program.now.id,
    version: referral.now.version,
    ruleId: rule.id,
    trigger: rule.on.event,
    group: rule.group,
    referralId: referral.now.id,
    participantId: offer.recipientId,
    recipient: recipientName(rule.recipient),
    source: rule.on.event === "signup" ? SIGNUP : occasion.source,
    kind: choice === null ? grant.kind : "choice",
    unit: unitOf(grant, program.now.currency),
    grantedMinor: amountMinor,
    amountMinor,
    costMinor: offer.costMinor,
    basisMinor: order?.basis.netMinor ?? 0n,
    status,
    holdUntil: occurredAt + rule.holdDays * DAY_MS,
    voidReason: null,
    occurredAt,
    grant,
    coupon: choice === null ? couponOf(grant, occurredAt) : null,
    choice,
    facts: occasion.seen,
    createdAt: null,
  };
  const tracked = { was: null, now: reward };
  addReward(state, tracked);
  countReward(state, program.now, reward, { count: 1n, amount: amountMinor, cost: offer.costMinor });
  if (reward.unit !== null) {
    const movement = earned(reward, holdingOf(reward.status), amountMinor);
    state.postings.push({ ...movement, unit: reward.unit, ...partiesOf(reward), eventId: occasion.eventId });
  }
  const { eventId } = occasion;
  state.notices.push({ type: `reward.${status}`, eventId, programId: reward.programId, subjectId: reward.id });
  return tracked;
}

function partiesOf(reward: StoredReward): { programId: string; participantId: string; rewardId: string } {
  return { programId: reward.programId, participantId: reward.participantId, rewardId: reward.id };
}

function decisionOf(
  occasion: Occasion,
  rule: RewardRule,
  trace: readonly TraceRecord[],
  made: { reason: SkipReason | null; reward: StoredReward | null; offer: Offer | null },
): Decision {
  return {
    ruleId: rule.id,
    version: occasion.referral.now.version,
    outcome: made.reason === null ? "granted" : "skipped",
    reason: made.reason,
    rewardId: made.reward?.id ?? null,
    orderId: orderFor(occasion, rule)?.orderId ?? null,
    tierFrom: made.offer?.tierFrom ?? null,
    clamped: made.offer?.clamped ?? false,
    trace,
  };
}
