import type { ExplainedChange, ExplainedEvent } from "../../contract/explained.ts";
import type { Decision } from "../../db/rows/event.ts";
import type { RefundFacts } from "../../db/rows/eventFacts.ts";
import type { ExplanationRows } from "../../db/rows/explanation.ts";
import type { Happening } from "../../db/rows/happening.ts";
import type { Role } from "../../domain/audiences.ts";
import type { DisputeStatus } from "../../domain/disputes.ts";
import { DISPUTE_STATUSES } from "../../domain/disputes.ts";
import type { EventFlag } from "../../domain/eventFlags.ts";
import { EVENT_FLAGS } from "../../domain/eventFlags.ts";
import { phraseOfReward } from "../../domain/rewardPhrase.ts";
import { isLive } from "../../domain/rewardState.ts";
import { SIGNS } from "../../domain/signs.ts";
import type { NeutralCode, Statement, Value } from "../../domain/statement.ts";
import { day, dayIn, money, rewardValue, ruleName, text, words } from "../../domain/values.ts";
import { BY_HAND, MERGED, ORDER_EVENTS, REASSIGNED } from "../events/events.ts";
import type { RewardChange } from "./explainChanges.ts";
import { changesByEvent } from "./explainChanges.ts";
import { explainDecision } from "./explainDecision.ts";
import { refusalStatement } from "./explainRefusal.ts";
import { happenedByEvent } from "./olderEntries.ts";
import type { Telling } from "./telling.ts";
import { mayKnowOf, readerOf, roleOf, state } from "./telling.ts";
import type { ToldEvent } from "./toldEvents.ts";
import { orderIdOf } from "./toldEvents.ts";

/** Any other type is the shop's own name for what the friend did. */
const KNOWN_TYPES: readonly string[] = ["signup", "purchase", BY_HAND, REASSIGNED, ...ORDER_EVENTS];

/** Disputes and what comes of them are between the shop and who bought: others read that a reward is being checked. */
function mayHearOf(telling: Telling, event: ToldEvent): boolean {
  return disputeStatusOf(event) === null || mayKnowOf(telling, "friend");
}

/** What an event tells of a dispute; null where it is no dispute, but perhaps the shop's own event of that name. */
function disputeStatusOf({ type, facts: { status, disputeId } }: ToldEvent): DisputeStatus | null {
  if (type !== "dispute" || disputeId === undefined) return null;
  return DISPUTE_STATUSES.find((each) => each === status) ?? null;
}

/** What the shop alone reads. */
const SHOPS_OWN: readonly string[] = ["customer_since", ...SIGNS] satisfies Happening["kind"][];

const DISPUTE_NOTES: readonly string[] = ["disputed", "dispute_closed"] satisfies Happening["kind"][];

/** Every event that concerned the referral, in the order of their commits. */
export function explainEvents(
  telling: Telling,
  events: readonly ToldEvent[],
  rows: Pick<ExplanationRows, "taken" | "earlier" | "isFirst" | "changedLater" | "byHand" | "reassigned">,
): ExplainedEvent[] {
  const isWhole = rows.earlier === 0 && rows.isFirst;
  const changes = changesByEvent(telling, events, rows, isWhole);
  const happened = happenedByEvent(telling, events, isWhole);
  const attribution = attributionOf(telling, events);
  return events
    .filter((event) => mayHearOf(telling, event))
    .map((event) => {
      const then = tellingThen(telling, event);
      const notes = [
        ...(event === attribution ? attributionNotes(then, event, rows.byHand) : []),
        ...rows.reassigned.filter(({ eventId }) => eventId === event.id).flatMap((hand) => handNotes(telling, hand)),
        ...happeningNotes(then, event, happened.get(event.id) ?? []),
      ];
      return explainEvent(then, event, notes, changes.get(event.id) ?? []);
    });
}

/** As it was then: who the advocate was, whose numbers counted, and that the one of now got no friend by a code. */
function tellingThen(telling: Telling, { advocateThen }: ToldEvent): Telling {
  if (advocateThen === null) return telling;
  const { audience, referral } = telling;
  const source = audience === "advocate" ? "manual" : referral.source;
  const { id: advocateId, externalId } = advocateThen;
  return { ...telling, advocate: externalId, referral: { ...referral, advocateId, source } };
}

/** The signup or purchase that made the referral, whose ids are derived from it. */
function attributionOf({ referral }: Telling, events: readonly ToldEvent[]): ToldEvent | null {
  const made = events.find(({ id }) => referral.id.startsWith(`${id.replace("evt_", "ref_")}-`));
  return made ?? null;
}

