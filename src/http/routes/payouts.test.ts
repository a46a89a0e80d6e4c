import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runScheduledJobs } from "../../jobs/runScheduledJobs.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { openPayouts } from "../../testing/payouts.ts";
import { issueCode, publishProgram, rulesOf } from "../../testing/programs.ts";

let app: TestApp;
let cash: Awaited<ReturnType<typeof openPayouts>>;
beforeAll(async () => {
  app = await createTestApp();
  cash = await openPayouts(app);
});
afterAll(() => app.close());

describe("a batch of payouts", () => {
  it("sets aside what is due, in one load and one commit, and is answered by its key for good", async () => {
    const { who, rewards } = await cash.earner(2);
    const asked = { participant: who };
    let id = "";
    const statements = await app.database.during(async () => {
      const made = await cash.make(asked, "key-1");
      expect(made).toMatchObject({ status: 201, body: { status: "ready", payouts: 1, amountMinor: 2000, leftOut: 0 } });
      id = made.body.id;
    });
    expect(statements).toBe(2);
    expect(await cash.balance(who)).toEqual([0, 2000]);
    expect(await cash.statuses(rewards)).toEqual(["fulfilled", "fulfilled"]);
    await app.database.query("DELETE FROM idempotency_keys", []);
    expect(await cash.make(asked, "key-1")).toMatchObject({ status: 200, body: { id, payouts: 1 } });
    expect(await cash.make({ ...asked, minimumMinor: 5 }, "key-1")).toMatchObject({
      body: { code: "idempotency_mismatch" },
    });
    expect(await cash.make(asked)).toMatchObject({ status: 409, body: { code: "nothing_to_pay" } });
    await cash.balanced();
  });

  it("is cancelled whole, and what it had set aside is approved and due again", async () => {
    const { who, rewards } = await cash.earner();
    const { body } = await cash.make({ participant: who });
    expect(await cash.step(body.id, "cancel")).toMatchObject({ status: 200, body: { status: "cancelled" } });
    expect(await cash.step(body.id, "cancel")).toMatchObject({ status: 200, body: { status: "cancelled" } });
    expect(await cash.step(body.id, "confirm")).toMatchObject({ status: 409, body: { code: "batch_state" } });
    expect([await cash.balance(who), await cash.statuses(rewards)]).toEqual([[1000, 0], ["approved"]]);
    expect((await cash.make({ participant: who })).body).toMatchObject({ payouts: 1, amountMinor: 1000 });
    await cash.balanced();
  });

  it("pays no one whose details were just changed, or whose account is another's too, and says so", async () => {
    const [held, first, second] = [await cash.earner(), await cash.earner(), await cash.earner()];
    const details = (who: string, email: string) =>
      app.api.put(`/v1/participants/${who}/payout-details`, { kind: "paypal", email });
    await details(held.who, "held@shop.example");
    await details(first.who, "one@shop.example");
    const { body } = await cash.make({});
    await details(held.who, "moved@shop.example");
    await details(second.who, "one@shop.example");
    await cash.step(body.id, "confirm");
    const { data } = (
      await app.api.get<{ data: { participant: string; status: string; reason: string | null }[] }>(
        `/v1/payouts?batch=${body.id}&limit=100`,
      )
    ).body;
    const reasonOf = ({ who }: { who: string }) => data.find(({ participant }) => participant === who);
    expect(reasonOf(held)).toMatchObject({ status: "cancelled", reason: "details_held" });
    for (const one of [first, second]) {
      expect(reasonOf(one)).toMatchObject({ status: "cancelled", reason: "same_account" });
      expect([await cash.balance(one.who), await cash.statuses(one.rewards)]).toEqual([[1000, 0], ["approved"]]);
    }
    const dry = await cash.make({ dryRun: true });
    const out = (dry.body.leftOut as LeftOut[]).filter(({ participant }) =>
      [held, first, second].some(({ who }) => who === participant),
    );
    expect(out.map(({ reason }) => reason)).toEqual(["details_held", "same_account", "same_account"]);
    app.clock.advance(72 * 3_600_000 + 1);
    expect((await cash.make({ participant: held.who })).body).toMatchObject({ payouts: 1, amountMinor: 1000 });
    await cash.balanced();
  });

  it("leaves out who is blocked, owes, waits or has less than is sent, and says why; a dry run says the same", async () => {
    const [paid, blocked] = [await cash.earner(2), await cash.earner(2)];
    const [owes, waits, small] = [await cash.earner(), await cash.earner(2), await cash.earner()];
    await app.api.post(`/v1/participants/${blocked.who}/block`, { reason: "many accounts" });
    await cash.adjust(owes.who, -1_300);
    for (const order of [1, 2]) await cash.dispute(waits.earnedBy(order));
    const outcomes = { [paid.who]: 2000, [blocked.who]: 2000, [owes.who]: -300, [waits.who]: 0, [small.who]: 1000 };
    const dry = await cash.make({ minimumMinor: 1_500, dryRun: true });
    const { body } = await cash.make({ minimumMinor: 1_500 });
    const { leftOutPeople } = (
      await app.api.get<{ leftOutPeople: { data: LeftOut[] } }>(`/v1/payout-batches/${body.id}`)
    ).body;
    const reasons = [
      ...[blocked, owes, waits, small].map(({ who }, at) => ({
        participant: who,
        reason: ["blocked", "in_debt", "waits", "below_minimum"][at],
        amountMinor: outcomes[who],
      })),
    ];
    const ours = (rows: readonly LeftOut[]) => rows.filter(({ participant }) => participant in outcomes);
    expect(ours(leftOutPeople.data)).toEqual(reasons);
    expect(ours(dry.body.leftOut as LeftOut[])).toEqual(reasons);
    expect(dry.body).toMatchObject({ dryRun: true, nextCursor: null });
    expect(dry.body.payouts).toContainEqual({ participant: paid.who, amountMinor: 2000, rewards: 2 });
    const listed = await app.api.get<{ data: object[] }>(`/v1/payouts?batch=${body.id}&participant=${paid.who}`);
    expect(listed.body.data).toEqual([expect.objectContaining({ amountMinor: 2000, status: "created", rewards: 2 })]);
    await cash.step(body.id, "cancel");
  });

  it("pays no choice that is open, and what was taken of it afterwards", async () => {
    const options = [
      { kind: "cash", amountMinor: 700, currency: "GBP" },
      { kind: "points", amount: 5 },
    ];
    const grant = { kind: "choice", options, chooseWithinDays: 7 };
    await publishProgram(
      app.api,
      "choices",
      rulesOf([{ id: "pick", recipient: "friend", on: { event: "signup" }, grant }]),
    );
    const code = await issueCode(app.api, "choices", "asks");
    const signup = { type: "signup", participant: { externalId: "picks" }, program: "choices", code };
    const { body } = await app.api.post<{ results: { rewards: { id: string }[] }[] }>("/v1/events", signup);
    const reward = body.results[0]?.rewards[0]?.id ?? "";
    const dry = await cash.make({ participant: "picks", dryRun: true });
    expect(dry.body).toMatchObject({ payouts: [], leftOut: [{ participant: "picks", reason: "waits" }] });
    expect((await cash.make({ participant: "picks" })).body).toMatchObject({ code: "nothing_to_pay" });
    await app.api.post(`/v1/rewards/${reward}/choose`, { option: 0 });
    expect((await cash.make({ participant: "picks" })).body).toMatchObject({ payouts: 1, amountMinor: 700 });
    expect(await cash.statuses([reward])).toEqual(["fulfilled"]);
    await cash.balanced();
  });

  it("pays what was approved by the cutoff, and of bonuses those given by then", async () => {
    const { who, rewards, buy } = await cash.earner();
    await cash.adjust(who, 300);
    const cutoff = app.clock.now().toISOString();
    app.clock.advance(60_000);
    const later = await buy();
    await cash.adjust(who, 50);
    await cash.adjust(who, -100);
    const { body } = await cash.make({ participant: who, cutoff });
    expect(body).toMatchObject({ payouts: 1, amountMinor: 1200 });
    expect(await cash.statuses([...rewards, later])).toEqual(["fulfilled", "approved"]);
    // A bonus that a payout has paid is not left out of one whose cutoff lies before it.
    expect((await cash.make({ participant: who })).body).toMatchObject({ amountMinor: 1050 });
    app.clock.advance(60_000);
    const third = await buy();
    await cash.adjust(who, 1);
    const before = await cash.make({ participant: who, cutoff });
    expect(before).toMatchObject({ status: 409, body: { code: "nothing_to_pay" } });
    expect(await cash.statuses([third])).toEqual(["approved"]);
    expect((await cash.make({ participant: who, cutoff: "2199-01-01T00:00:00Z" })).body).toMatchObject({
      code: "invalid_request",
      errors: [{ path: "cutoff" }],
    });
    await cash.balanced();
  });

  it("too large for one commit is collected, confirmed and cancelled by the job, a part at a time", async () => {
    const { tenant, api } = await app.newTenant("Many");
    const unit = "cash:GBP";
    for (const part of [0, 1]) {
      const participants = Array.from({ length: 255 }, (_, n) => ({ externalId: `many-${part}-${n}` }));
      await api.post("/v1/participants/batch", { participants });
    }
    await app.database.query(
      `INSERT INTO postings (tenant_id, id, source, destination, unit, amount, participant_id, created_at)
       SELECT tenant_id, 'pst_' || id, 'tenant:adjustments', 'participant:' || id || ':available', $2, 10, id, created_at
       FROM participants WHERE tenant_id = $1`,
      [tenant.tenantId, unit],
    );
    const make = (key: string) => {
      const terms = { unit, cutoff: app.clock.now().toISOString(), method: "csv" };
      return api.post<{ id: string }>("/v1/payout-batches", terms, { "idempotency-key": key });
    };
    const made = await make("a");
    expect(made).toMatchObject({ status: 201, body: { status: "collecting", payouts: 500 } });
    expect(await make("b")).toMatchObject({ status: 409, body: { code: "batch_collecting" } });
    const read = async () => (await api.get<{ status: string }>(`/v1/payout-batches/${made.body.id}`)).body;
    await runScheduledJobs(app.deps);
    expect(await read()).toMatchObject({ status: "ready", payouts: 510, amountMinor: 5_100 });
    expect(await api.post(`/v1/payout-batches/${made.body.id}/confirm`, {})).toMatchObject({
      body: { status: "confirming" },
    });
    await runScheduledJobs(app.deps);
    expect(await read()).toMatchObject({ status: "sending", byStatus: [{ status: "sending", payouts: 510 }] });
  });
});

