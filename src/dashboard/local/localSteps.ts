import { html } from "hono/html";
import type { App } from "../../http/appDeps.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { NEW_SHOP_TEXTS } from "../../i18n/dashboard/newShop.ts";
import type { Language } from "../../i18n/languages.ts";
import { linkButton, postButton } from "../parts/button.ts";

/** What there is only where a person tries the service out on their own machine: `npm start` mounts it. */

export const NEW_SHOP = "/dashboard/new-shop";
export const DEMO_YEAR = "/dashboard/demo-year";

/** Whether it is mounted: it comes with the demo shop, and only where no other machine is told an address. */
export function hasLocalSteps({ demoKey, deps }: App): boolean {
  return demoKey !== null && deps.dashboard.isLocal;
}

/** The button that tells a year of orders to a shop of its own. */
export function yearButton(language: Language): Markup {
  return postButton({ action: DEMO_YEAR, label: NEW_SHOP_TEXTS.year[language] });
}

/** Both steps, with what they are for. */
export function localSteps(language: Language): Markup {
  const make = linkButton({ href: NEW_SHOP, label: NEW_SHOP_TEXTS.newShop[language], icon: "plus", look: "primary" });
  return html`<p class="hint">${NEW_SHOP_TEXTS.here[language]}</p><div class="buttons">${make}${yearButton(language)}</div>`;
}
