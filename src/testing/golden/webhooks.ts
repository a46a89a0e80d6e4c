import type { Recorder } from "./recorder.ts";

/** The part of the golden story about endpoints that are told; none of them is asked in it. */
export async function webhooksPart({ call, get, post }: Recorder): Promise<void> {
  const url = "https://hooks.shop.example/referrals";
  const key = { "idempotency-key": "hook" };
  const make = { body: { url, events: ["reward.approved", "reward.voided"], description: "Books" }, headers: key };
  const { id } = await call<{ id: string }>("POST", "/v1/webhooks", make);
  await call("POST", "/v1/webhooks", make);
  const { id: other } = await post<{ id: string }>("/v1/webhooks", { url });
  for (const refused of ["http://shop.example/", "https://127.0.0.1.nip.internal/", "https://10.0.0.1/"]) {
    await post("/v1/webhooks", { url: refused });
  }
  await post("/v1/webhooks", { url, events: ["reward.lost"] });
  await get("/v1/webhooks");
  await get(`/v1/webhooks/${id}`);
  await get("/v1/webhooks/whk_0");
  await call("PATCH", `/v1/webhooks/${id}`, { body: { events: null, description: null } });
  await call("PATCH", `/v1/webhooks/${id}`, { body: { url: "https://localhost.corp/" } });
  const rotate = { body: {}, headers: { "idempotency-key": "hook-2" } };
  await post(`/v1/webhooks/${id}/rotate`, {});
  await call("POST", `/v1/webhooks/${id}/rotate`, rotate);
  await call("POST", `/v1/webhooks/${id}/rotate`, rotate);
  const { id: delivery } = await post<{ id: string }>(`/v1/webhooks/${id}/test`, {});
  await get(`/v1/webhooks/${id}/deliveries`);
  await get(`/v1/webhooks/${id}/deliveries?status=failed`);
  await post(`/v1/deliveries/${delivery}/retry`, {});
  await post("/v1/deliveries/dlv_0/retry", {});
  await post(`/v1/webhooks/${id}/replay`, { from: "2026-01-05T00:00:00Z", to: "2026-01-06T00:00:00Z" });
  await call("PATCH", `/v1/webhooks/${id}`, { body: { enabled: false } });
  await post(`/v1/webhooks/${id}/test`, {});
  await post(`/v1/deliveries/${delivery}/retry`, {});
  await call("DELETE", `/v1/webhooks/${other}`);
  await call("DELETE", `/v1/webhooks/${other}`);
}
