import type { ShownCoupon } from "../../contract/reward.ts";
import type { Value } from "../../domain/statement.ts";
import type { ClientWriter } from "./clientWriter.ts";

/** The JSON of a coupon for the customer whose it is. */
export function presentCoupon(writer: ClientWriter, coupon: ShownCoupon) {
  const { code, percentBps, amountMinor, minOrderMinor, expiresAt, currency } = coupon;
  const money = (minor: number): Value => ({
    kind: "money",
    amountMinor: BigInt(minor),
    currency: currency ?? "",
  });
  const least: Record<string, Value> =
    minOrderMinor === null || minOrderMinor === 0 ? {} : { least: money(minOrderMinor) };
  const isFrom = "least" in least;
  const message =
    percentBps === null
      ? writer.say(isFrom ? "couponAmountFrom" : "couponAmount", { amount: money(amountMinor ?? 0), ...least })
      : writer.say(isFrom ? "couponPercentFrom" : "couponPercent", {
          percent: { kind: "percent", rateBps: percentBps },
          ...least,
        });
  return {
    code,
    message,
    expires: expiresAt === null ? null : writer.say("couponUntil", { day: { kind: "day", at: Date.parse(expiresAt) } }),
  };
}
