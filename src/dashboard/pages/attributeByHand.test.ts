import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import type { Role } from "../../domain/permissions.ts";
import { ROLES } from "../../domain/permissions.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

let app: TestApp;
let code: string;
const clients = new Map<Role, DashboardClient>();

beforeAll(async () => {
  app = await createTestApp();
  for (const role of ROLES) clients.set(role, await signIn(app, role));
  code = (await app.api.post<{ code: string }>("/v1/codes", { program: "friends", participant: { externalId: "ann" } }))
    .body.code;
  // Of the shop's two programs the second knows no advocate yet.
  await app.api.post("/v1/programs", { ...demoProgram, key: "second", name: "Second" });
  await app.api.post("/v1/programs/second/publish", {});
  await app.api.patch("/v1/tenant", { timezone: "America/New_York" });
});
afterAll(() => app.close());

const as = (role: Role): DashboardClient => {
  const client = clients.get(role);
  if (client === undefined) throw new Error(`no ${role}`);
  return client;
};
const plain = (text: string) =>
  text
    .replaceAll(/<[^>]*>|[\u2066-\u2069]/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll(/\s+/g, " ");
const buy = (externalId: string, orderId: string, occurredAt: string) =>
  app.api.post("/v1/events", {
    ...{ type: "purchase", participant: { externalId }, orderId, amountMinor: 5_000, currency: "GBP", occurredAt },
  });
const tie = (friend: string, more: Record<string, string> = {}, role: Role = "support") =>
  as(role).post(`/people/${friend}/attribute`, {
    ...{ program: "friends", by: "externalId", advocate: "ann", attributedAt: "", reason: "rang us" },
    ...more,
  });
const referralsOf = async (friend: string) =>
  (await app.api.get<{ data: readonly Record<string, unknown>[] }>(`/v1/referrals?friend=${friend}`)).body.data;

describe("a friend is tied to an advocate by a form", () => {
  it("once, however often it is sent: what they bought since that time of the shop's clocks is decided", async () => {
    await buy("fay", "f-1", "2026-01-03T15:30:00Z");
    const sent = { key: "sent-once", attributedAt: "2026-01-03T10:00", reason: " rang us " };
    const first = await tie("fay", sent);
    expect(first.location).toMatch(/\/people\/par_[^?]+\?said=attributed$/);
    expect((await tie("fay", sent)).location).toBe(first.location);
    expect((await tie("fay", { ...sent, reason: "another" })).location).toContain("said=sent_before");
    const referrals = await referralsOf("fay");
    expect(referrals).toMatchObject([
      { advocate: "ann", source: "manual", status: "converted", attributedAt: "2026-01-03T15:00:00.000Z" },
    ]);
    const { body } = await app.api.get<{ data: object[] }>("/v1/audit?action=referral.attributed");
    expect(body.data).toMatchObject([
      { actor: { type: "user", id: as("support").member?.userId }, detail: { reason: "rang us", force: false } },
    ]);
    const page = plain((await as("support").get(first.location ?? "")).text);
    expect(page).toContain("The person is a friend of the advocate now.");
    expect(page).toContain("Was tied to an advocate by hand");
    expect(page).not.toContain("referral_by_hand");
  });

  it("by a code of the advocate's, as people write it; the same advocate again changes nothing and says so", async () => {
    await app.api.put("/v1/participants/gus", {});
    const written = ` ${code.toLowerCase()} `;
    expect((await tie("gus", { by: "code", advocate: written })).location).toContain("said=attributed");
    expect((await tie("gus")).location).toContain("said=attributed_before");
    expect(await referralsOf("gus")).toHaveLength(1);
  });

  it("what the staff write down of it is no one else's: viewers read no address in it", async () => {
    await app.api.put("/v1/participants/hal", {});
    const { location } = await tie("hal", { reason: "ann@shop.example rang us" });
    expect(plain((await as("owner").get(location ?? "")).text)).toContain("ann@shop.example rang us");
    expect((await as("viewer").get(location ?? "")).text).not.toContain("ann@shop.example");
  });
});

describe("what can't be is told in words, and stays as it was typed", () => {
  const counts = () => app.database.query("SELECT count(*) FROM events UNION ALL SELECT count(*) FROM referrals");
  const refused = async (friend: string, more: Record<string, string>) => {
    const before = await counts();
    const { status, text } = await tie(friend, more);
    expect(await counts()).toEqual(before);
    return { status, text: plain(text), html: text };
  };

  it("an existing customer, whom an exception lets in all the same", async () => {
    await buy("old", "old-1", "2026-01-01T00:00:00Z");
    const more = { reason: 'her "aunt" wrote', attributedAt: "2026-01-02T08:15" };
    const { status, text, html } = await refused("old", more);
    expect(status).toBe(409);
    expect(text).toContain(
      "Nothing was changed. old was already a customer, and the program is for new customers. You can make an exception below.",
    );
    for (const kept of ['value="ann"', 'value="2026-01-02T08:15"', 'value="her &quot;aunt&quot; wrote"'])
      expect(html).toContain(kept);
    expect((await tie("old", { ...more, force: "on" })).location).toContain("said=attributed");
  });

  it("one who comes too late for a code, with the days of the program", async () => {
    const signup = { type: "signup", participant: { externalId: "late" }, program: "friends" };
    await app.api.post("/v1/events", { ...signup, occurredAt: "2025-12-01T00:00:00Z" });
    const { text } = await refused("late", {});
    expect(text).toContain(
      "The code came too late: it can be entered within 14 days of the first signup. You can make an exception below.",
    );
    expect((await tie("late", { force: "on" })).location).toContain("said=attributed");
  });

  it("what no exception waives", async () => {
    await app.api.put("/v1/participants/ian", {});
    const own = await refused("ann", { force: "on" });
    expect(own.text).toContain("Nobody can invite themselves");
    expect(own.text).not.toContain("You can make an exception below");
    expect(own.html).toMatch(/name="force"[^>]* checked/);
    expect((await refused("ian", { by: "code", advocate: "NOSUCH1" })).text).toContain("This code does not exist.");
    expect((await refused("fay", { advocate: "gus", program: "friends" })).text).toContain(
      "has no code in the program",
    );
    expect((await refused("ian", { program: "second" })).text).toContain("has no code in the program");
    expect((await refused("ian", { advocate: "no one" })).text).toContain("No one has this id.");
    expect((await refused("ian", { program: "none" })).status).toBe(404);
  });

  it.each([
    ["advocate", { advocate: " " }, "Write an id"],
    ["advocate", { by: "code", advocate: "--" }, "Write an id"],
    ["advocate", { advocate: "x".repeat(256) }, "Write an id"],
    ["attributedAt", { attributedAt: "yesterday" }, "not in the future"],
    ["attributedAt", { attributedAt: "2026-01-05T05:06" }, "not in the future"],
    ["reason", { reason: "  " }, "Write why"],
    ["reason", { reason: "x".repeat(501) }, "Write why"],
  ])("at its box: %s, %j", async (box, more, said) => {
    const { status, text, html } = await refused("ian", more as Record<string, string>);
    expect(status).toBe(422);
    expect(text).toContain(said);
    expect([...html.matchAll(/<p class="error" id="field-([^"]+)-error"/g)].map(([, name]) => name)).toEqual([box]);
  });
});

describe("the way to the form", () => {
  it("is on the page of a person, and beside an order whose buyer no one referred, for those who may", async () => {
    await buy("alone", "alone-1", "2026-01-04T00:00:00Z");
    const link = /href="([^"]+\/people\/par_[^"]+\/attribute)"/;
    for (const path of ["/people/alone", "/people?q=alone-1"]) {
      const href = link.exec((await as("marketer").get(path)).text)?.[1];
      expect((await as("marketer").get(href ?? "")).text).toContain("Attribute by hand");
      expect((await as("viewer").get(path)).text).not.toMatch(link);
    }
    expect((await as("viewer").get("/people/alone/attribute")).status).toBe(403);
    expect((await tie("alone", {}, "viewer")).status).toBe(403);
    expect(await referralsOf("alone")).toEqual([]);
  });

  it("begins with a program in which they are no friend yet, and tells what decides", async () => {
    const { text } = await as("owner").get("/people/fay/attribute");
    expect(text).toMatch(/<option value="second" selected>/);
    expect(plain(text)).toMatch(/First order Jan 3, 2026, 10:30/);
  });

  it("offers programs that were published alone, and says where there is none", async () => {
    await app.api.post("/v1/programs", { ...demoProgram, key: "never", name: "Never published" });
    const { text } = await as("owner").get("/people/ann/attribute");
    const [offered = ""] = /<select[^>]* name="program".*?<\/select>/s.exec(text) ?? [];
    expect([...offered.matchAll(/<option[^>]*>([^<]+)</g)].map(([, name]) => name)).toEqual([
      "Refer a friend",
      "Second",
    ]);
    const { tenant, api } = await app.newTenant("Coffee shop");
    await api.put("/v1/participants/kim", {});
    const there = await (await signIn(app, "support", tenant)).get("/people/kim/attribute");
    expect([there.status, plain(there.text)]).toEqual([
      200,
      expect.stringContaining("No program has been published yet. Programs"),
    ]);
  });

  it("says what an exception waives, in every language", async () => {
    for (const language of LANGUAGES) {
      const { text } = await as("owner").get("/people/ann/attribute", { "accept-language": language });
      const hint = /id="field-force-hint">([^<]+)</.exec(text)?.[1] ?? "";
      expect(hint.split(". ").length, language).toBe(3);
    }
  });
});
