import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

interface EventAnswer {
  readonly event: { readonly id: string; readonly duplicate: boolean };
  readonly code?: string;
}

describe("requests with an Idempotency-Key that arrive together", () => {
  let app: TestApp;
  let code: string;
  beforeAll(async () => {
    app = await createTestApp();
    const issued = await app.api.post<{ code: string }>("/v1/codes", {
      program: "friends",
      participant: { externalId: "adv" },
    });
    code = issued.body.code;
  });
  afterAll(() => app.close());

  const report = (key: string, orderId: string, more: object = {}) => {
    const participant = { externalId: `friend-${orderId}` };
    const order = { type: "purchase", participant, orderId, amountMinor: 4200, currency: "GBP", code };
    return app.api.post<EventAnswer>("/v1/events", { ...order, ...more }, { "idempotency-key": key });
  };
  const orders = (name: string) => Array.from({ length: 40 }, (_, index) => `${name}-${index}`);

  it("share two commits, and each has a reply of its own that a repeat is answered with", async () => {
    const all = orders("together");
    let first: Awaited<ReturnType<typeof report>>[] = [];
    const statements = await app.database.during(async () => {
      first = await Promise.all(all.map((order) => report(order, order)));
    });
    expect(first.map(({ status }) => status)).toEqual(all.map(() => 201));
    expect(statements).toBeLessThanOrEqual(6);
    const again = await Promise.all(all.map((order) => report(order, order)));
    expect(again.map(({ body }) => body)).toEqual(first.map(({ body }) => body));
    expect(new Set(again.map(({ headers }) => headers.get("idempotency-hit")))).toEqual(new Set(["true"]));
  });

  it("refuse and repeat only those that are a refusal or a repeat", async () => {
    const known = await report("known", "known");
    // The first occupies the lane, so that the others are one share.
    const [, wrong, repeat, refused, ...others] = await Promise.all([
      report("leading", "leading"),
      report("known", "other-order"),
      report("known", "known"),
      report("conflict", "known", { amountMinor: 1 }),
      ...orders("mixed").map((order) => report(order, order)),
    ]);
    expect([wrong.status, wrong.body.code]).toEqual([422, "idempotency_mismatch"]);
    expect(repeat.body).toEqual(known.body);
    expect([refused.status, refused.body.code]).toEqual([409, "event_conflict"]);
    expect(others.map(({ status }) => status)).toEqual(others.map(() => 201));
    // What was refused is not kept: mended, it may be sent again under its key.
    expect((await report("conflict", "mended")).status).toBe(201);
    expect((await report("other", "other-order")).status).toBe(201);
  });

  it("are one request where they bring the same key: the later gets the reply of the earlier", async () => {
    const [, ...same] = await Promise.all([
      report("leading-2", "leading-2"),
      ...[1, 2, 3].map(() => report("same", "same")),
    ]);
    expect(same.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(same.map(({ body }) => body)).toEqual(same.map(() => same[0]?.body));
    expect(same.map(({ headers }) => headers.get("idempotency-hit"))).toEqual([null, "true", "true"]);
  });
});
