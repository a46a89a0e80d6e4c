import { Hono } from "hono";
import { html } from "hono/html";
import { amountsOf, setQuantity } from "./cart.ts";
import type { ShopContext, ShopEnv } from "./context.ts";
import { render } from "./layout.ts";
import type { Markup } from "./markup.ts";
import { CURRENCY, pictureOf, productOf } from "./products.ts";
import type { Coupon, OrderAmounts, Person, Referrals } from "./referrals.ts";
import type { Session, Store } from "./store.ts";
import { addOrder, newOrderId } from "./store.ts";
import type { ShopTexts } from "./texts/en.ts";
import type { ShopLanguage } from "./texts.ts";
import { money, TEXTS } from "./texts.ts";

/** The cart and the checkout: a coupon is asked about while it lies in the cart, and used when the order is paid. */
export function cartRoutes(store: Store, referrals: Referrals): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();

  routes.get("/cart", (context) => showCart(context, store, referrals));

  routes.post("/cart", async (context) => {
    const { sku, quantity } = await context.req.parseBody();
    setQuantity(context.get("session"), String(sku), Number(quantity));
    return context.redirect("/demo/cart", 303);
  });

  routes.post("/cart/coupon", async (context) => {
    const { code } = await context.req.parseBody();
    const session = context.get("session");
    session.coupon = typeof code === "string" && code.trim() !== "" ? code.trim().slice(0, 64) : null;
    session.hasDeclinedCoupon = session.coupon === null;
    return context.redirect("/demo/cart", 303);
  });

  routes.post("/checkout", async (context) => {
    const session = context.get("session");
    const { customer, cart } = session;
    if (customer === null || cart.size === 0) return context.redirect("/demo/cart", 303);
    session.paying ??= pay(store, referrals, session, customer).finally(() => {
      session.paying = null;
    });
    return context.redirect(`/demo/orders/${await session.paying}?thanks=1`, 303);
  });

  return routes;
}

/** Makes an order of the cart; resolves to its id. */
async function pay(store: Store, referrals: Referrals, session: Session, customer: Person): Promise<string> {
  const { coupon } = session;
  const amounts = amountsOf(session);
  const id = newOrderId();
  const discountMinor = await useCoupon(referrals, coupon, id, amounts);
  addOrder(store, { id, customerId: customer.id, amounts, discountMinor });
  const discount = coupon === null || discountMinor === 0 ? null : { code: coupon, amountMinor: discountMinor };
  const paid = { ...amounts, amountMinor: amounts.amountMinor - discountMinor };
  const rewards = await referrals.purchased(customer, id, paid, discount);
  if (customer.id === session.tour.friend?.id) session.tour.outcome = rewards > 0 ? "rewarded" : "nothing";
  session.cart.clear();
  session.coupon = null;
  session.hasDeclinedCoupon = false;
  return id;
}

/** A coupon that has become useless since the cart was shown takes nothing off, and is no reason not to sell. */
async function useCoupon(referrals: Referrals, coupon: string | null, orderId: string, amounts: OrderAmounts) {
  if (coupon === null || (await referrals.checkCoupon(coupon, amounts)).discountMinor === 0) return 0;
  return (await referrals.redeemCoupon(coupon, orderId, amounts)).discountMinor;
}

const MAX_COUPONS_SHOWN = 3;

/** The customer's own coupons that would take something off this cart. */
async function usableCoupons(referrals: Referrals, customer: Person, amounts: OrderAmounts): Promise<string[]> {
  const codes = (await referrals.couponsOf(customer)).map(({ code }) => code).slice(0, MAX_COUPONS_SHOWN);
  const checks = await Promise.all(codes.map((code) => referrals.checkCoupon(code, amounts)));
  return codes.filter((_, index) => (checks[index]?.discountMinor ?? 0) > 0);
}

async function showCart(context: ShopContext, store: Store, referrals: Referrals) {
  const session = context.get("session");
  const { language, customer } = session;
  const t = TEXTS[language];
  const amounts = amountsOf(session);
  const isWelcome = context.req.query("welcome") !== undefined;
  if (amounts.items.length === 0) {
    const note = isWelcome ? banner(await welcomeText(referrals, session, t)) : "";
    const main = html`<div class="narrow">${note}<h1>${t.cart}</h1><p>${t.cartEmpty}</p><a class="button" href="/demo">${t.shop}</a></div>`;
    return render(context, { title: t.cart, main });
  }
  const own = customer === null ? [] : await usableCoupons(referrals, customer, amounts);
  // What a customer has is put in for them, until they take it out.
  if (session.coupon === null && !session.hasDeclinedCoupon) session.coupon = own[0] ?? null;
  const { coupon } = session;
  const checked = coupon === null ? null : await referrals.checkCoupon(coupon, amounts);
  const discountMinor = checked?.discountMinor ?? 0;
  const mayHaveCode =
    customer !== null && own.length === 0 && !store.orders.some(({ customerId }) => customerId === customer.id);
  const notice = context.req.query("added") ? t.added : isWelcome && discountMinor > 0 ? t.couponApplied : null;
  const main = html`<div class="halves"><div>${notice === null ? "" : banner(notice)}<h1>${t.cart}</h1>
<ul class="lines" role="list">${amounts.items.map((item) => cartLine(item, session, t))}</ul></div>
<section class="sheet"><h2>${t.checkout}</h2>
${couponForm(session, t, { isRefused: coupon !== null && discountMinor === 0, own })}
${mayHaveCode ? await codeField(referrals, customer, language) : ""}
<dl class="terms"><dt>${t.delivery}</dt><dd>${t.deliveryText}</dd></dl>
${totals(amounts, discountMinor, session)}
${
  customer === null
    ? html`<p>${t.signInToPay}</p><p class="actions"><a class="button" href="/demo/signin">${t.signIn}</a> <a class="button second" href="/demo/signup">${t.signUp}</a></p>`
    : html`<form method="post" action="/demo/checkout"><button class="wide">${t.pay}</button><p class="hint">${t.payHint}</p></form>`
}</section></div>`;
  return render(context, { title: t.cart, main, scripts: mayHaveCode ? ["code"] : [] });
}

