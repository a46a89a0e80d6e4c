import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../app.ts";
import { demoProgram } from "../../demo/demoProgram.ts";
import type { BacktestReply } from "../../engine/history/presentBacktest.ts";
import { cash, documentOf, ruleOf } from "../../engine/testing/documents.ts";
import { runScheduledJobs } from "../../jobs/runScheduledJobs.ts";
import type { Click } from "../../ports.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { ADDRESS_HEADER, createTestApp } from "../../testing/createTestApp.ts";
import { takeClicks } from "../../usecases/codes/takeClicks.ts";

const HOUR_MS = 3_600_000;
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1";
const ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/125.0 Mobile Safari/537.36";
const GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
const rules = documentOf([ruleOf("click", { on: { event: "click" }, grant: cash(5) })]);

describe("a program that pays for clicks pays for visitors", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
    // In the time zone of the program it is five hours earlier, and still the day before.
    app.clock.advance(Date.parse("2026-01-06T02:00:00Z") - app.clock.now().getTime());
    await app.api.post("/v1/programs", { ...demoProgram, key: "clicks", timezone: "America/New_York", rules });
    await app.api.post("/v1/programs/clicks/publish", {});
  });
  afterAll(() => app.close());

  const codeOf = async (externalId: string) => {
    const participant = { externalId };
    const vanity = `${externalId}-10`;
    const { body } = await app.api.post<{ code: string }>("/v1/codes", { program: "clicks", participant, vanity });
    return body.code;
  };
  interface Visitor {
    readonly address?: string;
    readonly agent?: string;
  }
  const visit = async (code: string, { address = "192.0.2.7", agent = IPHONE }: Visitor = {}) => {
    const headers = { [ADDRESS_HEADER]: address, "user-agent": agent };
    return await app.api.send("GET", `/r/tea-shop/${code}`, { headers });
  };
  /** How many clicks were stored, and how many paid. */
  const countedOf = async (externalId: string) => {
    await app.deps.clicks.flush();
    const person = await app.api.get<{ stats: { clicks: number } }>(`/v1/participants/${externalId}`);
    const rewards = await app.api.get<{ data: readonly unknown[] }>(`/v1/rewards?participant=${externalId}`);
    return [person.body.stats.clicks, rewards.body.data.length];
  };

  it("once a day, by whichever of its names they use the code and however often, and counts every click", async () => {
    const code = await codeOf("ann");
    await visit(code);
    app.clock.advance(1000);
    await visit(code);
    await visit("ann-10");
    await visit(`${code}?via=mail`);
    expect(await countedOf("ann")).toEqual([4, 1]);
    // Who comes again contradicts nothing.
    expect(app.deps.clicks.figures()).toEqual({ waiting: 0, lost: 0 });
  });

  it("each of them: another address or another agent is another visitor, another code another visit", async () => {
    const [code, other] = [await codeOf("bea"), await codeOf("bob")];
    await visit(code);
    await visit(code, { agent: ANDROID });
    await visit(code, { address: "192.0.2.8" });
    // Of an IPv6 address the first half is the customer's.
    await visit(code, { address: "2001:db8::1" });
    await visit(code, { address: "2001:db8::2" });
    await visit(other);
    expect([await countedOf("bea"), await countedOf("bob")]).toEqual([
      [5, 4],
      [1, 1],
    ]);
  });

  it("once also by a link that came mangled, where only the runtime knows who asks", async () => {
    const code = await codeOf("una");
    const addressOf = (_: Request, runtime: unknown) =>
      (runtime as { readonly address?: string } | undefined)?.address ?? null;
    const served = createApp({ ...app.deps, addressOf });
    for (const path of [code, `${code}/`, `/${code}/`]) {
      const reply = await served.request(
        `/r/tea-shop/${path}`,
        { headers: { "user-agent": IPHONE } },
        { address: "::1" },
      );
      expect(reply.status).toBe(302);
    }
    expect(await countedOf("una")).toEqual([3, 1]);
  });

  it("again on the next day of the program", async () => {
    const code = await codeOf("cat");
    await visit(code);
    app.clock.advance(2 * HOUR_MS + HOUR_MS / 2);
    await visit(code);
    expect(await countedOf("cat")).toEqual([2, 1]);
    app.clock.advance(HOUR_MS / 2);
    await visit(code);
    await visit(code);
    expect(await countedOf("cat")).toEqual([4, 2]);
  });

  it("and not for robots, which are led on and counted nowhere", async () => {
    const code = await codeOf("dan");
    const { status, headers } = await visit(code, { agent: GOOGLEBOT });
    expect([status, headers.get("location")]).toEqual([302, `https://shop.example/welcome?ref=${code}`]);
    expect(await countedOf("dan")).toEqual([0, 0]);
  });

  it("the same when a click is delivered again, and when it was told apart by no visitor", async () => {
    const code = await codeOf("eve");
    const [row] = await app.database.query("SELECT participant_id, program_id FROM codes WHERE code = $1", [code]);
    const ofCode = { code, participantId: String(row?.[0]), programId: String(row?.[1]), channel: null };
    const at = { tenantId: app.tenant.tenantId, occurredAt: app.clock.now().toISOString() };
    const click = (id: string, visitor: string | null): Click => {
      return { ...ofCode, ...at, id, ...(visitor === null ? {} : { visitor }) };
    };
    const clicks = [click("clk_a", "one"), click("clk_b", "one"), click("clk_c", "two"), click("clk_d", null)];
    expect(await takeClicks(app.deps, clicks)).toBe(0);
    await Promise.all([takeClicks(app.deps, clicks), takeClicks(app.deps, [click("clk_e", null)])]);
    expect(await countedOf("eve")).toEqual([5, 4]);
  });

  it("so a backtest comes to what happened", async () => {
    const { body: program } = await app.api.get<{ rules: unknown }>("/v1/programs/clicks");
    const { body } = await app.api.post<BacktestReply>("/v1/programs/clicks/backtest", { rules: program.rules });
    expect(body.actual.costMinor).toBeGreaterThan(0);
    expect(body.backtest).toEqual(body.actual);
  });

  it("keeping neither their addresses nor their agents, nor for longer than two days what they were hashed with", async () => {
    await visit(await codeOf("flo"), { address: "198.51.100.23", agent: ANDROID });
    expect(await countedOf("flo")).toEqual([1, 1]);
    const rows = await app.database.query(
      "SELECT to_json(c)::text FROM clicks c UNION ALL SELECT to_json(e)::text FROM events e UNION ALL SELECT to_json(k)::text FROM click_keys k",
    );
    const stored = rows.join("\n");
    expect(stored).toMatch(/click:\w+:2026-01-06:[0-9a-f]{32}/);
    expect(stored).not.toMatch(/198\.51|Android|Mozilla/);
    // The hash stands beside no person.
    const [visited] = await app.database.query(
      "SELECT count(*), count(participant_id) FROM events WHERE type = 'click'",
    );
    expect([Number(visited?.[0]) > 0, Number(visited?.[1])]).toEqual([true, 0]);

    const keys = async () => Number((await app.database.query("SELECT count(*) FROM click_keys"))[0]?.[0]);
    app.clock.advance(46 * HOUR_MS);
    expect((await runScheduledJobs(app.deps))["forget-old"]).toBe(1);
    expect(await keys()).toBe(1);
    app.clock.advance(3 * HOUR_MS);
    expect((await runScheduledJobs(app.deps))["forget-old"]).toBe(1);
    expect(await keys()).toBe(0);
  });
});
