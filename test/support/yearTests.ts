import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { FRIENDS } from "../../dev/demoYear/programs.ts";
import { startYear } from "../../dev/demoYear/startYear.ts";
import type { Figures } from "../../dev/replay/replay.ts";
import { DAY_MS } from "../../src/domain/periods.ts";
import { LANGUAGES } from "../../src/i18n/languages.ts";
import { apiClient } from "../../src/testing/apiClient.ts";
import type { TestApp } from "../../src/testing/createTestApp.ts";

const expectedFile = new URL("../../dev/data/expected-friends.json", import.meta.url);
const expected = JSON.parse(readFileSync(expectedFile, "utf8")) as Figures;

export interface ToldYear {
  readonly app: TestApp;
  /** Where the keys of its tenant are. */
  readonly dataDir: string;
  readonly secretKey: string;
}

/** Each of them has something after the year. */
const LISTS = [
  "/v1/programs",
  "/v1/referrals?status=attributed",
  "/v1/referrals?status=converted",
  "/v1/rewards?status=pending",
  "/v1/rewards?status=in_review",
  "/v1/rewards?status=approved",
  "/v1/rewards?status=voided",
  "/v1/programs/partners/applications?status=applied",
  "/v1/programs/partners/applications?status=refused",
  "/v1/referrals?program=partners",
  "/v1/participants/13748/adjustments",
  `/v1/programs/${FRIENDS}/versions`,
  `/v1/programs/${FRIENDS}/materials`,
  `/v1/programs/${FRIENDS}/goals`,
  "/v1/programs/partners/materials",
  "/v1/programs/partners/goals",
  "/v1/programs/points/materials",
  "/v1/programs/points/goals",
  "/v1/media",
];

/** The tests of a year that `startYear` has told, and no one has changed since. It takes long, so others go on with it. */
export function yearTests(told: () => ToldYear): void {
  it("the year comes out as the same orders do anywhere else, but for limits by calendar month", async () => {
    const { app, secretKey } = told();
    const api = apiClient(app.fetch, secretKey);
    const { body } = await api.get<Figures>(`/v1/reports/summary?program=${FRIENDS}`);
    const { referrals, converted, conversions, conversionsReversed, overRefunds, byRule, skipped, totals } = expected;
    expect(body).toMatchObject({ referrals, converted, conversions, conversionsReversed, overRefunds });
    for (const rule of ["friend-welcome", "advocate-share"]) {
      expect(body.byRule[rule]).toMatchObject(byRule[rule] ?? {});
    }
    expect(body.skipped["advocate-share"]).toEqual(skipped["advocate-share"]);
    expect(body.totals["credit:GBP"]).toBe(totals["credit:GBP"]);
  });

  it("it ended within the last week, on the weekday on which it ended", async () => {
    const { app } = told();
    const [[last]] = (await app.database.query("SELECT max(occurred_at) FROM events")) as [[string]];
    const ended = new Date(last);
    const age = app.clock.now().getTime() - ended.getTime();
    expect(age).toBeGreaterThan(0);
    expect(age).toBeLessThanOrEqual(7 * DAY_MS);
    expect(ended.getUTCDay()).toBe(new Date("2011-12-09").getUTCDay());
  });

  it("what is recorded of the year has the time of the year, and none of it lies ahead", async () => {
    const { app } = told();
    for (const column of ["events.received_at", "rewards.created_at", "clicks.occurred_at", "audit.created_at"]) {
      const [table = "", name = ""] = column.split(".");
      const sql = `SELECT min(${name}) < now() - interval '350 days', max(${name}) <= $1 FROM ${table}`;
      const now = app.clock.now();
      expect([column, ...(await app.database.query(sql, [now.toISOString()]))]).toEqual([column, [true, true]]);
    }
  });

  it("no list is empty afterwards", async () => {
    const { app, secretKey } = told();
    const api = apiClient(app.fetch, secretKey);
    for (const list of LISTS) {
      const { status, body } = await api.get<{ data?: unknown[]; versions?: unknown[] }>(list);
      expect([list, status, (body.data ?? body.versions ?? []).length > 0]).toEqual([list, 200, true]);
    }
    const { body } = await api.get<{ data: readonly { language: string }[] }>(`/v1/programs/${FRIENDS}/materials`);
    expect([...new Set(body.data.map(({ language }) => language))].toSorted()).toEqual([...LANGUAGES].toSorted());
    const counts = "SELECT (SELECT count(*) > 3000 FROM clicks), (SELECT count(*) > 500 FROM coupon_uses)";
    expect(await app.database.query(counts)).toEqual([[true, true]]);
  });

  it("another start tells nothing again, and keeps the keys", async () => {
    const { app, dataDir } = told();
    const before = await app.database.query("SELECT count(*) FROM events");
    const again = await startYear(app.deps, dataDir);
    expect(await app.database.during(() => again.told)).toBe(0);
    expect(await app.database.query("SELECT count(*) FROM events")).toEqual(before);
  });
}
