import { randomBytes } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { getSignedCookie, setSignedCookie } from "hono/cookie";
import type { Person } from "./referrals.ts";
import type { Session, Store } from "./store.ts";
import { isShopLanguage, languageFrom } from "./texts.ts";

/** Every request of the shop has a session; the browser holds its signed id and nothing else. */

export interface ShopEnv {
  readonly Variables: { session: Session; signIn: (customer: Person) => void };
}
export type ShopContext = Context<ShopEnv>;

const COOKIE = "demo_session";

/** Finds the session or opens one; `?lang=` on any page changes its language. */
export function sessions(store: Store): MiddlewareHandler<ShopEnv> {
  const secret = randomBytes(32).toString("hex");
  return async (context, next) => {
    const known = await getSignedCookie(context, secret, COOKIE);
    const found = known ? store.findSession(known) : undefined;
    const opened = found ?? store.openSession(languageFrom(context.req.header("accept-language")));
    const { session } = opened;
    let { id } = opened;
    const asked = context.req.query("lang");
    if (isShopLanguage(asked)) session.language = asked;
    context.set("session", session);
    arrive(store, session, context);
    context.set("signIn", (customer) => {
      session.customer = customer;
      session.invitation = null;
      session.coupon = null;
      session.hasDeclinedCoupon = false;
      // An attacker who knew the id before, or planted it, is not signed in with it.
      id = store.renameSession(id);
    });
    await next();
    if (id === known) return;
    const secure = new URL(context.req.url).protocol === "https:";
    await setSignedCookie(context, COOKIE, id, secret, { path: "/demo", httpOnly: true, sameSite: "Lax", secure });
  };
}

/** The longest that the shop keeps of what an address says. */
const MAX_INVITATION = 64;

/**
 * Notes that a visitor came by a share link. One that the guide led along brings the advocate's id: who came is somebody
 * new, with an empty cart and no account.
 */
function arrive(store: Store, session: Session, { req }: Context): void {
  const code = req.query("ref")?.slice(0, MAX_INVITATION);
  if (code === undefined) return;
  const advocate = store.customers.find(({ id }) => id === req.query("tour"));
  if (advocate !== undefined) {
    Object.assign(session, { customer: null, coupon: null, hasDeclinedCoupon: false });
    Object.assign(session.tour, { advocate, friend: null, outcome: null });
    session.cart.clear();
  }
  if (session.customer === null) session.invitation = code;
}

/**
 * What the shop's pages may load: everything from here, forms to here. The elements of the referral service need
 * `script-src` and `connect-src` with its address; the demo is served by the same one.
 */
export const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export function pageHeaders(): MiddlewareHandler<ShopEnv> {
  return async (context, next) => {
    await next();
    context.header("content-security-policy", CONTENT_POLICY);
    context.header("x-content-type-options", "nosniff");
    context.header("referrer-policy", "same-origin");
    context.header("cache-control", "no-store");
  };
}
