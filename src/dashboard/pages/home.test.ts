import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHome } from "../../db/queries/home.ts";
import { readBreakdown } from "../../db/queries/reports/breakdown.ts";
import type { SumsRead } from "../../db/queries/reports/series.ts";
import { readSeries } from "../../db/queries/reports/series.ts";
import { sha256 } from "../../engine/events/sha256.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { furnish } from "../../testing/samples.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";
import type { PeriodQuery } from "../periods.ts";
import { chosenPeriod } from "../periods.ts";

let app: TestApp;
let owner: DashboardClient;
let viewer: DashboardClient;

beforeAll(async () => {
  app = await createTestApp();
  owner = await signIn(app, "owner");
  viewer = await signIn(app, "viewer");
});
afterAll(() => app.close());

/** The page as one reads it. */
async function read(client: DashboardClient, query = "", headers = {}): Promise<string> {
  const { status, text } = await client.get(query, headers);
  expect(status).toBe(200);
  return text
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/[\u2066-\u2069]/g, "")
    .replaceAll(/\s+/g, " ");
}

describe("the home of a shop", () => {
  it("asks for itself again while a year is told to it, twelve times and no more", async () => {
    const note = async (times: number) =>
      /<p class="told" id="telling-[^>]*>/.exec((await owner.get(`?telling=${times}`)).text);
    expect((await note(1))?.[0]).toMatch(/id="telling-1" hx-get="[^"]*\?telling=2" hx-trigger="load delay:/);
    expect((await note(12))?.[0]).toBe('<p class="told" id="telling-12">');
    expect(await note(13)).toBeNull();
  });

  it("leads to the next step: a recipe where there is no program, the set-up where nothing was reported", async () => {
    const { tenant } = await app.newTenant("New shop");
    const [newcomer, theirViewer] = [await signIn(app, "owner", tenant), await signIn(app, "viewer", tenant)];
    expect((await newcomer.get("")).text).toContain(`href="/dashboard/t/${tenant.slug}/new-program"`);
    expect((await theirViewer.get("")).text).not.toContain("/new-program");
    expect(await read(owner)).toContain("Nothing was reported yet.");
    expect(await read(owner)).toContain("No one has a code of “Refer a friend” yet");
  });

  it("shows a period's figures, each once, and the advocates who brought them, in one statement", async () => {
    const code = await app.api.post("/v1/codes", {
      program: "friends",
      participant: { externalId: "ada@example.com" },
    });
    const friend = { externalId: "bob" };
    const occurredAt = "2026-01-02T10:00:00Z";
    await app.api.post("/v1/events", {
      type: "signup",
      participant: friend,
      program: "friends",
      code: code.body.code,
      occurredAt,
    });
    const order = { orderId: "o-1", amountMinor: 4_200, currency: "GBP", occurredAt: "2026-01-03T10:00:00Z" };
    await app.api.post("/v1/events", { type: "purchase", participant: friend, ...order });
    expect(await app.database.during(() => owner.get(""))).toBe(1);
    const text = await read(owner);
    for (const line of ["Friends 1 new", "New customers 1 new", "Revenue £42.00 new", "Cost of rewards £10.00 new"]) {
      expect(text).toContain(line);
    }
    expect(text).toContain("ada@example.com 1 1 £42.00 £10.00");
    expect(await read(owner, "?period=7d&program=friends")).toContain("Friends 1 new");
    expect(await read(owner, "?period=custom&from=2025-01-01&to=2025-02-01")).toContain("– No friend has bought yet");
    // A period that there can't be is the usual one.
    for (const day of ["0000-01-01", "9999-12-31"]) {
      expect((await owner.get(`?period=custom&from=${day}&to=${day}`)).status).toBe(200);
    }
  });

  it("names no one to those who may not see people, in the addresses of pages neither", async () => {
    const { text } = await viewer.get("");
    expect(text).toContain("•••");
    expect(text).not.toMatch(/ada(@|%40)example/);
  });

  it("a program that does not exist is no page, and nonsense in the address is the usual period", async () => {
    expect((await owner.get("?program=nothing")).status).toBe(404);
    expect(await read(owner, "?period=eternity&from=yesterday&program=")).toContain("Last 12 weeks");
  });

  it.each(LANGUAGES)("is whole in %s, and at most 60 kB", async (language) => {
    const { text } = await owner.get("?period=12m", { "accept-language": language });
    expect(text).toContain(`<html lang="${language}"`);
    expect(text).not.toMatch(/undefined|\{\w+\}|NaN|\[object/);
    expect(Buffer.byteLength(text)).toBeLessThan(60_000);
  });
});

