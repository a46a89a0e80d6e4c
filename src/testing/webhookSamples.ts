import type { ApiClient } from "./apiClient.ts";
import type { Sample } from "./sample.ts";

/** An endpoint with a delivery, one that is removed, and how to ask for them. */
export async function webhookSamples(api: ApiClient): Promise<Readonly<Record<string, Sample>>> {
  const content = { url: "https://hooks.shop.example/referrals", events: ["reward.approved"], description: "Ours" };
  const all = { ...content, events: null };
  const made = async () => (await api.post<{ id: string }>("/v1/webhooks", all)).body.id;
  const [id, spare] = [await made(), await made()];
  const { body: delivery } = await api.post<{ id: string }>(`/v1/webhooks/${id}/test`, {});
  const one = (path: string, body: Sample["body"], of = id): Sample => ({
    ...{ path: `/v1/webhooks/${of}${path}`, absent: `/v1/webhooks/whk_0${path}`, body },
  });
  return {
    "post /v1/webhooks": { path: "/v1/webhooks", absent: null, body: content },
    "get /v1/webhooks": { path: "/v1/webhooks", absent: null, body: null },
    "get /v1/webhooks/{id}": one("", null),
    "patch /v1/webhooks/{id}": one("", { ...content, events: null, enabled: true }),
    "delete /v1/webhooks/{id}": one("", null, spare),
    "post /v1/webhooks/{id}/rotate": { ...one("/rotate", {}), needsKey: true },
    "post /v1/webhooks/{id}/test": one("/test", {}),
    "get /v1/webhooks/{id}/deliveries": one("/deliveries?status=waiting", null),
    "post /v1/deliveries/{id}/retry": {
      path: `/v1/deliveries/${delivery.id}/retry`,
      absent: "/v1/deliveries/dlv_0/retry",
      body: {},
    },
    "post /v1/webhooks/{id}/replay": one("/replay", { from: "2026-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z" }),
  };
}
