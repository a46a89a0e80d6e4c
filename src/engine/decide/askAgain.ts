import type { StoredReward } from "../../db/rows/reward.ts";
import { changedChoice } from "../../domain/choices.ts";
import { testConditions } from "../../domain/conditions.ts";
import type { OrderNow } from "../../domain/orderHistory.ts";
import { amountOfReturn } from "../../domain/refunds.ts";
import { isLive } from "../../domain/rewardState.ts";
import type { RewardRule } from "../../domain/rules.ts";
import { onRefundOf } from "../../domain/rules.ts";
import { isSameJson } from "../../domain/sameJson.ts";
import { isOwnAct } from "../../domain/skipReasons.ts";
import { byGranting } from "./changedRewards.ts";
import { seenThen } from "./conversions.ts";
import { reviewReasonsOf } from "./disputes.ts";
import { factsOf } from "./facts.ts";
import { rewardsFrom } from "./heldRewards.ts";
import type { EntryDraft, Making } from "./making.ts";
import { decidedKey, mayAsk, membershipKey } from "./memberships.ts";
import type { ReturningGrant } from "./occasion.ts";
import { passOrderRules } from "./orderPass.ts";
import { programOf, rulesOf } from "./programRules.ts";
import { basisOf, eventFactsOf, orderSource } from "./purchaseFacts.ts";
import type { PurchaseState, State } from "./state.ts";

/** Why a reward ended that may return: its order took it. */
const BY_ORDER: readonly (string | null)[] = ["refund", "order_change"];

/**
 * Asks the purchase rules about an order that qualifies now, and the conversion rules if it is the conversion, where they
 * have no live reward of it. What the order had ended returns as it was granted; what anything else ended does not, nor
 * what was skipped for a number that was reached; all else is asked as for a moved conversion. Outside the credit window
 * only what people do themselves is asked about, as when they had bought.
 *
 * @param inWindow whether the order counts for its referral
 */
export function askAgain(
  state: State,
  making: Making,
  draft: EntryDraft,
  purchase: PurchaseState,
  now: OrderNow,
  inWindow: boolean,
): void {
  const { referral } = draft;
  const program = programOf(state, referral.now);
  const rules = rulesOf(program.now, referral.now.version);
  const { orderId } = purchase.now;
  const decided = purchase.now.decided[decidedKey(referral.now)];
  if (decided === undefined) return;
  const isConversion = referral.now.conversionOrderId === orderId;
  const wasAsked =
    referral.now.status !== "membership" && purchase.now.decided[membershipKey(program.now.id)] !== undefined;
  const given = rewardsFrom(state.rewards, referral.now.id, orderSource(orderId)).toSorted(byGranting);
  const returning = new Map<string, ReturningGrant>();
  const asked = new Set<string>();
  for (const rule of rules.rewards) {
    const { event } = rule.on;
    const listens = event === "purchase" || (event === "conversion" && isConversion);
    if (!listens || !mayAsk(referral, rule, wasAsked) || !(inWindow || isOwnAct(rule))) continue;
    const ofRule = given.filter((reward) => reward.now.ruleId === rule.id);
    if (ofRule.some((reward) => isLive(reward.now.status))) continue;
    const last = ofRule.at(-1)?.now;
    if (last === undefined ? decided.skipped?.[rule.id] !== undefined : !BY_ORDER.includes(last.voidReason)) continue;
    if (last !== undefined) returning.set(rule.id, returnOf(draft, rule, purchase, now, last));
    asked.add(rule.id);
  }
  if (asked.size === 0) return;
  const seen = seenThen(state, rules, referral.now, purchase);
  const facts = factsOf(eventFactsOf(purchase, now), referral.now, seen);
  passOrderRules(state, making, draft, purchase, {
    ...{ rules, now, facts, seen },
    listens: ({ id }) => asked.has(id),
    returning: ({ id }) => returning.get(id) ?? null,
    attributes: false,
    inWindow,
    qualifies: true,
    reviewReasons: reviewReasonsOf(purchase),
    // An order outside the window is not among those that count.
    nth: decided.nth ?? referral.now.qualifyingCount + (inWindow ? 0 : 1),
    trace: testConditions(rules.qualifies, facts).trace,
  });
}

/** A grant that its order had ended, with its recipient, option and step, on the amounts of now. */
function returnOf(
  { referral }: EntryDraft,
  rule: RewardRule,
  purchase: PurchaseState,
  now: OrderNow,
  ended: StoredReward,
): ReturningGrant {
  const basis = basisOf(now);
  const { basisMinor } = ended;
  const amountFor = ({ grant, grantedMinor }: Pick<StoredReward, "grant" | "grantedMinor">) => {
    return amountOfReturn({ grant, grantedMinor, basisMinor, onRefund: onRefundOf(rule, grant) }, basis);
  };
  const step = rule.tiers?.steps.findLast(({ grant }) => isSameJson(written(grant), written(ended.grant)));
  return {
    reward: ended,
    amountMinor: amountFor(ended),
    choice: changedChoice(ended.choice, (offered) => amountFor(offered)),
    tierFrom: step?.from ?? null,
    facts: factsOf(eventFactsOf(purchase, now), referral.now, ended.facts),
  };
}

function written(grant: object): unknown {
  return JSON.parse(JSON.stringify(grant, (_, part: unknown) => (typeof part === "bigint" ? `${part}` : part)));
}
