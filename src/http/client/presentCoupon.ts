import type { ShownCoupon } from "../../contract/reward.ts";
import type { Value } from "../../domain/statement.ts";
import type { ClientWriter } from "./clientWriter.ts";

/** The JSON of a coupon for the customer whose it is. */
export function presentCoupon(writer: ClientWriter, coupon: ShownCoupon) {
  const { code, expiresAt } = coupon;
  return {
    code,
    message: messageOf(writer, coupon),
    expires: expiresAt === null ? null : writer.say("couponUntil", { day: { kind: "day", at: Date.parse(expiresAt) } }),
  };
}

/** What it takes off, and off which orders. */
function messageOf(
  writer: ClientWriter,
  { percentBps, freeShipping, amountMinor, minOrderMinor, currency }: ShownCoupon,
): string {
  const money = (minor: number): Value => ({
    kind: "money",
    amountMinor: BigInt(minor),
    currency: currency ?? "",
  });
  const least: Record<string, Value> =
    minOrderMinor === null || minOrderMinor === 0 ? {} : { least: money(minOrderMinor) };
  const isFrom = "least" in least;
  if (freeShipping === true) return writer.say(isFrom ? "couponShippingFrom" : "couponShipping", least);
  if (percentBps === null) {
    return writer.say(isFrom ? "couponAmountFrom" : "couponAmount", { amount: money(amountMinor ?? 0), ...least });
  }
  const percent: Value = { kind: "percent", rateBps: percentBps };
  return writer.say(isFrom ? "couponPercentFrom" : "couponPercent", { percent, ...least });
}
