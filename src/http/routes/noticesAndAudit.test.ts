import { afterAll, beforeAll, expect, it } from "vitest";
import { AUDIT_ACTIONS } from "../../domain/auditActions.ts";
import type { SubjectKind } from "../../domain/notices.ts";
import { NOTICES } from "../../domain/notices.ts";
import { DAY_MS } from "../../domain/periods.ts";
import { createDeliverer } from "../../jobs/deliveries/deliverer.ts";
import { deliverWithin, WORKER_LIMITS } from "../../jobs/deliveries/deliverWithin.ts";
import { runScheduledJobs } from "../../jobs/runScheduledJobs.ts";
import { createSender } from "../../jobs/transfers/sender.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { tinyPng } from "../../testing/pictures.ts";
import { dashboardClient, signedIn } from "../../testing/signIn.ts";
import { webhookReceiver } from "../../testing/webhookReceiver.ts";

// One story in which everything happens that a subscriber may hear of or that the audit keeps.

/** How the names of each kind of thing begin. */
const NAMES: Readonly<Record<SubjectKind, RegExp>> = {
  tenant: /^ten_/,
  participant: /^par_/,
  code: /^[A-Z0-9]+$/,
  program: /^prog_/,
  programVersion: /^ver_/,
  referral: /^ref_/,
  reward: /^rwd_/,
  posting: /^pst_/,
  key: /^key_/,
  member: /^usr_/,
  picture: /^[0-9a-f]{64}$/,
  webhook: /^whk_/,
  payout: /^po_/,
  payoutBatch: /^bat_/,
};

let app: TestApp;
let orders = 0;
let keys = 0;

beforeAll(async () => {
  app = await createTestApp();
  await tell();
});
afterAll(() => app.close());

