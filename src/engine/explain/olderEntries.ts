import type { Decision } from "../../db/rows/event.ts";
import type { Happening } from "../../db/rows/happening.ts";
import type { RewardRule } from "../../domain/rules.ts";
import { REASSIGNED } from "../events/events.ts";
import type { Telling } from "./telling.ts";
import type { ToldEvent } from "./toldEvents.ts";
import { orderIdOf } from "./toldEvents.ts";

/** A skip for one of these says that the purchase did not count. */
const NOT_COUNTED: readonly (string | null)[] = ["currency_mismatch", "outside_credit_window", "not_qualifying"];

interface Reading {
  readonly telling: Telling;
  readonly events: readonly ToldEvent[];
  readonly isWhole: boolean;
  /** Orders that are known to have counted when they were decided. */
  readonly counted: Set<string>;
  /** The conversion, as far as it is known. */
  conversion: string | null;
}

/**
 * What happened to the orders of a referral, by event. Entries say it themselves. Of older entries, which don't, only
 * that is told which their decisions and the present state of the orders leave no doubt of: no condition is asked.
 *
 * @param isWhole whether no event before these is left out
 */
export function happenedByEvent(
  telling: Telling,
  events: readonly ToldEvent[],
  isWhole: boolean,
): ReadonlyMap<string, readonly Happening[]> {
  const reading: Reading = { telling, events, isWhole, counted: new Set(), conversion: null };
  return new Map(
    events.map((event) => {
      const happened = event.happened ?? ofOlder(reading, event);
      for (const happening of happened) follow(reading, happening);
      return [event.id, happened];
    }),
  );
}

function ofOlder(reading: Reading, event: ToldEvent): Happening[] {
  if (event.type === "refund") return ofRefund(reading, event);
  // What changes hands was decided before.
  return event.type === REASSIGNED ? [] : ofOrders(reading, event);
}

function follow(reading: Reading, happening: Happening): void {
  const { kind } = happening;
  if (kind === "lost") reading.conversion = null;
  if (kind !== "set" && kind !== "moved") return;
  reading.conversion = kind === "set" ? happening.orderId : happening.toOrderId;
  reading.counted.add(reading.conversion);
}

/** The orders that a signup or purchase decided, in the order of the decisions. */
function ofOrders(reading: Reading, event: ToldEvent): Happening[] {
  const own = event.type === "purchase" ? orderIdOf(event) : null;
  const ids = new Set([...event.decisions.flatMap(({ orderId }) => orderId ?? []), ...(own === null ? [] : [own])]);
  return [...ids].flatMap((orderId) => ofOrder(reading, event, orderId));
}

function ofOrder(reading: Reading, event: ToldEvent, orderId: string): Happening[] {
  const { telling, counted } = reading;
  const decisions = event.decisions.filter((decision) => decision.orderId === orderId);
  const counting = decisions.filter((decision) => saysItCounted(telling, decision));
  if (counting.length > 0) counted.add(orderId);
  const { conversionOrderId, reversals } = telling.referral;
  // Conversion rules are asked while there is no conversion: an order that counts and was asked of them made it.
  const isSet =
    counting.some((decision) => ruleOf(telling, decision)?.on.event === "conversion") ||
    (reversals === 0 && conversionOrderId === orderId);
  const before = refundedBefore(reading, event, orderId);
  // Refunds that had come before are all that could have taken it.
  const isTaken =
    before.length > 0 && countsNoMore(telling, orderId) && refundsOf(reading, orderId, false).length === 0;
  const taken: Happening[] = isSet
    ? [{ kind: "lost", orderId }]
    : counted.has(orderId)
      ? [{ kind: "counts_no_more", orderId }]
      : [];
  return [...(isSet ? [{ kind: "set" as const, orderId }] : []), ...before, ...(isTaken ? taken : [])];
}

/** Rules for the actor are asked outside the credit window too, but for their conversion. */
function saysItCounted(telling: Telling, decision: Decision): boolean {
  const rule = ruleOf(telling, decision);
  if (rule === undefined || (rule.recipient.kind === "actor" && rule.on.event !== "conversion")) return false;
  return !NOT_COUNTED.includes(decision.reason);
}

function ruleOf({ rules }: Telling, { version, ruleId }: Decision): RewardRule | undefined {
  return rules.get(version)?.rewards.find(({ id }) => id === ruleId);
}

function refundedBefore(reading: Reading, event: ToldEvent, orderId: string): Happening[] {
  const order = reading.telling.orders.get(orderId);
  // What is left out may be more of them.
  if (order === undefined || !reading.isWhole) return [];
  const { currency } = order;
  const position = reading.events.indexOf(event);
  const refunds = refundsOf(reading, orderId, true).filter((refund) => {
    return reading.events.indexOf(refund) < position && refund.facts.currency === currency;
  });
  if (refunds.length === 0) return [];
  const sum = refunds.reduce((total, { facts }) => total + BigInt(Number(facts.amountMinor)), 0n);
  return [{ kind: "refunded_before", orderId, amountMinor: String(sum), currency }];
}

function ofRefund(reading: Reading, event: ToldEvent): Happening[] {
  const orderId = orderIdOf(event);
  if (orderId === null) return [];
  // Rules are asked in a refund for the order that the conversion moved to, and for no other.
  const toOrderId = event.decisions.find((decision) => decision.orderId !== null)?.orderId ?? null;
  if (toOrderId !== null) return [{ kind: "moved", orderId, toOrderId }];
  const { telling, counted, conversion, isWhole } = reading;
  const isOnlyOne =
    isWhole && refundsOf(reading, orderId, true).length + refundsOf(reading, orderId, false).length === 1;
  if (!isOnlyOne || !counted.has(orderId) || !countsNoMore(telling, orderId)) return [];
  return conversion === orderId && asksAtConversion(telling)
    ? [{ kind: "lost", orderId }]
    : [{ kind: "counts_no_more", orderId }];
}

/** The refunds of an order that came before it was decided, or those that came after. */
function refundsOf({ events }: Reading, orderId: string, waited: boolean): ToldEvent[] {
  return events.filter((event) => event.type === "refund" && event.waited === waited && orderIdOf(event) === orderId);
}

function countsNoMore({ orders }: Telling, orderId: string): boolean {
  return orders.get(orderId)?.qualifies === false;
}

/** Whether every version has a rule that is asked at each conversion: then one that moved would show in decisions. */
function asksAtConversion({ rules }: Telling): boolean {
  return [...rules.values()].every(({ rewards }) =>
    rewards.some(({ on, recipient }) => on.event === "conversion" && recipient.kind !== "actor"),
  );
}
