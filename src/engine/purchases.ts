import type { Fact } from "../domain/conditions.ts";
import { testConditions } from "../domain/conditions.ts";
import { conversionsCounter } from "../domain/counters.ts";
import { DAY_MS } from "../domain/periods.ts";
import type { Rules } from "../domain/rules.ts";
import { passingFieldsOf } from "../domain/rules.ts";
import type { OrderFacts } from "./events.ts";
import type { EventFacts } from "./facts.ts";
import { factsOf, passingFact } from "./facts.ts";
import type { EntryDraft, Making } from "./making.ts";
import { netSteps } from "./orders.ts";
import { refundIn } from "./refunds.ts";
import type { Occasion } from "./rulePass.ts";
import { passRules } from "./rulePass.ts";
import type { ReportedPurchase, StoredProgram, StoredReferral } from "./snapshot.ts";
import type { PurchaseState, State, Tracked } from "./state.ts";
import { addToCounter, readCounter, relyOn } from "./state.ts";

/**
 * Decides one purchase in one referral: steps 1 to 9 of rules.md, then its refunds, if any came before.
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
  for (const { now: netMinor } of netSteps(reportedOf(purchase).amountMinor, purchase.now.refunds)) {
    refundIn(state, making, draft, purchase, netMinor);
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
  const hadConversion = referral.now.status === "converted";
  const inWindow = isInWindow(referral.now, attribution.creditWindowDays, reported.occurredAt);
  const event = eventFactsOf(purchase, reported.amountMinor);
  const before = seenNow(state, rules, program.now, referral.now, purchase, hadConversion ? 0n : 1n);
  const tested = testConditions(conditions, factsOf(event, referral.now, before));
  const sameCurrency = purchase.now.currency === program.now.currency;
  const qualifies = sameCurrency && inWindow && tested.failure === null;

  // 3. The first that qualifies is the conversion.
  const converts = qualifies && !hadConversion;
  if (converts) setConversion(state, making, program.now, referral, purchase);

  // 4. to 9. Every rule, one pass.
  const seen = converts || hadConversion ? before : seenNow(state, rules, program.now, referral.now, purchase, 0n);
  purchase.now = {
    ...purchase.now,
    decided: { ...purchase.now.decided, [program.now.id]: { referralId: referral.now.id, qualifies, facts: seen } },
  };
  const occasion: Occasion = {
    ...orderOccasion(making, program, referral, rules, purchase),
    listens: ({ on }) =>
      on.event === "purchase" || (on.event === "conversion" && !hadConversion) || (on.event === "signup" && attributes),
    attributes,
    order: {
      orderId: purchase.now.orderId,
      amountMinor: reported.amountMinor,
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
  const asOfNow = seenNow(state, rules, program.now, referral.now, purchase, 0n);
  const conversions = asOfNow["advocate.conversions"];
  const seen = conversions === undefined ? stored : { ...stored, "advocate.conversions": conversions };
  const facts = factsOf(eventFactsOf(purchase, netMinor), referral.now, seen);
  const outcome = passRules(state, {
    ...orderOccasion(making, program, referral, rules, purchase),
    listens: ({ on }) => on.event === "conversion",
    attributes: false,
    order: {
      orderId: purchase.now.orderId,
      amountMinor: netMinor,
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
  countConversion(state, program, referral.now, occurredAt, 1n);
  const { id: subjectId, programId } = referral.now;
  state.notices.push({ type: "referral.converted", eventId: making.eventId, programId, subjectId });
}

/** Adds a conversion to, or takes it from, every window that the program counts. */
export function countConversion(
  state: State,
  program: StoredProgram,
  { advocateId }: StoredReferral,
  convertedAt: number,
  delta: 1n | -1n,
): void {
  if (advocateId === null) return;
  for (const window of program.plan.conversions) {
    addToCounter(state, conversionsCounter(program, advocateId, window, convertedAt), delta);
  }
}

/**
 * The passing facts that a version's rules ask for, as they are now.
 *
 * @param atHand 1 while the conversion that may be at hand is not counted yet
 */
export function seenNow(
  state: State,
  rules: Rules,
  program: StoredProgram,
  referral: StoredReferral,
  purchase: PurchaseState | null,
  atHand: bigint,
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
    conversions: () => {
      if (referral.advocateId === null) return null;
      const name = conversionsCounter(program, referral.advocateId, "lifetime", occurredAt);
      const counted = readCounter(state, name);
      relyOn(state, name, { low: counted, high: counted });
      return counted + atHand;
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