async function post<T = { readonly code: string }>(path: string, body: unknown): Promise<T> {
  const answer = await app.api.post<T>(path, body, { "idempotency-key": `story-${++keys}` });
  if (answer.status > 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

interface Reply {
  readonly results: readonly { readonly rewards: readonly { readonly id: string; readonly ruleId: string }[] }[];
}

async function report(event: object): Promise<Readonly<Record<string, string>>> {
  const { results } = await post<Reply>("/v1/events", event);
  return Object.fromEntries(results.flatMap(({ rewards }) => rewards.map(({ id, ruleId }) => [ruleId, id])));
}

const money = (amountMinor: number) => ({ amountMinor, currency: "GBP" });
const cash = (amountMinor: number) => ({ kind: "cash", ...money(amountMinor) });
const toAdvocate = { recipient: "advocate", on: { event: "conversion" } };
const toFriend = { recipient: "friend", on: { event: "signup" } };
const choice = { kind: "choice", options: [cash(100), { kind: "points", amount: 5 }], chooseWithinDays: 7 };
const rules = {
  schemaVersion: 1,
  attribution: {
    model: "last_touch",
    windowDays: 30,
    creditWindowDays: 90,
    lateEntryDays: 14,
    newCustomersOnly: true,
  },
  qualifies: [],
  rewards: [
    { id: "held", ...toAdvocate, grant: { kind: "cash", rateBps: 1000 }, holdDays: 30 },
    { id: "given", ...toAdvocate, grant: cash(100) },
    { id: "welcome", ...toFriend, grant: { kind: "discount", percentBps: 1000, validDays: 5 } },
    { id: "thanks", ...toFriend, grant: { kind: "points", amount: 10, validDays: 5 } },
    { id: "gift", ...toFriend, grant: choice },
    { id: "dear", recipient: "friend", on: { event: "purchase" }, grant: { kind: "credit", rateBps: 10_000 } },
  ],
  budget: { ...money(6_500), period: "lifetime", onExhausted: "pause_program" },
};

/** An endpoint that hears of nothing, is changed, and says that it is gone. */
async function tellOfWebhooks() {
  const receiver = await webhookReceiver();
  receiver.answer = () => ({ status: 410 });
  const { id } = await post<{ id: string }>("/v1/webhooks", { url: receiver.url, events: ["reward.voided"] });
  await app.api.patch(`/v1/webhooks/${id}`, { description: "Ours" });
  await post(`/v1/webhooks/${id}/rotate`, {});
  await post(`/v1/webhooks/${id}/test`, {});
  const { data } = await app.api.get<{ data: { createdAt: string }[] }>("/v1/webhooks").then((it) => it.body);
  const from = data[0]?.createdAt;
  await app.api.patch(`/v1/webhooks/${id}`, { events: null });
  await post(`/v1/webhooks/${id}/replay`, { from, to: new Date(app.clock.now().getTime() + 1_000).toISOString() });
  const deliverer = createDeliverer(app.deps, { most: 1, mostFailing: 1 });
  await deliverer.pass();
  await deliverer.oneEnded();
  await app.api.send("DELETE", `/v1/webhooks/${id}`);
  await receiver.close();
}

/** Batches of payouts of which each ends in another way. */
async function tellOfPayouts() {
  const unit = "cash:GBP";
  const batchOf = async (participant: string, method = "external") => {
    await post(`/v1/participants/${participant}/adjustments`, { amountMinor: 5_000, unit, reason: "by hand" });
    const cutoff = app.clock.now().toISOString();
    const { id } = await post<{ id: string }>("/v1/payout-batches", { unit, cutoff, method, participant });
    const { data } = await app.api.get<{ data: { id: string }[] }>(`/v1/payouts?batch=${id}`).then((it) => it.body);
    return { id, payout: `/v1/payouts/${data[0]?.id}` };
  };
  await app.api.put(`/v1/payout-settings/${unit}`, { minimumMinor: 100, method: "external" });
  await app.api.send("DELETE", `/v1/payout-settings/${unit}`);
  const dropped = await batchOf("lou");
  await post(`/v1/payout-batches/${dropped.id}/cancel`, {});
  const ended = await batchOf("lou");
  await post(`${ended.payout}/cancel`, {});
  const failed = await batchOf("lou");
  await post(`/v1/payout-batches/${failed.id}/confirm`, {});
  await post(`${failed.payout}/failed`, { reason: "no such account" });
  const returned = await batchOf("lou");
  await post(`/v1/payout-batches/${returned.id}/confirm`, {});
  await post(`${returned.payout}/paid`, { reference: "t-1" });
  await post(`${returned.payout}/returned`, {});
  const filed = await batchOf("lou", "csv");
  await post(`/v1/payout-batches/${filed.id}/confirm`, {});
  await post(`/v1/payout-batches/${filed.id}/file`, {});

  await app.api.put("/v1/tenant/stripe-key", { key: "sk_test_told_00000001" });
  await app.api.put("/v1/participants/lou/payout-details", { kind: "stripe", accountId: "acct_lou0" });
  const unclear = await batchOf("lou", "stripe_connect");
  await post(`/v1/payout-batches/${unclear.id}/confirm`, {});
  app.stripe.fault = ({ method }) => (method === "POST" ? { kind: "wrongAmount" } : null);
  await deliverWithin(createSender(app.deps, WORKER_LIMITS), app.clock, 1_000);
  await app.api.send("DELETE", "/v1/tenant/stripe-key");
}

async function tell() {
  await tellOfWebhooks();
  const program = { name: "Told", landingUrl: "https://shop.example/", currency: "GBP" };
  await post("/v1/programs", { key: "told", ...program, rules });
  await post("/v1/programs/told/publish", {});
  const { code } = await post("/v1/codes", { program: "told", participant: { externalId: "ada" } });
  const join = (externalId: string) => report({ type: "signup", participant: { externalId }, program: "told", code });
  const buy = (externalId: string, amountMinor: number) => {
    const orderId = `o-${++orders}`;
    return report({ type: "purchase", participant: { externalId }, orderId, ...money(amountMinor) });
  };
  const refund = (orderId: string, refundId: string, amountMinor: number) =>
    report({ type: "refund", orderId, refundId, ...money(amountMinor) });
  const hand = { program: "told", code, friend: "kay", reason: "rang us" };
  const { results } = await post<{ results: { referral: { id: string } }[] }>("/v1/referrals", hand);
  await app.api.put("/v1/participants/lou", {});
  await post(`/v1/referrals/${results[0]?.referral.id}/reassign`, { advocate: "lou", reason: "the wrong link" });

  await join("ada");
  const joined = await join("ben");
  await post(`/v1/rewards/${joined.gift}/choose`, { option: 1 });
  const { coupon } = await app.api
    .get<{ coupon: { code: string } }>(`/v1/rewards/${joined.welcome}`)
    .then((a) => a.body);
  await post(`/v1/coupons/${coupon.code}/redeem`, { orderId: "left", ...money(500) });
  await post(`/v1/coupons/${coupon.code}/release`, { orderId: "left" });
  const earned = await buy("ben", 2_000);
  await post(`/v1/rewards/${earned.given}/fulfill`, {});
  await refund("o-1", "r-1", 1_000);
  await refund("o-1", "r-2", 1_000);
  const held = await buy("ben", 1_000);
  const dispute = (orderId: string, status: string) => report({ type: "dispute", orderId, disputeId: "d", status });
  await dispute("o-2", "opened");
  await post(`/v1/rewards/${held.held}/release`, {});
  await dispute("o-2", "closed");
  await post(`/v1/rewards/${held.held}/approve`, {});
  await post(`/v1/rewards/${held.dear}/void`, {});
  await join("cyd");
  await buy("cyd", 9_000);
  await runScheduledJobs(app.deps);
  app.clock.advance(31 * DAY_MS);
  await runScheduledJobs(app.deps);

  await app.api.patch("/v1/programs/told", { name: "Retold", rules });
  await app.api.patch("/v1/programs/told", { rules: null });
  const publishAt = new Date(app.clock.now().getTime() + DAY_MS).toISOString();
  const { schedule } = await post<{ schedule: { id: string }[] }>("/v1/programs/told/publish", {
    version: 1,
    publishAt,
  });
  await post(`/v1/programs/told/schedule/${schedule[0]?.id}/cancel`, {});
  await app.api.patch(`/v1/codes/${code}`, { maxUses: 9 });
  await app.api.patch("/v1/tenant", { name: "Tea" });
  await post("/v1/tenant/widget-secret/rotate", {});
  await post("/v1/tenant/widget-secret/retire", {});
  await post("/v1/programs/told/applications", { participant: { externalId: "ben" } });
  await post("/v1/programs/told/applications/ben/refuse", {});
  await post("/v1/programs/told/applications/ben/approve", {});
  await post("/v1/participants/ben/block", { reason: "many accounts" });
  await post("/v1/participants/ben/unblock", {});
  for (const method of ["PUT", "DELETE"]) await app.api.send(method, "/v1/participants/ben/aliases/ben-2");
  await app.api.put("/v1/participants/ben-3", { name: "Ben" });
  await app.api.put("/v1/participants/ben/aliases/ben-3", { merge: true, reason: "rang us" });
  await post("/v1/participants/ben/adjustments", { amountMinor: 100, unit: "points", reason: "sorry" });
  await post("/v1/participants/ben/spend", { amountMinor: 50, unit: "points", orderId: "paid" });
  await post("/v1/participants/ben/spend/release", { unit: "points", orderId: "paid" });
  await app.api.put("/v1/participants/ada/payout-details", { kind: "paypal", email: "ada@example.com" });
  await app.api.put("/v1/participants/ben/payout-details", { kind: "paypal", email: "ada@example.com" });
  await post("/v1/participants/ben/payout-details/clear", { reason: "one household" });
  await app.api.send("DELETE", "/v1/participants/ben/payout-details");
  await tellOfPayouts();
  const picture = { body: tinyPng(1, 1), headers: { "content-type": "image/png" } };
  const { body: added } = await app.api.send<{ sha256: string }>("POST", "/v1/media", picture);
  await app.api.put("/v1/programs/told/materials/mail", {
    ...{ kind: "message", language: "en", title: "A mail", text: "{link}" },
  });
  await app.api.send("DELETE", "/v1/programs/told/materials/mail");
  await app.api.send("DELETE", `/v1/media/${added.sha256}`);
  const goal = { metric: "friends", target: 10, firstDay: "2026-01-01", lastDay: "2026-12-31" };
  await app.api.put("/v1/programs/told/goals/friends", goal);
  await app.api.send("DELETE", "/v1/programs/told/goals/friends");
  await post("/v1/programs", { key: "unwanted", ...program, rules });
  await app.api.send("DELETE", "/v1/programs/unwanted");
  const { body } = await app.api.get<{ data: readonly { id: string; prefix: string }[] }>("/v1/keys");
  const spare = body.data.find(({ prefix }) => !app.tenant.secretKey.startsWith(prefix));
  await post(`/v1/keys/${spare?.id}/revoke`, {});

  const owner = await signedIn(app, "owner", app.tenant);
  await dashboardClient(app, owner, app.tenant).post("/codes", { program: "told", lines: "given-by-hand" });
  const stranger = dashboardClient(app, null, app.tenant);
  await stranger.post("/dashboard/sign-in", { email: owner.email });
  const token = /#(\w+)/.exec((await app.mailed()).at(-1)?.text ?? "")?.[1] ?? "";
  await stranger.post("/dashboard/sign-in/link", { token });
  const boss = dashboardClient(app, await signedIn(app, "owner", app.tenant), app.tenant);
  await boss.post("/setup/keys", { kind: "publishable", mode: "test", key: "one" });
  await boss.post("/setup/members", { email: "new@staff.example", role: "viewer" });
  await boss.post("/setup/members/role", { userId: owner.userId, role: "support" });
  await boss.post("/setup/members/remove", { userId: owner.userId });
}

/** What was written, by its name: the kinds of what it was about. */
async function kindsOf(sql: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const rows = await app.database.query(sql, [app.tenant.tenantId]);
  const byName = Map.groupBy(rows, ([name]) => String(name));
  return Object.fromEntries(
    [...byName].map(([name, subjects]) => {
      const kinds = subjects.map(
        ([, subject]) => Object.entries(NAMES).find(([, form]) => form.test(String(subject)))?.[0],
      );
      return [name, [...new Set(kinds.map(String))]];
    }),
  );
}

const asLists = (kinds: Readonly<Record<string, SubjectKind>>) =>
  Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, [kind]]));

