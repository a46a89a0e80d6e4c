import type { AmountBasis } from "../domain/amounts.ts";
import type { Fact } from "../domain/conditions.ts";
import { testConditions } from "../domain/conditions.ts";
import type { Instant } from "../domain/periods.ts";
import { DAY_MS } from "../domain/periods.ts";
import type { Rules } from "../domain/rules.ts";
import { passingFieldsOf } from "../domain/rules.ts";
import { countFor, lifetimeOf } from "./advocateNumbers.ts";
import type { OrderFacts } from "./events.ts";
import type { EventFacts } from "./facts.ts";
import { factsOf, passingFact } from "./facts.ts";
import type { EntryDraft, Making } from "./making.ts";
import { mayAsk, memberKey, standingKey, takeSignup } from "./memberships.ts";
import { netSteps } from "./orders.ts";
import { refundIn } from "./refunds.ts";
import type { Occasion } from "./rulePass.ts";
import { passRules } from "./rulePass.ts";
import type { ReportedPurchase, StoredProgram, StoredReferral } from "./snapshot.ts";
import type { PurchaseState, State, Tracked } from "./state.ts";

/**
 * Decides one purchase in one referral or membership: steps 1 to 9 of rules.md, then its refunds, if any came before.
 *
 * @param attributes whether it is this purchase that attributed its participant: the signup rules then fire in
 *   the same pass
 */
export function decidePurchaseIn(
  state: State,
  making: Making,
  draft: EntryDraft,
  purchase: PurchaseState,
  attributes = false,
): void {
  decideWhole(state, making, draft, purchase, attributes);
  for (const net of netSteps(reportedOf(purchase).amountMinor, purchase.now.refunds)) {
    refundIn(state, making, draft, purchase, net);
  }
}

function decideWhole(
  state: State,
  making: Making,
  draft: EntryDraft,
  purchase: PurchaseState,
  attributes: boolean,
): void {
  const { referral } = draft;
  const program = programOf(state, referral.now);
  const rules = rulesOf(program.now, referral.now.version);
  const reported = reportedOf(purchase);
  const { qualifies: conditions, attribution } = rules;

  // 2. Qualification, once, on the whole amount.
  const isMember = referral.now.status === "member";
  // A member has no conversion to come, and no window to be outside of.
  const hadConversion = isMember || referral.now.status === "converted";
  const inWindow = isMember || isInWindow(referral.now, attribution.creditWindowDays, reported.occurredAt);
  const event = eventFactsOf(purchase, reported.amountMinor);
  const atHand = { conversions: hadConversion ? 0n : 1n, revenueMinor: reported.amountMinor };
  const before = seenNow(state, rules, program.now, referral.now, purchase, atHand);
  const tested = testConditions(conditions, factsOf(event, referral.now, before));
  const sameCurrency = purchase.now.currency === program.now.currency;
  const qualifies = sameCurrency && inWindow && tested.failure === null;

  // 3. The first that qualifies is the conversion.
  const converts = qualifies && !hadConversion;
  if (converts) setConversion(state, making, program.now, referral, purchase);
  if (qualifies) countRevenue(state, program.now, referral.now, purchase, 0n, reported.amountMinor);

  // 4. to 9. Every rule, one pass.
  const seen = qualifies ? before : seenNow(state, rules, program.now, referral.now, purchase, COUNTED);
  const standing = { referralId: referral.now.id, version: referral.now.version, qualifies, facts: seen };
  const askedOfMember = !isMember && purchase.now.decided[memberKey(program.now.id)] !== undefined;
  purchase.now = {
    ...purchase.now,
    decided: { ...purchase.now.decided, [standingKey(referral.now)]: standing },
  };
  const asksSignup = attributes && takeSignup(state, referral.now);
  const occasion: Occasion = {
    ...orderOccasion(making, program, referral, rules, purchase),
    listens: (rule) => {
      const { event: trigger } = rule.on;
      if (trigger === "signup") return attributes && mayAsk(referral, rule, !asksSignup);
      const hears = trigger === "purchase" || (trigger === "conversion" && !hadConversion);
      return hears && mayAsk(referral, rule, askedOfMember);
    },
    attributes,
    order: {
      orderId: purchase.now.orderId,
      basis: basisOf(purchase, reported.amountMinor),
      currency: purchase.now.currency,
      inWindow,
      qualifies: tested.failure === null,
      nth: referral.now.qualifyingCount + 1,
      trace: tested.trace,
    },
    facts: factsOf(event, referral.now, seen),
    seen,
  };
  addOutcome(draft, passRules(state, occasion));
  if (qualifies) referral.now = { ...referral.now, qualifyingCount: referral.now.qualifyingCount + 1 };
}

