import { Hono } from "hono";
import { html } from "hono/html";
import type { ShopEnv } from "./context.ts";
import { render } from "./layout.ts";
import { orderList, ordersOf } from "./orderList.ts";
import type { Referrals } from "./referrals.ts";
import { panel } from "./shareRoutes.ts";
import type { Store } from "./store.ts";
import { TEXTS } from "./texts.ts";

/** A customer's own page: who they are, what they bought, and the panel. */
export function ownRoutes(store: Store, referrals: Referrals): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();
  routes.get("/account", async (context) => {
    const session = context.get("session");
    const { customer, language } = session;
    const t = TEXTS[language];
    if (customer === null) {
      const main = html`<div class="narrow"><h1>${t.account}</h1><p>${t.accountSignIn}</p><p class="actions"><a class="button" href="/demo/signin">${t.signIn}</a></p></div>`;
      return render(context, { title: t.account, main });
    }
    const hello = t.accountHello.replace("{name}", () => `\u2068${customer.name}\u2069`);
    const main = html`<h1>${hello}</h1><div class="halves"><div>
<section class="sheet"><h2>${t.accountDetails}</h2><dl class="terms"><dt>${t.name}</dt><dd><bdi>${customer.name}</bdi></dd><dt>${t.email}</dt><dd><bdi>${customer.email}</bdi></dd></dl></section>
<section class="sheet"><h2>${t.orders}</h2>${orderList(ordersOf(store, session), session)}</section></div>
<div>${await panel(referrals, session)}</div></div>`;
    return render(context, { title: t.account, main, scripts: ["panel"] });
  });

  return routes;
}
