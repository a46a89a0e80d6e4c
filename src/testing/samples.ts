import { demoProgram } from "../demo/demoProgram.ts";
import type { KeyPair } from "../usecases/tenants/createTenant.ts";
import type { ApiClient } from "./apiClient.ts";
import { payeeSamples } from "./payeeSamples.ts";
import { payoutSamples, STRIPE_KEY_SAMPLES } from "./payoutSamples.ts";
import type { Json, Sample } from "./sample.ts";
import { otherEvents } from "./sampleEvents.ts";
import { samplesOfFigures } from "./sampleFigures.ts";
import { aliasSamples, goalSamples, librarySamples, reassignSample, spareKey, waitingPublish } from "./sampleThings.ts";
import { trialSamples } from "./trialSamples.ts";
import { walletSamples } from "./walletSamples.ts";
import { webhookSamples } from "./webhookSamples.ts";

const purchase = {
  type: "purchase",
  participant: { externalId: "f-1", email: "f@example.com", phone: "+442071838750", segments: ["new"] },
  orderId: "sample-1",
  amountMinor: 4200,
  currency: "GBP",
  country: "United Kingdom",
  paid: { amountMinor: 5000, currency: "EUR" },
  items: [{ lineId: "l-1", sku: "A1", category: "tea", quantity: 2, amountMinor: 4200 }],
  code: null,
  codeEntered: true,
  clickIds: [],
  discounts: [{ code: "TQ", amountMinor: 10 }],
  subscription: false,
  metadata: { margin: 100, gift: true, note: "x" },
  fingerprints: { card: "fp_1", device: "d-81" },
  occurredAt: "2026-01-05T09:00:00Z",
};

/** A signup of another friend, and what it earned them: the demo program's welcome discount, approved at once. */
async function welcome(api: ApiClient, friend: string, code: string) {
  const signup = { type: "signup", participant: { externalId: friend }, code };
  const { body } = await api.post<{ results: { rewards: { id: string; coupon?: { code: string } }[] }[] }>(
    "/v1/events",
    signup,
  );
  const reward = body.results[0]?.rewards[0];
  return { rewardId: reward?.id ?? "", coupon: reward?.coupon?.code ?? "" };
}

/** A purchase that converts a friend, and the advocate's cash that it earned, held. */
async function heldReward(api: ApiClient, friend: string): Promise<string> {
  const bought = { type: "purchase", participant: { externalId: friend }, orderId: `sample-${friend}` };
  const { body } = await api.post<{ results: { rewards: { id: string }[] }[] }>("/v1/events", {
    ...bought,
    amountMinor: 4200,
    currency: "GBP",
  });
  return body.results[0]?.rewards[0]?.id ?? "";
}

/** Two rewards of a program of its own that offer a choice: of f-9 and of f-8. */
async function offeredRewards(api: ApiClient): Promise<readonly [string, string]> {
  const options = [
    { kind: "points", amount: 5 },
    { kind: "item", sku: "mug", quantity: 1 },
  ];
  const grant = { kind: "choice", options, chooseWithinDays: 7 };
  const rewards = [{ id: "gift", recipient: "friend", on: { event: "signup" }, grant }];
  await api.post("/v1/programs", {
    ...demoProgram,
    key: "gifts",
    texts: {},
    rules: { ...(demoProgram.rules as Json), rewards },
  });
  await api.post("/v1/programs/gifts/publish", {});
  const owner = { program: "gifts", participant: { externalId: "a-9" } };
  const { body } = await api.post<{ code: string }>("/v1/codes", owner);
  return [(await welcome(api, "f-9", body.code)).rewardId, (await welcome(api, "f-8", body.code)).rewardId];
}

