import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import type { BacktestReply } from "../../engine/history/presentBacktest.ts";
import { cash, documentOf, points, ruleOf } from "../../engine/testing/documents.ts";
import type { Click } from "../../ports.ts";
import { DatabaseError } from "../../ports.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { takeClicks } from "../../usecases/codes/takeClicks.ts";

const limits = [{ per: "recipient", period: "day", count: 3 }];
const rules = documentOf([
  ruleOf("click", { on: { event: "click" }, grant: cash(5), limits }),
  ruleOf("mail", {
    on: { event: "click" },
    grant: points(1),
    when: [{ field: "referral.channel", op: "eq", value: "mail" }],
  }),
]);

interface Rewards {
  readonly data: readonly {
    readonly ruleId: string;
    readonly amountMinor: number;
    readonly referralId: string | null;
  }[];
}

describe("a program that pays for clicks", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
    await app.api.post("/v1/programs", { ...demoProgram, key: "clicks", rules });
    await app.api.post("/v1/programs/clicks/publish", {});
  });
  afterAll(() => app.close());

  const codeOf = async (externalId: string, program = "clicks") => {
    const { body } = await app.api.post<{ code: string }>("/v1/codes", { program, participant: { externalId } });
    return body.code;
  };
  const visit = (code: string, query = "", method = "GET") => app.api.send(method, `/r/tea-shop/${code}${query}`);
  const flush = () => app.deps.clicks.flush();
  const rewardsOf = async (externalId: string) => {
    const { body } = await app.api.get<Rewards>(`/v1/rewards?participant=${externalId}`);
    return body.data.map(({ ruleId, amountMinor }) => `${ruleId} ${amountMinor}`).toSorted();
  };
  const balancesOf = async (externalId: string) => {
    const { body } = await app.api.get<{ balances: { unit: string; availableMinor: number }[] }>(
      `/v1/participants/${externalId}`,
    );
    return Object.fromEntries(body.balances.map(({ unit, availableMinor }) => [unit, availableMinor]));
  };
  /** As a queue would deliver it. */
  const delivered = (code: string, participantId: string, programId: string, id: string): Click => {
    const occurredAt = app.clock.now().toISOString();
    return { tenantId: app.tenant.tenantId, id, code, programId, participantId, channel: null, occurredAt };
  };
  const ownerOf = async (code: string) => {
    const [row] = await app.database.query("SELECT participant_id, program_id FROM codes WHERE code = $1", [code]);
    return { participantId: String(row?.[0]), programId: String(row?.[1]) };
  };

  it("pays each click to the owner of the code, and shows it without a referral", async () => {
    const code = await codeOf("ann");
    await visit(code);
    await visit(code, "?via=mail");
    await flush();
    expect(await rewardsOf("ann")).toEqual(["click 5", "click 5", "mail 1"]);
    expect(await balancesOf("ann")).toEqual({ "cash:GBP": 10, points: 1 });
    const { body } = await app.api.get<Rewards>("/v1/rewards?participant=ann");
    expect(body.data.map(({ referralId }) => referralId)).toEqual([null, null, null]);
    expect((await app.api.get("/v1/referrals?advocate=ann")).body).toMatchObject({ data: [] });
    expect((await app.api.get("/v1/reports/summary?program=clicks")).body).toMatchObject({
      clicks: 2,
      byRule: { click: { granted: 2 }, mail: { granted: 1 } },
    });
  });

  it("pays no more than its limit in a day, and again the day after", async () => {
    const code = await codeOf("ann");
    await visit(code);
    await visit(code);
    await flush();
    expect(await balancesOf("ann")).toMatchObject({ "cash:GBP": 15 });
    app.clock.advance(24 * 60 * 60_000);
    await visit(code);
    await flush();
    expect(await balancesOf("ann")).toMatchObject({ "cash:GBP": 20 });
  });

  it("is backtested over the clicks that it paid for", async () => {
    const { body: program } = await app.api.get("/v1/programs/clicks");
    const { body } = await app.api.post<BacktestReply>("/v1/programs/clicks/backtest", { rules: program.rules });
    expect(body.backtest).toEqual(body.actual);
    const dearer = documentOf([ruleOf("click", { on: { event: "click" }, grant: cash(50), limits })]);
    const tried = await app.api.post<BacktestReply>("/v1/programs/clicks/backtest", { rules: dearer });
    expect(tried.body.backtest.costMinor).toBe(10 * body.actual.costMinor);
  });

  it("pays for no HEAD request, no unknown code and no click of another program", async () => {
    const code = await codeOf("bea");
    await visit(code, "", "HEAD");
    await visit("NOSUCHCODE");
    await visit(await codeOf("bea", "friends"));
    await flush();
    expect(await rewardsOf("bea")).toEqual([]);
  });

  it("pays a click once that is delivered again and again, also beside itself", async () => {
    const code = await codeOf("cat");
    const { participantId, programId } = await ownerOf(code);
    const clicks = ["clk_a1", "clk_a2"].map((id) => delivered(code, participantId, programId, id));
    expect(await takeClicks(app.deps, clicks)).toBe(0);
    await Promise.all([takeClicks(app.deps, clicks), takeClicks(app.deps, [...clicks, ...clicks])]);
    expect(await rewardsOf("cat")).toEqual(["click 5", "click 5"]);
  });

  it("pays once where a click was stored and its decision failed, when it is delivered again", async () => {
    const code = await codeOf("dan");
    const { participantId, programId } = await ownerOf(code);
    const clicks = [delivered(code, participantId, programId, "clk_b1")];
    const failing = { ...app.deps, processEvents: () => Promise.reject(new DatabaseError("gone", null, null)) };
    await expect(takeClicks(failing, clicks)).rejects.toThrow("gone");
    const stored = await app.database.query("SELECT count(*)::integer FROM clicks WHERE id = 'clk_b1'");
    expect([stored, await rewardsOf("dan")]).toEqual([[[1]], []]);
    expect(await takeClicks(app.deps, clicks)).toBe(0);
    expect(await takeClicks(app.deps, clicks)).toBe(0);
    expect(await rewardsOf("dan")).toEqual(["click 5"]);
  });

  it("stores a click of a paused program and pays for it neither now nor later", async () => {
    const code = await codeOf("eve");
    const { participantId, programId } = await ownerOf(code);
    const click = delivered(code, participantId, programId, "clk_c1");
    await app.api.patch("/v1/programs/clicks", { status: "paused" });
    await takeClicks(app.deps, [click]);
    await app.api.patch("/v1/programs/clicks", { status: "active" });
    await takeClicks(app.deps, [click]);
    expect(await rewardsOf("eve")).toEqual([]);
    expect((await app.api.get("/v1/participants/eve")).body).toMatchObject({ stats: { clicks: 1 } });
  });

  it("stores and pays the others where the database refuses one", async () => {
    const code = await codeOf("flo");
    const { participantId, programId } = await ownerOf(code);
    const [bad, good] = ["clk_d1", "clk_d2"].map((id) => delivered(code, participantId, programId, id));
    if (bad === undefined || good === undefined) throw new Error("two were made");
    expect(await takeClicks(app.deps, [{ ...bad, channel: "\u0000" }, good])).toBe(1);
    expect(await rewardsOf("flo")).toEqual(["click 5"]);
  });

  it("costs one statement more than storing where a program pays, and none where none does", async () => {
    const paid = await codeOf("gil");
    const free = await codeOf("gil", "friends");
    const batchOf = async (code: string, ids: readonly string[]) => {
      const { participantId, programId } = await ownerOf(code);
      return ids.map((id) => delivered(code, participantId, programId, id));
    };
    const [none, some] = [await batchOf(free, ["clk_e1", "clk_e2"]), await batchOf(paid, ["clk_e3", "clk_e4"])];
    expect(await app.database.during(() => takeClicks(app.deps, none))).toBe(1);
    expect(await app.database.during(() => takeClicks(app.deps, some))).toBe(3);
  });

  it("keeps the tenants of one batch apart, whatever becomes of one of them", async () => {
    const { tenant, api } = await app.newTenant("Other shop");
    await api.post("/v1/programs", { ...demoProgram, key: "clicks", rules });
    await api.post("/v1/programs/clicks/publish", {});
    const made = await api.post<{ code: string }>("/v1/codes", {
      program: "clicks",
      participant: { externalId: "ann" },
    });
    const other = await ownerOf(made.body.code);
    const code = await codeOf("hal");
    const own = await ownerOf(code);
    const clicks = [
      delivered(code, own.participantId, own.programId, "clk_f1"),
      { ...delivered(made.body.code, other.participantId, other.programId, "clk_f1"), tenantId: tenant.tenantId },
    ];
    const failing: typeof app.deps.processEvents = (request) =>
      request.asker.kind === "job" && request.asker.tenantId === tenant.tenantId
        ? Promise.reject(new DatabaseError("gone", null, null))
        : app.deps.processEvents(request);
    await expect(takeClicks({ ...app.deps, processEvents: failing }, clicks)).rejects.toThrow("gone");
    expect(await rewardsOf("hal")).toEqual(["click 5"]);
    await takeClicks(app.deps, clicks);
    expect(await rewardsOf("hal")).toEqual(["click 5"]);
    expect((await api.get<Rewards>("/v1/rewards?participant=ann")).body.data).toHaveLength(1);
  });

  it("tries a click out and stores nothing", async () => {
    const code = await codeOf("ida");
    const event = { type: "click", code, channel: "mail" };
    const tried = await app.api.post("/v1/programs/clicks/dry-run", { event });
    expect(tried).toMatchObject({
      status: 200,
      body: { results: [{ referral: null, rewards: [{ ruleId: "click" }, { ruleId: "mail" }] }] },
    });
    const dearer = documentOf([ruleOf("click", { on: { event: "click" }, grant: cash(7), limits })]);
    const changed = await app.api.post("/v1/programs/clicks/dry-run", { event, rules: dearer });
    expect(changed.body).toMatchObject({ results: [{ rewards: [{ amountMinor: 7, participant: "ida" }] }] });
    expect(await rewardsOf("ida")).toEqual([]);
  });

  it("is told of no click by a caller: the name is kept for share links", async () => {
    const event = { type: "click", eventId: "e-1", participant: { externalId: "ann" } };
    expect(await app.api.post("/v1/events", event)).toMatchObject({
      status: 422,
      body: { errors: [{ path: "type" }] },
    });
  });
});
