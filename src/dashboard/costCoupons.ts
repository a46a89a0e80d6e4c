import { html } from "hono/html";
import type { BacktestReply } from "../engine/history/presentBacktest.ts";
import type { Markup } from "../http/pages/layout.ts";
import { COST_COUPON_TEXTS } from "../i18n/dashboard/costCoupons.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { Viewer } from "./viewer.ts";

type Counted = Pick<BacktestReply, "coupons" | "currency">;

/** What is counted of discounts, and by what; nothing where the rules that are compared leave no discount's cost open. */
export function couponsLine({ language }: Viewer, { coupons, currency }: Counted): Markup {
  if (coupons === null) return html``;
  const share = formatsOf(language).percent(coupons.shareBps);
  const told = COST_COUPON_TEXTS[coupons.isAssumed ? "couponsAssumed" : "couponsCounted"][language];
  return html`<p class="hint"><bdi>${told.replace("{share}", () => share)}</bdi></p>${shippingLine(language, coupons, currency)}`;
}

/** What is counted of free shipping, of which orders say nothing; nothing where it is not given. */
function shippingLine(
  language: Viewer["language"],
  { shippingMinor }: NonNullable<Counted["coupons"]>,
  currency: string,
): Markup {
  if (shippingMinor === undefined) return html``;
  const formats = formatsOf(language);
  const told =
    shippingMinor === null
      ? COST_COUPON_TEXTS.shippingUnknown[language]
      : fillText(formats, COST_COUPON_TEXTS.shippingCounted[language], {
          amount: formats.money(BigInt(shippingMinor), currency),
        });
  return html`<p class="hint"><bdi>${told}</bdi></p>`;
}

/** Why a year can cost more than a budget that it keeps. */
export function uncountedLine({ language }: Viewer): Markup {
  return html`<p class="hint">${COST_COUPON_TEXTS.uncounted[language]}</p>`;
}