/**
 * Decides the conversion rules, and no others, for the purchase that a refunded conversion moved to: its stored
 * facts, its own net for the amount, the advocate's conversions as of now.
 */
export function decideMovedConversion(state: State, making: Making, draft: EntryDraft, purchase: PurchaseState): void {
  const { referral } = draft;
  const program = programOf(state, referral.now);
  const rules = rulesOf(program.now, referral.now.version);
  setConversion(state, making, program.now, referral, purchase);
  const netMinor = reportedOf(purchase).amountMinor - purchase.now.refundedMinor;
  const stored = purchase.now.decided[program.now.id]?.facts ?? {};
  const asOfNow = seenNow(state, rules, program.now, referral.now, purchase, COUNTED);
  const conversions = asOfNow["advocate.conversions"];
  // A version that the referral moved to may ask for what was not kept.
  const then = { ...asOfNow, ...stored };
  const seen = conversions === undefined ? then : { ...then, "advocate.conversions": conversions };
  const facts = factsOf(eventFactsOf(purchase, netMinor), referral.now, seen);
  const outcome = passRules(state, {
    ...orderOccasion(making, program, referral, rules, purchase),
    listens: ({ on }) => on.event === "conversion",
    attributes: false,
    order: {
      orderId: purchase.now.orderId,
      basis: basisOf(purchase, netMinor),
      currency: purchase.now.currency,
      inWindow: true,
      qualifies: true,
      nth: 1,
      trace: testConditions(rules.qualifies, facts).trace,
    },
    facts,
    seen,
  });
  addOutcome(draft, outcome);
}

function orderOccasion(
  making: Making,
  program: Tracked<StoredProgram>,
  referral: Tracked<StoredReferral>,
  rules: Rules,
  purchase: PurchaseState,
): Pick<Occasion, "eventId" | "nextId" | "program" | "referral" | "rules" | "occurredAt" | "source"> {
  const { eventId, nextId } = making;
  const { occurredAt } = reportedOf(purchase);
  return { eventId, nextId, program, referral, rules, occurredAt, source: orderSource(purchase.now.orderId) };
}

/** `rewards.source` of what an order earned. */
export function orderSource(orderId: string): string {
  return `order:${orderId}`;
}

export function addOutcome(draft: EntryDraft, outcome: ReturnType<typeof passRules>): void {
  draft.decisions.push(...outcome.decisions);
  for (const reward of outcome.rewards) draft.rewards.add(reward);
}

function isInWindow({ attributedAt }: StoredReferral, creditWindowDays: number | null, at: number): boolean {
  return attributedAt <= at && (creditWindowDays === null || at <= attributedAt + creditWindowDays * DAY_MS);
}

function setConversion(
  state: State,
  making: Making,
  program: StoredProgram,
  referral: Tracked<StoredReferral>,
  purchase: PurchaseState,
): void {
  const { occurredAt } = reportedOf(purchase);
  referral.now = {
    ...referral.now,
    status: "converted",
    convertedAt: occurredAt,
    conversionOrderId: purchase.now.orderId,
  };
  countConversion(state, program, referral.now, { at: occurredAt, isThere: true });
  const { id: subjectId, programId } = referral.now;
  state.notices.push({ type: "referral.converted", eventId: making.eventId, programId, subjectId });
}

/** Adds a referral's conversion to what is counted of its advocate, or takes it away. */
export function countConversion(
  state: State,
  program: StoredProgram,
  { id, advocateId }: StoredReferral,
  { at, isThere }: { at: Instant; isThere: boolean },
): void {
  const value = isThere ? 1n : 0n;
  countFor(state, program, advocateId, { by: "conversions", key: id, at, value }, 1n - value);
}

