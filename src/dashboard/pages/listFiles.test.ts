import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";
import { CSV_PAGE_ROWS } from "../csv.ts";

/** The lists of people, codes and activity as files. */

let app: TestApp;
let owner: DashboardClient;
let viewer: DashboardClient;

beforeAll(async () => {
  app = await createTestApp();
  const { api } = app;
  const people = [
    {
      externalId: "ada@shop.example",
      email: "ada@shop.example",
      phone: "+442071838750",
      name: "=Ada",
      segments: ["vip"],
    },
    { externalId: "bob", email: "bob@shop.example", name: "Bob" },
  ];
  for (const participant of people) await api.post("/v1/codes", { program: "friends", participant });
  const adjustment = { amountMinor: 250, unit: "credit:GBP", reason: "+sorry, bob@shop.example" };
  await api.send("POST", "/v1/participants/bob/adjustments", {
    body: JSON.stringify(adjustment),
    headers: { "content-type": "application/json", "idempotency-key": "sorry" },
  });
  owner = await signIn(app, "owner");
  viewer = await signIn(app, "viewer");
});
afterAll(() => app.close());

async function linesOf(client: DashboardClient, path: string): Promise<readonly string[]> {
  const { status, headers, text } = await client.get(path);
  expect([path, status, headers.get("content-type")]).toEqual([path, 200, "text/csv; charset=utf-8"]);
  return text.replace("\uFEFF", "").trim().split("\r\n");
}

describe("a list as a file", () => {
  it("has the filters of its page, and the page links to it with them", async () => {
    expect(await linesOf(owner, "/csv/people")).toHaveLength(3);
    expect(await linesOf(owner, "/csv/people?segment=vip")).toEqual([
      "Id,Name,E-mail,Phone,Segment,Available,Guest,Blocked,Since",
      expect.stringMatching(/^ada@shop\.example,'=Ada,ada@shop\.example,'\+442071838750,vip,,,,20\d\d-.*Z$/),
    ]);
    expect((await linesOf(owner, "/csv/people?q=bob"))[1]).toContain("£2.50");
    expect((await owner.get("/people?q=bob")).text).toContain("/csv/people?q=bob");
    const all = await linesOf(owner, "/csv/codes");
    expect(all).toHaveLength(3);
    const code = all[1]?.split(",")[0] ?? "";
    expect(await linesOf(owner, `/csv/codes?q=${code}`)).toEqual([all[0], all[1]]);
    expect((await owner.get(`/codes?q=${code}`)).text).toContain(`/csv/codes?q=${code.replaceAll("-", "")}`);
    const adjusted = await linesOf(owner, "/csv/activity?action=balance.adjusted");
    expect(adjusted).toHaveLength(2);
    expect(adjusted[1]).toContain("Bob");
    expect((await owner.get("/activity?action=balance.adjusted")).text).toContain(
      "/csv/activity?action=balance.adjusted",
    );
  });

  it("begins no cell with a formula", async () => {
    for (const path of ["/csv/people", "/csv/codes", "/csv/activity"]) {
      const cells = (await linesOf(owner, path)).flatMap((line) => line.split(","));
      expect(cells.filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([]);
    }
  });

  it("names no person to those who may not see people", async () => {
    for (const path of ["/csv/people", "/csv/codes", "/csv/activity", "/csv/people?q=ada"]) {
      const text = (await linesOf(viewer, path)).join("\n").replaceAll(/\S+@staff\.example/g, "");
      expect([path, /@|Ada|Bob/.test(text)]).toEqual([path, false]);
    }
    expect(await linesOf(viewer, "/csv/people?q=ada@shop.example")).toHaveLength(1);
  });

  it("is written in the language of the member, whatever the browser's is", async () => {
    await owner.post("/dashboard/account/language", { language: "uk" });
    for (const [path, title] of [
      ["/csv/people", "Ім’я"],
      ["/csv/codes", "Код"],
      ["/csv/activity", "Коли"],
      ["/rewards/csv", "Програма"],
    ] as const) {
      expect((await linesOf(owner, path))[0]?.split(",")).toContain(title);
    }
    await owner.post("/dashboard/account/language", { language: "en" });
  });

  it("goes on where a statement ended, with each row once", async () => {
    await app.database.query(
      `INSERT INTO participants (tenant_id, id, external_id, segments, created_at, updated_at, version, referred_version)
       SELECT $1, 'par_0bulk' || lpad(n::text, 5, '0'), 'bulk-' || n, '[]', now(), now(), 1, 1
       FROM generate_series(1, $2::integer) n`,
      [app.tenant.tenantId, CSV_PAGE_ROWS],
    );
    let lines: readonly string[] = [];
    const statements = await app.database.during(async () => {
      lines = await linesOf(owner, "/csv/people");
    });
    expect([statements, lines.length, new Set(lines).size]).toEqual([2, CSV_PAGE_ROWS + 3, CSV_PAGE_ROWS + 3]);
  });

  it("says who is a guest, also to those who may not see people", async () => {
    await app.api.put("/v1/participants/gus", { guest: true });
    const guests = (lines: readonly string[]) => lines.filter((line) => line.includes(",yes,")).length;
    expect(guests(await linesOf(owner, "/csv/people?q=gus"))).toBe(1);
    expect(guests(await linesOf(viewer, "/csv/people"))).toBe(1);
  });
});
