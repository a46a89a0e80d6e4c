import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { removeOldRows } from "../db/queries/retention.ts";
import { RETENTION, SIGN_IN_RETENTION } from "../domain/retention.ts";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import { MAX_FORGOTTEN } from "./forgetOld.ts";
import { runScheduledJobs } from "./runScheduledJobs.ts";

const HOUR_MS = 3_600_000;

/** Tables with a time whose rows stay, and why. */
const KEPT_FOR_GOOD: Readonly<Record<string, string>> = {
  api_keys: "a key that was revoked is still named in the audit",
  applications: "who may share, and who decided so",
  audit: "who did what is answered for years",
  auth_accounts: "nothing is in it",
  auth_users: "the audit names them",
  balance_checks: "one row a tenant",
  click_quarters: "reports read them",
  codes: "a code that was printed is used years later",
  contact_filings: "one row a tenant",
  coupon_uses: "a late repeat is no new use",
  coupons: "what was promised",
  events: "what was reported, never changed",
  goals: "until a person removes them",
  lots: "what is left of what was earned",
  materials: "until a person removes them",
  members: "the audit names them",
  outbox: "a row goes when its notices are told, and not before",
  participants: "who has what",
  pictures: "until a person removes them",
  payout_batches: "its key tells a repeat for good",
  payouts: "one that failed may be paid years later",
  payout_details: "where they are paid, until they are removed",
  payout_transfers: "with which payout Stripe was asked to pay, and what it answered",
  postings: "the books",
  program_versions: "rewards go by the version that they were granted under",
  programs: "what codes and rewards are of",
  purchases: "a refund may come years later",
  referrals: "who is whose friend",
  memberships: "what their rules have given",
  rewards: "what was earned",
  scheduled_publishes: "a row goes when it is published or cancelled",
  spends: "a refund gives back years later",
  summed_postings: "one row a tenant",
  summed_times: "one row a tenant",
  tenants: "whose all of it is",
  time_sums: "reports read them",
  touched_customers: "a row goes when its day was counted anew",
  touched_times: "a row goes when its quarter was counted anew",
  webhooks: "until a person removes them",
};

