import type { ChangeFacts, OrderFacts, RefundFacts } from "../../db/rows/eventFacts.ts";
import type { RefundLine } from "../../domain/orderLines.ts";
import type { Snapshot } from "../decide/snapshot.ts";
import type { EngineEvent } from "../events/events.ts";
import { KEY_SEPARATOR } from "../events/events.ts";
import {
  byHand,
  change,
  click,
  codeOf,
  custom,
  customerSince,
  dispute,
  purchase,
  reassigned,
  refundBy,
  reversal,
  signup,
} from "./reported.ts";
import type { ProgramSpec } from "./snapshots.ts";
import { snapshotOf } from "./snapshots.ts";

/**
 * Programs and what happens in them, as plain JSON: what the properties draw, and what they print when one does
 * not hold, so that it can be pasted into a test and decided again.
 */
export interface History {
  readonly programs: readonly HistoryProgram[];
  /** They exist before the first event and have a code in every program. */
  readonly people: readonly string[];
  readonly events: readonly HistoryEvent[];
}

/** A history in the middle of which program "p" is published anew, with its open referrals. */
export interface MovingHistory extends History {
  readonly document: unknown;
  /** How many events come before. */
  readonly movesAfter: number;
}

export interface HistoryProgram {
  readonly key: string;
  readonly currency: string;
  readonly timezone: string;
  readonly document: unknown;
}

export type HistoryEvent =
  | HistorySignup
  | HistoryPurchase
  | HistoryRefund
  | HistoryChange
  | HistoryReversal
  | HistoryDispute
  | HistoryCustom
  | HistoryClick
  | HistoryCustomerSince
  | HistoryByHand
  | HistoryReassign;

/** Times are RFC 3339 throughout. */
interface Touched {
  readonly who: string;
  readonly at: string;
  /** Whose code it brings, in which program; null where none. */
  readonly code: readonly [advocate: string, program: string] | null;
}

export interface HistorySignup extends Touched {
  readonly type: "signup";
  readonly program: string;
  readonly clickedAt: string | null;
  /** What stands in the form beside the click: the code of its link, filled in or typed, or one that does not exist. */
  readonly beside?: "filled" | "typed" | "unknown" | null;
}

export interface HistoryPurchase extends Touched {
  readonly type: "purchase";
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly country: string | null;
  /** Of which so much was tea, the rest mugs; null where no items were reported. */
  readonly teaMinor: number | null;
  readonly margin: number | null;
  /** In EUR; null where it was paid in the currency of the order. */
  readonly paidMinor?: number | null;
}

export interface HistoryRefund {
  readonly type: "refund";
  readonly orderId: string;
  readonly refundId: string;
  /** What the amount is of: the order, what was paid in EUR, or all that was paid back so far; the rest needs none. */
  readonly how?: "amount" | "paid" | "total" | "rest";
  readonly amountMinor: number;
  /** The sku of the line that came back, as far as its amount. */
  readonly back?: string | null;
  readonly currency: string;
  readonly at: string;
}

export interface HistoryChange {
  readonly type: "order_change";
  readonly orderId: string;
  readonly changeId: string;
  readonly amountMinor: number | null;
  readonly teaMinor: number | null;
  readonly margin?: number | null;
  /** In EUR. */
  readonly paidMinor?: number | null;
  readonly currency: string;
  readonly at: string;
}

export interface HistoryReversal {
  readonly type: "refund_reversal";
  readonly orderId: string;
  readonly refundId: string;
  readonly at: string;
}

export interface HistoryDispute {
  readonly type: "dispute";
  readonly orderId: string;
  readonly disputeId: string;
  readonly status: "opened" | "closed";
  readonly at: string;
}

export interface HistoryCustom {
  readonly type: "custom";
  readonly name: string;
  readonly who: string;
  readonly eventId: string;
  readonly at: string;
}

export interface HistoryClick {
  readonly type: "click";
  readonly clickId: string;
  readonly at: string;
  /** Whose link, in which program. */
  readonly code: readonly [advocate: string, program: string];
  readonly channel: string | null;
}

/** The shop says since when a participant is a customer. */
export interface HistoryCustomerSince {
  readonly type: "customer_since";
  readonly who: string;
  readonly at: string;
  readonly since: string | null;
}

/** A person ties a friend to an advocate; to one who is unknown, it is refused. */
export interface HistoryByHand {
  readonly type: "referral_by_hand";
  readonly who: string;
  readonly at: string;
  readonly advocate: string;
  readonly program: string;
  readonly force: boolean;
}

/** A person gives a participant to another advocate; one who has no advocate stays without. */
export interface HistoryReassign {
  readonly type: "referral_reassigned";
  readonly who: string;
  readonly at: string;
  readonly advocate: string;
  readonly program: string;
}

/** The tenant before anything happens. */
export function beginningOf({ programs, people }: History): Snapshot {
  return snapshotOf(programs satisfies readonly ProgramSpec[], people);
}