interface LeftOut {
  readonly participant: string;
  readonly reason: string;
  readonly amountMinor: number;
}

describe("a payout", () => {
  it("is paid, and comes back: the reward is approved again and due", async () => {
    const { who, rewards, send } = await cash.earner();
    const payout = await send();
    expect(await cash.report(payout, "returned")).toMatchObject({ status: 409, body: { code: "payout_state" } });
    const paid = await cash.report(payout, "paid", { reference: "t-7" });
    expect(paid).toMatchObject({ status: 200, body: { status: "paid", reference: "t-7" } });
    expect(await cash.report(payout, "paid")).toMatchObject({ status: 200, body: { reference: "t-7" } });
    expect(await cash.report(payout, "cancel")).toMatchObject({ status: 409 });
    const back = await cash.report(payout, "returned", { reason: "account closed" });
    expect(back.body).toMatchObject({ status: "returned", reference: "t-7", reason: "account closed" });
    expect([await cash.balance(who), await cash.statuses(rewards)]).toEqual([[1000, 0], ["approved"]]);
    await cash.balanced();
  });

  it("with a refund under way leaves a debt where it is paid, and what is left where it fails", async () => {
    for (const [end, available, status] of [
      ["paid", -1000, "clawed_back"],
      ["failed", 0, "clawed_back"],
    ] as const) {
      const { who, rewards, send, earnedBy } = await cash.earner();
      const payout = await send();
      await cash.refund(earnedBy(1));
      expect(await cash.balance(who)).toEqual([-1000, 1000]);
      await cash.report(payout, end);
      expect((await cash.balance(who))[0]).toBe(available);
      expect(await cash.statuses(rewards)).toEqual([status]);
    }
    await cash.balanced();
  });

  it("that failed and was paid after all fulfils what no other payout has paid since", async () => {
    const { who, rewards, send } = await cash.earner();
    const first = await send();
    await cash.report(first, "failed", { reason: "no such account" });
    expect(await cash.statuses(rewards)).toEqual(["approved"]);
    expect((await cash.report(first, "paid")).body).toMatchObject({ status: "paid", reason: null });
    expect([await cash.balance(who), await cash.statuses(rewards)]).toEqual([[0, 1000], ["fulfilled"]]);
    const other = await cash.earner();
    const failed = await other.send();
    await cash.report(failed, "failed");
    await other.send();
    await cash.report(failed, "paid");
    expect([await cash.balance(other.who), await cash.statuses(other.rewards)]).toEqual([[-1000, 2000], ["fulfilled"]]);
    await cash.balanced();
  });

  it("that comes to exactly nothing is netted when it is confirmed", async () => {
    const { who, rewards, send } = await cash.earner();
    await cash.adjust(who, -1000);
    const payout = await send();
    const { data } = (await app.api.get<{ data: object[] }>(`/v1/payouts?participant=${who}`)).body;
    expect(data).toEqual([expect.objectContaining({ id: payout, status: "netted", amountMinor: 0, rewards: 1 })]);
    expect(await cash.statuses(rewards)).toEqual(["fulfilled"]);
    await cash.balanced();
  });

  it("does not bring back what was given out by hand since it failed", async () => {
    const { who, rewards, send } = await cash.earner();
    const payout = await send();
    await cash.report(payout, "failed");
    await app.api.post(`/v1/rewards/${rewards[0]}/fulfill`, {});
    await cash.report(payout, "paid");
    await cash.report(payout, "returned");
    expect([await cash.balance(who), await cash.statuses(rewards)]).toEqual([[0, 1000], ["fulfilled"]]);
    await cash.balanced();
  });

  it("of another tenant is as absent as none", async () => {
    const { send } = await cash.earner();
    const payout = await send();
    const other = await app.newTenant("Other");
    expect((await other.api.post(`/v1/payouts/${payout}/paid`, {})).status).toBe(404);
    expect((await other.api.get<{ data: object[] }>("/v1/payouts")).body.data).toEqual([]);
  });
});
