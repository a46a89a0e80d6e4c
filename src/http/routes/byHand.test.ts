import { afterAll, beforeAll, expect, it } from "vitest";
import { readLastSources } from "../../db/queries/history.ts";
import { sha256 } from "../../engine/events/sha256.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

interface Reply {
  readonly code?: string;
  readonly reason?: string;
  readonly results: readonly { readonly referral: { readonly id: string }; readonly decisions: readonly object[] }[];
}

let app: TestApp;
let code: string;
beforeAll(async () => {
  app = await createTestApp();
  const ann = { program: "friends", participant: { externalId: "ann" } };
  code = (await app.api.post<{ code: string }>("/v1/codes", ann)).body.code;
});
afterAll(() => app.close());

const buy = (externalId: string, orderId: string, occurredAt: string) => {
  const order = { type: "purchase", orderId, amountMinor: 5000, currency: "GBP", occurredAt };
  return app.api.post("/v1/events", { ...order, participant: { externalId } });
};
const tie = (friend: string, more: object = {}) => {
  const hand = { program: "friends", advocate: "ann", friend, reason: "rang us", attributedAt: "2026-01-03T00:00:00Z" };
  return app.api.post<Reply>("/v1/referrals", { ...hand, ...more });
};

it("a friend is tied by hand once, their order since is decided, and the shop alone reads who did it and why", async () => {
  await buy("fay", "o-1", "2026-01-04T00:00:00Z");
  const first = await tie("fay");
  expect(first.status).toBe(201);
  expect(first.body.results).toMatchObject([
    {
      referral: { source: "manual", advocate: "ann", code, status: "converted" },
      decisions: expect.arrayContaining([expect.objectContaining({ orderId: "o-1", outcome: "granted" })]),
    },
  ]);
  const id = first.body.results[0]?.referral.id;
  const again = await tie("fay", { advocate: undefined, code: code.toLowerCase(), reason: "twice" });
  expect([again.status, again.body.results[0]?.referral.id]).toEqual([200, id]);
  const audit = await app.api.get<{ data: readonly object[] }>("/v1/audit?action=referral.attributed");
  expect(audit.body.data).toMatchObject([
    {
      subject: { kind: "referral", id },
      detail: { reason: "rang us", force: false, participant: "fay", program: "friends" },
    },
  ]);
  const told = async (audience: string) => {
    return JSON.stringify((await app.api.get(`/v1/referrals/${id}/explanation?audience=${audience}`)).body);
  };
  expect(await told("tenant")).toMatch(/Done by sk_[^ ]+\. Reason: “rang us”\./);
  for (const audience of ["advocate", "friend"]) {
    expect(await told(audience)).toContain("by hand");
    expect(await told(audience)).not.toContain("rang us");
  }
  const kept = await app.database.query("SELECT facts FROM events WHERE type = 'referral_by_hand'");
  expect(kept).toEqual([[{ code, clicks: [], channel: null, codeEntered: true, force: false }]]);
});

it("a backtest keeps what a friend bought until they are tied, as it does for a code", async () => {
  const asker = { kind: "secretKey", hash: sha256(app.tenant.secretKey) } as const;
  const read = await readLastSources(app.database, asker, 1_000_000);
  const [row] = await app.database.query("SELECT participant_id, seq FROM events WHERE type = 'referral_by_hand'");
  expect(read?.body[String(row?.[0])]).toBe(Number(row?.[1]));
});

it("what a signup would be refused for is answered, and nothing of it is kept", async () => {
  await buy("old", "o-2", "2026-01-01T00:00:00Z");
  const before = await app.database.query("SELECT count(*) FROM events UNION ALL SELECT count(*) FROM referrals");
  const refused = await tie("old");
  expect([refused.status, refused.body]).toMatchObject([
    409,
    { code: "referral_refused", reason: "existing_customer" },
  ]);
  expect((await tie("ann")).body).toMatchObject({ code: "referral_refused", reason: "self_referral" });
  expect((await tie("new", { advocate: "no one" })).body).toMatchObject({ code: "not_found" });
  expect((await tie("new", { advocate: "old" })).body).toMatchObject({ code: "no_code" });
  expect((await tie("new", { program: "none" })).body).toMatchObject({ code: "program_not_found" });
  expect((await tie("new", { code })).status).toBe(422);
  expect(await app.database.query("SELECT count(*) FROM events UNION ALL SELECT count(*) FROM referrals")).toEqual(
    before,
  );
  expect((await tie("old", { force: true })).status).toBe(201);
});
