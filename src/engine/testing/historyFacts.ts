import type { ChangeFacts, OrderFacts, RefundFacts } from "../../db/rows/eventFacts.ts";
import type { RefundLine } from "../../domain/orderLines.ts";
import type { HistoryChange, HistoryPurchase, HistoryRefund, HistorySignup } from "./historyTypes.ts";

/** What the events of a history say, for those who tell them to the engine or to a database. */

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
