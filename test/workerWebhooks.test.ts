import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { ApiClient } from "../src/testing/apiClient.ts";
import { apiClient } from "../src/testing/apiClient.ts";
import type { WebhookReceiver } from "../src/testing/webhookReceiver.ts";
import { webhookReceiver } from "../src/testing/webhookReceiver.ts";
import type { WorkersRuntime } from "./support/runtimes.ts";
import { startWorker } from "./support/runtimes.ts";

/** What leaves workerd when the Worker's schedule says so. */

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

describe("the schedule of a Worker", () => {
  it("posts what an endpoint has not heard, signed and once, and waits as long as it is asked to", async () => {
    const made = await api.post<{ id: string; secret: string }>("/v1/webhooks", { url: receiver.url });
    expect(made.status).toBe(201);
    await api.post("/v1/codes", { program: "friends", participant: { externalId: "ada" } });
    await runtime.worker.scheduled(EVERY_MINUTE);
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
    await runtime.worker.scheduled(EVERY_MINUTE);
    await runtime.worker.scheduled(EVERY_MINUTE);
    const { data } = (await api.get<{ data: Delivery[] }>(`/v1/webhooks/${made.body.id}/deliveries`)).body;
    expect(data[0]).toMatchObject({ status: "waiting", attempts: 1, lastStatus: 503, lastAnswer: "Back soon" });
    expect(types().filter((type) => type === "webhook.test")).toHaveLength(1);
  });
});
