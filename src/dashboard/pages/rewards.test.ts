import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../../domain/permissions.ts";
import { ROLES } from "../../domain/permissions.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { dashboardClient, signedIn, signIn } from "../../testing/signIn.ts";

let app: TestApp;
const clients = new Map<Role, DashboardClient>();
const held: string[] = [];
const FRIENDS = 4;

beforeAll(async () => {
  app = await createTestApp();
  const { api } = app;
  const asked = { program: "friends", participant: { externalId: "ada@shop.example", name: "=Ada" } };
  const { code } = (await api.post<{ code: string }>("/v1/codes", asked)).body;
  for (let n = 0; n < FRIENDS; n++) {
    app.clock.advance(60_000);
    await api.post("/v1/events", { type: "signup", participant: { externalId: `f-${n}` }, code });
    const order = { type: "purchase", orderId: `o-${n}`, amountMinor: 4_200, currency: "GBP" };
    const { body } = await api.post<{ results: { rewards: { id: string }[] }[] }>("/v1/events", {
      ...order,
      participant: { externalId: `f-${n}` },
    });
    held.push(body.results[0]?.rewards[0]?.id ?? "");
  }
  for (const role of ROLES) clients.set(role, await signIn(app, role));
});
afterAll(() => app.close());

const as = (role: Role): DashboardClient => {
  const client = clients.get(role);
  if (client === undefined) throw new Error(`no ${role}`);
  return client;
};
const boxesOf = (text: string) => [...text.matchAll(/name="ids" value="(rwd_[^"]+)"/g)].map(([, id]) => id ?? "");
const statusOf = async (id: string) => (await app.api.get<{ status: string }>(`/v1/rewards/${id}`)).body.status;
/** What a page says, without its tags. */
const plain = (text: string) => text.replaceAll(/<[^>]+>/g, " ").replaceAll(/[\s\u2066-\u2069]+/g, " ");
const steps = (role: Role, fields: readonly (readonly [string, string])[]) =>
  as(role).postAll("/rewards/steps", fields);

it("the list is narrowed by what stands in its address", async () => {
  const all = boxesOf((await as("owner").get("/rewards")).text);
  expect(all.length).toBe(2 * FRIENDS);
  const pending = boxesOf((await as("owner").get("/rewards?status=pending&program=friends")).text);
  expect(pending.toSorted()).toEqual(held.toSorted());
  expect((await as("owner").get("/rewards?status=voided")).text).toContain("No reward is like this.");
  const [[id] = []] = await app.database.query(
    "SELECT id FROM participants WHERE tenant_id = $1 AND external_id = 'f-1'",
    [app.tenant.tenantId],
  );
  const { text } = await as("owner").get(`/rewards?person=${id}`);
  expect([boxesOf(text).length, text.includes("Of f-1")]).toEqual([1, true]);
});