describe("what is kept", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  it("of every table with a time it is said for how long, or why for good", async () => {
    const rows = await app.database.query(
      `SELECT DISTINCT c.table_name FROM information_schema.columns c
       WHERE c.table_schema = 'public' AND c.data_type LIKE 'timestamp%'`,
    );
    const said = [KEPT_FOR_GOOD, RETENTION, SIGN_IN_RETENTION].flatMap((one) => Object.keys(one));
    expect(rows.map(([table]) => table).toSorted()).toEqual(said.toSorted());
  });

  /** A row of each table, made at a time; `$1` is the tenant, `$2` its own name, `$3` the time. */
  const INSERTS: Readonly<Record<keyof typeof RETENTION, string>> = {
    idempotency_keys: `INSERT INTO idempotency_keys (tenant_id, key, request_hash, status, body, created_at)
      VALUES ($1, $2, 'h', 200, '{}', $3::timestamptz)`,
    click_keys: `INSERT INTO click_keys (tenant_id, program_id, day, key, made_at)
      VALUES ($1, $2, '2026-01-01', 'k', $3::timestamptz)`,
    clicks: `INSERT INTO clicks (tenant_id, id, code, program_id, participant_id, occurred_at)
      VALUES ($1, click_ids_of($3::timestamptz) || $2, 'X', 'prg_1', 'par_1', $3::timestamptz)`,
    refusals: `INSERT INTO refusals (tenant_id, id, at, times, route, code, paths)
      VALUES ($1, $2, $3::timestamptz, 1, 'POST /v1/events', 'invalid_request', '[]')`,
    notices: `INSERT INTO notices (tenant_id, id, type, body, created_at)
      VALUES ($1, $2, 'code.issued', '{}', $3::timestamptz)`,
    deliveries: `INSERT INTO deliveries (tenant_id, id, consumer, consumer_id, notice_id, status, due_at, created_at)
      VALUES ($1, $2, 'webhook', 'whk_1', $2, 'delivered', $3::timestamptz, $3::timestamptz)`,
  };
  const agesOf = async (table: string) => {
    const { by } = RETENTION[table as keyof typeof RETENTION];
    const rows = await app.database.query(
      `SELECT extract(epoch FROM $2::timestamptz - ${by}) FROM ${table} WHERE tenant_id = $1 ORDER BY 1`,
      [app.tenant.tenantId, app.clock.now().toISOString()],
    );
    return rows.map(([seconds]) => Number(seconds));
  };

  it.each(Object.entries(RETENTION))("%s: what is older goes, and what is younger stays", async (table, { hours }) => {
    const insert = INSERTS[table as keyof typeof RETENTION];
    const ages = [hours * 3_600 - 1, hours * 3_600 + 1];
    for (const seconds of ages) {
      const at = new Date(app.clock.now().getTime() - seconds * 1_000).toISOString();
      await app.database.query(insert, [app.tenant.tenantId, `n_${seconds}`, at]);
    }
    expect((await runScheduledJobs(app.deps))["forget-old"]).toBe(1);
    expect(await agesOf(table)).toEqual([ages[0]]);
    expect((await runScheduledJobs(app.deps))["forget-old"]).toBe(0);
  });

  it("a bonus is not given once more, however late its request is repeated; other keys are forgotten", async () => {
    const { api, clock } = app;
    await api.put("/v1/participants/ann", {});
    const bonus = () =>
      api.post(
        "/v1/participants/ann/adjustments",
        { amountMinor: 500, unit: "points", reason: "thank you" },
        { "idempotency-key": "b-1" },
      );
    const spend = (orderId: string, key: string) =>
      api.post("/v1/participants/ann/spend", { unit: "points", orderId, amountMinor: 100 }, { "idempotency-key": key });
    const release = () => api.post("/v1/participants/ann/spend/release", { unit: "points", orderId: "o-1" });
    const report = () =>
      api.post<{ event: { duplicate: boolean } }>(
        "/v1/events",
        { type: "signup", participant: { externalId: "ben" }, program: "friends" },
        { "idempotency-key": "s-1" },
      );
    const told = [await bonus(), await spend("o-1", "p-1")];
    await release();
    await report();
    clock.advance(400 * 24 * HOUR_MS);
    await runScheduledJobs(app.deps);
    const again = [await bonus(), await spend("o-1", "p-1")];
    expect(again.map(({ body }) => body)).toEqual(told.map(({ body }) => body));
    expect(again.map(({ headers }) => headers.get("idempotency-hit"))).toEqual(["true", "true"]);
    const { body } = await api.get<{ balances: readonly object[] }>("/v1/participants/ann");
    expect(body.balances).toEqual([{ unit: "points", pendingMinor: 0, availableMinor: 500, paidMinor: 0 }]);
    // What has a name of its own needs no key to be known again.
    const late = await report();
    expect([late.headers.get("idempotency-hit"), late.body.event.duplicate]).toEqual([null, true]);
  });

  it("what was much goes in batches, the oldest first, of each tenant and of no other", async () => {
    const other = await app.newTenant("Other");
    const { tenantId } = app.tenant;
    const old = new Date(app.clock.now().getTime() - 90 * 24 * HOUR_MS).toISOString();
    for (const [tenant, count] of [
      [tenantId, MAX_FORGOTTEN * 2 + 3],
      [other.tenant.tenantId, 5],
    ]) {
      await app.database.query(
        `INSERT INTO notices (tenant_id, id, type, body, created_at)
         SELECT $1, 'old_' || n, 'code.issued', '{}', $2::timestamptz + make_interval(secs => n)
         FROM generate_series(1, $3::integer) n`,
        [tenant, old, count],
      );
    }
    const left = async (tenant: string) =>
      (await app.database.query("SELECT id FROM notices WHERE tenant_id = $1 AND id LIKE 'old%'", [tenant])).map(
        ([id]) => id,
      );
    const removed = await removeOldRows(app.database, tenantId, app.clock.now().toISOString(), MAX_FORGOTTEN * 2);
    expect(removed.mostOfOne).toBe(MAX_FORGOTTEN * 2);
    expect((await left(tenantId)).toSorted()).toEqual([1, 2, 3].map((n) => `old_${MAX_FORGOTTEN * 2 + n}`));
    expect(await left(other.tenant.tenantId)).toHaveLength(5);
    await runScheduledJobs(app.deps);
    expect([...(await left(tenantId)), ...(await left(other.tenant.tenantId))]).toEqual([]);
  });

  it("the former secret of an endpoint goes when it signs no more", async () => {
    const { body } = await app.api.post<{ id: string }>("/v1/webhooks", { url: "http://127.0.0.1:9/hook" });
    const rotated = await app.api.post(`/v1/webhooks/${body.id}/rotate`, {}, { "idempotency-key": "r-1" });
    expect(rotated.status).toBe(200);
    const former = async () =>
      (await app.database.query("SELECT former_secret, former_until FROM webhooks WHERE id = $1", [body.id]))[0];
    app.clock.advance(24 * HOUR_MS - 1_000);
    await runScheduledJobs(app.deps);
    expect((await former())?.[0]).not.toBeNull();
    app.clock.advance(1_000);
    await runScheduledJobs(app.deps);
    expect(await former()).toEqual([null, null]);
  });
});
