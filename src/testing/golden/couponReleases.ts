import { rulesOf } from "../programs.ts";
import { peopleOf } from "./people.ts";
import type { Recorder } from "./recorder.ts";

/** The part of the golden story in which checkouts change their minds. */
export async function couponReleasesPart(recorder: Recorder): Promise<void> {
  const { get, post } = recorder;
  const { buy, codeOf, signup } = peopleOf(recorder);
  const { rewards } = await signup("rex", await codeOf("every", "rhea"));
  const coupon = rewards.get("coupon")?.coupon?.code ?? "";
  const items = [{ sku: "A1", amountMinor: 2500 }];
  const redeem = (orderId: string, amountMinor: number) =>
    post(`/v1/coupons/${coupon}/redeem`, { orderId, amountMinor, currency: "GBP", items });
  const release = (orderId: string) => post(`/v1/coupons/${coupon}/release`, { orderId, reason: "the payment failed" });
  await redeem("rex-1", 3000);
  await redeem("rex-1", 3100);
  await redeem("rex-1", 100);
  await release("rex-0");
  await release("rex-1");
  await release("rex-1");
  await redeem("rex-1", 3000);
  await post("/v1/jobs/release-coupons", { asOf: "2027-01-20T00:00:00Z" });
  await redeem("rex-1", 3000);
  await buy("rex", "rex-1", 2500, { discounts: [{ code: coupon, amountMinor: 500 }] });
  await release("rex-1");
  await redeem("rex-1", 3100);
  await get("/v1/rewards?orderId=rex-1&program=every&limit=2");
}

/** The part in which a coupon takes the shipping off, is used twice by one cart, and is told of. */
export async function freeShippingPart(recorder: Recorder): Promise<void> {
  const { get, post } = recorder;
  const { codeOf, signup } = peopleOf(recorder);
  const grant = { kind: "discount", freeShipping: true, minOrderMinor: 3000, validDays: 30 };
  const rewards = [{ id: "shipping", recipient: "friend", on: { event: "signup" }, grant }];
  await post("/v1/programs", {
    ...{ key: "shipping", name: "Free shipping", landingUrl: "https://shop.example", currency: "GBP" },
    rules: rulesOf(rewards),
  });
  await post("/v1/programs/shipping/publish", {});
  const { referralId, rewards: given } = await signup("sia", await codeOf("shipping", "sol"));
  const coupon = given.get("shipping")?.coupon?.code ?? "";
  const items = [
    { sku: "LAMP-2", category: "lamps", quantity: 1, amountMinor: 2400 },
    { sku: "BULB-9", category: "bulbs", quantity: 2, amountMinor: 900 },
  ];
  await post(`/v1/coupons/${coupon}/check`, { order: { amountMinor: 3300, currency: "GBP", items } });
  await post(`/v1/coupons/${coupon}/redeem`, { orderId: "sia-1", amountMinor: 3300, currency: "GBP" });
  await post(`/v1/coupons/${coupon}/redeem`, { orderId: "sia-1", amountMinor: 4100, currency: "GBP" });
  await get(`/v1/referrals/${referralId}/explanation?audience=friend`);
}
