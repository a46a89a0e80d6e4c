import { Hono } from "hono";
import { html } from "hono/html";
import { totals } from "./cartRoutes.ts";
import type { ShopContext, ShopEnv } from "./context.ts";
import { notFound, render } from "./layout.ts";
import type { Markup } from "./markup.ts";
import { orderList, ordersOf, orderTitle } from "./orderList.ts";
import { CURRENCY, pictureOf, productOf } from "./products.ts";
import type { Referrals } from "./referrals.ts";
import { panel } from "./shareRoutes.ts";
import type { Order, OrderLine, Session, Store } from "./store.ts";
import { refundedOf } from "./store.ts";
import { money, TEXTS } from "./texts.ts";

/** A customer's orders, and what they send back. */
export function orderRoutes(store: Store, referrals: Referrals): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();
  const own = (context: ShopContext) => ordersOf(store, context.get("session"));

  routes.get("/orders", (context) => {
    const session = context.get("session");
    const t = TEXTS[session.language];
    const main = html`<div class="narrow"><h1>${t.orders}</h1>${orderList(own(context), session)}</div>`;
    return render(context, { title: t.orders, main });
  });

  routes.get("/orders/:id", async (context) => {
    const session = context.get("session");
    const t = TEXTS[session.language];
    const order = own(context).find(({ id }) => id === context.req.param("id"));
    if (order === undefined) return notFound(context);
    const isNew = context.req.query("thanks") !== undefined;
    const thanks = isNew ? html`<p class="banner" role="status">${t.thanks}</p>` : "";
    const title = html`${thanks}<h1>${orderTitle(t, order.id)}</h1>${orderDetails(order, session)}`;
    const main = isNew
      ? html`<div class="halves"><div>${title}</div><div>${await panel(referrals, session, "after-purchase")}</div></div>`
      : html`<div class="narrow">${title}</div>`;
    return render(context, { title: orderTitle(t, order.id), main, scripts: isNew ? ["panel"] : [] });
  });

  // One line, or all that is left. The refund's own id tells a repeat from another one.
  routes.post("/orders/:id/return", async (context) => {
    const order = own(context).find(({ id }) => id === context.req.param("id"));
    if (order === undefined) return notFound(context);
    const { sku } = await context.req.parseBody();
    const lines = order.lines.filter((line) => !line.isReturned && (sku === undefined || line.sku === sku));
    const amountMinor = lines.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
    const refundId = `${order.id}-${order.lines.filter(({ isReturned }) => isReturned).length + 1}`;
    // Before anything is waited for: a request beside this one finds them returned, and a number of its own.
    for (const line of lines) line.isReturned = true;
    if (amountMinor > 0) await referrals.refunded(order.id, refundId, amountMinor, order.amounts.currency);
    const { customer, tour } = context.get("session");
    const isAllBack = order.lines.every(({ isReturned }) => isReturned);
    if (isAllBack && customer?.id === tour.friend?.id) tour.outcome = "returned";
    return context.redirect(`/demo/orders/${order.id}`, 303);
  });

  return routes;
}

function orderDetails(order: Order, session: Session): Markup {
  const { amounts, discountMinor, lines, id } = order;
  const t = TEXTS[session.language];
  const refunded = refundedOf(order);
  const isOver = lines.every(({ isReturned }) => isReturned);
  return html`<ul class="lines" role="list">${lines.map((line) => orderLine(line, id, session))}</ul>
${totals(amounts, discountMinor, session)}
${refunded === 0 ? "" : html`<p class="refunded" role="status">${t.refunded}: <bdi>${money(refunded, amounts.currency, session.language)}</bdi></p>`}
${
  isOver
    ? ""
    : html`<form method="post" action="/demo/orders/${id}/return"><button class="second wide">${t.returnAll}</button><p class="hint">${t.returnsHint}</p></form>`
}`;
}

function orderLine(
  { sku, quantity, paidMinor, isReturned }: OrderLine,
  id: string,
  { language }: Session,
): Markup | string {
  const t = TEXTS[language];
  const product = productOf(sku);
  if (product === undefined) return "";
  const name = product.name[language];
  const returned = html`<span class="tag">${t.returned}</span>`;
  const form = html`<form method="post" action="/demo/orders/${id}/return"><button class="second" name="sku" value="${sku}" aria-label="${t.returnItem}: ${name}">${t.returnItem}</button></form>`;
  return html`<li>${pictureOf(product)}<span class="grow"><strong>${name}</strong><span class="hint">${quantity} × <bdi>${money(product.priceMinor, CURRENCY, language)}</bdi></span>
${isReturned ? returned : form}</span><span>${money(paidMinor, CURRENCY, language)}</span></li>`;
}