/** Sets what a qualifying purchase counts as revenue of its friend's advocate: its net. */
export function countRevenue(
  state: State,
  program: StoredProgram,
  { advocateId }: StoredReferral,
  purchase: PurchaseState,
  was: bigint,
  value: bigint,
): void {
  const at = reportedOf(purchase).occurredAt;
  countFor(state, program, advocateId, { by: "revenue", key: purchase.now.orderId, at, value }, was);
}

/** What is at hand and not counted yet. */
interface AtHand {
  readonly conversions: bigint;
  readonly revenueMinor: bigint;
}

/** Everything at hand is counted. */
export const COUNTED: AtHand = { conversions: 0n, revenueMinor: 0n };

/** The passing facts that a version's rules ask for, as they are now. */
export function seenNow(
  state: State,
  rules: Rules,
  program: StoredProgram,
  referral: StoredReferral,
  purchase: PurchaseState | null,
  atHand: AtHand,
  occurredAt = purchase?.now.reported?.occurredAt ?? 0,
): Record<string, Fact> {
  const fields = passingFieldsOf(rules);
  if (fields.length === 0) return {};
  const friend = state.participants.get(referral.friendId);
  if (friend === undefined) throw new Error("the snapshot lacks the friend of a referral");
  const advocate = referral.advocateId === null ? null : (state.participants.get(referral.advocateId)?.now ?? null);
  const passing = {
    isFirst: purchase === null ? null : isFirst(state, purchase),
    friend: friend.now,
    advocate,
    occurredAt,
    lifetime: (by: "conversions" | "revenue") => {
      if (referral.advocateId === null) return null;
      const more = by === "conversions" ? atHand.conversions : atHand.revenueMinor;
      return lifetimeOf(state, program, referral.advocateId, by) + more;
    },
  };
  return Object.fromEntries(fields.map((field) => [field, passingFact(field, passing)]));
}

/** Whether no stored purchase of the participant is earlier by occurredAt, then arrival. */
function isFirst(state: State, purchase: PurchaseState): boolean {
  const reported = reportedOf(purchase);
  const participant = state.participants.get(reported.participantId);
  const earliest = participant?.now.firstPurchaseAt ?? reported.occurredAt;
  if (earliest < reported.occurredAt || purchase.metAnEarlierTwin) return false;
  const others = state.purchasesByParticipant.get(reported.participantId) ?? [];
  return !others.some(({ now }) => {
    const other = now.reported;
    return other !== null && other.occurredAt === reported.occurredAt && other.arrival < reported.arrival;
  });
}

/** What a purchase says, with the given amount (its whole, or its net) for the amount. */
export function eventFactsOf(purchase: PurchaseState, amountMinor: bigint): EventFacts {
  const { occurredAt, order } = reportedOf(purchase);
  const facts: OrderFacts | null = order;
  if (facts === null) throw new Error(`the snapshot lacks the facts of order ${purchase.now.orderId}`);
  return {
    name: "purchase",
    occurredAt,
    metadata: facts.metadata,
    order: { ...facts, amountMinor, currency: purchase.now.currency },
  };
}

/** What rates are of, with the given net. */
export function basisOf(purchase: PurchaseState, netMinor: bigint): AmountBasis {
  const { amountMinor, order } = reportedOf(purchase);
  return { netMinor, wholeMinor: amountMinor, items: order?.items ?? [], metadata: order?.metadata ?? {} };
}

export function reportedOf(purchase: PurchaseState): ReportedPurchase {
  const { reported, orderId } = purchase.now;
  if (reported === null) throw new Error(`order ${orderId} has not been reported`);
  return reported;
}

export function programOf(state: State, { programId }: StoredReferral): Tracked<StoredProgram> {
  const program = state.programs.get(programId);
  if (program === undefined) throw new Error("the snapshot lacks the program of a referral");
  return program;
}

export function rulesOf(program: StoredProgram, version: number): Rules {
  const rules = program.rules.get(version);
  if (rules === undefined) throw new Error(`the snapshot lacks version ${version} of program ${program.key}`);
  return rules;
}
