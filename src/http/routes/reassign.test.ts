import { afterAll, beforeAll, expect, it } from "vitest";
import { readLastSources } from "../../db/queries/history.ts";
import { MAX_REASSIGNED } from "../../db/queries/reassign.ts";
import { sha256 } from "../../engine/events/sha256.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

interface Reward {
  readonly id: string;
  readonly participant: string;
  readonly status: string;
}

interface Reply {
  readonly code?: string;
  readonly reason?: string;
  readonly referral: { readonly id: string; readonly advocate: string; readonly status: string };
  readonly ended: readonly Reward[];
  readonly given: readonly Reward[];
  readonly kept: readonly Reward[];
}

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  for (const externalId of ["ann", "ben"]) {
    await app.api.post("/v1/codes", { program: "friends", participant: { externalId } });
  }
});
afterAll(() => app.close());

const day = (of: number) => `2026-01-0${of}T00:00:00Z`;
const tie = async (friend: string) => {
  const hand = { program: "friends", advocate: "ann", friend, reason: "rang us", attributedAt: day(3) };
  const { body } = await app.api.post<{ results: readonly { referral: { id: string } }[] }>("/v1/referrals", hand);
  return body.results[0]?.referral.id ?? expect.fail();
};
const buy = (externalId: string, orderId: string) => {
  const order = { type: "purchase", orderId, amountMinor: 5000, currency: "GBP", occurredAt: day(4) };
  return app.api.post("/v1/events", { ...order, participant: { externalId } });
};
const reassign = (id: string, advocate: string, reason = "wrong link") => {
  return app.api.post<Reply>(`/v1/referrals/${id}/reassign`, { advocate, reason });
};
const balancesOf = async (externalId: string) => {
  const { body } = await app.api.get<{ balances: readonly { pendingMinor: number; availableMinor: number }[] }>(
    `/v1/participants/${externalId}`,
  );
  return body.balances.map(({ pendingMinor, availableMinor }) => pendingMinor + availableMinor);
};

it("a referral is given to another advocate with what was not given out, once, and the shop alone reads why", async () => {
  const id = await tie("fay");
  await buy("fay", "o-1");
  const before = await balancesOf("ann");
  const first = await reassign(id, "ben");
  expect([first.status, first.body.referral]).toMatchObject([201, { id, advocate: "ben", status: "converted" }]);
  expect(first.body.ended).toMatchObject([{ participant: "ann", status: "voided", voidReason: "reassigned" }]);
  expect(first.body.given).toMatchObject([{ participant: "ben", status: "pending" }]);
  expect(first.body.kept).toEqual([]);
  expect(await balancesOf("ben")).toEqual(before);
  expect((await balancesOf("ann")).every((sum) => sum === 0)).toBe(true);
  const again = await reassign(id, "ben");
  expect([again.status, again.body.given]).toEqual([200, []]);
  const told = async (audience: string) => {
    return JSON.stringify((await app.api.get(`/v1/referrals/${id}/explanation?audience=${audience}`)).body);
  };
  expect(await told("tenant")).toMatch(/corrected by hand who had invited fay.*Reason: “wrong link”/);
  for (const audience of ["advocate", "friend"]) {
    expect(await told(audience)).toContain("we corrected by hand");
    expect(await told(audience)).not.toContain("wrong link");
    expect(await told(audience)).not.toMatch(/\bann\b/);
  }
});

it("what was given out stays and is listed, and a friend goes on from one panel to the other", async () => {
  const id = await tie("gus");
  await buy("gus", "o-2");
  const { body } = await app.api.get<{ data: readonly Reward[] }>(`/v1/rewards?participant=ann&status=pending`);
  const rewardId = body.data[0]?.id ?? expect.fail();
  await app.api.post(`/v1/rewards/${rewardId}/approve`, {});
  await app.api.post(`/v1/rewards/${rewardId}/fulfill`, {});
  const moved = await reassign(id, "ben");
  expect([moved.status, moved.body.ended, moved.body.given]).toEqual([201, [], []]);
  expect(moved.body.kept).toMatchObject([{ id: rewardId, participant: "ann", status: "fulfilled" }]);
});

it("a backtest keeps what a friend earned until they are given away, and leaves what had been given out", async () => {
  const asker = { kind: "secretKey", hash: sha256(app.tenant.secretKey) } as const;
  const read = await readLastSources(app.database, asker, 1_000_000);
  const rows = await app.database.query(
    "SELECT participant_id, max(seq)::integer FROM events WHERE type = 'referral_reassigned' GROUP BY 1",
  );
  expect(rows).toHaveLength(2);
  for (const [id, seq] of rows) expect(read?.body[String(id)]).toBe(seq);
  const program = await app.api.get<{ rules: unknown }>("/v1/programs/friends/versions/1");
  type Figures = { advocates: unknown; byRule: Readonly<Record<string, unknown>> };
  const { body } = await app.api.post<{ backtest: Figures; actual: Figures }>("/v1/programs/friends/backtest", {
    rules: program.body.rules,
  });
  const told = ({ advocates, byRule }: Figures) => ({ advocates, cash: byRule["advocate-cash"] });
  expect(told(body.backtest)).toEqual(told(body.actual));
  expect(told(body.actual)).toMatchObject({ advocates: { rewarded: 2 }, cash: { granted: 2, notVoided: 2 } });
});

it("takes 1,000 rewards along at most, and is refused whole beyond", async () => {
  const id = await tie("max");
  await buy("max", "o-max");
  await app.database.query(
    `INSERT INTO rewards SELECT (jsonb_populate_record(w, jsonb_build_object('id', w.id || '-' || n, 'source',
      w.source || '-' || n))).* FROM rewards w, generate_series(1, $2::integer) n
    WHERE w.referral_id = $1 AND w.recipient = 'advocate'`,
    [id, MAX_REASSIGNED],
  );
  const events = () => app.database.query("SELECT count(*) FROM events");
  const before = await events();
  expect(await reassign(id, "ben")).toMatchObject({ status: 422, body: { code: "too_many_decisions" } });
  expect(await events()).toEqual(before);
  await app.database.query("DELETE FROM rewards WHERE id LIKE '%-' || $1", [String(MAX_REASSIGNED)]);
  const { status, body } = await reassign(id, "ben");
  expect([status, body.given?.length]).toEqual([201, MAX_REASSIGNED]);
});

it("is refused with its reason, and nothing is written", async () => {
  const id = await tie("hal");
  expect(await reassign(id, "hal")).toMatchObject({
    status: 409,
    body: { code: "referral_refused", reason: "self_referral" },
  });
  await app.api.post("/v1/participants/ben/block", { reason: "spam" });
  expect(await reassign(id, "ben")).toMatchObject({
    status: 409,
    body: { code: "referral_refused", reason: "blocked" },
  });
  await app.api.post("/v1/participants/ben/unblock", {});
  expect((await reassign(id, "nobody")).status).toBe(404);
  expect((await reassign("ref_0", "ben")).status).toBe(404);
  const { body } = await app.api.get<{ advocate: string }>(`/v1/referrals/${id}`);
  expect(body.advocate).toBe("ann");
});
