import { DAY_MS } from "../../domain/periods.ts";
import { peopleOf } from "./people.ts";
import type { Recorder } from "./recorder.ts";

/** The parts of the golden story in which rewards are handed over, chosen, redeemed and read. */

export async function rewardsPart(recorder: Recorder): Promise<void> {
  const { get, post } = recorder;
  const { buy, codeOf, signup, refund } = peopleOf(recorder);
  const step = (id: string | undefined, name: string, body: object = {}) => post(`/v1/rewards/${id}/${name}`, body);
  const code = await codeOf("every", "ray");
  await signup("roy", code);
  const { rewards } = await buy("roy", "roy-1", 4000);
  const idOf = (rule: string) => rewards.get(rule)?.id;
  await step(idOf("cash"), "fulfill");
  await step(idOf("cash"), "approve", { reason: "a good customer" });
  await step(idOf("cash"), "approve");
  await step(idOf("cash"), "choose", { option: 0 });
  await step(idOf("share"), "void", { reason: "fraud" });
  await step(idOf("share"), "approve");
  await step(idOf("gift"), "fulfill");
  await step(idOf("credit"), "fulfill");
  await step("rwd_0", "void");
  await get(`/v1/rewards/${idOf("gift")}`);
  await get("/v1/rewards/rwd_0");
  await get("/v1/rewards?participant=ray");
  // What was fulfilled is taken back.
  await refund("roy-1", "roy-r1", 4000);
  await get("/v1/rewards?participant=roy");
  await get("/v1/rewards?status=voided&program=every&limit=2");
  await get("/v1/rewards?from=2026-01-05&to=2026-01-06&limit=1");
}

export async function choicesPart(recorder: Recorder): Promise<void> {
  const { get, post } = recorder;
  const { buy, codeOf, signup, refund } = peopleOf(recorder);
  const code = await codeOf("options", "cora");
  const earned = [];
  for (const friend of ["cal", "cam", "cas", "cat"]) {
    await signup(friend, code);
    earned.push((await buy(friend, `${friend}-1`, 4000)).rewards.get("thanks")?.id);
  }
  const [discount, item, open, left] = earned;
  const choose = (id: string | undefined, option: number) => post(`/v1/rewards/${id}/choose`, { option });
  await choose(discount, 2);
  await choose(discount, 2);
  await choose(discount, 0);
  await choose(item, 3);
  await choose(item, 4);
  await post(`/v1/rewards/${open}/fulfill`, {});
  await refund("cas-1", "cas-r1", 1000);
  await refund("cas-1", "cas-r2", 500);
  await get(`/v1/rewards/${open}`);
  await choose(open, 3);
  await post(`/v1/rewards/${open}/approve`, {});
  await post(`/v1/rewards/${open}/fulfill`, {});
  await refund("cat-1", "cat-r1", 4000);
  await choose(left, 1);
  await get("/v1/client/panel?program=options", "cora");
  await post("/v1/client/choices", { rewardId: open, option: 1 }, "cora");
  await post("/v1/client/choices", { rewardId: open, option: 0 }, "cora");
  await post("/v1/client/choices", { rewardId: discount, option: 0 }, "ann");
  await get("/v1/rewards?program=options");
}

