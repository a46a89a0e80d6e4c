import type { Value } from "../../domain/statement.ts";
import type { ClientWriter } from "./clientWriter.ts";

/** What a coupon gives, wherever it was read. */
export interface CouponTerms {
  readonly code: string;
  readonly percentBps: number | null;
  readonly amountMinor: bigint | null;
  readonly minOrderMinor: bigint | null;
  readonly expiresAt: number | null;
  /** Of the amounts; null where there are none. */
  readonly currency: string | null;
}

/** The JSON of a coupon for the customer whose it is. */
export function presentCoupon(writer: ClientWriter, coupon: CouponTerms) {
  const { code, percentBps, amountMinor, minOrderMinor, expiresAt, currency } = coupon;
  const money = (minor: bigint): Value => ({ kind: "money", amountMinor: minor, currency: currency ?? "" });
  const least: Record<string, Value> =
    minOrderMinor === null || minOrderMinor === 0n ? {} : { least: money(minOrderMinor) };
  const isFrom = "least" in least;
  const message =
    percentBps === null
      ? writer.say(isFrom ? "couponAmountFrom" : "couponAmount", { amount: money(amountMinor ?? 0n), ...least })
      : writer.say(isFrom ? "couponPercentFrom" : "couponPercent", {
          percent: { kind: "percent", rateBps: percentBps },
          ...least,
        });
  return {
    code,
    message,
    expires: expiresAt === null ? null : writer.say("couponUntil", { day: { kind: "day", at: expiresAt } }),
  };
}
