import type { Scalar } from "./conditions.ts";
import { testConditions } from "./conditions.ts";
import { itemFact } from "./fields.ts";
import { least, proportionOf, rateOf } from "./money.ts";
import type { Amount, Option, RateBase } from "./rules.ts";

/** What the amount of a grant may be a rate of. */
export interface AmountBasis {
  /** The order's amount less the refunds counted so far; the whole amount when it is first decided. */
  readonly netMinor: bigint;
  readonly wholeMinor: bigint;
  readonly items: readonly { readonly sku: string; readonly category: string | null; readonly amountMinor: number }[];
  readonly metadata: Readonly<Record<string, Scalar>>;
}

/** What a grant comes to in its own unit; 0 for a discount or an item. */
export function amountOf(option: Option, basis: AmountBasis | null): bigint {
  return "amount" in option ? evaluate(option.amount, basis) : 0n;
}

function evaluate(amount: Amount, basis: AmountBasis | null): bigint {
  if (amount.type === "fixed") return amount.amountMinor;
  if (basis === null) return 0n;
  const computed = rateOf(baseOf(amount.of, basis), amount.rateBps);
  return amount.maxMinor === null ? computed : least(computed, amount.maxMinor);
}

/**
 * The amount that a rate is of. What is not the order's own amount shrinks with it: a shop does not report which
 * items a refund was for, or what it cost the margin.
 */
function baseOf(of: RateBase, basis: AmountBasis): bigint {
  if (of.kind === "order") return basis.netMinor;
  const whole = of.kind === "items" ? itemsSum(of, basis) : integerOf(basis.metadata[of.name]);
  return basis.netMinor === basis.wholeMinor ? whole : proportionOf(whole, basis.netMinor, basis.wholeMinor);
}

function itemsSum({ when }: Extract<RateBase, { kind: "items" }>, { items }: AmountBasis): bigint {
  return items.reduce((sum, item) => {
    return testConditions(when, (field) => itemFact(field, item)).failure === null
      ? sum + BigInt(item.amountMinor)
      : sum;
  }, 0n);
}

/** Below zero is 0, and so is what is absent or no integer. */
function integerOf(value: Scalar | undefined): bigint {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? BigInt(value) : 0n;
}
