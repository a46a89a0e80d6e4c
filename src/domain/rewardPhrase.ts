import type { DiscountGrant, Grant, RateBase } from "./rules.ts";

/**
 * A reward or a grant as data to be put into words: "£10.00", "5% of the order, at most £50.00", "3 points". Every
 * sentence that names one is written from this, by `src/i18n/rewards`.
 */
export type RewardPhrase =
  | ({ readonly type: "cash" | "credit"; readonly amountMinor: bigint; readonly currency: string } & Validity)
  | ({ readonly type: "points"; readonly count: number } & Validity)
  | EachPhrase
  | RatePhrase
  | { readonly type: "discount_percent"; readonly rateBps: number; readonly terms: DiscountTerms }
  | {
      readonly type: "discount_amount";
      readonly amountMinor: bigint;
      readonly currency: string;
      readonly terms: DiscountTerms;
    }
  | { readonly type: "free_shipping"; readonly terms: DiscountTerms }
  | { readonly type: "item"; readonly count: number; readonly sku: string }
  | {
      readonly type: "choice";
      readonly options: readonly RewardPhrase[];
      /** Null where it is told of what was granted, which has its own day. */
      readonly chooseWithinDays: number | null;
    }
  | { readonly type: "unknown" };

/** How long credit or points can be spent once they are approved; absent where that has no end, and of what was granted. */
interface Validity {
  readonly validDays?: number;
}

/** So much for each piece that was bought. */
export type EachPhrase =
  | ({
      readonly type: "cash_each" | "credit_each";
      readonly amountMinor: bigint;
      readonly currency: string;
      readonly isSelective: boolean;
    } & Validity)
  | ({ readonly type: "points_each"; readonly count: number; readonly isSelective: boolean } & Validity);

export interface RatePhrase extends Validity {
  readonly type: "cash_rate" | "credit_rate" | "points_rate";
  readonly rateBps: number;
  readonly of: RateBase;
  /** Minor units, or points. */
  readonly maxMinor: bigint | null;
  readonly currency: string;
}

/** What a discount can be used for. */
export interface DiscountTerms {
  readonly minOrderMinor: bigint | null;
  /** Whether it is on some products only. */
  readonly isSelective: boolean;
  readonly validDays: number | null;
  readonly maxUses: number;
  readonly currency: string;
}

/** So much of a unit: "cash:GBP", "credit:GBP" or "points". */
export function phraseOfUnit(unit: string, amount: bigint): RewardPhrase {
  const [kind, currency = ""] = unit.split(":");
  if (kind === "cash" || kind === "credit") return { type: kind, amountMinor: amount, currency };
  return kind === "points" ? { type: "points", count: Number(amount) } : { type: "unknown" };
}

/** What a reward is at its present amount, or was granted at; a choice is the option in force. */
export function phraseOfReward(
  { unit, grant }: { readonly unit: string | null; readonly grant: Grant },
  amount: bigint,
  currency: string,
): RewardPhrase {
  return unit === null ? phraseOfGrant(grant, currency) : phraseOfUnit(unit, amount);
}

/** What a rule promises. */
export function phraseOfGrant(grant: Grant, currency: string): RewardPhrase {
  switch (grant.kind) {
    case "cash":
    case "credit":
    case "points":
      return phraseOfAmount(grant, currency);
    case "discount":
      return phraseOfDiscount(grant, currency);
    case "choice": {
      const options = grant.options.map((option) => phraseOfGrant(option, currency));
      return { type: "choice", options, chooseWithinDays: grant.chooseWithinDays };
    }
    case "item":
      return { type: "item", count: grant.quantity, sku: grant.sku };
    default:
      return grant satisfies never;
  }
}

function phraseOfAmount(
  { kind, amount, validDays }: Extract<Grant, { readonly kind: "cash" | "credit" | "points" }>,
  currency: string,
): RewardPhrase {
  const validity = validDays === undefined ? {} : { validDays };
  if (amount.type === "rate") {
    const { rateBps, of, maxMinor } = amount;
    return { type: `${kind}_rate`, rateBps, of, maxMinor, currency, ...validity };
  }
  if (amount.type === "each") {
    const { amountMinor, when } = amount;
    const isSelective = when.length > 0;
    if (kind === "points") return { type: "points_each", count: Number(amountMinor), isSelective, ...validity };
    return { type: `${kind}_each`, amountMinor, currency, isSelective, ...validity };
  }
  if (kind === "points") return { type: "points", count: Number(amount.amountMinor), ...validity };
  return { type: kind, amountMinor: amount.amountMinor, currency, ...validity };
}

function phraseOfDiscount(discount: DiscountGrant, currency: string): RewardPhrase {
  const { percentBps, amountMinor, minOrderMinor, validDays, maxUses } = discount;
  const terms = { minOrderMinor, isSelective: discount.appliesTo !== null, validDays, maxUses, currency };
  if (discount.freeShipping === true) return { type: "free_shipping", terms };
  if (percentBps !== null) return { type: "discount_percent", rateBps: percentBps, terms };
  return { type: "discount_amount", amountMinor: amountMinor ?? 0n, currency, terms };
}
