import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { WebhookReceiver } from "../../testing/webhookReceiver.ts";
import { webhookReceiver } from "../../testing/webhookReceiver.ts";
import { createDeliverer } from "./deliverer.ts";
import { deliverWithin, WORKER_LIMITS } from "./deliverWithin.ts";

let app: TestApp;
let receiver: WebhookReceiver;
beforeAll(async () => {
  app = await createTestApp();
  receiver = await webhookReceiver();
  await app.api.post("/v1/webhooks", { url: receiver.url });
  app.clock.advance(1);
});
afterAll(async () => {
  await receiver.close();
  await app.close();
});

interface Body {
  readonly type: string;
  readonly data: {
    readonly then: { readonly status: string; readonly amountMinor?: number } | null;
    readonly version: number;
    readonly reward?: { readonly id: string; readonly status: string; readonly amountMinor: number };
    readonly referral?: { readonly id: string; readonly status: string };
    readonly participant?: { readonly externalId: string };
  };
}

async function deliver(): Promise<readonly Body[]> {
  const before = receiver.received.length;
  await deliverWithin(createDeliverer(app.deps, WORKER_LIMITS), app.clock, 40_000);
  return receiver.received.slice(before).map(({ body }) => JSON.parse(body) as Body);
}

const money = (amountMinor: number) => ({ amountMinor, currency: "GBP" });
const report = (event: object) => app.api.post("/v1/events", event);

describe("a notice", () => {
  it("tells what its thing was then, though it is another by now, and which of two is the later", async () => {
    const { code } = (
      await app.api.post<{ code: string }>("/v1/codes", { program: "friends", participant: { externalId: "ada" } })
    ).body;
    const friend = { participant: { externalId: "ben" } };
    await report({ type: "signup", ...friend, code, program: "friends" });
    await report({ type: "purchase", ...friend, orderId: "o-1", ...money(9_000) });
    await report({ type: "refund", orderId: "o-1", refundId: "r-1", ...money(9_000) });
    const told = await deliver();
    const of = (type: string) => told.filter((body) => body.type === type).map(({ data }) => data);
    // All that was told late shows the thing as it is now, and its moment.
    const [converted] = of("referral.converted");
    expect([converted?.then, converted?.referral?.status]).toEqual([{ status: "converted" }, "attributed"]);
    const [given] = of("reward.pending").filter(({ reward }) => reward?.status === "voided");
    expect([given?.then?.status, given?.reward?.amountMinor]).toEqual(["pending", 0]);
    expect(given?.then?.amountMinor).toBeGreaterThan(0);
    expect(of("reward.voided").map(({ then }) => then)).toContainEqual({ status: "voided", amountMinor: 0 });

    await report({ type: "purchase", ...friend, orderId: "o-2", ...money(9_000) });
    const later = await deliver();
    const versions = (bodies: readonly Body[]) =>
      bodies.flatMap(({ data }) => (data.referral === undefined ? [] : [[data.referral.id, data.version] as const]));
    const [before] = versions(told);
    const [after] = versions(later);
    expect(after?.[0]).toBe(before?.[0]);
    expect(after?.[1]).toBeGreaterThan(before?.[1] ?? Number.POSITIVE_INFINITY);
    for (const { data } of [...told, ...later]) expect(data.version).toBeGreaterThan(0);
  });

  it("of two decisions of one commit has the moment of each", async () => {
    const friend = { participant: { externalId: "cyd" } };
    await report({ type: "signup", ...friend, code: (await codeOf("ada")) ?? "", program: "friends" });
    await deliver();
    const events = [
      { type: "purchase", ...friend, orderId: "o-3", ...money(9_000) },
      { type: "refund", orderId: "o-3", refundId: "r-3", ...money(9_000) },
    ];
    await app.api.post("/v1/events/batch", { events });
    const told = (await deliver()).filter(({ data }) => data.reward !== undefined);
    const moments = told.map(({ type, data }) => [type, data.then?.status]);
    for (const [type, status] of moments) expect(`reward.${status}`).toBe(type);
    expect(new Set(moments.map(([type]) => type)).size).toBeGreaterThan(1);
  });

  it("of the release before is told without its moment", async () => {
    const [row] = await app.database.query("SELECT id FROM participants WHERE external_id = 'ada'");
    const { tenantId } = app.tenant;
    const notices = [{ type: "participant.created", eventId: null, programId: null, subjectId: row?.[0] }];
    await app.database.query("INSERT INTO outbox (tenant_id, id, notices, created_at) VALUES ($1, $2, $3::jsonb, $4)", [
      ...[tenantId, app.deps.ids.id("obx", app.clock.now()), JSON.stringify(notices), app.clock.now().toISOString()],
    ]);
    const [told] = await deliver();
    expect([told?.data.then, told?.data.participant?.externalId]).toEqual([null, "ada"]);
    // Two numbers guard a participant; what changes either raises what is told.
    expect(told?.data.version).toBeGreaterThan(0);
  });
});

async function codeOf(externalId: string): Promise<string | undefined> {
  const asked = { program: "friends", participant: { externalId } };
  return (await app.api.post<{ code: string }>("/v1/codes", asked)).body.code;
}
