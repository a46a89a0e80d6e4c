import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import { DAY_MS } from "../../domain/periods.ts";
import { runScheduledJobs } from "../../jobs/runScheduledJobs.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { MAX_DAYS_AHEAD, MAX_SCHEDULED } from "../../usecases/programs/publishProgram.ts";

interface Program {
  readonly version: number;
  readonly rules: object | null;
  readonly draft: object | null;
  readonly draftVersion: number;
  readonly schedule: readonly { readonly id: string; readonly publishAt: string; readonly version: number | null }[];
  readonly status: string;
  readonly code: string;
  readonly current: { readonly draft: object; readonly draftVersion: number; readonly version: number };
  readonly errors: readonly { readonly path: string }[];
}

const { rules } = demoProgram as unknown as { readonly rules: { readonly rewards: readonly object[] } };
const fewer = { ...rules, rewards: rules.rewards.slice(0, 1) };
const none = { ...rules, rewards: [] };

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const later = (days: number) => new Date(app.clock.now().getTime() + days * DAY_MS).toISOString();
const send = async (path: string, body: object) => (await app.api.post<Program>(`/v1/programs/${path}`, body)).body;
const patch = async (key: string, body: object) => (await app.api.patch<Program>(`/v1/programs/${key}`, body)).body;
const get = async (key: string) => (await app.api.get<Program>(`/v1/programs/${key}`)).body;
const create = (key: string, more: object = {}) => app.api.post("/v1/programs", { ...demoProgram, key, ...more });

describe("a draft that two people edit", () => {
  beforeAll(() => create("two"));

  it("takes the first save, and answers the second with what the first has saved", async () => {
    const { draftVersion } = await get("two");
    const first = await patch("two", { rules: fewer, ifDraftVersion: draftVersion });
    expect(first.draftVersion).toBe(draftVersion + 1);
    const second = await patch("two", { rules: none, name: "Mine", ifDraftVersion: draftVersion });
    expect(second).toMatchObject({
      code: "draft_conflict",
      current: { draft: fewer, draftVersion: draftVersion + 1, version: 0 },
    });
    expect(await get("two")).toEqual(first);
    expect((await patch("two", { rules: none, ifDraftVersion: draftVersion + 1 })).draft).toEqual(none);
  });

  it("answers a save that comes again as it did the first time, and saves nothing", async () => {
    const { draftVersion } = await get("two");
    const saved = await patch("two", { rules: fewer, ifDraftVersion: draftVersion });
    const again = await patch("two", { rules: fewer, ifDraftVersion: draftVersion });
    expect(again).toMatchObject({ draft: fewer, draftVersion: saved.draftVersion });
  });

  it("is another draft once it was published", async () => {
    const { draftVersion } = await get("two");
    await send("two/publish", {});
    expect((await patch("two", { rules: none, ifDraftVersion: draftVersion })).code).toBe("draft_conflict");
    expect((await get("two")).draftVersion).toBe(draftVersion + 1);
  });
});

describe("a draft that is discarded", () => {
  const auditOf = (key: string) =>
    app.database.query(
      `SELECT a.action, a.detail FROM audit a JOIN programs g ON g.id = a.subject WHERE g.key = $1
       ORDER BY a.created_at DESC, a.action DESC`,
      [key],
    );

  it("leaves the rules in force and what waits for its time, and has a row of its own in the audit", async () => {
    await create("thrown");
    await send("thrown/publish", {});
    await patch("thrown", { rules: fewer });
    const { draftVersion, schedule } = await send("thrown/publish", { publishAt: later(1) });
    const gone = await patch("thrown", { rules: null, ifDraftVersion: draftVersion });
    expect(gone).toMatchObject({ rules, draft: null, draftVersion: draftVersion + 1, version: 1, schedule });
    expect(await auditOf("thrown")).toContainEqual(["program.draft_discarded", { draftVersion }]);
    await patch("thrown", { rules: fewer });
    await patch("thrown", { rules: null, name: "Renamed" });
    expect(await get("thrown")).toMatchObject({ name: "Renamed", draft: null });
    expect(await auditOf("thrown")).toContainEqual(["program.changed", { name: "Renamed" }]);
    await send(`thrown/schedule/${schedule[0]?.id}/cancel`, {});
  });

  it("was saved by no one since it was looked at, else it is kept", async () => {
    await create("kept");
    const { draftVersion } = await send("kept/publish", {});
    await patch("kept", { rules: fewer });
    const { code, current } = await patch("kept", { rules: null, ifDraftVersion: draftVersion });
    expect([code, current.draft]).toEqual(["draft_conflict", fewer]);
    expect((await get("kept")).draft).toEqual(fewer);
  });

  it("is discarded once: a repeat is answered alike, and writes nothing", async () => {
    await create("once");
    await send("once/publish", {});
    const { draftVersion } = await patch("once", { rules: fewer });
    const first = await patch("once", { rules: null, ifDraftVersion: draftVersion });
    const rows = (await auditOf("once")).length;
    expect(await patch("once", { rules: null, ifDraftVersion: draftVersion })).toEqual(first);
    expect(await patch("once", { rules: null })).toEqual(first);
    expect(await auditOf("once")).toHaveLength(rows);
  });

  it("is not all that the program has: before the first publish it stays", async () => {
    await create("bare");
    expect((await patch("bare", { rules: null })).code).toBe("not_published");
    expect((await get("bare")).draft).toEqual(rules);
  });
});