/** Makes an advocate, a friend, a referral and rewards, and says how to ask for each of them. */
export async function furnish(api: ApiClient, keys: KeyPair): Promise<Readonly<Record<string, Sample>>> {
  const { body: issued } = await api.post<{ code: string }>("/v1/codes", {
    program: "friends",
    participant: { externalId: "a-1", email: "a@example.com" },
  });
  await api.post("/v1/programs/friends/applications", { participant: { externalId: "a-1" } });
  const signup = { type: "signup", participant: { externalId: "f-1" }, code: issued.code };
  const { body: reply } = await api.post<{ results: { referral: { id: string }; rewards: { id: string }[] }[] }>(
    "/v1/events",
    signup,
  );
  const [result] = reply.results;
  const referralId = result?.referral.id ?? "";
  const rewardId = result?.rewards[0]?.id ?? "";
  // So that there are two versions to compare.
  await api.post("/v1/programs/friends/publish", { version: 1 });
  const [held, ended, handed] = [
    await welcome(api, "f-2", issued.code).then(() => heldReward(api, "f-2")),
    (await welcome(api, "f-3", issued.code)).rewardId,
    (await welcome(api, "f-4", issued.code)).rewardId,
  ];
  const disputed = await welcome(api, "f-7", issued.code).then(() => heldReward(api, "f-7"));
  await api.post("/v1/events", { type: "dispute", orderId: "sample-f-7", disputeId: "sample-1", status: "opened" });
  const coupon = (await welcome(api, "f-5", issued.code)).coupon;
  const freed = (await welcome(api, "f-6", issued.code)).coupon;
  await api.post(`/v1/coupons/${freed}/redeem`, { orderId: "sample-left", amountMinor: 4200, currency: "GBP" });
  const [offered, offeredToo] = await offeredRewards(api);
  const waiting = await waitingPublish(api);
  await api.post("/v1/programs", { ...demoProgram, key: "unwanted" });
  const order = { amountMinor: 4200, currency: "GBP", items: [{ sku: "A1", category: "tea", amountMinor: 4200 }] };
  const step = (id: string, name: string): Sample => {
    return { path: `/v1/rewards/${id}/${name}`, absent: `/v1/rewards/rwd_0/${name}`, body: { reason: "by hand" } };
  };
  const plain = (path: string, body: Json | null = null): Sample => ({ path, absent: null, body });
  return {
    "put /v1/participants/{externalId}": plain("/v1/participants/a-1", {
      email: "a@example.com",
      name: "Ada",
      mayBeNamed: true,
      segments: ["vip"],
      customerSince: "2024-05-01T00:00:00Z",
    }),
    "post /v1/participants/batch": plain("/v1/participants/batch", {
      participants: [{ externalId: "a-3", email: "c@example.com", country: "GB", customerSince: "2024-05-01" }],
    }),
    "get /v1/participants/{externalId}": {
      path: "/v1/participants/a-1",
      absent: "/v1/participants/unknown",
      body: null,
    },
    ...(await aliasSamples(api)),
    ...(await walletSamples(api)),
    ...(await payeeSamples(api)),
    ...(await payoutSamples(api)),
    ...STRIPE_KEY_SAMPLES,
    "post /v1/participants/{externalId}/block": {
      path: "/v1/participants/f-5/block",
      absent: "/v1/participants/unknown/block",
      body: { reason: "many accounts" },
    },
    "post /v1/participants/{externalId}/unblock": {
      path: "/v1/participants/f-5/unblock",
      absent: "/v1/participants/unknown/unblock",
      body: { reason: "their family" },
    },
    "post /v1/codes": plain("/v1/codes", { program: "friends", participant: { externalId: "a-1", name: "Ada" } }),
    "get /v1/codes/{code}": { path: `/v1/codes/${issued.code}`, absent: "/v1/codes/NOPE", body: null },
    "post /v1/codes/batch": plain("/v1/codes/batch", {
      program: "friends",
      codes: [{ participant: { externalId: "a-2", name: "Bo" }, code: "SAMPLE-2", vanity: "bo-tea" }],
    }),
    "patch /v1/codes/{code}": {
      path: `/v1/codes/${issued.code}`,
      absent: "/v1/codes/NOPE",
      body: { disabled: false, expiresAt: "2100-01-01T00:00:00Z", maxUses: 1000 },
    },
    "post /v1/events": { ...plain("/v1/events", purchase), others: otherEvents },
    "post /v1/events/batch": plain("/v1/events/batch", { events: [purchase] }),
    "get /v1/orders/{orderId}": { path: "/v1/orders/sample-f-7", absent: "/v1/orders/unknown", body: null },
    "get /v1/referrals": plain("/v1/referrals"),
    "post /v1/referrals": {
      path: "/v1/referrals",
      absent: null,
      body: {
        ...{ program: "friends", advocate: "a-1", friend: "f-hand", reason: "told us on the phone", force: false },
        attributedAt: "2026-01-05T09:00:00Z",
      },
    },
    "get /v1/referrals/{id}": { path: `/v1/referrals/${referralId}`, absent: "/v1/referrals/ref_0", body: null },
    "post /v1/referrals/{id}/reassign": await reassignSample(api, issued.code),
    "get /v1/referrals/{id}/explanation": {
      path: `/v1/referrals/${referralId}/explanation`,
      absent: "/v1/referrals/ref_0/explanation",
      body: null,
    },
    "get /v1/participants": plain("/v1/participants?q=a-1"),
    "get /v1/rewards": plain("/v1/rewards"),
    "get /v1/rewards/{id}": { path: `/v1/rewards/${rewardId}`, absent: "/v1/rewards/rwd_0", body: null },
    "post /v1/rewards/{id}/approve": step(held, "approve"),
    "post /v1/rewards/{id}/void": step(ended, "void"),
    "post /v1/rewards/{id}/fulfill": step(handed, "fulfill"),
    "post /v1/rewards/{id}/release": step(disputed, "release"),
    "post /v1/rewards/{id}/choose": {
      path: `/v1/rewards/${offered}/choose`,
      absent: "/v1/rewards/rwd_0/choose",
      body: { option: 1 },
    },
    "post /v1/jobs/{name}": plain("/v1/jobs/release-rewards", { asOf: "2026-01-05T10:00:00Z" }),
    "post /v1/coupons/{code}/check": {
      path: `/v1/coupons/${coupon}/check`,
      absent: "/v1/coupons/NOPE/check",
      body: { order },
    },
    "post /v1/coupons/{code}/redeem": {
      path: `/v1/coupons/${coupon}/redeem`,
      absent: "/v1/coupons/NOPE/redeem",
      body: { orderId: "sample-coupon", ...order },
    },
    "post /v1/coupons/{code}/release": {
      path: `/v1/coupons/${freed}/release`,
      absent: "/v1/coupons/NOPE/release",
      body: { orderId: "sample-left", reason: "the payment failed" },
    },
    "post /v1/programs": plain("/v1/programs", { ...demoProgram, key: "sample" }),
    "get /v1/programs": plain("/v1/programs"),
    "get /v1/programs/{key}": { path: "/v1/programs/friends", absent: "/v1/programs/none", body: null },
    "patch /v1/programs/{key}": {
      path: "/v1/programs/friends",
      absent: "/v1/programs/none",
      body: { name: "Friends", texts: { "friend-welcome": { en: { name: "x" } } }, startsAt: null },
    },
    "delete /v1/programs/{key}": { path: "/v1/programs/unwanted", absent: "/v1/programs/none", body: null },
    "post /v1/programs/{key}/publish": {
      path: "/v1/programs/friends/publish",
      absent: "/v1/programs/none/publish",
      body: { applyTo: "new", version: 1 },
    },
    "post /v1/programs/{key}/schedule/{id}/cancel": {
      path: `/v1/programs/sale/schedule/${waiting}/cancel`,
      absent: `/v1/programs/none/schedule/${waiting}/cancel`,
      body: {},
    },
    "get /v1/programs/{key}/versions": {
      path: "/v1/programs/friends/versions",
      absent: "/v1/programs/none/versions",
      body: null,
    },
    "get /v1/programs/{key}/versions/{version}": {
      path: "/v1/programs/friends/versions/1",
      absent: "/v1/programs/none/versions/1",
      body: null,
    },
    "get /v1/programs/{key}/versions/{version}/diff": {
      path: "/v1/programs/friends/versions/2/diff",
      absent: "/v1/programs/none/versions/2/diff",
      body: null,
    },
    ...trialSamples(purchase),
    "post /v1/programs/{key}/applications": {
      path: "/v1/programs/friends/applications",
      absent: "/v1/programs/none/applications",
      body: { participant: { externalId: "a-3", name: "Cy" } },
    },
    "get /v1/programs/{key}/applications": {
      path: "/v1/programs/friends/applications",
      absent: "/v1/programs/none/applications",
      body: null,
    },
    "post /v1/programs/{key}/applications/{externalId}/approve": {
      path: "/v1/programs/friends/applications/a-1/approve",
      absent: "/v1/programs/none/applications/a-1/approve",
      body: { reason: "Known to the shop" },
    },
    "post /v1/programs/{key}/applications/{externalId}/refuse": {
      path: "/v1/programs/friends/applications/a-1/refuse",
      absent: "/v1/programs/none/applications/a-1/refuse",
      body: { reason: "Too few sales" },
    },
    "get /v1/recipes": plain("/v1/recipes"),
    "get /v1/recipes/{key}": plain("/v1/recipes/per-sale?currency=GBP"),
    "get /v1/tenant": plain("/v1/tenant"),
    "patch /v1/tenant": plain("/v1/tenant", {
      name: "Tea shop",
      landingUrl: "https://shop.example/",
      allowedOrigins: ["https://shop.example"],
    }),
    "post /v1/tenant/widget-secret/rotate": { ...plain("/v1/tenant/widget-secret/rotate"), needsKey: true },
    "post /v1/tenant/widget-secret/retire": plain("/v1/tenant/widget-secret/retire"),
    "get /v1/keys": plain("/v1/keys"),
    "post /v1/keys/{id}/revoke": {
      path: `/v1/keys/${await spareKey(api, keys)}/revoke`,
      absent: "/v1/keys/key_0/revoke",
      body: {},
    },
    "get /v1/audit": plain("/v1/audit"),
    "get /v1/client/panel": { ...plain("/v1/client/panel?program=friends"), as: "a-1" },
    "get /v1/client/codes/{code}": {
      path: `/v1/client/codes/${issued.code}`,
      absent: "/v1/client/codes/NOPE",
      body: null,
    },
    "post /v1/client/redemptions": plain("/v1/client/redemptions", {
      code: issued.code,
      clickIds: [],
      program: "friends",
      channel: "whatsapp",
    }),
    "post /v1/client/vanity": {
      ...plain("/v1/client/vanity", { program: "friends", vanity: "ada-tea" }),
      as: "a-1",
    },
    "post /v1/client/applications": plain("/v1/client/applications", { program: "friends" }),
    "post /v1/client/choices": {
      ...plain("/v1/client/choices", { rewardId: offeredToo, option: 1 }),
      as: "f-8",
    },
    ...(await librarySamples(api)),
    ...{ ...(await goalSamples(api)), ...(await webhookSamples(api)) },
    ...samplesOfFigures,
  };
}
