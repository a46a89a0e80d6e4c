import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import type { Fact } from "../../domain/conditions.ts";
import { testConditions } from "../../domain/conditions.ts";
import type { Rules } from "../../domain/rules.ts";
import { countConversion } from "./advocateNumbers.ts";
import { reviewReasonsOf } from "./disputes.ts";
import { factsOf } from "./facts.ts";
import type { EntryDraft, Making } from "./making.ts";
import { decidedKey } from "./memberships.ts";
import { notify } from "./notify.ts";
import { passOrderRules } from "./orderPass.ts";
import { programOf, rulesOf } from "./programRules.ts";
import { eventFactsOf, orderNow, reportedOf } from "./purchaseFacts.ts";
import { earliestQualifying } from "./qualifying.ts";
import { COUNTED, seenNow } from "./seenNow.ts";
import type { PurchaseState, State, Tracked } from "./state.ts";

/** A referral's conversion: which of its purchases it is, and where it goes when that one is given back. */

/** Makes a purchase the conversion of its referral. */
export function setConversion(
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
  notify(state, { type: "referral.converted", eventId: making.eventId, programId, subjectId });
}

/**
 * The earliest other purchase that still qualifies becomes the conversion; with none, the referral waits.
 *
 * @param lost the purchase that was the conversion
 */
export function moveConversion(
  state: State,
  making: Making,
  draft: EntryDraft,
  program: StoredProgram,
  lost: PurchaseState,
): void {
  const { referral } = draft;
  const { orderId } = lost.now;
  const { convertedAt } = referral.now;
  if (convertedAt !== null) countConversion(state, program, referral.now, { at: convertedAt, isThere: false });
  referral.now = {
    ...referral.now,
    status: "attributed",
    convertedAt: null,
    conversionOrderId: null,
    reversals: referral.now.reversals + 1,
  };
  const next = earliestQualifying(state, program, referral.now);
  if (next !== null) {
    draft.happened.push({ kind: "moved", orderId, toOrderId: next.now.orderId });
    decideMovedConversion(state, making, draft, next);
    return;
  }
  draft.happened.push({ kind: "lost", orderId });
  const { id: subjectId, programId } = referral.now;
  notify(state, { type: "referral.reverted", eventId: making.eventId, programId, subjectId });
}

/** The passing facts of an order that is asked again: as they were seen, but the advocate's conversions as of now. */
export function seenThen(
  state: State,
  rules: Rules,
  referral: StoredReferral,
  purchase: PurchaseState,
): Readonly<Record<string, Fact>> {
  const program = programOf(state, referral);
  const stored = purchase.now.decided[decidedKey(referral)]?.facts ?? {};
  const asOfNow = seenNow(state, rules, program.now, referral, purchase, COUNTED);
  const conversions = asOfNow["advocate.conversions"];
  // A version that the referral moved to may ask for what was not kept.
  const then = { ...asOfNow, ...stored };
  return conversions === undefined ? then : { ...then, "advocate.conversions": conversions };
}

/**
 * Decides the conversion rules, and no others, for the purchase that a refunded conversion moved to: its stored
 * facts, its own net for the amount, the advocate's conversions as of now.
 */
function decideMovedConversion(state: State, making: Making, draft: EntryDraft, purchase: PurchaseState): void {
  const { referral } = draft;
  const program = programOf(state, referral.now);
  const rules = rulesOf(program.now, referral.now.version);
  setConversion(state, making, program.now, referral, purchase);
  const now = orderNow(purchase);
  const seen = seenThen(state, rules, referral.now, purchase);
  const facts = factsOf(eventFactsOf(purchase, now), referral.now, seen);
  passOrderRules(state, making, draft, purchase, {
    rules,
    now,
    listens: ({ on }) => on.event === "conversion",
    attributes: false,
    inWindow: true,
    qualifies: true,
    nth: 1,
    reviewReasons: reviewReasonsOf(purchase),
    trace: testConditions(rules.qualifies, facts).trace,
    facts,
    seen,
  });
}
