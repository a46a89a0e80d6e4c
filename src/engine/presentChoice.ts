import type { Choice, Offered } from "../domain/choices.ts";
import type { DiscountGrant } from "../domain/rules.ts";
import { unitOf } from "../domain/rules.ts";

/** What a reward offers to choose from, in the JSON of the contract. */
export function presentChoice({ options, taken, chooseBy }: Choice, currency: string) {
  return {
    options: options.map((offered) => presentOption(offered, currency)),
    taken,
    chooseBy: new Date(chooseBy).toISOString(),
  };
}

/** What an option comes to now; one of which a refund left nothing is not available. */
function presentOption({ grant, amountMinor }: Offered, currency: string) {
  return {
    kind: grant.kind,
    amountMinor: Number(amountMinor ?? 0n),
    unit: unitOf(grant, currency),
    available: amountMinor !== null,
    ...(grant.kind === "discount"
      ? { discount: { ...presentDiscount(grant, currency), validDays: grant.validDays } }
      : {}),
    ...(grant.kind === "item" ? { item: { sku: grant.sku, quantity: grant.quantity } } : {}),
  };
}

/** What a discount takes off an order. */
export function presentDiscount(
  { percentBps, amountMinor, minOrderMinor, appliesTo, maxUses }: DiscountGrant,
  currency: string,
) {
  return {
    percentBps,
    amountMinor: amountMinor === null ? null : Number(amountMinor),
    currency: amountMinor === null ? null : currency,
    minOrderMinor: minOrderMinor === null ? null : Number(minOrderMinor),
    appliesTo,
    maxUses,
  };
}
