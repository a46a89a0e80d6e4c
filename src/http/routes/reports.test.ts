import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHome } from "../../db/queries/home.ts";
import { BREAKDOWNS } from "../../db/queries/reports/breakdownKeys.ts";
import type { SumsRead } from "../../db/queries/reports/series.ts";
import type { SumName } from "../../domain/metrics.ts";
import { figuresOf, METRIC_NAMES, SUM_NAMES } from "../../domain/metrics.ts";
import { DAY_MS } from "../../domain/periods.ts";
import { attributionOf, cash, documentOf, ruleOf } from "../../engine/testing/documents.ts";
import { keepSums } from "../../jobs/keepSums.ts";
import type { ApiClient, Json } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { AnyEvent } from "../../testing/reports/arbitraryShop.ts";
import { anyHistory, PEOPLE, PROGRAMS } from "../../testing/reports/arbitraryShop.ts";
import type { Granted, Known } from "../../testing/reports/madeUpHistory.ts";
import { bodyOf, undone } from "../../testing/reports/madeUpHistory.ts";
import type { NaiveScope, NaiveSums } from "../../testing/reports/naiveReports.ts";
import { brokenDown, bucketOf, customersOf, factsOf, totalOf } from "../../testing/reports/naiveReports.ts";
import { storedRows } from "../../testing/reports/storedRows.ts";

/** Histories are made up; what the reports say of them is compared with the definitions, applied row by row. */

const ZONE = "Europe/London";
const NOW = "2026-04-20T12:00:00.000Z";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  app.clock.advance(Date.parse(NOW) - app.clock.now().getTime());
});
afterAll(() => app.close());

/** The first of these runs only looks; what others have kept is touched by what comes after. */
const anyRuns = fc.array(fc.nat({ max: 40 }), { minLength: 3, maxLength: 12 });

const share = { id: "share", recipient: "advocate", on: { event: "purchase" } };
const welcome = { id: "welcome", recipient: "friend", on: { event: "signup" } };
const rulesIn = (currency: string) =>
  documentOf(
    [
      ruleOf("cash", { grant: { ...cash(1_000), currency } }),
      { ...share, grant: { kind: "credit", rateBps: 333 } },
      { ...welcome, grant: { kind: "credit", amountMinor: 77, currency } },
      { ...welcome, id: "coupon", grant: { kind: "discount", percentBps: 1_000, maxUses: 3 } },
      { ...welcome, id: "expected", grant: { kind: "discount", percentBps: 500, maxUses: 3, costMinor: 13 } },
      // It ends with the order that earned it, whatever its coupon has taken off others.
      { ...share, id: "thanks", grant: { kind: "discount", percentBps: 2_000, maxUses: 3 } },
    ],
    { attribution: attributionOf({ newCustomersOnly: false }) },
  );

interface Shop {
  readonly api: ApiClient;
  readonly tenantId: string;
}

async function newShop(): Promise<Shop> {
  const { tenant, api } = await app.newTenant(`Shop ${app.deps.ids.secret(8)}`);
  await api.patch("/v1/tenant", { timezone: ZONE });
  const about = { ann: { segments: ["vip", "old"] }, bob: { segments: ["vip"], country: "FR" }, cy: { country: "GB" } };
  for (const [who, profile] of Object.entries(about)) await api.put(`/v1/participants/${who}`, profile);
  for (const key of PROGRAMS) {
    const currency = key === "euros" ? "EUR" : "GBP";
    const program = { key, name: key, landingUrl: "https://shop.example/", currency, rules: rulesIn(currency) };
    expect((await api.post("/v1/programs", program)).status).toBe(201);
    expect((await api.post(`/v1/programs/${key}/publish`, {})).status).toBe(200);
    const codes = PEOPLE.map((externalId) => ({ participant: { externalId }, code: `${key}-${externalId}` }));
    expect((await api.post("/v1/codes/batch", { program: key, codes })).status).toBe(200);
    app.clock.advance(1);
  }
  return { api, tenantId: tenant.tenantId };
}

/** @param kept before which events the job runs that keeps sums */
async function play({ api, tenantId }: Shop, events: readonly AnyEvent[], kept: readonly number[]): Promise<void> {
  const half = Math.floor(events.length / 2);
  const known: Known = { coupons: new Map(), refunds: new Map() };
  for (const [index, event] of events.entries()) {
    if (kept.includes(index)) await keepSums.runFor(app.deps, tenantId);
    if (index === half) await api.post("/v1/programs/first/publish", { version: 1 });
    if (event.type === "click") await click(tenantId, event as AnyEvent & { of: string; program: string });
    else {
      const { body } = await api.post<{ results?: { rewards: Granted[] }[] }>(
        "/v1/events",
        bodyOf(event as never, index, known),
      );
      for (const { participant, coupon } of (body.results ?? []).flatMap(({ rewards }) => rewards)) {
        if (coupon) known.coupons.set(participant, [...(known.coupons.get(participant) ?? []), coupon.code]);
      }
    }
  }
}

