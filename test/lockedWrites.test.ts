import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { ApiClient } from "../src/testing/apiClient.ts";
import { apiClient } from "../src/testing/apiClient.ts";
import { participantToken } from "../src/testing/participantTokens.ts";
import type { CreatedTenant } from "../src/usecases/tenants/createTenant.ts";
import type { Runtime } from "./support/runtimes.ts";
import { startNode } from "./support/runtimes.ts";

/**
 * Hundreds of writes that share no commit need one locked row: browsers' redemptions, changes of profiles, steps of
 * rewards. They wait without a connection, and the tenant's others are answered meanwhile.
 */

const OF_A_KIND = 60;
/** Looked at so often, while a write that tries again and again would be at it nearly always. */
const LOOKS = 20;

const numbers = Array.from({ length: OF_A_KIND }, (_, n) => n);

let runtime: Runtime;
let other: pg.Client;
let looking: pg.Client;
let tenant: CreatedTenant;
let api: ApiClient;

beforeAll(async () => {
  runtime = await startNode(inject("postgresUrl"), (url) => Promise.resolve(url));
  other = new pg.Client({ connectionString: runtime.databaseUrl });
  looking = new pg.Client({ connectionString: runtime.databaseUrl });
  await Promise.all([other.connect(), looking.connect()]);
  [tenant] = await runtime.newTenants();
  api = apiClient(runtime.fetch, tenant.secretKey);
  // On a slow machine making a connection takes as long as one is waited for.
  for (const read of await Promise.all(numbers.map(() => api.get("/v1/programs")))) expect(read.status).toBe(200);
});
afterAll(async () => {
  await Promise.all([other.end(), looking.end()]);
  await runtime.close();
});

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const codeOf = async (externalId: string) =>
  (await api.post<{ code: string }>("/v1/codes", { program: "friends", participant: { externalId } })).body.code;

async function browserOf(externalId: string): Promise<ApiClient> {
  return apiClient(runtime.fetch, await participantToken(tenant, externalId, new Date()));
}

/** A reward of an advocate, for the conversion of a friend. */
async function rewardOf(advocate: string): Promise<string> {
  const code = await codeOf(advocate);
  const participant = { externalId: `friend-of-${advocate}` };
  const order = { orderId: `of-${advocate}`, amountMinor: 5000, currency: "GBP", code };
  expect((await api.post("/v1/events", { type: "purchase", participant, ...order })).status).toBe(201);
  const rewards = await api.get<{ data: Array<{ id: string }> }>(`/v1/rewards?participant=${advocate}`);
  expect(rewards.body.data).toHaveLength(1);
  return rewards.body.data[0]?.id ?? "";
}

/** A payout of a bonus in cash that is under way. */
async function payoutOf(participant: string): Promise<string> {
  await api.put(`/v1/participants/${participant}`, {});
  const unit = "cash:GBP";
  const key = { "idempotency-key": `cash of ${participant}` };
  const bonus = { amountMinor: 1000, unit, reason: "thank you" };
  expect((await api.post(`/v1/participants/${participant}/adjustments`, bonus, key)).status).toBe(201);
  const asked = { unit, cutoff: new Date().toISOString(), method: "csv", participant };
  const batch = await api.post<{ id: string }>("/v1/payout-batches", asked, {
    "idempotency-key": `batch of ${participant}`,
  });
  expect((await api.post(`/v1/payout-batches/${batch.body.id}/confirm`, {})).status).toBe(200);
  const payouts = await api.get<{ data: Array<{ id: string }> }>(`/v1/payouts?batch=${batch.body.id}`);
  return payouts.body.data[0]?.id ?? "";
}