export async function couponsPart(recorder: Recorder): Promise<void> {
  const { get, post } = recorder;
  const { codeOf, signup, refund, buy } = peopleOf(recorder);
  const welcome = await signup("coy", await codeOf("every", "cy"));
  const coupon = welcome.rewards.get("coupon")?.coupon?.code ?? "";
  const held = welcome.rewards.get("percent")?.coupon?.code ?? "";
  const items = [{ sku: "A1", category: "tea", amountMinor: 2500 }];
  const order = { amountMinor: 3000, currency: "GBP", items };
  const check = (code: string, changed: object = {}) =>
    post(`/v1/coupons/${code}/check`, { order: { ...order, ...changed } });
  const redeem = (orderId: string, changed: object = {}) =>
    post(`/v1/coupons/${coupon}/redeem`, { orderId, ...order, ...changed });
  await check(coupon);
  await check(coupon, { currency: "EUR" });
  await check(coupon, { amountMinor: 100 });
  await check(coupon, { items: [] });
  await check(held);
  await post(`/v1/coupons/${held}/redeem`, { orderId: "coy-0", ...order });
  await check("NONE");
  await redeem("coy-1");
  await redeem("coy-1");
  await redeem("coy-1", { amountMinor: 3100 });
  await redeem("coy-2", { currency: "EUR" });
  await redeem("coy-2", { items: [] });
  await redeem("coy-2", { amountMinor: 100 });
  await redeem("coy-2");
  await redeem("coy-3");
  await buy("coy", "coy-1", 2500, { discounts: [{ code: coupon, amountMinor: 500 }] });
  await refund("coy-1", "coy-r1", 2500);
  await check(coupon);
  await get("/v1/rewards?participant=coy");
  await refund("coy-5", "coy-r5", 1);
  await buy("coy", "coy-5", 1);
  await redeem("coy-5");
  await post(`/v1/rewards/${welcome.rewards.get("coupon")?.id}/void`, { reason: "by mistake" });
  await check(coupon);
  await redeem("coy-4");
}

export async function jobsPart({ app, get, post }: Recorder): Promise<void> {
  const run = (name: string, asOf: string | null) => post(`/v1/jobs/${name}`, { asOf });
  await run("nonsense", null);
  await run("release-rewards", null);
  await run("expire-coupons", "2026-01-20T00:00:00Z");
  await run("settle-choices", "2026-01-20T00:00:00Z");
  await run("release-rewards", "2026-02-20T00:00:00Z");
  await run("review-advocates", "2026-02-20T00:00:00Z");
  await get("/v1/programs/closed/applications?status=refused");
  await get("/v1/rewards?participant=cora");
  await app.deps.clicks.flush();
  await get("/v1/rewards?participant=ann&limit=200");
}

/** Half a year later: what has ended, and which people can do nothing any more. */
export async function endingsPart(recorder: Recorder): Promise<void> {
  const { app, call, get, post } = recorder;
  const { codeOf, signup, buy } = peopleOf(recorder);
  const welcome = await signup("eve", await codeOf("every", "edo"));
  await signup("eli", await codeOf("options", "edo"));
  const choice = (await buy("eli", "eli-1", 4000)).rewards.get("thanks")?.id;
  app.clock.advance(100 * DAY_MS);
  await post(`/v1/rewards/${choice}/choose`, { option: 1 });
  const order = { amountMinor: 3000, currency: "GBP", items: [{ sku: "A1", amountMinor: 3000 }] };
  const coupon = welcome.rewards.get("coupon")?.coupon?.code;
  await post(`/v1/coupons/${coupon}/check`, { order });
  await post(`/v1/coupons/${coupon}/redeem`, { orderId: "eve-0", ...order });
  await buy("eve", "eve-1", 4000);
  await get("/v1/referrals?status=expired&advocate=edo");
  await call("PATCH", "/v1/programs/spent", { body: { status: "ended" } });
  await call("PATCH", "/v1/programs/spent", { body: { status: "active" } });
  await post("/v1/programs/spent/publish", { version: 1 });
  await codeOf("spent", "edo");
  await get("/v1/rewards?participant=edo");
}

export async function listsPart({ get }: Recorder): Promise<void> {
  const all = await get<{ data: readonly { id: string }[] }>("/v1/referrals?limit=200");
  await get(`/v1/referrals/${all.data[0]?.id}`);
  await get("/v1/referrals/ref_0");
  await get("/v1/referrals?advocate=ann&status=rejected");
  await get("/v1/referrals?friend=otto&program=orders&limit=1");
  await get("/v1/referrals?status=expired");
  await get("/v1/participants/fay");
  await get("/v1/participants/solo");
  await get("/v1/ledger/balances?limit=200");
  await get("/v1/ledger/balances?participant=ray");
  await get("/v1/ledger/postings?limit=200&participant=roy");
  await get("/v1/ledger/postings?program=options&limit=3");
  await get("/v1/reports/summary");
  await get("/v1/reports/summary?program=every&from=2026-01-01&to=2026-02-01");
  await get("/v1/reports/summary?program=none");
  await get("/v1/codes/CID-1");
}
