import { Hono } from "hono";
import { html } from "hono/html";
import { addOne } from "./cart.ts";
import type { ShopEnv } from "./context.ts";
import { render } from "./layout.ts";
import { CURRENCY, PRODUCTS, pictureOf } from "./products.ts";
import { money, TEXTS } from "./texts.ts";

/** The shop window; share links lead here. */
export function catalogueRoutes(): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();

  routes.get("/", (context) => {
    const { language, customer } = context.get("session");
    const t = TEXTS[language];
    const isInvited = customer === null && context.req.query("ref") !== undefined;
    const main = html`
${isInvited ? html`<p class="banner"><span>${t.invited}</span> <a class="button" href="/demo/signup">${t.signUp}</a></p>` : ""}
<section class="hero"><h1>${t.tagline}</h1><p>${t.heroText}</p><a class="button" href="/demo/share">${t.invite}</a></section>
<ul class="products" role="list">${PRODUCTS.map(
      (product) => html`<li class="product">${pictureOf(product)}
<h2>${product.name[language]}</h2><p>${product.about[language]}</p>
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