describe("the figures of the home", () => {
  beforeAll(() => furnish(app.api, app.tenant));

  const periods: readonly PeriodQuery[] = [
    ...(["7d", "28d", "12w", "12m"] as const).map((period) => ({ period })),
    // The friend of before came and bought in the days that come before these.
    { period: "custom", from: "2026-01-04", to: "2026-01-05" },
  ];
  it.each(periods)("counts as the report of the same period does, in every bucket and before: %j", async (query) => {
    const asker = { kind: "secretKey", hash: sha256(app.tenant.secretKey) } as const;
    const now = new Date("2026-01-05T18:00:00Z");
    const chosen = chosenPeriod(query, now);
    const { by, from, to, earlier, before } = chosen;
    const asked = { program: null, currency: null, by, now: now.toISOString() };
    const home = await readHome(app.database, asker, { ...chosen, program: null, now: asked.now });
    const report = await readSeries(app.database, asker, { ...asked, from, to });
    const known = (sums: object | null) =>
      Object.fromEntries(Object.entries(sums ?? {}).filter(([name, sum]) => name !== "customers" && sum !== "0"));
    expect(home?.body.series.totals).toEqual(report?.body.totals);
    expect(Object.values(report?.body.totals ?? {}).some((sum) => sum !== "0")).toBe(true);
    const buckets = (view: typeof report) => view?.body.buckets.map((one) => ({ ...one, sums: known(one.sums) }));
    expect(home?.body.series.buckets.map((one) => ({ ...one, sums: known(one.sums) }))).toEqual(buckets(report));
    const wasFrom =
      typeof earlier === "string"
        ? earlier
        : { ...earlier, count: earlier.count - (typeof from === "string" ? 0 : from.count + 1) };
    const was = await readSeries(app.database, asker, { ...asked, from: wasFrom, to: before });
    expect(home?.body.before).toEqual(was?.body.totals);
    const scope = { program: null, currency: null, from, to };
    const all = { ...scope, by: "advocate", sort: "friends", after: null, limit: 100 } as const;
    const rows = (await readBreakdown(app.database, asker, all))?.body.rows ?? [];
    const brought = rows.filter(({ key, sums }) => key !== null && sums.friends !== "0");
    const told = ({ sums: { friends, newCustomers, revenueMinor, costMinor } }: { readonly sums: SumsRead }) => {
      return { friends, newCustomers, revenueMinor, costMinor };
    };
    const top = home?.body.top.map((one) => [one.key, told(one)]);
    expect(top?.length).toBeGreaterThan(0);
    expect(top).toEqual(brought.slice(0, 6).map((one) => [one.key, told(one)]));
    if (query.period === "custom")
      expect(known(home?.body.before ?? null)).toMatchObject({ friends: "1", orders: "1" });
  });
});

it.each(["owner", "marketer", "support", "viewer"] as const)(
  "leads a %s to no page that their role may not open",
  async (role) => {
    const someone = await signIn(app, role);
    const { text } = await someone.get("");
    const entries = [
      ...text.matchAll(
        /<a class="entry"[^>]* href="(\/dashboard\/t\/tea-shop\/[a-z]+)"|<a [^>]*href="(\/dashboard\/t\/tea-shop\/[a-z]+)"[^>]*class="entry"/g,
      ),
    ];
    const paths = [...new Set(entries.map(([, one, other]) => one ?? other ?? ""))];
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) expect([path, (await someone.get(path)).status]).toEqual([path, 200]);
    expect(paths.includes("/dashboard/t/tea-shop/reviews")).toBe(role !== "viewer");
  },
);
