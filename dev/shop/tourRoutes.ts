import { Hono } from "hono";
import type { ShopEnv } from "./context.ts";
import type { Referrals } from "./referrals.ts";
import type { Store } from "./store.ts";

/** What only the guide through the demo needs. */
export function tourRoutes(store: Store, referrals: Referrals): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();

  // Follows the advocate's own share link, so that a click is counted as anyone's. The link brings the name of the
  // advocate back, by which the shop knows that a new customer comes.
  routes.get("/tour/friend", async (context) => {
    const asked = context.req.query("of");
    const advocate = store.customers.find(({ id }) => id === asked) ?? store.customers[0];
    if (advocate === undefined) return context.redirect("/demo", 303);
    const link = new URL(await referrals.shareUrlOf(advocate, context.get("session").language));
    return context.redirect(`${link.pathname}?via=demo&tour=${encodeURIComponent(advocate.id)}`, 303);
  });

  routes.post("/tour", async (context) => {
    const { hidden } = await context.req.parseBody();
    context.get("session").tour.isHidden = hidden === "yes";
    return context.redirect("/demo", 303);
  });

  return routes;
}