it("every notice of the list is written, no other is, and each is about what the list says", async () => {
  const sql = `SELECT n->>'type', n->>'subjectId' FROM outbox, jsonb_array_elements(notices) n WHERE tenant_id = $1`;
  expect(await kindsOf(sql)).toEqual(asLists(NOTICES));
});

it("every notice of a reward, a referral or a payout says what that was then, and no other does", async () => {
  const rows = await app.database.query(
    "SELECT DISTINCT n->>'type', n#>>'{moment,status}' FROM outbox, jsonb_array_elements(notices) n WHERE tenant_id = $1",
    [app.tenant.tenantId],
  );
  const told = rows.flatMap(([type, status]) => (status === null ? [] : [String(type)]));
  const kinds: readonly SubjectKind[] = ["reward", "referral", "payout"];
  const expected = Object.entries(NOTICES).flatMap(([type, kind]) => (kinds.includes(kind) ? [type] : []));
  expect([...new Set(told)].toSorted()).toEqual(expected.toSorted());
  const silent = rows.flatMap(([type, status]) => (status === null ? [String(type)] : []));
  expect(silent.filter((type) => expected.includes(type))).toEqual([]);
  // A notice with the name of a status was written when its thing had that.
  const named = rows.filter(([type]) =>
    /^reward\.(pending|in_review|approved|fulfilled|voided|clawed_back)$/.test(String(type)),
  );
  for (const [type, status] of named) expect(type).toBe(`reward.${status}`);
});

it("every audit action of the list is written, no other is, and each is about what the list says", async () => {
  const sql = "SELECT action, subject FROM audit WHERE tenant_id = $1";
  expect(await kindsOf(sql)).toEqual(asLists(AUDIT_ACTIONS));
});
