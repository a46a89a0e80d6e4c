import type { ConditionList, Scalar } from "./conditions.ts";
import { testConditions } from "./conditions.ts";
import { itemFact } from "./fields.ts";
import { halfUp, least, rateOf } from "./money.ts";
import type { OrderNow } from "./orderHistory.ts";
import type { OrderLine } from "./orderLines.ts";
import { amountLeft, piecesLeft } from "./orderLines.ts";
import type { Amount, Option, RateBase } from "./rules.ts";

/** What the amount of a grant may be of: an order as it is, with what refunds have left of it. */
export interface AmountBasis {
  /** Null for an event that is no order. */
  readonly order: OrderNow | null;
  readonly metadata: Readonly<Record<string, Scalar>>;
}

/** What a grant comes to in its own unit; 0 for a discount or an item. */
export function amountOf(option: Option, basis: AmountBasis | null): bigint {
  return "amount" in option ? evaluate(option.amount, basis) : 0n;
}

function evaluate(amount: Amount, basis: AmountBasis | null): bigint {
  if (amount.type === "fixed") return amount.amountMinor;
  if (basis === null) return 0n;
  if (amount.type === "each") return ofEachPiece(amount, basis);
  const computed = rateOf(baseOf(amount.of, basis), amount.rateBps);
  return amount.maxMinor === null ? computed : least(computed, amount.maxMinor);
}

/** The amount times the pieces that refunds have left, half up. */
function ofEachPiece({ amountMinor, when }: Extract<Amount, { type: "each" }>, { order }: AmountBasis): bigint {
  if (order === null) return 0n;
  const { part, of } = piecesLeft(order, meets(when));
  return halfUp({ part: amountMinor * part, of });
}

/** The amount that a rate is of, with what refunds have left of it, half up. */
function baseOf(of: RateBase, { order, metadata }: AmountBasis): bigint {
  if (of.kind === "metadata") return metadataLeft(integerOf(metadata[of.name]), order);
  if (order === null) return 0n;
  return of.kind === "order" ? order.netMinor : halfUp(amountLeft(order, meets(of.when)));
}

function meets(when: ConditionList): (line: OrderLine) => boolean {
  return (line) => testConditions(when, (field) => itemFact(field, line)).failure === null;
}

/** A shop reports once what an order brings it: of an order that has become less there is so much less. */
function metadataLeft(value: bigint, order: OrderNow | null): bigint {
  if (order === null || order.netMinor >= order.first.amountMinor) return value;
  return halfUp({ part: value * order.netMinor, of: order.first.amountMinor });
}

/** Below zero is 0, and so is what is absent or no integer. */
function integerOf(value: Scalar | undefined): bigint {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? BigInt(value) : 0n;
}
