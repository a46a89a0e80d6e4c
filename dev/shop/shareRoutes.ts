import { Hono } from "hono";
import { html } from "hono/html";
import type { ShopEnv } from "./context.ts";
import { noteToken } from "./journal.ts";
import { render } from "./layout.ts";
import type { Markup } from "./markup.ts";
import type { Referrals } from "./referrals.ts";
import type { Session } from "./store.ts";
import { TEXTS } from "./texts.ts";

/** Where customers share. Signed out, the panel shows the offer and asks to sign in. */
export function shareRoutes(referrals: Referrals): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();
  routes.get("/share", async (context) => {
    const session = context.get("session");
    const t = TEXTS[session.language];
    const main = html`<div class="narrow"><h1>${t.invite}</h1>${await panel(referrals, session)}</div>`;
    return render(context, { title: t.invite, main, scripts: ["panel"] });
  });
  return routes;
}

/** The panel of the customer who is signed in; the token is made on the server for each page. */
export async function panel(referrals: Referrals, session: Session, placement = "inline"): Promise<Markup> {
  const { customer, language } = session;
  if (customer !== null) noteToken({ sub: customer.id, name: customer.name, email: customer.email, locale: language });
  const token = customer === null ? "" : await referrals.panelToken(customer, language);
  return html`<referral-panel key="${referrals.publishableKey}" token="${token}" program="friends" lang="${language}" placement="${placement}" sign-in-url="/demo/signin"></referral-panel>`;
}
