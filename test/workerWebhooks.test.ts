import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { ApiClient } from "../src/testing/apiClient.ts";
import { apiClient } from "../src/testing/apiClient.ts";
import type { WebhookReceiver } from "../src/testing/webhookReceiver.ts";
import { webhookReceiver } from "../src/testing/webhookReceiver.ts";
import type { WorkersRuntime } from "./support/runtimes.ts";
import { startWorker } from "./support/runtimes.ts";

/** What leaves workerd after a reply, and when the Worker's schedule says so. */

/** The Cron of `wrangler.toml` that sends webhooks. */
const EVERY_MINUTE = "* * * * *";

let runtime: WorkersRuntime;
let api: ApiClient;
let receiver: WebhookReceiver;

beforeAll(async () => {
  runtime = await startWorker(inject("postgresUrl"));
  const [{ secretKey }] = await runtime.newTenants();
  api = apiClient(runtime.fetch, secretKey);
  receiver = await webhookReceiver();
});
afterAll(async () => {
  await receiver.close();
  await runtime.close();
});

interface Delivery {
  readonly status: string;
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastAnswer: string | null;
}

/** Longer than anything takes. */
const LONG = { timeout: 60_000 };

const deliveriesOf = async (id: string) =>
  (await api.get<{ data: Delivery[] }>(`/v1/webhooks/${id}/deliveries`)).body.data;

/** What a commit has left is settled, without the schedule. */
const allDelivered = (id: string) =>
  expect
    .poll(async () => {
      const statuses = (await deliveriesOf(id)).map(({ status }) => status);
      return [statuses.length > 0, statuses.every((status) => status === "delivered")];
    }, LONG)
    .toEqual([true, true]);

const order = { participant: { externalId: "dan" }, orderId: "o-1", amountMinor: 900, currency: "GBP" };

describe("a Worker", () => {
  it.each([
    ["an isolate", () => api.post("/v1/codes", { program: "friends", participant: { externalId: "eve" } })],
    ["the object of a tenant", () => api.post("/v1/events", { type: "purchase", ...order })],
  ])("posts what a commit of %s has left after the reply, without its schedule", async (_where, commit) => {
    const { id } = (await api.post<{ id: string }>("/v1/webhooks", { url: receiver.url })).body;
    const reply = await commit();
    expect(reply.status).toBeLessThan(300);
    await allDelivered(id);
    await api.send("DELETE", `/v1/webhooks/${id}`);
  });
});

describe("the schedule of a Worker", () => {
  it("posts what an endpoint has not heard, signed and once, and waits as long as it is asked to", async () => {
    receiver.received.splice(0);
    const made = await api.post<{ id: string; secret: string }>("/v1/webhooks", { url: receiver.url });
    expect(made.status).toBe(201);
    await api.post("/v1/codes", { program: "friends", participant: { externalId: "ada" } });
    await allDelivered(made.body.id);
    const types = () => receiver.received.map(({ body }) => JSON.parse(body).type);
    expect(types()).toContain("code.issued");
    const webhook = new Webhook(made.body.secret);
    for (const { headers, body } of receiver.received) {
      expect(webhook.verify(body, headers as Record<string, string>)).toEqual(JSON.parse(body));
    }
    const before = receiver.received.length;
    await runtime.worker.scheduled(EVERY_MINUTE);
    expect(receiver.received).toHaveLength(before);

    receiver.answer = () => ({ status: 503, text: "Back soon", headers: { "retry-after": "60" } });
    await api.post(`/v1/webhooks/${made.body.id}/test`, {}, { "idempotency-key": "test" });
    await expect.poll(async () => (await deliveriesOf(made.body.id))[0]?.lastStatus, LONG).toBe(503);
    await runtime.worker.scheduled(EVERY_MINUTE);
    const [tried] = await deliveriesOf(made.body.id);
    expect(tried).toMatchObject({ status: "waiting", attempts: 1, lastStatus: 503, lastAnswer: "Back soon" });
    expect(types().filter((type) => type === "webhook.test")).toHaveLength(1);
  });
});
