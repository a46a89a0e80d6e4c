import { afterAll, beforeAll, expect, it } from "vitest";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";

/**
 * One participant is merged into another, who had nothing. What can be moved is the other's then; what is never changed
 * keeps the id of the first, and is read of the other all the same.
 */

let app: TestApp;
let code: string;
let refused: string;
let own: string;
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

/** Where a person is read, by a name of theirs. */
const readers = (name: string): Record<string, string> => ({
  "what they have": `/v1/participants/${name}`,
  "what they can spend and have spent": `/v1/participants/${name}/wallet`,
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
  "whose friend they are": `/v1/referrals?friend=${name}`,
  "why they are a friend": `/v1/referrals/${own}/explanation`,
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
  answers.set("their wallet", inOneName((await theirs.get("/v1/client/wallet")).body));
  return answers;
}

/** With one name for both, and without what tells of the merge itself: its postings, its row of the audit, what is left empty. */
function inOneName(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body), (key, value: unknown) => {
    if (key === "aliases") return [];
    if (key === "account") return "an account of theirs";
    // Rows of one value are in the order of ids.
    if (key === "data" && Array.isArray(value)) return value.filter(isOfBefore).toSorted(byKey);
    return typeof value === "string" ? value.replaceAll(/Wasp|Keptp/g, "them") : value;
  });
}

function isOfBefore({ source, destination, action, balanceMinor }: Readonly<Record<string, unknown>>): boolean {
  const isOfMerge = [source, destination].includes("tenant:merges") || action === "participant.merged";
  return !isOfMerge && balanceMinor !== 0;
}

function byKey(one: { readonly key?: string }, other: { readonly key?: string }): number {
  return (one.key ?? "").localeCompare(other.key ?? "");
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
  await app.api.post("/v1/participants/Wasp/adjustments", adjusted, { "idempotency-key": "goodwill" });
  const points = { amountMinor: 50, unit: "points", reason: "goodwill" };
  await app.api.post("/v1/participants/Wasp/adjustments", points, { "idempotency-key": "points" });
  const paid = { orderId: "o-paid", amountMinor: 20, unit: "points" };
  await app.api.post("/v1/participants/Wasp/spend", paid, { "idempotency-key": "paid" });
  await app.api.post("/v1/participants/Wasp/block", { reason: "looked at" });
  await app.api.post("/v1/participants/Wasp/unblock", {});
  const ofFriend = "SELECT r.id FROM referrals r JOIN participants f ON f.id = r.friend_id WHERE f.external_id = $1";
  refused = await row(ofFriend, "f-1");
  own = await row(ofFriend, "Wasp");
});
afterAll(() => app.close());

it("what is told of a participant who was merged is told the same of the one who was kept, by either name", async () => {
  for (const [what, answer] of await readAll("Wasp")) read.set(what, answer);
  expect(read.get("what they have")).toMatchObject({
    balances: [{ pendingMinor: 1000, availableMinor: 700 }, { availableMinor: 30 }],
  });
  expect(read.get("their wallet")).toMatchObject({ balances: [{ spendableMinor: 30 }] });
  for (const list of [
    "what they can spend and have spent",
    "adjustments",
    "rewards",
    "rewards of a program",
    "postings",
    "audit",
  ]) {
    expect(read.get(list), list).not.toMatchObject({ data: [] });
  }
  const merged = await app.api.put("/v1/participants/Keptp/aliases/Wasp", { merge: true, reason: "one person" });
  expect(merged).toMatchObject({ status: 201 });
  for (const name of ["Keptp", "Wasp"]) {
    for (const [what, answer] of await readAll(name)) expect(answer, `${what}, by ${name}`).toEqual(read.get(what));
  }
});
