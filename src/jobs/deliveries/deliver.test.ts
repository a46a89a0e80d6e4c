import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NOTICES } from "../../domain/notices.ts";
import { DAY_MS } from "../../domain/periods.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { WebhookReceiver } from "../../testing/webhookReceiver.ts";
import { webhookReceiver } from "../../testing/webhookReceiver.ts";
import { runScheduledJobs } from "../runScheduledJobs.ts";
import { createDeliverer } from "./deliverer.ts";
import { deliverWithin, WORKER_LIMITS } from "./deliverWithin.ts";

let app: TestApp;
let receiver: WebhookReceiver;
let people = 0;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  receiver = await webhookReceiver();
});
afterEach(async () => {
  await receiver.close();
  for (const { id } of await hooks()) await app.api.send("DELETE", `/v1/webhooks/${id}`);
});

interface Hook {
  readonly id: string;
  readonly secret: string;
  readonly enabled: boolean;
  readonly disabledReason: string | null;
}
interface Delivery {
  readonly id: string;
  readonly notice: string;
  readonly type: string | null;
  readonly status: string;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly lastStatus: number | null;
  readonly lastAnswer: string | null;
}

const hooks = async () => (await app.api.get<{ data: Hook[] }>("/v1/webhooks")).body.data;
const hook = async (more: object = {}, url = receiver.url) =>
  (await app.api.post<Hook>("/v1/webhooks", { url, ...more })).body;
const deliveries = async (id: string) =>
  (await app.api.get<{ data: Delivery[] }>(`/v1/webhooks/${id}/deliveries`)).body.data;
const deliver = () => deliverWithin(createDeliverer(app.deps, WORKER_LIMITS), app.clock, 40_000);
/** Something that every endpoint hears of. */
const happen = async () => {
  people += 1;
  await app.api.put(`/v1/participants/p-${people}`, {});
  const participant = { externalId: `p-${people}` };
  await app.api.post("/v1/codes", { program: "friends", participant });
};