/** How many statements wait for a locked row. */
async function waiting(): Promise<number> {
  const { rows } = await looking.query<{ count: number }>(
    "SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows[0]?.count ?? 0;
}

/** While another has locked rows: the held do not end and hold no connection, and the others are answered. */
async function holdsUpItsOwnAlone(
  locking: string,
  held: readonly (() => Promise<Answer>)[],
  others: readonly (() => Promise<Answer>)[],
): Promise<void> {
  const ended: Answer[] = [];
  let all: Promise<unknown> = Promise.resolve();
  await other.query("BEGIN");
  try {
    expect((await other.query(`${locking} FOR UPDATE`, [tenant.tenantId])).rowCount).toBe(1);
    all = Promise.all(held.map((send) => send().then((answer) => ended.push(answer))));
    const answers = await Promise.all(others.map((send) => send()));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(({ status }) => (status === 201 ? 201 : 200)));
    await expect.poll(waiting).toBe(0);
    const seen: number[] = [];
    for (let look = 0; look < LOOKS; look++) {
      seen.push(await waiting());
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(seen).toEqual(seen.map(() => 0));
    // On a slow machine the time of some is over by now.
    expect(ended.filter(({ status }) => status !== 503)).toEqual([]);
  } finally {
    await other.query("ROLLBACK");
  }
  await all;
  expect(ended.filter(({ status }) => ![200, 201, 409, 503].includes(status))).toEqual([]);
  expect([200, 201, 409]).toContain((await held[0]?.())?.status);
}

describe("a locked row", () => {
  it("of an advocate holds up redemptions of their code and changes of their profile, and no others", async () => {
    const [code, free] = [await codeOf("ada"), await codeOf("bea")];
    const browsers = await Promise.all(numbers.map((n) => browserOf(`new-${n}`)));
    const browser = await browserOf("free");
    const redeem = (as: ApiClient, redeemed: string) => () =>
      as.post("/v1/client/redemptions", { program: "friends", code: redeemed });
    await holdsUpItsOwnAlone(
      "SELECT id FROM participants WHERE tenant_id = $1 AND external_id = 'ada'",
      [
        ...browsers.map((as) => redeem(as, code)),
        ...numbers.map((n) => () => api.put("/v1/participants/ada", { name: `Ada ${n}` })),
      ],
      [
        redeem(browser, free),
        () => api.put("/v1/participants/bea", { name: "Bea" }),
        () => api.post("/v1/codes", { program: "friends", participant: { externalId: "cleo" } }),
        () => api.get("/v1/participants/ada"),
      ],
    );
    const friends = await api.get<{ data: Array<{ status: string }> }>("/v1/referrals?advocate=ada&limit=200");
    expect(friends.body.data.every(({ status }) => status === "attributed")).toBe(true);
  });

  it("of a reward or a wallet holds up steps and bonuses that change it, and no others", async () => {
    const [held, free] = [await rewardOf("dora"), await rewardOf("eve")];
    const approve = (id: string) => () => api.post(`/v1/rewards/${id}/approve`, {});
    const bonus = (to: string, key: string) => () => {
      const body = { amountMinor: 1, unit: "cash:GBP", reason: "thank you" };
      return api.post(`/v1/participants/${to}/adjustments`, body, { "idempotency-key": key });
    };
    await holdsUpItsOwnAlone(
      `SELECT id FROM rewards WHERE tenant_id = $1 AND id = '${held}'`,
      numbers.map(() => approve(held)),
      [approve(free), bonus("dora", "while a reward is locked")],
    );
    await holdsUpItsOwnAlone(
      `SELECT unit FROM wallets WHERE tenant_id = $1
         AND participant_id = (SELECT id FROM participants WHERE tenant_id = $1 AND external_id = 'dora')`,
      numbers.map((n) => bonus("dora", `held-${n}`)),
      [bonus("eve", "while a wallet is locked"), () => api.put("/v1/participants/dora", { name: "Dora" })],
    );
  });

  it("of a spend or a payout holds up what changes it, and no others", async () => {
    const [held, free] = [await payoutOf("gil"), await payoutOf("hal")];
    for (const who of ["ian", "joy"]) {
      await api.put(`/v1/participants/${who}`, {});
      const bonus = { amountMinor: 1000, unit: "points", reason: "thank you" };
      await api.post(`/v1/participants/${who}/adjustments`, bonus, { "idempotency-key": `points of ${who}` });
    }
    const spend = (who: string, orderId: string, amountMinor: number) => () =>
      api.post(
        `/v1/participants/${who}/spend`,
        { unit: "points", orderId, amountMinor },
        { "idempotency-key": `${orderId} ${amountMinor}` },
      );
    expect((await spend("ian", "held", 500)()).status).toBe(201);
    await holdsUpItsOwnAlone(
      "SELECT order_id FROM spends WHERE tenant_id = $1 AND order_id = 'held'",
      numbers.map((n) => spend("ian", "held", 1 + n)),
      [spend("joy", "free", 100), () => api.get("/v1/participants/ian/wallet")],
    );
    const paid = (id: string) => () => api.post(`/v1/payouts/${id}/paid`, {});
    await holdsUpItsOwnAlone(
      `SELECT id FROM payouts WHERE tenant_id = $1 AND id = '${held}'`,
      numbers.map(() => paid(held)),
      [paid(free)],
    );
  });

  it("of a program holds up redemptions of its codes, and no write that is not about it", async () => {
    const code = await codeOf("fay");
    const browsers = await Promise.all(numbers.map((n) => browserOf(`later-${n}`)));
    await holdsUpItsOwnAlone(
      "SELECT id FROM programs WHERE tenant_id = $1 AND key = 'friends'",
      browsers.map((as) => () => as.post("/v1/client/redemptions", { program: "friends", code })),
      [() => api.put("/v1/participants/fay", { name: "Fay" }), () => api.put("/v1/participants/new", {})],
    );
  });
});