/** As a redirect stores it. */
async function click(tenantId: string, event: Json & { of: string; program: string }): Promise<void> {
  await app.database.query(
    `INSERT INTO clicks (tenant_id, id, code, program_id, participant_id, channel, occurred_at)
     SELECT $1, $2, 'x', g.id, p.id, $3, $4::timestamptz FROM programs g JOIN participants p ON p.tenant_id = g.tenant_id
     WHERE g.tenant_id = $1 AND g.key = $5 AND p.external_id = $6`,
    [tenantId, app.deps.ids.id("clk", new Date(String(event.at))), event.channel, event.at, event.program, event.of],
  );
}

const asked = [
  { query: "program=first", program: "first", currency: "GBP", from: "2026-02-01", to: "2026-04-30" },
  { query: "currency=EUR", program: null, currency: "EUR", from: "2026-02-01", to: "2026-04-30" },
  { query: "", program: null, currency: "GBP", from: "2026-03-29", to: "2026-04-01" },
  { query: "", program: null, currency: "GBP", from: "2026-03-15T10:00:00.000Z", to: "2026-04-12T23:07:03.001Z" },
] as const;

/** An instant, or the first one of a day there. */
const dayAt = (day: string) =>
  day.includes("T") ? Date.parse(day) : Date.parse(`${day}T00:00:00${day < "2026-03-30" ? "Z" : "+01:00"}`);
const scopeOf = ({ program, currency, from, to }: (typeof asked)[number]): NaiveScope => {
  return { program, currency, from: dayAt(from), to: dayAt(to) };
};

type Figures = Readonly<Record<SumName, number | null>>;
const sumsOf = (figures: Figures) => Object.fromEntries(SUM_NAMES.map((name) => [name, figures[name] ?? 0]));
const filled = (sums: NaiveSums) => Object.fromEntries(SUM_NAMES.map((name) => [name, sums[name] ?? 0]));

