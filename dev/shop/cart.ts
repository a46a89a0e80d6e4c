import { CURRENCY, productOf } from "./products.ts";
import type { OrderAmounts } from "./referrals.ts";
import type { Session } from "./store.ts";

const MAX_QUANTITY = 20;

/** Sets how many of a product are in the cart; none takes it out. */
export function setQuantity({ cart }: Session, sku: string, quantity: number): void {
  if (productOf(sku) === undefined || !Number.isSafeInteger(quantity)) return;
  if (quantity <= 0) cart.delete(sku);
  else cart.set(sku, Math.min(quantity, MAX_QUANTITY));
}

export function addOne(session: Session, sku: string): void {
  setQuantity(session, sku, (session.cart.get(sku) ?? 0) + 1);
}

/** The cart as an order: whole amounts of pence, added up on the server. */
export function amountsOf({ cart }: Session): OrderAmounts {
  const items = [...cart].flatMap(([sku, quantity]) => {
    const product = productOf(sku);
    return product === undefined
      ? []
      : [{ sku, category: product.category, quantity, amountMinor: product.priceMinor * quantity }];
  });
  return { amountMinor: items.reduce((sum, item) => sum + item.amountMinor, 0), currency: CURRENCY, items };
}