function banner(text: string): Markup {
  return html`<p class="banner" role="status">${text}</p>`;
}

/** To a new customer, with what their friend's code has brought them. */
async function welcomeText(referrals: Referrals, { customer, language }: Session, t: ShopTexts): Promise<string> {
  const [coupon] = customer === null ? [] : await referrals.couponsOf(customer);
  const discount = coupon === undefined ? null : discountOf(coupon, language);
  return discount === null ? t.welcome : t.welcomeCoupon.replace("{discount}", () => `\u2068${discount}\u2069`);
}

/** "10%" or "£5"; null for what has no amount, such as free delivery. */
function discountOf({ percentBps, amountMinor, currency }: Coupon, language: ShopLanguage): string | null {
  if (percentBps !== null) {
    return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 2 }).format(percentBps / 10_000);
  }
  return amountMinor === null ? null : money(amountMinor, currency ?? CURRENCY, language);
}

/** A customer who signed up without their friend's code enters it here: with a token the element redeems it at once. */
async function codeField(referrals: Referrals, customer: Person, language: ShopLanguage): Promise<Markup> {
  const token = await referrals.panelToken(customer, language);
  return html`<details class="friend"><summary>${TEXTS[language].codeLate}</summary>
<referral-code key="${referrals.publishableKey}" token="${token}" program="friends" lang="${language}"></referral-code></details>
<script src="/demo/cart.js" defer></script>`;
}

function cartLine(
  { sku, quantity, amountMinor }: OrderAmounts["items"][number],
  { language }: Session,
  t: ShopTexts,
): Markup | string {
  const product = productOf(sku);
  if (product === undefined) return "";
  const name = product.name[language];
  return html`<li>${pictureOf(product)}<span class="grow"><strong>${name}</strong>
<form method="post" class="inline"><input type="hidden" name="sku" value="${sku}">
<input name="quantity" type="number" min="0" max="20" value="${quantity}" aria-label="${t.quantity}: ${name}">
<button class="second" aria-label="${t.update}: ${name}">${t.update}</button></form></span>
<span>${money(amountMinor, CURRENCY, language)}</span></li>`;
}

function couponForm(
  { coupon }: Session,
  t: ShopTexts,
  { isRefused, own }: { isRefused: boolean; own: string[] },
): Markup {
  if (coupon !== null && !isRefused) {
    return html`<form method="post" action="/demo/cart/coupon" class="coupon"><span class="grow">${t.coupon}: <strong><bdi dir="ltr">${coupon}</bdi></strong></span>
<button class="second" name="code" value="">${t.couponRemove}</button></form>`;
  }
  return html`<form method="post" action="/demo/cart/coupon" class="coupon"><label class="grow">${t.coupon}
<input name="code" dir="ltr" maxlength="64" autocomplete="off" value="${coupon ?? ""}"${isRefused ? html` aria-invalid="true" aria-describedby="refused"` : ""}></label>
<button class="second">${t.couponUse}</button>
${isRefused ? html`<p class="error" id="refused" role="alert">${t.couponRefused}</p>` : ""}</form>
${own.map(
  (
    code,
  ) => html`<form method="post" action="/demo/cart/coupon" class="coupon yours"><span class="grow">${t.couponYours}: <strong><bdi dir="ltr">${code}</bdi></strong></span>
<button name="code" value="${code}" aria-label="${t.couponUse}: ${code}">${t.couponUse}</button></form>`,
)}`;
}

/** The sums below a cart or an order. */
export function totals(amounts: OrderAmounts, discountMinor: number, { language }: Session): Markup {
  const t = TEXTS[language];
  const written = (amountMinor: number) => html`<bdi>${money(amountMinor, amounts.currency, language)}</bdi>`;
  const discount =
    discountMinor === 0 ? "" : html`<div class="saved"><dt>${t.discount}</dt><dd>${written(-discountMinor)}</dd></div>`;
  return html`<dl class="totals"><div><dt>${t.subtotal}</dt><dd>${written(amounts.amountMinor)}</dd></div>${discount}
<div class="total"><dt>${t.total}</dt><dd>${written(amounts.amountMinor - discountMinor)}</dd></div></dl>`;
}
