import { readFile } from "node:fs/promises";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { html } from "hono/html";
import { HTTPException } from "hono/http-exception";
import { COPY_SCRIPT } from "../../src/http/pages/scripts.ts";
import { accountRoutes } from "./accountRoutes.ts";
import { cartRoutes } from "./cartRoutes.ts";
import { catalogueRoutes } from "./catalogueRoutes.ts";
import type { ShopEnv } from "./context.ts";
import { pageHeaders, sessions } from "./context.ts";
import { GUIDE_STYLES } from "./guideStyles.ts";
import { inJournal, noted } from "./journal.ts";
import { notFound, render } from "./layout.ts";
import { orderRoutes } from "./orderRoutes.ts";
import { ownRoutes } from "./ownRoutes.ts";
import type { Fetch, ShopKeys } from "./referrals.ts";
import { ReferralError, Referrals } from "./referrals.ts";
import { shareRoutes } from "./shareRoutes.ts";
import { createStore } from "./store.ts";
import { STYLES } from "./styles.ts";
import { TEXTS } from "./texts.ts";
import { tourRoutes } from "./tourRoutes.ts";

/** A code entered in the cart has brought a coupon, which the cart then shows. */
const CART_SCRIPT = `document.addEventListener("referral-code-applied", () => location.assign("/demo/cart?welcome=1"));`;

/** As `npm run pictures` drew it. */
const PICTURE = new URL("../card/tea.png", import.meta.url);

export interface ShopOptions {
  readonly keys: ShopKeys;
  /** How the referral service is reached. */
  readonly fetch?: Fetch;
}

const SCRIPT_HEADERS = { "content-type": "text/javascript; charset=utf-8", "cache-control": "max-age=300" };

/** No form of the shop comes near. */
const MAX_FORM_BYTES = 32_768;

/** Gives customers texts and a picture to share. */
export async function giveMaterials({ keys, fetch = globalThis.fetch }: ShopOptions): Promise<void> {
  await new Referrals(keys, fetch).giveMaterials(await readFile(PICTURE));
}

/** Makes the share links of the program lead to the shop. */
export async function sendFriendsToShop({ keys, fetch = globalThis.fetch }: ShopOptions): Promise<void> {
  await new Referrals(keys, fetch).landHere(`${keys.apiUrl}/demo`);
}

/**
 * A small shop that rewards customers who bring a friend: an example to copy. `referrals.ts` is all that it says to the
 * referral service; the rest is any shop. Mounted at /demo.
 */
export function demoShop({ keys, fetch = globalThis.fetch }: ShopOptions): Hono<ShopEnv> {
  const referrals = new Referrals(keys, noted(fetch, keys));
  const store = createStore();
  const shop = new Hono<ShopEnv>();
  shop.get("/style.css", (context) => {
    return context.body(STYLES + GUIDE_STYLES, 200, {
      "content-type": "text/css; charset=utf-8",
      "cache-control": "max-age=300",
    });
  });
  for (const [path, script] of [
    ["/cart.js", CART_SCRIPT],
    ["/copy.js", COPY_SCRIPT],
  ] as const) {
    shop.get(path, (context) => context.body(script, 200, SCRIPT_HEADERS));
  }
  shop.use(
    pageHeaders(),
    sessions(store),
    (context, next) => inJournal(context.get("session").journal, next),
    csrf(),
    bodyLimit({ maxSize: MAX_FORM_BYTES }),
  );
  shop.route("/", catalogueRoutes(referrals));
  shop.route("/", tourRoutes(store, referrals));
  shop.route("/", accountRoutes(store, referrals));
  shop.route("/", ownRoutes(store, referrals));
  shop.route("/", shareRoutes(referrals));
  shop.route("/", cartRoutes(store, referrals));
  shop.route("/", orderRoutes(store, referrals));
  shop.all("*", (context) => notFound(context));
  shop.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    const problem = error instanceof ReferralError ? error.code : error;
    console.error("demo shop:", problem);
    const t = TEXTS[context.get("session").language];
    return render(context, { title: t.shop, main: html`<div class="narrow"><h1>${t.failed}</h1></div>` }, 422);
  });
  return shop;
}
