import { afterAll, beforeAll, expect, it } from "vitest";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";

/**
 * One participant becomes another name of a second one, who had nothing. What can be moved is the second one's then;
 * what is never changed keeps the id of the first, and is read of the second all the same.
 */

let app: TestApp;
let code: string;
let refused: string;
const read = new Map<string, unknown>();

const report = (event: object) => app.api.post("/v1/events", event);
const signup = (externalId: string, more: object) =>
  report({ type: "signup", participant: { externalId }, program: "friends", ...more });
const buys = (externalId: string, orderId: string) =>
  report({ type: "purchase", participant: { externalId }, orderId, amountMinor: 4200, currency: "GBP" });
const refunds = (orderId: string) =>
  report({ type: "refund", orderId, refundId: `r-${orderId}`, amountMinor: 4200, currency: "GBP" });
const codeOf = async (externalId: string) => {
  const asked = { program: "friends", participant: { externalId } };
  return (await app.api.post<{ code: string }>("/v1/codes", asked)).body.code;
};
const row = async (sql: string, ...values: unknown[]) =>
  (await app.database.query(sql, values)).map(([value]) => String(value))[0] ?? "";
const idOf = (externalId: string) =>
  row("SELECT id FROM participants WHERE tenant_id = $1 AND external_id = $2", app.tenant.tenantId, externalId);

/** Where a person is read, by a name of theirs. */
const readers = (name: string): Record<string, string> => ({
  "what they have": `/v1/participants/${name}`,
  adjustments: `/v1/participants/${name}/adjustments`,
  rewards: `/v1/rewards?participant=${name}`,
  "rewards of a program": `/v1/rewards?participant=${name}&program=friends&status=voided`,
  "rewards by time": `/v1/rewards?participant=${name}&from=2020-01-01`,
  "rewards of an order": `/v1/rewards?participant=${name}&orderId=o-1`,
  postings: `/v1/ledger/postings?participant=${name}`,
  "postings of a program": `/v1/ledger/postings?participant=${name}&program=friends`,
  balances: `/v1/ledger/balances?participant=${name}`,
  audit: `/v1/audit?participant=${name}`,
  "an order of theirs": "/v1/orders/o-w",
  "who has the order": "/v1/participants?q=o-w",
  "why their friend's order gave nothing in the end": `/v1/referrals/${refused}/explanation`,
  "why they are a friend": `/v1/referrals?friend=${name}`,
  "figures by advocate": "/v1/reports/advocate?from=2020-01-01",
});

/** Their answers, in which the two have one name. */
async function readAll(name: string): Promise<Map<string, unknown>> {
  const answers = new Map<string, unknown>();
  for (const [what, path] of Object.entries(readers(name))) {
    const { status, body } = await app.api.get(path);
    expect(status, path).toBe(200);
    answers.set(what, inOneName(body));
  }
  const theirs = apiClient(app.fetch, await participantToken(app.tenant, name, app.clock.now()));
  const { body } = await theirs.get("/v1/client/panel?program=friends");
  answers.set("panel", inOneName(body));
  return answers;
}

function inOneName(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body), (key, value: unknown) => {
    if (key === "aliases") return [];
    // Rows of one value are in the order of ids.
    if (key === "data" && Array.isArray(value)) {
      const rows: { readonly key?: string }[] = value;
      return rows.toSorted((one, other) => (one.key ?? "").localeCompare(other.key ?? ""));
    }
    return typeof value === "string" ? value.replaceAll(/Wasp|Keptp/g, "them") : value;
  });
}

beforeAll(async () => {
  app = await createTestApp();
  await app.api.put("/v1/participants/Keptp", {});
  const adv = await codeOf("adv");
  code = await codeOf("Wasp");
  await app.database.query(
    `INSERT INTO clicks (tenant_id, id, code, program_id, participant_id, occurred_at)
     SELECT c.tenant_id, 'clk_1', c.code, c.program_id, c.participant_id, now() FROM codes c WHERE c.code = $1`,
    [code],
  );
  await signup("Wasp", { code: adv });
  await report({ type: "lead", eventId: "l-1", participant: { externalId: "Wasp" } });
  await buys("Wasp", "o-w");
  for (const friend of ["f-1", "f-2"]) await signup(friend, { code });
  await buys("f-1", "o-1");
  await refunds("o-1");
  await buys("f-2", "o-2");
  const adjusted = { amountMinor: 700, unit: "cash:GBP", reason: "goodwill" };
  await app.api.post("/v1/participants/Wasp/adjustments", adjusted);
  await app.api.post("/v1/participants/Wasp/block", { reason: "looked at" });
  await app.api.post("/v1/participants/Wasp/unblock", {});
  refused = await row(
    "SELECT r.id FROM referrals r JOIN participants f ON f.id = r.friend_id WHERE f.external_id = 'f-1'",
  );
});
afterAll(() => app.close());

it("is whole", async () => {
  for (const [what, answer] of await readAll("Wasp")) read.set(what, answer);
  const ids = [await idOf("Wasp"), await idOf("Keptp")];
  await app.database.query("UPDATE participants SET merged_into = $2 WHERE id = $1", ids);
  for (const [table, column, which] of [
    ["referrals", "advocate_id", "true"],
    ["referrals", "friend_id", "true"],
    ["purchases", "participant_id", "true"],
    ["codes", "participant_id", "true"],
    ["counters", "subject", "true"],
    ["rewards", "participant_id", "is_live_reward(status)"],
    ["coupons", "participant_id", "EXISTS (SELECT FROM rewards w WHERE w.id = reward_id AND is_live_reward(w.status))"],
  ]) {
    await app.database.query(`UPDATE ${table} SET ${column} = $2 WHERE ${column} = $1 AND ${which}`, ids);
  }
  for (const name of ["Keptp", "Wasp"]) {
    for (const [what, answer] of await readAll(name)) expect(answer, `${what}, by ${name}`).toEqual(read.get(what));
  }
});