describe("several are moved by one form, for one reason", () => {
  it("each has its row in the audit, and the page goes back to where it was", async () => {
    const [one = "", two = ""] = held;
    const fields = [
      ["ids", one],
      ["ids", two],
      ["step", "approve"],
      ["reason", "looks right"],
      ["status", "pending"],
    ] as const;
    const { status, location } = await steps("support", fields);
    expect([status, location]).toEqual([
      303,
      `/dashboard/t/${app.tenant.slug}/rewards?status=pending&said=rewards_moved`,
    ]);
    for (const id of [one, two]) {
      expect(await statusOf(id)).toBe("approved");
      const { body } = await app.api.get<{ data: object[] }>(`/v1/audit?subject=${id}`);
      expect(body.data).toEqual([
        expect.objectContaining({
          ...{ actor: { type: "user", id: as("support").member?.userId }, action: "reward.approved" },
          detail: expect.objectContaining({ reason: "looks right" }),
        }),
      ]);
    }
  });

  describe("a step that can't be undone asks first", () => {
    const ask = (step: string, more: readonly (readonly [string, string])[] = [], from = "support" as Role) =>
      steps(from, [...held.map((id) => ["ids", id] as const), ["step", step], ...more]);
    const states = () => Promise.all(held.map(statusOf));

    it.each(["void", "fulfill"])("%s changes nothing before a page has said how many and how much", async (step) => {
      const before = await states();
      const { status, text } = await ask(step, [["reason", "a typed <reason>"]]);
      expect([status, await states()]).toEqual([200, before]);
      // What the page posts is what it counted, and not what can't take the step.
      const moving = held.filter((_, n) => step === "void" || before[n] === "approved");
      const posted = [...text.matchAll(/name="ids" value="([^"]+)"/g)].map(([, id]) => id);
      expect(posted).toEqual(moving);
      expect(plain(text)).toContain(step === "void" ? "End 4 rewards?" : "Mark 2 rewards as given out?");
      expect(plain(text)).toContain(`Cash, GBP £${moving.length * 10}.00`);
      expect(plain(text).includes("Left as they are 2")).toBe(step === "fulfill");
      expect(text).toContain('value="a typed &lt;reason&gt;"');
      expect(text).toMatch(/name="reason"[^>]* required/);
    });

    it("a confirmation without a reason is asked once more, at the box, and changes nothing", async () => {
      const before = await states();
      for (const reason of ["", "  ", "x".repeat(501)]) {
        const { status, text } = await ask("void", [
          ["confirmed", "yes"],
          ["reason", reason],
        ]);
        expect([status, text.includes('aria-invalid="true"')]).toEqual([422, true]);
        expect(text).toContain("Write why, in at most 500 characters.");
      }
      expect(await states()).toEqual(before);
    });

    it("leads back to the list that it came from, whichever way it ends", async () => {
      const list = `/dashboard/t/${app.tenant.slug}/rewards?status=pending`;
      const narrowed = await ask("void", [["status", "pending"]]);
      expect(narrowed.text).toContain(`href="${list}"`);
      expect(narrowed.text).toContain('name="status" value="pending"');
      const reviews = await ask("void", [["from", "reviews"]]);
      expect(reviews.text).toContain(`href="/dashboard/t/${app.tenant.slug}/reviews"`);
      expect(reviews.text).toContain('name="from" value="reviews"');
    });

    it("counts no reward of another shop, and none twice", async () => {
      const { tenant } = await app.newTenant("Coffee shop");
      const client = dashboardClient(app, await signedIn(app, "owner", tenant), tenant);
      const fields = [["ids", held[0] ?? ""] as const, ["step", "void"] as const];
      expect((await client.postAll("/rewards/steps", fields)).location).toContain("said=rewards_none_moved");
      const twice = await steps("owner", [["ids", held[0] ?? ""], ...fields]);
      expect(plain(twice.text)).toContain("End 1 reward?");
      expect(plain(twice.text)).not.toContain("Left as they are");
    });

    it("on the page that asks the viewer's role is asked as well", async () => {
      expect((await ask("void", [], "viewer")).status).toBe(403);
    });
  });

  it("gifts are marked as sent together", async () => {
    const [one = "", two = ""] = held;
    const { location } = await steps("marketer", [
      ["ids", one],
      ["ids", two],
      ["step", "fulfill"],
      ["reason", "sent on Monday"],
      ["confirmed", "yes"],
    ]);
    expect(location).toContain("said=rewards_moved");
    expect([await statusOf(one), await statusOf(two)]).toEqual(["fulfilled", "fulfilled"]);
  });

  it("those that can't be changed are left, and the page says so", async () => {
    const [sent = "", , third = ""] = held;
    const both = await steps("owner", [
      ["ids", sent],
      ["ids", third],
      ["step", "void"],
      ["reason", "test order"],
      ["confirmed", "yes"],
    ]);
    expect(both.location).toContain("said=rewards_some_left");
    expect([await statusOf(sent), await statusOf(third)]).toEqual(["fulfilled", "voided"]);
    expect(
      (
        await steps("owner", [
          ["ids", sent],
          ["step", "void"],
        ])
      ).location,
    ).toContain("said=rewards_none_moved");
    expect((await steps("owner", [["step", "void"]])).location).toContain("said=rewards_none_moved");
  });

  it("viewers may not, and are offered no boxes", async () => {
    expect(
      (
        await steps("viewer", [
          ["ids", held[3] ?? ""],
          ["step", "void"],
        ])
      ).status,
    ).toBe(403);
    const { text } = await as("viewer").get("/rewards");
    expect([boxesOf(text), text.includes("/rewards/steps")]).toEqual([[], false]);
  });

  it("more than 200 at once are refused, and nothing is changed", async () => {
    const many = Array.from({ length: 201 }, (_, n) => ["ids", `rwd_${n}`] as const);
    expect((await steps("owner", [...many, ["step", "void"]])).status).toBe(422);
  });
});

it("what waits for a decision comes with the oldest deadline first, page by page, and is decided there", async () => {
  const dispute = { type: "dispute", orderId: "o-3", disputeId: "d-3" };
  await app.api.post("/v1/events", { ...dispute, status: "opened" });
  const { text } = await as("support").get("/reviews");
  expect(boxesOf(text)).toEqual([held[3]]);
  expect(text).toContain("4 friends in this program");
  expect(text).toContain("the customer disputes the payment");
  expect((await as("viewer").get("/rewards")).text).toContain("In review");
  const done = await steps("support", [
    ["ids", held[3] ?? ""],
    ["step", "release"],
    ["reason", "the bank called"],
    ["from", "reviews"],
  ]);
  expect(await statusOf(held[3] ?? "")).toBe("pending");
  expect(done.location).toBe(`/dashboard/t/${app.tenant.slug}/reviews?said=rewards_moved`);
  expect((await as("support").get("/reviews")).text).toContain("Nothing waits for a decision.");
});

describe("the same rewards come as a file", () => {
  it("narrowed alike, with amounts that add up and no word that is a formula", async () => {
    const { headers, text } = await as("owner").get("/rewards/csv?status=fulfilled");
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const lines = text.trim().split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain("'=Ada,ada@shop.example");
    expect(lines[1]).toContain(",10.00,cash:GBP,");
  });

  it("to those who may not see people it names none", async () => {
    const { text } = await as("viewer").get("/rewards/csv");
    expect(text).not.toMatch(/Ada|@/);
  });
});

it("to those who may not see people the list names none", async () => {
  const { text } = await as("viewer").get("/rewards");
  expect(text.replaceAll(as("viewer").member?.email ?? "", "")).not.toMatch(/Ada|ada@/);
});

it("one that has ended is told as what it was, struck out, and no other is", async () => {
  const ended = (await as("owner").get("/rewards?status=voided")).text;
  expect(boxesOf(ended)).toEqual([]);
  expect(ended).toContain("<s>£10.00</s>");
  expect((await as("owner").get("/rewards?status=fulfilled")).text).not.toContain("<s>");
});
