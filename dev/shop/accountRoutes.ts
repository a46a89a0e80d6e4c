import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { html } from "hono/html";
import type { ShopEnv } from "./context.ts";
import { render } from "./layout.ts";
import type { Referrals } from "./referrals.ts";
import type { Store } from "./store.ts";
import { addCustomer } from "./store.ts";
import { TEXTS } from "./texts.ts";

const MAX_NAME = 60;
const MAX_CODE = 64;
const MAX_CLICKS = 1_000;
const EMAIL = /^[^\s@]{1,60}@[^\s@]{1,100}$/;
/** Control characters are nothing that a name or a code has. */
const NO_CONTROLS = /^\P{Cc}*$/u;

/** Signing in, and signing up: the moment at which a friend becomes one. */
export function accountRoutes(store: Store, referrals: Referrals): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();

  routes.get("/signin", (context) => {
    const t = TEXTS[context.get("session").language];
    const main = html`<div class="narrow"><h1>${t.signInTitle}</h1><p>${t.signInText}</p>
<form class="people" method="post">${store.customers.map(
      ({ id, name }) => html`<button class="person" name="customer" value="${id}"><bdi>${name}</bdi></button>`,
    )}</form>
<p>${t.newHere} <a href="/demo/signup">${t.signUp}</a></p></div>`;
    return render(context, { title: t.signIn, main });
  });

  routes.post("/signin", async (context) => {
    const { customer, to } = await context.req.parseBody();
    const found = store.customers.find(({ id }) => id === customer);
    if (found === undefined) return context.redirect("/demo/signin", 303);
    context.get("signIn")(found);
    return context.redirect(to === "orders" ? "/demo/orders" : "/demo/share", 303);
  });

  routes.post("/signout", (context) => {
    const session = context.get("session");
    session.customer = null;
    session.invitation = null;
    session.coupon = null;
    return context.redirect("/demo", 303);
  });

  routes.get("/signup", (context) => {
    const { language, invitation } = context.get("session");
    const t = TEXTS[language];
    // A visitor who was led here has something to send without making a person up.
    const friend = invitation === null ? null : madeUpFriend();
    // data-referral: the attribution script adds the code and the clicks that led here to what the form sends.
    const main = html`<div class="narrow"><h1>${t.signUpTitle}</h1>
<form class="fields" method="post" data-referral>
<label>${t.name}<input name="name" required maxlength="${MAX_NAME}" autocomplete="name" value="${friend?.name ?? ""}"></label>
<label>${t.email}<input name="email" type="email" required maxlength="160" autocomplete="email" value="${friend?.email ?? ""}"></label>
<referral-code name="referral_code" key="${referrals.publishableKey}" program="friends" lang="${language}"></referral-code>
<p class="hint">${t.codeHint}</p>
<button>${t.signUp}</button></form></div>`;
    return render(context, { title: t.signUp, main, scripts: ["code"] });
  });

  routes.post("/signup", async (context) => {
    const session = context.get("session");
    const form = await context.req.parseBody();
    const field = (key: string, max: number) => {
      const value = form[key];
      return typeof value === "string" && NO_CONTROLS.test(value) ? value.trim().slice(0, max) : "";
    };
    const [name, email] = [field("name", MAX_NAME), field("email", 160)];
    if (name === "" || !EMAIL.test(email)) return context.redirect("/demo/signup", 303);
    const customer = addCustomer(store, name, email);
    const arrival = { code: field("referral_code", MAX_CODE), clicks: field("referral_clicks", MAX_CLICKS) };
    await referrals.signedUp(customer, session.language, arrival);
    if (session.invitation !== null) Object.assign(session.tour, { friend: customer, outcome: null });
    context.get("signIn")(customer);
    return context.redirect("/demo/cart?welcome=1", 303);
  });

  return routes;
}

/** Of the guide's friends each has an address of their own, since one address is one person. */
function madeUpFriend(): { readonly name: string; readonly email: string } {
  return { name: "Noah", email: `noah.${randomUUID().slice(0, 8)}@example.com` };
}