function explainEvent(
  telling: Telling,
  event: ToldEvent,
  notes: Statement[],
  changed: readonly RewardChange[],
): ExplainedEvent {
  const { id, type, occurredAt, decisions } = event;
  const heard = decisions.filter((decision) => mayKnowOf(telling, recipientOf(telling, event, decision)));
  const explained = heard.map((decision) => explainDecision(telling, decision, decisions, occurredAt));
  const changes = changed.flatMap((change) => explainChange(telling, change));
  const isSilent = notes.length === 0 && changes.length === 0 && explained.length === 0 && !event.waited;
  const isOwn = mayKnowOf(telling, "friend");
  return {
    id,
    type: isOwn || KNOWN_TYPES.includes(type) ? type : "custom",
    occurredAt,
    orderId: isOwn ? orderIdOf(event) : null,
    statement: eventStatement(telling, event),
    notes: isSilent ? [silence(telling, event)] : notes,
    decisions: explained,
    changes,
  };
}

/** What is said of an event that nothing else is said of. */
function silence(telling: Telling, event: ToldEvent): Statement {
  const { type, rewardIds } = event;
  const reader = readerOf(telling);
  if (disputeStatusOf(event) !== null) return state(telling, "note_unchanged", {}, reader);
  if (!ORDER_EVENTS.some((known) => known === type)) return state(telling, "note_no_rule", {}, reader);
  // A reward that it changed without taking anything: an option that is not in force came to less.
  const isCut = rewardIds.some((id) => {
    const told = telling.rewards.get(id);
    return told !== undefined && mayKnowOf(telling, roleOf(told.reward.recipient));
  });
  return state(telling, isCut ? "note_choice_cut" : "note_unchanged", {}, reader);
}

function recipientOf(telling: Telling, { advocateThen }: ToldEvent, { rewardId, version, ruleId }: Decision): Role {
  const told = telling.rewards.get(rewardId ?? "");
  if (told !== undefined) return roleOf(told.reward.recipient);
  const role = roleOf(telling.rules.get(version)?.rewards.find(({ id }) => id === ruleId)?.recipient);
  // Why the advocate of before got nothing tells of their numbers.
  return role === "advocate" && advocateThen !== null ? "other" : role;
}

function eventStatement(telling: Telling, event: ToldEvent): Statement {
  const { type, occurredAt, facts } = event;
  const at = { day: day(occurredAt) };
  const orderId = orderIdOf(event);
  const order = orderId === null ? null : text(orderId);
  const amount = money(BigInt(Number(facts.amountMinor ?? 0)), String(facts.currency ?? telling.program.currency));
  const ofOrder = { ...at, order, amount };
  switch (type) {
    case "signup":
      return state(telling, "event_signup", at, "friend");
    case "purchase":
      return state(telling, "event_purchase", ofOrder, "friend");
    case "refund":
      return refundStatement(telling, event, { ...at, order });
    case BY_HAND:
      return attributionNote(telling);
    case REASSIGNED:
      return state(telling, "event_reassigned", at, "friend");
    case MERGED:
      return state(telling, "event_merged", at, "friend");
    case "dispute": {
      const status = disputeStatusOf(event);
      if (status === null) return state(telling, "event_custom", { ...at, event: text(type) }, "friend");
      return state(telling, `event_dispute_${status}`, { ...at, order: text(orderId ?? "") });
    }
    case "order_change":
      // What of an order was changed is nothing that an advocate learns.
      return facts.amountMinor === undefined && telling.audience !== "advocate"
        ? state(telling, "event_order_edit", { ...at, order }, "friend")
        : state(telling, "event_order_change", ofOrder, "friend");
    case "order_addition":
      return state(telling, "event_order_addition", { ...at, order }, "friend");
    case "refund_reversal":
      return state(telling, "event_refund_reversal", { ...at, order }, "friend");
    default:
      return state(telling, "event_custom", { ...at, event: text(type) }, "friend");
  }
}

function refundStatement(
  telling: Telling,
  { facts, waited }: ToldEvent,
  ofOrder: { readonly day: Value; readonly order: Value | null },
): Statement {
  const { currency, amountMinor, paid, totalPaidMinor, rest } = facts as unknown as RefundFacts;
  if (rest === true) return state(telling, "event_refund_rest", ofOrder, "friend");
  const inCurrency = paid?.currency ?? currency ?? telling.program.currency;
  const amount = money(BigInt(amountMinor ?? paid?.amountMinor ?? totalPaidMinor ?? 0), inCurrency);
  if (totalPaidMinor !== undefined) return state(telling, "event_refund_total", { ...ofOrder, amount }, "friend");
  return state(telling, waited ? "event_refund_waiting" : "event_refund", { ...ofOrder, amount }, "friend");
}

/** That it was by hand is what is said of such an event itself; the shop reads who did it and why. */
function attributionNotes(telling: Telling, { type }: ToldEvent, byHand: ExplanationRows["byHand"]): Statement[] {
  if (type !== BY_HAND) return [attributionNote(telling)];
  return byHand === null ? [] : handNotes(telling, byHand);
}

/** Who did something by hand and why, which the shop alone reads. */
function handNotes(telling: Telling, { who, reason }: NonNullable<ExplanationRows["byHand"]>): Statement[] {
  if (telling.audience !== "tenant") return [];
  return [state(telling, "note_by_hand", { who: words(who ?? "?"), reason: words(reason) })];
}

