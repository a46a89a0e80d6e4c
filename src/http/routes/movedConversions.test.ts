import { afterAll, beforeAll, expect, it } from "vitest";
import { documentOf, ruleOf } from "../../engine/testing/documents.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

interface EventReply {
  readonly results: readonly { readonly rewards: readonly { readonly id: string; readonly status: string }[] }[];
}

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

it("a conversion may move to an order for which a person voided what the same rule had granted", async () => {
  const program = { key: "moved", name: "M", landingUrl: "https://shop.example/", currency: "GBP" };
  const each = documentOf([ruleOf("a", { on: { event: "purchase" } })]);
  const once = documentOf([ruleOf("a")]);
  await app.api.post("/v1/programs", { ...program, rules: each });
  await app.api.post("/v1/programs/moved/publish", {});
  const owner = { program: "moved", participant: { externalId: "ann" } };
  const { code } = (await app.api.post<{ code: string }>("/v1/codes", owner)).body;
  const report = async (event: object) => {
    const { status, body } = await app.api.post<EventReply>("/v1/events", event);
    expect(status, JSON.stringify(body)).toBe(201);
    return body.results[0]?.rewards ?? [];
  };
  const participant = { externalId: "bob" };
  const order = (orderId: string) => ({ orderId, amountMinor: 4000, currency: "GBP" });
  await report({ type: "signup", participant, code });
  await report({ type: "purchase", participant, ...order("1") });
  const [voided] = await report({ type: "purchase", participant, ...order("2") });
  expect((await app.api.post(`/v1/rewards/${voided?.id}/void`, {})).status).toBe(200);
  await app.api.patch("/v1/programs/moved", { rules: once });
  await app.api.post("/v1/programs/moved/publish", { applyTo: "open" });
  const changed = await report({ type: "refund", refundId: "1", ...order("1") });
  expect(changed.map(({ status }) => status)).toEqual(["voided", "approved"]);
});
