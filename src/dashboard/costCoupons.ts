import { html } from "hono/html";
import type { BacktestReply } from "../engine/history/presentBacktest.ts";
import type { Markup } from "../http/pages/layout.ts";
import { COST_TEXTS } from "../i18n/dashboard/cost.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { Viewer } from "./viewer.ts";

/** What is counted of discounts, and by what; nothing where the rules that are compared leave no discount's cost open. */
export function couponsLine({ language }: Viewer, coupons: BacktestReply["coupons"]): Markup {
  if (coupons === null) return html``;
  const share = formatsOf(language).percent(coupons.shareBps);
  const told = COST_TEXTS[coupons.isAssumed ? "couponsAssumed" : "couponsCounted"][language];
  return html`<p class="hint"><bdi>${told.replace("{share}", () => share)}</bdi></p>`;
}
