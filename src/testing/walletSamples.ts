import type { ApiClient } from "./apiClient.ts";
import type { Sample } from "./sample.ts";

/** How what a participant has is changed by hand, spent and read: points that they were given, of which one order has spent some. */
export async function walletSamples(api: ApiClient): Promise<Readonly<Record<string, Sample>>> {
  const bonus = { unit: "points", amountMinor: 100, reason: "thank you" };
  await api.post("/v1/participants/a-1/adjustments", bonus, { "idempotency-key": "sample-points" });
  const paid = { unit: "points", orderId: "sample-given-back", amountMinor: 10 };
  await api.post("/v1/participants/a-1/spend", paid, { "idempotency-key": "sample-spend" });
  return {
    "post /v1/participants/{externalId}/adjustments": {
      path: "/v1/participants/a-1/adjustments",
      absent: "/v1/participants/unknown/adjustments",
      body: { amountMinor: -250, unit: "cash:GBP", reason: "paid twice" },
      needsKey: true,
    },
    "get /v1/participants/{externalId}/adjustments": {
      path: "/v1/participants/a-1/adjustments",
      absent: "/v1/participants/unknown/adjustments",
      body: null,
    },
    "post /v1/participants/{externalId}/spend": {
      path: "/v1/participants/a-1/spend",
      absent: "/v1/participants/unknown/spend",
      body: { unit: "points", orderId: "sample-paid", amountMinor: 40 },
      needsKey: true,
    },
    "post /v1/participants/{externalId}/spend/release": {
      path: "/v1/participants/a-1/spend/release",
      absent: "/v1/participants/unknown/spend/release",
      body: { unit: "points", orderId: "sample-given-back" },
    },
    "get /v1/participants/{externalId}/wallet": {
      path: "/v1/participants/a-1/wallet",
      absent: "/v1/participants/unknown/wallet",
      body: null,
    },
    "get /v1/client/wallet": { path: "/v1/client/wallet", absent: null, body: null, as: "a-1" },
  };
}
