import { Hono } from "hono";
import { html } from "hono/html";
import { addOne } from "./cart.ts";
import type { ShopEnv } from "./context.ts";
import { STILL_LIFE } from "./drawings.ts";
import { render } from "./layout.ts";
import type { Markup } from "./markup.ts";
import { CURRENCY, PRODUCTS, pictureOf } from "./products.ts";
import type { Referrals } from "./referrals.ts";
import type { Session } from "./store.ts";
import type { ShopTexts } from "./texts/en.ts";
import { money, TEXTS } from "./texts.ts";

/** The shop window; share links lead here. */
export function catalogueRoutes(referrals: Referrals): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();

  routes.get("/", async (context) => {
    const session = context.get("session");
    const { language } = session;
    const t = TEXTS[language];
    const [invited, program] = await Promise.all([
      invitationBanner(referrals, session, t),
      programBand(referrals, session, t),
    ]);
    const main = html`${invited}
<section class="hero"><div><h1>${t.tagline}</h1><p>${t.heroText}</p><a class="button" href="/demo/share">${t.heroAction}</a></div>${STILL_LIFE}</section>
${program}
<h2 class="shelf">${t.browse}</h2>
<ul class="products" role="list">${PRODUCTS.map(
      (product) => html`<li class="product">${pictureOf(product)}
<h3>${product.name[language]}</h3><p>${product.about[language]}</p>
<form method="post" action="/demo/cart/add"><input type="hidden" name="sku" value="${product.sku}">
<strong>${money(product.priceMinor, CURRENCY, language)}</strong>
<button aria-label="${t.add}: ${product.name[language]}">${t.add}</button></form></li>`,
    )}</ul>`;
    return render(context, { title: t.shop, main });
  });

  routes.post("/cart/add", async (context) => {
    const { sku } = await context.req.parseBody();
    addOne(context.get("session"), String(sku));
    return context.redirect("/demo/cart?added=1", 303);
  });

  return routes;
}

/** For a visitor who came by a link: what it brings, or why it brings nothing. */
async function invitationBanner(
  referrals: Referrals,
  { customer, invitation, language }: Session,
  t: ShopTexts,
): Promise<Markup | string> {
  if (customer !== null || invitation === null) return "";
  const told = await referrals.invitation(invitation, language);
  if (told?.isOpen === false) return html`<p class="banner closed"><span>${told.text}</span></p>`;
  const text = told === null ? t.invited : `${told.text}. ${t.invitedUse}`;
  return html`<p class="banner"><span>${text}</span> <a class="button" href="/demo/signup">${t.signUp}</a></p>`;
}

/** For everyone else: that there is a program, and both ways to begin. */
async function programBand(
  referrals: Referrals,
  { customer, invitation, language }: Session,
  t: ShopTexts,
): Promise<Markup | string> {
  if (invitation !== null) return "";
  const offer = await referrals.offer(language);
  const asFriend = customer === null ? html`<a class="button second" href="/demo/tour/friend">${t.playFriend}</a>` : "";
  return html`<section class="program"><div><h2>${offer ?? t.programTitle}</h2><p>${t.programText}</p>${customer === null ? html`<p class="hint">${t.programHow}</p>` : ""}</div>
<p class="actions"><a class="button" href="/demo/share">${t.invite}</a> ${asFriend}</p></section>`;
}
