import type { TraceRecord } from "../../db/rows/event.ts";
import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import type { AmountBasis } from "../../domain/amounts.ts";
import { amountOf } from "../../domain/amounts.ts";
import type { Choice } from "../../domain/choices.ts";
import { costOf, openChoice, withAmountInForce } from "../../domain/choices.ts";
import type { ConditionFailure } from "../../domain/conditions.ts";
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
import { isWithin } from "../../domain/within.ts";
import { positionAt } from "./advocateNumbers.ts";
import { hasLiveReward, rewardsFrom } from "./heldRewards.ts";
import { notify } from "./notify.ts";
import type { Occasion, OrderOccasion, ReturningGrant } from "./occasion.ts";
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

/**
 * Everything that the reasons and the offer look at, each worked out when it is first asked for: the engine's own words
 * for `AskedRule`. One object, since every rule of every event is asked.
 */
class Asking implements AskedRule {
  readonly rule: RewardRule;
  readonly currency: string;
  readonly order: OrderOccasion | null;
  readonly #state: State;
  readonly #occasion: Occasion;
  readonly #back: ReturningGrant | null;
  readonly #trace: TraceRecord[];
  #failure: ConditionFailure | null | undefined;
  #recipientId: string | null | undefined;
  #reached: Reached | undefined;
  #wholeMinor: bigint | undefined;
  #leftMinor: bigint | null | undefined;
  #choice: Choice | null | undefined;
  #costMinor: bigint | undefined;

  /** @param trace is added to: what the conditions have seen */
  constructor(state: State, occasion: Occasion, rule: RewardRule, trace: TraceRecord[]) {
    const back = occasion.returning?.(rule) ?? null;
    const asked = orderFor(occasion, rule);
    this.rule = rule;
    this.currency = occasion.program.now.currency;
    // Which purchase it is was asked when it was granted.
    this.order = asked && back ? { ...asked, nth: rule.on.nth?.from ?? asked.nth } : asked;
    this.#state = state;
    this.#occasion = occasion;
    this.#back = back;
    this.#trace = trace;
  }

  /** The reward that its order had ended; null for what is given for the first time. */
  get returns(): StoredReward | null {
    return this.#back?.reward ?? null;
  }

  isWithin(): boolean {
    // A grant that returns was inside when it was given.
    return this.#back !== null || isInTime(this.#occasion, this.rule);
  }

  hasLiveReward(): boolean {
    return hasLiveReward(this.#state.rewards, this.#occasion.referral.now.id, this.rule.id);
  }

  failure(): ConditionFailure | null {
    if (this.#failure === undefined) {
      const tested = testConditions(this.rule.when, this.#back?.facts ?? this.#occasion.facts);
      this.#trace.push(...tested.trace);
      this.#failure = tested.failure;
    }
    return this.#failure;
  }

  isGroupTaken(): boolean {
    return isGroupTaken(this.#state, this.#occasion, this.rule);
  }

  recipientId(): string | null {
    if (this.#recipientId === undefined) {
      this.#recipientId = this.#back?.reward.participantId ?? recipientOf(this.#state, this.#occasion, this.rule);
    }
    return this.#recipientId;
  }

  reached(): Reached {
    this.#reached ??= this.#back
      ? { grant: this.#back.reward.grant, tierFrom: this.#back.tierFrom }
      : reachedGrant(this.#state, this.#occasion, this.rule);
    return this.#reached;
  }

  grant(): Grant {
    return this.reached().grant;
  }

  wholeMinor(): bigint {
    this.#wholeMinor ??= this.#back?.amountMinor ?? amountOf(optionOf(this.grant()), this.#basis());
    return this.#wholeMinor;
  }

  leftMinor(): bigint | null {
    if (this.#leftMinor === undefined) {
      const recipient = this.recipientId();
      this.#leftMinor =
        recipient === null ? null : limitedAmount(this.#state, this.#occasion, this.rule, recipient, this.wholeMinor());
    }
    return this.#leftMinor;
  }

  /** What the grant is as a choice; null where it is none. */
  choice(): Choice | null {
    if (this.#choice === undefined) this.#choice = this.#chosen();
    return this.#choice;
  }

  costMinor(): bigint {
    this.#costMinor ??= costOf(optionOf(this.grant()), this.leftMinor() ?? 0n, this.choice());
    return this.#costMinor;
  }

  fits(): boolean {
    return fits(this.#state, this.#occasion.program, this.#occasion, this.costMinor());
  }

  #basis(): AmountBasis | null {
    return this.order?.basis ?? this.#occasion.measured ?? null;
  }

  #chosen(): Choice | null {
    const leftMinor = this.leftMinor() ?? 0n;
    if (this.#back) return withAmountInForce(this.#back.choice, leftMinor);
    const grant = this.grant();
    if (grant.kind !== "choice") return null;
    return openChoice(grant, leftMinor, this.#basis(), this.#occasion.occurredAt);
  }
}

interface Reached {
  readonly grant: Grant;
  readonly tierFrom: number | null;
}

/**
 * What the rule gives, or the first reason of the list why it gives nothing.
 *
 * @param trace is added to: what the rule's conditions have seen
 */
export function askRule(state: State, occasion: Occasion, rule: RewardRule, trace: TraceRecord[]): Offer | SkipReason {
  const asked = new Asking(state, occasion, rule, trace);
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

/** An actor whom no one referred has no referral from whose beginning a time could run. */
function isInTime({ referral, program, occurredAt }: Occasion, { on }: RewardRule): boolean {
  if (on.within === null) return true;
  const { status, attributedAt, convertedAt } = referral.now;
  const starts = { attribution: status === "membership" ? null : attributedAt, conversion: convertedAt };
  return isWithin(on.within, starts[on.within.of], occurredAt, program.now.timezone);
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
function reachedGrant(state: State, occasion: Occasion, rule: RewardRule): Reached {
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
    notify(state, { type: "budget.exhausted", eventId, programId: program.now.id, subjectId: program.now.id });
  }
  return fitting;
}