describe("a publish that waits for its time", () => {
  it("keeps the rules as they were, whatever becomes of the draft, and leaves a newer draft alone", async () => {
    await create("sale");
    await send("sale/publish", {});
    await patch("sale", { rules: fewer });
    const waiting = await send("sale/publish", { publishAt: later(1) });
    expect(waiting).toMatchObject({ version: 1, draft: fewer, schedule: [{ publishAt: later(1), version: null }] });
    await patch("sale", { rules: none });
    await runScheduledJobs(app.deps);
    expect((await get("sale")).version).toBe(1);
    app.clock.advance(DAY_MS);
    expect((await runScheduledJobs(app.deps))["publish-scheduled"]).toBe(1);
    expect(await get("sale")).toMatchObject({ version: 2, rules: fewer, draft: none, schedule: [] });
  });

  it("takes the draft with it where that is still the same, and can be an older version again", async () => {
    await create("back");
    await send("back/publish", {});
    await patch("back", { rules: fewer });
    await send("back/publish", { publishAt: later(2) });
    const both = await send("back/publish", { version: 1, publishAt: later(3) });
    expect(both.schedule.map(({ version }) => version)).toEqual([null, 1]);
    app.clock.advance(3 * DAY_MS);
    await runScheduledJobs(app.deps);
    const { version, rules: inForce, draft } = await get("back");
    expect([version, inForce, draft]).toEqual([3, rules, null]);
    const before = (await app.api.get<{ rules: object }>("/v1/programs/back/versions/2")).body;
    expect(before.rules).toEqual(fewer);
  });

  it("is published by the job, which names it, and the one who runs the job is not the one who did", async () => {
    await create("named");
    const { schedule } = await send("named/publish", { publishAt: later(1) });
    app.clock.advance(DAY_MS);
    await app.api.post("/v1/jobs/publish-scheduled", {});
    const [row] = await app.database.query(
      "SELECT actor, detail FROM audit WHERE action = 'program.published' AND detail->>'scheduled' = $1",
      [schedule[0]?.id],
    );
    expect(row).toEqual([
      { type: "job", id: "publish-scheduled" },
      { version: 1, applyTo: "new", scheduled: schedule[0]?.id },
    ]);
  });

  it("can be cancelled once, and is not published then", async () => {
    await create("cancelled");
    const { schedule } = await send("cancelled/publish", { publishAt: later(1) });
    const cancel = `cancelled/schedule/${schedule[0]?.id}/cancel`;
    expect((await send(cancel, {})).schedule).toEqual([]);
    expect((await send(cancel, {})).code).toBe("schedule_not_found");
    app.clock.advance(DAY_MS);
    await runScheduledJobs(app.deps);
    expect((await get("cancelled")).version).toBe(0);
  });

  it("is one of five at most, in the future, and within two years", async () => {
    await create("five");
    for (let day = MAX_SCHEDULED; day > 0; day--) await send("five/publish", { publishAt: later(day) });
    expect((await get("five")).schedule.map(({ publishAt }) => publishAt)).toEqual([1, 2, 3, 4, 5].map(later));
    expect((await send("five/publish", { publishAt: later(9) })).code).toBe("too_many_scheduled");
    for (const days of [0, MAX_DAYS_AHEAD + 1]) {
      const refused = await send("five/publish", { publishAt: later(days) });
      expect([refused.code, refused.errors[0]?.path]).toEqual(["invalid_request", "publishAt"]);
    }
  });

  it("goes without a trace in the rules where the program has ended or the rules fit it no more", async () => {
    await create("over");
    await send("over/publish", {});
    await send("over/publish", { version: 1, publishAt: later(1) });
    await patch("over", { status: "ended" });
    await create("euros");
    await send("euros/publish", { publishAt: later(1) });
    await patch("euros", { currency: "EUR", rules: none });
    app.clock.advance(DAY_MS);
    await runScheduledJobs(app.deps);
    expect(await get("over")).toMatchObject({ version: 1, status: "ended", schedule: [] });
    expect(await get("euros")).toMatchObject({ version: 0, schedule: [] });
    const rows = await app.database.query(
      "SELECT detail->>'reason' FROM audit WHERE action = 'program.schedule_cancelled' AND actor->>'type' = 'job'",
    );
    expect(rows.flat().toSorted()).toEqual(["program_ended", "rules_not_valid"]);
  });
});