describe("a webhook", () => {
  it("tells what happened after it was made, once, as the API shows it, and nothing of before", async () => {
    await happen();
    app.clock.advance(1);
    const { id } = await hook();
    const { code } = (
      await app.api.post<{ code: string }>("/v1/codes", { program: "friends", participant: { externalId: "ada" } })
    ).body;
    await app.api.post("/v1/events", { type: "signup", participant: { externalId: "ben" }, code, program: "friends" });
    const order = { orderId: "o-1", amountMinor: 9_000, currency: "GBP" };
    await app.api.post("/v1/events", { type: "purchase", participant: { externalId: "ben" }, ...order });
    await deliver();
    await deliver();
    const told = receiver.received.map(
      ({ body }) => JSON.parse(body) as { type: string; data: Record<string, unknown> },
    );
    const types = told.map(({ type }) => type);
    for (const type of ["participant.created", "code.issued", "referral.attributed", "referral.converted"]) {
      expect(types).toContain(type);
    }
    expect(types.filter((type) => type === "participant.created")).toHaveLength(2);
    expect(told.find(({ type }) => type === "participant.created")?.data.participant).toEqual({
      externalId: "ada",
      guest: false,
    });
    const attributed = told.find(({ type }) => type === "referral.converted");
    const referralId = (attributed?.data.referral as { id: string } | undefined)?.id;
    expect(attributed?.data).toMatchObject({ program: "friends", eventId: expect.stringMatching(/^evt_/) });
    expect(attributed?.data.referral).toEqual((await app.api.get(`/v1/referrals/${referralId}`)).body);
    const reward = told.find(({ type }) => type.startsWith("reward."))?.data.reward as { id: string };
    expect(reward).toEqual((await app.api.get(`/v1/rewards/${reward.id}`)).body);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(types.length);
    expect((await deliveries(id)).every(({ status, attempts }) => status === "delivered" && attempts === 1)).toBe(true);
    expect(await app.database.query("SELECT id FROM outbox")).toEqual([]);
  });

  it("hears of the notices that it names alone", async () => {
    await hook({ events: ["code.issued"] });
    await happen();
    await deliver();
    expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(["code.issued"]);
  });

  it("is told again after a failure, by the schedule, under the same id", async () => {
    const { id } = await hook({ events: ["code.issued"] });
    receiver.answer = () => ({ status: 500, text: `no\0${"x".repeat(2_000)}` });
    await happen();
    await deliver();
    const [first] = await deliveries(id);
    expect(first).toMatchObject({ status: "waiting", attempts: 1, lastStatus: 500 });
    expect(first?.lastAnswer).toBe(`no${"x".repeat(1_021)}`);
    await deliver();
    expect(receiver.received).toHaveLength(1);
    app.clock.advance(6_001);
    receiver.answer = () => ({ status: 204 });
    await deliver();
    expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual([first?.notice, first?.notice]);
    expect((await deliveries(id))[0]).toMatchObject({ status: "delivered", attempts: 2, lastStatus: 204 });
  });

  it("is failed after ten attempts, and can be tried anew", async () => {
    const { id } = await hook({ events: ["code.issued"] });
    receiver.answer = () => ({ status: 302, headers: { location: receiver.url } });
    await happen();
    for (let attempt = 0; attempt < 12; attempt++) {
      await deliver();
      app.clock.advance(30 * 3_600_000);
      // The days would disable it.
      await app.database.query("UPDATE webhooks SET failing_since = NULL");
    }
    expect(receiver.received).toHaveLength(10);
    const [failed] = await deliveries(id);
    expect(failed).toMatchObject({ status: "failed", attempts: 10, nextAttemptAt: null });
    receiver.answer = () => ({ status: 200 });
    expect((await app.api.post(`/v1/deliveries/${failed?.id}/retry`, {})).body).toMatchObject({ status: "waiting" });
    await deliver();
    expect((await deliveries(id))[0]).toMatchObject({ status: "delivered", attempts: 1 });
    expect(receiver.received.at(-1)?.headers["webhook-id"]).toBe(failed?.notice);
  });

  it("is disabled at once where it says that it is gone, with a notice to the others, and enabled by a person", async () => {
    const { id } = await hook({ events: ["code.issued"] });
    const other = await webhookReceiver();
    await hook({ events: ["webhook.disabled"] }, other.url);
    receiver.answer = () => ({ status: 410 });
    await happen();
    await deliver();
    await deliver();
    expect((await hooks())[0]).toMatchObject({ id, enabled: false, disabledReason: "gone" });
    expect(other.received.map(({ body }) => JSON.parse(body).data.webhook)).toEqual([
      { id, url: receiver.url, disabledReason: "gone" },
    ]);
    await other.close();
    await happen();
    await deliver();
    expect(receiver.received).toHaveLength(1);
    expect((await app.api.post(`/v1/webhooks/${id}/test`, {})).body.code).toBe("webhook_disabled");
    await app.api.patch(`/v1/webhooks/${id}`, { enabled: true });
    receiver.answer = () => ({ status: 200 });
    await happen();
    await deliver();
    expect(receiver.received).toHaveLength(2);
    const actions = (await app.api.get<{ data: { action: string }[] }>("/v1/audit?limit=50")).body.data;
    expect(actions.map(({ action }) => action)).toContain("webhook.disabled");
  });

  it("is disabled after five days of nothing but failures, and not when one went well in between", async () => {
    const { id } = await hook({ events: ["code.issued"] });
    receiver.answer = () => ({ status: 500 });
    const day = async () => {
      await happen();
      await deliver();
      app.clock.advance(DAY_MS);
    };
    for (let n = 0; n < 3; n++) await day();
    receiver.answer = () => ({ status: 200 });
    await day();
    receiver.answer = () => ({ status: 500 });
    for (let n = 0; n < 5; n++) await day();
    expect((await hooks())[0]).toMatchObject({ id, enabled: true });
    await day();
    await day();
    expect((await hooks())[0]).toMatchObject({ id, enabled: false, disabledReason: "failing" });
  });

  it("is sent what happened in a span once more, under the ids that it had", async () => {
    const { id } = await hook({ events: ["code.issued"] });
    const from = app.clock.now().toISOString();
    await happen();
    await happen();
    await deliver();
    app.clock.advance(1_000);
    const to = app.clock.now().toISOString();
    expect((await app.api.post(`/v1/webhooks/${id}/replay`, { from, to })).body).toEqual({ count: 2 });
    await deliver();
    const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
    expect([ids.length, new Set(ids).size]).toEqual([4, 2]);
    expect((await app.api.post(`/v1/webhooks/${id}/replay`, { from: to, to })).body).toEqual({ count: 0 });
  });

  it("can be tried out", async () => {
    const { id } = await hook({ events: ["reward.voided"] });
    expect((await app.api.post(`/v1/webhooks/${id}/test`, {})).status).toBe(201);
    await deliver();
    expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(["webhook.test"]);
    expect(Object.keys(NOTICES)).not.toContain("webhook.test");
  });
});

describe("what is kept", () => {
  it("goes after thirty days, and of tenants without endpoints nothing is kept", async () => {
    await happen();
    await deliver();
    expect(await app.database.query("SELECT id FROM outbox")).toEqual([]);
    await hook();
    await happen();
    await deliver();
    const count = async () =>
      (await app.database.query("SELECT (SELECT count(*) FROM notices), (SELECT count(*) FROM deliveries)"))[0]?.map(
        Number,
      );
    const before = await count();
    expect(before?.every((n) => n > 0)).toBe(true);
    app.clock.advance(29 * DAY_MS);
    await happen();
    await deliver();
    app.clock.advance(2 * DAY_MS);
    await runScheduledJobs(app.deps);
    expect(await count()).toEqual([2, 2]);
  });
});