function attributionNote(telling: Telling): Statement {
  const { status, source } = telling.referral;
  if (status === "rejected") return refusalStatement(telling);
  // Only memberships have no source, and no explanation is of one.
  return state(telling, `attributed_${source ?? "manual"}`, {}, "friend");
}

/** What is told of each flag, which is the friend's matter; that of a currency is told by every decision. */
const FLAG_NOTES = {
  over_refund: "note_over_refund",
  currency_mismatch: null,
  items_exceed_order: "note_items_exceed_order",
  unknown_code: "note_unknown_code",
  // Of an order and a wallet, and no matter of the referral.
  spend_late: null,
} as const satisfies Readonly<Record<EventFlag, NeutralCode | null>>;

function happeningNotes(telling: Telling, { flags }: ToldEvent, happened: readonly Happening[]): Statement[] {
  const codes = EVENT_FLAGS.flatMap((flag) => (flags.includes(flag) ? (FLAG_NOTES[flag] ?? []) : []));
  const flagged = mayKnowOf(telling, "friend") ? codes.map((code) => state(telling, code, {})) : [];
  const told = happened.filter((happening) => {
    // What was added is told with what the event changed.
    if (happening.kind === "grew") return false;
    if (SHOPS_OWN.includes(happening.kind)) return telling.audience === "tenant";
    if (happening.kind === "growth_cut" || happening.kind === "used_at_once")
      return mayHearOfReward(telling, happening.rewardId);
    return !DISPUTE_NOTES.includes(happening.kind) || mayKnowOf(telling, "friend");
  });
  // What it took is told after why.
  const taking = told.findIndex(({ kind }) => kind !== "set" && kind !== "refunded_before");
  const notes = told.map((happening) => happeningNote(telling, happening));
  return notes.toSpliced(taking === -1 ? notes.length : taking, 0, ...flagged);
}

function mayHearOfReward(telling: Telling, rewardId: string): boolean {
  const told = telling.rewards.get(rewardId);
  return told !== undefined && mayKnowOf(telling, roleOf(told.reward.recipient));
}

function happeningNote(telling: Telling, happening: Happening): Statement {
  switch (happening.kind) {
    case "customer_since":
      return state(telling, "note_customer_since", { day: dayIn(telling.tenantTimezone, happening.since) });
    case "same_card":
    case "same_device":
      return state(telling, `note_${happening.kind}`, {});
    case "set":
      return state(telling, "note_converted", {});
    case "refunded_before": {
      const { amountMinor, currency } = happening;
      return state(telling, "note_refunded_before", { amount: money(BigInt(amountMinor), currency) });
    }
    case "moved":
      return state(telling, "note_moved", { order: text(happening.toOrderId) }, "friend");
    case "lost":
      return state(telling, "note_taken_back", {});
    case "disputed":
      return state(telling, "note_disputed", {});
    case "dispute_closed":
      return state(telling, "note_dispute_closed", {});
    case "counts_no_more":
      return state(telling, "note_counts_no_more", {});
    case "counts_again":
      return state(telling, "note_counts_again", {});
    case "grew":
      throw new Error("what was added is told as a change");
    case "growth_cut":
    case "used_at_once": {
      const reward = telling.rewards.get(happening.rewardId)?.reward;
      const rule = ruleName(reward?.ruleId ?? "");
      const code = happening.kind === "growth_cut" ? "growth_cut" : "note_used_at_once";
      return state(telling, code, { rule }, roleOf(reward?.recipient));
    }
    default:
      return happening satisfies never;
  }
}

function explainChange(telling: Telling, change: RewardChange): ExplainedChange[] {
  const { rewardId, takenMinor, leftMinor, unit, isLast } = change;
  const told = telling.rewards.get(rewardId);
  if (told === undefined) return [];
  const { reward } = told;
  const recipient = roleOf(reward.recipient);
  if (!mayKnowOf(telling, recipient)) return [];
  const { ruleId } = reward;
  const rule = ruleName(ruleId);
  const phrase = (amount: bigint) => rewardValue(phraseOfReward({ ...reward, unit }, amount, telling.program.currency));
  // Without a unit there is no sum to watch: what such a reward is now is all that is known of it.
  const ended = unit === null ? isLast && !isLive(reward.status) : leftMinor <= 0n;
  if (takenMinor < 0n) {
    const said = { rule, added: phrase(-takenMinor), left: phrase(leftMinor) };
    const grown = state(telling, "changed_grown", said, recipient);
    return [{ rewardId, ruleId, takenMinor, leftMinor, unit, ended: false, statement: grown }];
  }
  const statement =
    unit === null || takenMinor === 0n
      ? state(telling, "changed_ended", { rule }, recipient)
      : ended
        ? state(telling, "changed_taken", { rule, taken: phrase(takenMinor) }, recipient)
        : state(telling, "changed_cut", { rule, taken: phrase(takenMinor), left: phrase(leftMinor) }, recipient);
  return ended || takenMinor > 0n ? [{ rewardId, ruleId, takenMinor, leftMinor, unit, ended, statement }] : [];
}
