import type { Grant } from "./rules.ts";

/** A reward or a grant in a few words: "£10.00", "5% of the order", "3 points". */
export type RewardPhrase =
  | { readonly type: "cash" | "credit"; readonly amountMinor: bigint; readonly currency: string }
  | { readonly type: "points"; readonly count: number }
  | { readonly type: "cash_rate" | "credit_rate" | "points_rate" | "discount_percent"; readonly rateBps: number }
  | { readonly type: "discount_amount"; readonly amountMinor: bigint; readonly currency: string }
  | { readonly type: "item"; readonly count: number; readonly sku: string }
  | { readonly type: "choice" | "unknown" };

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
      return grant.amount.type === "fixed"
        ? { type: grant.kind, amountMinor: grant.amount.amountMinor, currency }
        : { type: `${grant.kind}_rate`, rateBps: grant.amount.rateBps };
    case "points":
      return grant.amount.type === "fixed"
        ? { type: "points", count: Number(grant.amount.amountMinor) }
        : { type: "points_rate", rateBps: grant.amount.rateBps };
    case "discount":
      if (grant.percentBps !== null) return { type: "discount_percent", rateBps: grant.percentBps };
      return { type: "discount_amount", amountMinor: grant.amountMinor ?? 0n, currency };
    case "choice":
      return { type: "choice" };
    case "item":
      return { type: "item", count: grant.quantity, sku: grant.sku };
    default:
      return grant satisfies never;
  }
}