async function allRows(api: ApiClient, path: string) {
  const rows: { key: string | null; figures: Figures }[] = [];
  for (let cursor = ""; ; ) {
    const { body } = await api.get<{ data: typeof rows; nextCursor: string | null; totals: Figures; count: number }>(
      `${path}&limit=2${cursor}`,
    );
    rows.push(...body.data);
    if (body.nextCursor === null) return { rows, totals: body.totals, count: body.count };
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`;
  }
}

/** What came of the histories, all of them together. */
const met = { orders: 0, refunds: 0, ended: 0, given: 0, undone: 0, ofEnded: 0 };

const RUNS = { numRuns: 5, endOnFailure: true, examples: [[undone, [1, 2]] as [AnyEvent[], number[]]] };

describe("whatever happened", () => {
  it("every report says what its definitions say, and the summary says the same", async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, anyRuns, async (events, kept) => {
        const shop = await newShop();
        await play(shop, events, kept);
        const rows = await storedRows(app.database, shop.tenantId);
        met.orders += rows.purchases.filter(({ decided }) => Object.keys(decided).length > 0).length;
        met.refunds += rows.purchases.filter(({ refunded_minor }) => refunded_minor > 0).length;
        met.ended += rows.rewards.filter(({ status }) => status === "voided").length;
        met.given += rows.rewards.filter(({ given_minor }) => given_minor > 0).length;
        met.undone += rows.couponUses.filter(({ undone_at }) => undone_at !== null).length;
        met.ofEnded += rows.rewards.filter(({ status, given_minor }) => status === "voided" && given_minor > 0).length;
        for (const ask of asked) {
          const scope = scopeOf(ask);
          const facts = factsOf(rows, scope);
          const query = `${ask.query}&from=${ask.from}&to=${ask.to}`;
          const total = { ...totalOf(facts), customers: customersOf(rows, scope.from, scope.to) };
          await holdSeries(shop, query, facts, rows, scope, total);
          await holdBreakdowns(shop, query, facts, rows, total);
          if (ask.currency === "GBP") await holdTop(shop, ask, facts, rows);
          if (ask.program === null) continue;
          await holdSummary(shop, scope, total);
          await holdGoals(shop, ask.program, ask.from, scope, total);
        }
        await touchMuch(shop);
        for (const ask of asked) {
          const scope = scopeOf(ask);
          const total = { ...totalOf(factsOf(rows, scope)), customers: customersOf(rows, scope.from, scope.to) };
          const query = `${ask.query}&from=${ask.from}&to=${ask.to}`;
          await holdSeries(shop, query, factsOf(rows, scope), rows, scope, total);
        }
      }),
      RUNS,
    );
    // Histories of which nothing came would agree with everything.
    for (const times of Object.values(met)) expect(times).toBeGreaterThan(0);
  });
});

/** Of so many quarters of an hour in every period nothing is kept that no report counts by them. */
async function touchMuch({ tenantId }: Shop): Promise<void> {
  await app.database.query(
    `INSERT INTO touched_times (tenant_id, xid, at)
     SELECT $1, 0, timestamptz '2026-03-29T00:00:00Z' + n * interval '15 minutes' FROM generate_series(1, 250) n`,
    [tenantId],
  );
}

type Facts = ReturnType<typeof factsOf>;
type Rows = Awaited<ReturnType<typeof storedRows>>;

async function holdSeries({ api }: Shop, query: string, facts: Facts, rows: Rows, scope: NaiveScope, total: NaiveSums) {
  for (const by of ["day", "week", "month"] as const) {
    const { body } = await api.get<{
      data: { period: string; from: string; to: string; running: boolean; figures: Figures }[];
      totals: Figures;
    }>(`/v1/reports/series?by=${by}&${query}`);
    expect(sumsOf(body.totals)).toEqual(filled(total));
    for (const { period, from, to, running, figures } of body.data) {
      const within = facts.filter(({ at }) => bucketOf(at, by, ZONE) === period);
      const customers = customersOf(rows, Date.parse(from), Date.parse(to));
      expect([period, sumsOf(figures)]).toEqual([period, filled({ ...totalOf(within), customers })]);
      expect([bucketOf(Date.parse(from), by, ZONE), bucketOf(Date.parse(to) - 1, by, ZONE)]).toEqual([period, period]);
      expect(running).toBe(bucketOf(app.clock.now().getTime(), by, ZONE) === period);
    }
    const edges = body.data.map(({ from }) => Date.parse(from));
    expect(edges[0]).toBe(scope.from);
    expect(edges.slice(1)).toEqual(body.data.slice(0, -1).map(({ to }) => Date.parse(to)));
  }
}

async function holdBreakdowns({ api }: Shop, query: string, facts: Facts, rows: Rows, total: NaiveSums) {
  for (const by of BREAKDOWNS) {
    const expected = brokenDown(rows, facts, by, ZONE);
    const seen = await allRows(api, `/v1/reports/${by}?${query}`);
    const known = SUM_NAMES.filter((name) => seen.totals[name] !== null);
    const ofKnown = (sums: NaiveSums) => Object.fromEntries(known.map((name) => [name, sums[name] ?? 0]));
    const shown = seen.rows.map(({ key, figures }) => [key, ofKnown(figures as NaiveSums)] as const);
    expect([by, new Map(shown)]).toEqual([by, new Map([...expected].map(([key, sums]) => [key, ofKnown(sums)]))]);
    expect([shown.length, seen.count]).toEqual([expected.size, expected.size]);
    expect([by, ofKnown(seen.totals as NaiveSums)]).toEqual([by, ofKnown(total)]);
  }
}

/** Those who brought the most friends, as a home names them. */
async function holdTop({ tenantId }: Shop, { program, from, to }: (typeof asked)[number], facts: Facts, rows: Rows) {
  const period = { program, by: "day", earlier: from, before: from, from, to, now: NOW } as const;
  const home = await readHome(app.database, { kind: "job", tenantId, job: "test" }, period);
  const brought = [...brokenDown(rows, facts, "advocate", ZONE)].filter(([key, { friends = 0 }]) => key && friends > 0);
  const told = ({ friends, newCustomers = 0, revenueMinor = 0, costMinor = 0 }: NaiveSums) => {
    return { friends, newCustomers, revenueMinor, costMinor };
  };
  const numbers = (sums: SumsRead) =>
    Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, Number(sum)]));
  const top = (home?.body.top ?? []).map(({ key, sums }) => [key, numbers(sums)] as const);
  expect(new Map(top)).toEqual(new Map(brought.map(([key, sums]) => [key, told(sums)])));
  const friends = top.map(([, sums]) => sums.friends ?? 0);
  expect(friends).toEqual(friends.toSorted((a, b) => b - a));
}

/** A goal of each figure, for the days of the report: it is as far as the report says. */
async function holdGoals({ api }: Shop, program: string, firstDay: string, { to }: NaiveScope, total: NaiveSums) {
  const lastDay = new Date(to - DAY_MS + 3_600_000).toISOString().slice(0, 10);
  for (const metric of METRIC_NAMES) {
    await api.put(`/v1/programs/${program}/goals/${metric}`, { metric, target: 5, firstDay, lastDay });
  }
  const sums = Object.entries(filled(total)).map(([name, value]) => [name, BigInt(value)]);
  const known = Object.entries(figuresOf(Object.fromEntries(sums)));
  const { data } = (await api.get<{ data: Json[] }>(`/v1/programs/${program}/goals`)).body;
  const values = Object.fromEntries(data.map(({ metric, value }) => [metric, value]));
  expect(values).toEqual(
    Object.fromEntries(known.map(([name, value]) => [name, value === null ? null : Number(value)])),
  );
}

async function holdSummary({ api }: Shop, { program, currency, from, to }: NaiveScope, total: NaiveSums) {
  const [begins, ends] = [new Date(from).toISOString(), new Date(to).toISOString()];
  const { body } = await api.get<Json>(`/v1/reports/summary?program=${program}&from=${begins}&to=${ends}`);
  const amount = (sums: unknown) => (sums as Record<string, number>)[currency] ?? 0;
  const { clicks = 0, friends = 0, referrals = 0, converted = 0, revenueMinor = 0, costMinor = 0 } = total;
  expect(body).toMatchObject({ clicks, signups: friends, referrals, converted });
  expect([amount(body.revenue), amount(body.cost)]).toEqual([revenueMinor, costMinor]);
}
