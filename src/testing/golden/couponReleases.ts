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
