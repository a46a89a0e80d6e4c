import type { StoredReferral } from "../../db/rows/referral.ts";
import { movesAttribution } from "../../domain/attribution.ts";
import { testConditions } from "../../domain/conditions.ts";
import type { OrderNow } from "../../domain/orderHistory.ts";
import type { RewardRule } from "../../domain/rules.ts";
import type { TriggerName } from "../../domain/triggers.ts";
import { isTrigger } from "../../domain/triggers.ts";
import type { PurchaseEvent } from "../events/events.ts";
import { countRevenue } from "./advocateNumbers.ts";
import { setConversion } from "./conversions.ts";
import { isInWindow } from "./creditWindow.ts";
import { noteCustomerSince } from "./customerSince.ts";
import { disputeIn } from "./disputes.ts";
import { factsOf } from "./facts.ts";
import type { EntryDraft, Making } from "./making.ts";
import { countQualifying, decidedKey, mayAsk, membershipKey, takeSignup } from "./memberships.ts";
import { passOrderRules } from "./orderPass.ts";
import { programOf, rulesOf } from "./programRules.ts";
import { eventFactsOf, firstOf, reportedOf, stepsOf } from "./purchaseFacts.ts";
import { addQualifying } from "./qualifying.ts";
import { decideStepIn } from "./redecide.ts";
import { COUNTED, seenNow } from "./seenNow.ts";
import type { PurchaseState, State, Tracked } from "./state.ts";

/** A purchase that arrives after the signup which it came a little before is the beginning of the referral. */
export function beginWith(state: State, referral: Tracked<StoredReferral>, event: PurchaseEvent): void {
  const { attribution } = rulesOf(programOf(state, referral.now).now, referral.now.version);
  if (!movesAttribution(referral.now, attribution, event)) return;
  referral.now = { ...referral.now, attributedAt: event.occurredAt };
}

/**
 * Decides one purchase in one referral or membership: steps 1 to 9 of rules.md, then its refunds and disputes, if any came before.
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
  noteIfNotFirst(state, draft, purchase);
  const { orderId, currency } = purchase.now;
  const steps = stepsOf(purchase);
  const before = steps.at(-1)?.now;
  if (before !== undefined && before.refunds.length > 0 && steps.some(({ asks }) => asks === "refund")) {
    const amountMinor = String(toldBefore(before));
    draft.happened.push({ kind: "refunded_before", orderId, amountMinor, currency });
  }
  for (const step of steps) {
    // What has changed nothing of the order leaves it as it was decided just now.
    if (step.now !== step.was) decideStepIn(state, making, draft, purchase, step);
  }
  disputeIn(state, making, draft, purchase);
}

/** Where an order was asked whether it is the first, it is told what the shop says of its buyer. */
function noteIfNotFirst(state: State, draft: EntryDraft, purchase: PurchaseState): void {
  const { participantId, occurredAt } = reportedOf(purchase);
  const buyer = state.participants.get(participantId);
  const seen = purchase.now.decided[decidedKey(draft.referral.now)]?.facts ?? {};
  if (seen["order.isFirst"] !== false || buyer === undefined) return;
  noteCustomerSince(draft, buyer, purchase.now.orderId, occurredAt);
}

/** What refunds said by amounts is told as it was said, also where it goes beyond the order. */
function toldBefore({ refunds, refundedMinor }: OrderNow): bigint {
  if (refunds.some(({ paidMinor }) => paidMinor > 0n)) return refundedMinor;
  return refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

/** Which rules an order asks, by what they listen to. */
function hearingOf(
  referral: EntryDraft["referral"],
  seen: Readonly<Record<"attributes" | "asksSignup" | "askedOfMembership" | "hadConversion", boolean>>,
): Readonly<Record<TriggerName, (rule: RewardRule) => boolean>> {
  return {
    signup: (rule) => seen.attributes && mayAsk(referral, rule, !seen.asksSignup),
    purchase: (rule) => mayAsk(referral, rule, seen.askedOfMembership),
    conversion: (rule) => !seen.hadConversion && mayAsk(referral, rule, seen.askedOfMembership),
    click: () => false,
  };
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
  const isMembership = referral.now.status === "membership";
  // A membership has no conversion to come.
  const hadConversion = isMembership || referral.now.status === "converted";
  const inWindow = isInWindow(referral.now, attribution.creditWindowDays, reported.occurredAt);
  const first = firstOf(purchase);
  const event = eventFactsOf(purchase, first);
  const atHand = { conversions: hadConversion ? 0n : 1n, revenueMinor: first.netMinor };
  const before = seenNow(state, rules, program.now, referral.now, purchase, atHand);
  const tested = testConditions(conditions, factsOf(event, referral.now, before));
  const sameCurrency = purchase.now.currency === program.now.currency;
  // An order of nothing is no purchase.
  const meets = first.netMinor > 0n && tested.failure === null;
  const qualifies = sameCurrency && inWindow && meets;

  // 3. The first that qualifies is the conversion.
  const converts = qualifies && !hadConversion;
  if (converts) {
    setConversion(state, making, program.now, referral, purchase);
    draft.happened.push({ kind: "set", orderId: purchase.now.orderId });
  }
  if (qualifies) countRevenue(state, program.now, referral.now, purchase, 0n, first.netMinor);

  // 4. to 9. Every rule, one pass.
  const seen = qualifies ? before : seenNow(state, rules, program.now, referral.now, purchase, COUNTED);
  const nth = referral.now.qualifyingCount + 1;
  const decidedHere = {
    ...{ referralId: referral.now.id, version: referral.now.version, qualifies, facts: seen, inWindow },
    ...(qualifies ? { nth } : {}),
  };
  const askedOfMembership = !isMembership && purchase.now.decided[membershipKey(program.now.id)] !== undefined;
  purchase.now = {
    ...purchase.now,
    decided: { ...purchase.now.decided, [decidedKey(referral.now)]: decidedHere },
  };
  // An actor signs up once: their own signup rules are not asked again for each of their orders.
  const asksSignup = attributes && referral.now.orderId === null && takeSignup(state, referral.now);
  const hears = hearingOf(referral, { attributes, asksSignup, askedOfMembership, hadConversion });
  passOrderRules(state, making, draft, purchase, {
    rules,
    now: first,
    listens: (rule) => isTrigger(rule.on.event) && hears[rule.on.event](rule),
    attributes,
    inWindow,
    qualifies: meets,
    nth,
    reviewReasons: [], // What waited for the purchase follows it.
    trace: tested.trace,
    facts: factsOf(event, referral.now, seen),
    seen,
  });
  if (qualifies) {
    countQualifying(state, referral, 1);
    addQualifying(state, referral.now, purchase);
  }
}