/** The events, as the shell would hand them to `decide`. */
export function eventsOf({ events }: History): EngineEvent[] {
  // A signup that was refused and is sent again is another event, under an id of its own. What is told by no event of
  // the shop's has no other name than that.
  return events.map(eventFrom).map((event, place) => {
    const id = `${event.id}:${place}`;
    if (event.type === "referral_by_hand") return { ...event, id, naturalKey: `${id}${KEY_SEPARATOR}` };
    if (event.type === "referral_reassigned") {
      return { ...event, id, naturalKey: [id, `prog_${event.program}`].join(KEY_SEPARATOR) };
    }
    return event.type === "customer_since" ? { ...event, id, naturalKey: id } : { ...event, id };
  });
}

/** What a purchase says of its order. */
export function orderFrom({ amountMinor, country, teaMinor, margin, paidMinor }: HistoryPurchase): Partial<OrderFacts> {
  const items = linesOf(teaMinor ?? 0, amountMinor);
  const said = { country, items: teaMinor === null ? [] : items, metadata: margin === null ? {} : { margin } };
  return { ...said, ...paidFrom(paidMinor) };
}

function paidFrom(paidMinor: number | null | undefined): Pick<OrderFacts, "paid"> {
  return typeof paidMinor === "number" ? { paid: { amountMinor: paidMinor, currency: "EUR" } } : {};
}

/** What a refund says. */
export function refundFrom({ orderId, refundId, how, amountMinor, back, currency }: HistoryRefund): RefundFacts {
  const which = { orderId, refundId, ...(back ? { items: [backOf(back, amountMinor)] } : {}) };
  switch (how) {
    case "paid":
      return { ...which, paid: { amountMinor, currency: "EUR" } };
    case "total":
      return { ...which, totalPaidMinor: amountMinor };
    case "rest":
      return { ...which, rest: true };
    default:
      return { ...which, amountMinor, currency };
  }
}

/** What a signup brings: the code and the click, by the codes that the teller of the history gives. */
export function broughtTo(
  { code, clickedAt, beside = null }: HistorySignup,
  codeFor: (advocate: string, program: string) => string,
): {
  readonly code: string | null;
  readonly codeEntered: boolean;
  readonly clicked: { code: string; at: string } | null;
} {
  const own = code === null ? null : codeFor(...code);
  if (own === null || clickedAt === null) return { code: own, codeEntered: false, clicked: null };
  const written = { filled: own, typed: own, unknown: "NOBODYS" };
  const clicked = { code: own, at: clickedAt };
  return { code: beside === null ? null : written[beside], codeEntered: beside === "typed", clicked };
}

/** Mugs come back by the piece, and tea by what was paid for it. */
function backOf(sku: string, amountMinor: number): RefundLine {
  return sku === "m" ? { sku, quantity: 1, amountMinor } : { sku, amountMinor };
}

function linesOf(teaMinor: number, amountMinor: number): OrderFacts["items"] {
  const tea = Math.min(teaMinor, amountMinor);
  return [
    { sku: "t", category: "tea", quantity: 1, amountMinor: tea },
    { sku: "m", category: "mugs", quantity: 2, amountMinor: amountMinor - tea },
  ];
}

/** What a change brings of an order. */
export function broughtBy(change: HistoryChange): Omit<ChangeFacts, "orderId" | "changeId" | "currency"> {
  const { amountMinor, teaMinor, margin = null, paidMinor } = change;
  return {
    ...paidFrom(paidMinor),
    ...(margin === null ? {} : { metadata: { margin } }),
    ...(amountMinor === null ? {} : { amountMinor }),
    ...(teaMinor === null ? {} : { items: linesOf(teaMinor, amountMinor ?? 3000) }),
  };
}

function eventFrom(event: HistoryEvent): EngineEvent {
  switch (event.type) {
    case "signup": {
      const { who, at, program } = event;
      const { clicked, ...brought } = broughtTo(event, codeOf);
      const clicks = clicked === null ? [] : [{ code: clicked.code, at: Date.parse(clicked.at), channel: null }];
      return signup(who, null, at, { program, ...brought, clicks });
    }
    case "purchase": {
      const { who, orderId, amountMinor, at, currency, code } = event;
      const brought = code === null ? null : codeOf(...code);
      return purchase(who, orderId, amountMinor, at, { currency, code: brought, order: orderFrom(event) });
    }
    case "refund":
      return refundBy(refundFrom(event), event.at);
    case "order_change":
      return change(event.orderId, event.changeId, { ...broughtBy(event), currency: event.currency }, event.at);
    case "refund_reversal":
      return reversal(event.orderId, event.refundId, event.at);
    case "dispute":
      return dispute(event.orderId, event.disputeId, event.status, event.at);
    case "custom":
      return custom(event.name, event.who, event.eventId, event.at);
    case "referral_by_hand": {
      const { who, advocate, program, at, force } = event;
      return byHand(who, advocate, at, { program, force });
    }
    case "referral_reassigned":
      return reassigned(event.who, event.advocate, event.at, { program: event.program });
    case "customer_since":
      return customerSince(event.who, event.since, event.at);
    case "click": {
      const { clickId, at, code, channel } = event;
      return click("", clickId, at, { code: codeOf(...code), channel });
    }
    default:
      return event satisfies never;
  }
}
