import { html } from "hono/html";
import type { Markup } from "./markup.ts";
import type { Order, Session, Store } from "./store.ts";
import type { ShopTexts } from "./texts/en.ts";
import { money, TEXTS } from "./texts.ts";

/** The orders of the customer who is signed in, the newest first. */
export function ordersOf({ orders }: Store, { customer }: Session): readonly Order[] {
  return orders.filter(({ customerId }) => customerId === customer?.id);
}

/** A list of orders that leads to each. */
export function orderList(orders: readonly Order[], { language }: Session): Markup {
  const t = TEXTS[language];
  if (orders.length === 0) return html`<p>${t.ordersEmpty}</p>`;
  return html`<ul class="lines" role="list">${orders.map(({ id, amounts, discountMinor }) => {
    const paid = money(amounts.amountMinor - discountMinor, amounts.currency, language);
    return html`<li><a class="grow" href="/demo/orders/${id}"><bdi>${orderTitle(t, id)}</bdi></a><span>${paid}</span></li>`;
  })}</ul>`;
}

export function orderTitle(t: ShopTexts, id: string): string {
  return t.orderTitle.replace("{order}", () => `\u2066${id}\u2069`);
}
