import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../../domain/permissions.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

let app: TestApp;
const clients = new Map<Role, DashboardClient>();

/** Of each advocate, how many friends they bring; each friend buys once. */
const ADVOCATES = [
  ["zoe", 1],
  ["ada@shop.example", 3],
  ["=sum(a1)", 2],
] as const;

beforeAll(async () => {
  app = await createTestApp();
  let friends = 0;
  for (const [externalId, count] of ADVOCATES) {
    const { body } = await app.api.post<{ code: string }>("/v1/codes", {
      program: "friends",
      participant: { externalId },
    });
    for (let n = 0; n < count; n++) {
      const participant = { externalId: `friend-${++friends}` };
      await app.api.post("/v1/events", { type: "signup", participant, code: body.code, channel: "mail" });
      const order = { orderId: `order-${friends}`, amountMinor: 4_200, currency: "GBP" };
      await app.api.post("/v1/events", { type: "purchase", participant, ...order });
    }
  }
  app.clock.advance(60_000);
  for (const role of ["owner", "viewer"] as const) clients.set(role, await signIn(app, role));
});
afterAll(() => app.close());

const as = (role: Role): DashboardClient => {
  const client = clients.get(role);
  if (client === undefined) throw new Error(`no ${role}`);
  return client;
};
const linesOf = (text: string) => parse(text, { bom: true, columns: true }) as Record<string, string>[];
const plain = (text: string) => text.replaceAll("&amp;", "&").replaceAll("&#39;", "'");

describe("a report", () => {
  it("of who brought the most is a file after two clicks, with what the page was asked", async () => {
    const here = `/dashboard/t/${app.tenant.slug}`;
    const asked = "period=custom&from=2026-01-01&to=2026-03-31";
    const first = plain((await as("owner").get(`/reports?${asked}`)).text);
    const [tab = ""] = /\/reports\/advocate\?[^"]*/.exec(first) ?? [];
    expect(tab).toBe(`/reports/advocate?${asked}`);
    const second = plain((await as("owner").get(tab)).text);
    const [file = ""] = /\/reports\/advocate\/csv\?[^"]*/.exec(second) ?? [];
    expect(second).toContain(`href="${here}${file}"`);
    expect(file).toContain(asked);
    const lines = linesOf((await as("owner").get(file)).text);
    const who = lines.map(({ Advocates: name, Revenue: revenue, Friends: count }) => [name, revenue, count]);
    expect(who).toEqual([
      ["ada@shop.example", "126.00", "3"],
      ["'=sum(a1)", "84.00", "2"],
      ["zoe", "42.00", "1"],
    ]);
  });

  it("leaves out what happened at another time, on the page and in the file", async () => {
    const asked = "?period=custom&from=2025-01-01&to=2025-12-31";
    expect((await as("owner").get(`/reports/advocate${asked}`)).text).toContain("Nothing happened in this time.");
    expect(linesOf((await as("owner").get(`/reports/advocate/csv${asked}`)).text)).toEqual([]);
  });

  it("of days that are not named yet is of the last four weeks, and its boxes hold them; days in the wrong order are put right", async () => {
    const today = app.clock.now().toISOString().slice(0, 10);
    const first = new Date(app.clock.now().getTime() - 27 * 86_400_000).toISOString().slice(0, 10);
    const boxes = async (asked: string, path: string) =>
      [...(await as("owner").get(`${path}?period=custom${asked}`)).text.matchAll(/type="date" value="([^"]*)"/g)].map(
        ([, day]) => day,
      );
    for (const path of ["/reports", "/reports/advocate", "/reports/retention"]) {
      expect([path, await boxes("&from=&to=", path)]).toEqual([path, [first, today]]);
      expect(await boxes("&from=2025-12-31&to=2025-01-01", path)).toEqual(["2025-01-01", "2025-12-31"]);
    }
  });

  it("shows viewers no address, on the page and in the file", async () => {
    for (const path of ["/reports/advocate", "/reports/advocate/csv"]) {
      expect((await as("owner").get(path)).text).toContain("ada@shop.example");
      const { text } = await as("viewer").get(path);
      expect(text).toContain("•••");
      expect(text).not.toContain("ada@shop.example");
    }
  });

  it("over time has a line a day, and the sums of the page", async () => {
    const { text } = await as("owner").get("/reports/csv?period=7d");
    const lines = linesOf(text);
    expect(lines.map(({ Day: day, Orders: orders }) => [day, orders])).toEqual([
      ...["2025-12-30", "2025-12-31", "2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"].map((day) => [day, "0"]),
      ["2026-01-05", "6"],
    ]);
    expect((await as("owner").get("/reports?period=7d")).text).toContain("£252.00");
  });

  it("of what is owed has the sums of the participants' accounts, and the ledger has every posting", async () => {
    interface Page<Row> {
      readonly data: readonly Row[];
    }
    interface Account {
      readonly participant: string | null;
      readonly balanceMinor: number;
    }
    const { body: accounts } = await app.api.get<Page<Account>>("/v1/ledger/balances?limit=100");
    const held = accounts.data.filter(({ participant }) => participant !== null);
    const sum = held.reduce((total, { balanceMinor }) => total + balanceMinor, 0);
    expect(sum).toBeGreaterThan(0);
    const { text } = await as("owner").get("/reports/owed");
    expect(text).toContain(`£${(sum / 100).toFixed(2)}`);
    const { body: postings } = await app.api.get<Page<{ readonly id: string }>>("/v1/ledger/postings?limit=100");
    const lines = linesOf((await as("owner").get("/reports/ledger/csv")).text);
    expect(lines.map(({ id }) => id)).toEqual(postings.data.map(({ id }) => id));
    const viewed = await as("viewer").get("/reports/ledger/csv");
    expect(viewed.text).not.toContain("ada@shop.example");
  });

  it("of an advocate whose friends have not bought says why it can't know what a new customer cost", async () => {
    const { body } = await app.api.post<{ code: string }>("/v1/codes", {
      program: "friends",
      participant: { externalId: "una" },
    });
    await app.api.post("/v1/events", { type: "signup", participant: { externalId: "looker" }, code: body.code });
    app.clock.advance(60_000);
    const { text } = await as("owner").get("/reports/advocate");
    const row = text.split("<tr").find((each) => each.includes("una")) ?? "";
    expect(row).toMatch(/–<\/span> *<[^>]+>No friend has bought yet/);
  });

  it("of who comes back knows no figure of customers who have not been here for long enough", async () => {
    const { text } = await as("owner").get("/reports/retention");
    expect(text).toContain("Customers whom advocates brought");
    expect(text).toContain("30 days");
    expect(text).toContain("no first order is that long ago");
  });

  it.each([
    ...["/reports", "/reports?period=12m", "/reports/cohort", "/reports/retention", "/reports/owed"],
    ...["/reports/csv", "/reports/channel/csv", "/reports/ledger/csv"],
  ])("is one statement: %s", async (path) => {
    expect(await app.database.during(() => as("owner").get(path))).toBe(1);
  });
});
