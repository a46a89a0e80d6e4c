import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../../domain/permissions.ts";
import { ROLES } from "../../domain/permissions.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

let app: TestApp;
let friendId: string;
const clients = new Map<Role, DashboardClient>();

const ADVOCATE = "ada@shop.example";
const FRIEND = {
  externalId: "fay@shop.example",
  email: "fay.tea@shop.example",
  phone: "+442071838750",
  name: "Fay Tea",
};

beforeAll(async () => {
  app = await createTestApp();
  const { api } = app;
  const asked = { program: "friends", participant: { externalId: ADVOCATE, name: "Ada Tea", segments: ["vip"] } };
  const { code } = (await api.post<{ code: string }>("/v1/codes", asked)).body;
  await api.post("/v1/events", { type: "signup", participant: FRIEND, code });
  const buy = async (orderId: string, amountMinor: number) => {
    app.clock.advance(60_000);
    const order = { type: "purchase", participant: { externalId: FRIEND.externalId }, orderId, currency: "GBP" };
    await api.post("/v1/events", { ...order, amountMinor });
  };
  await buy("small-1", 100);
  await buy("good-1", 4_200);
  await api.post("/v1/events", {
    type: "refund",
    orderId: "good-1",
    refundId: "r",
    amountMinor: 4_200,
    currency: "GBP",
  });
  await api.post("/v1/events", {
    ...{ type: "purchase", participant: { externalId: "alone" }, orderId: "alone-1", amountMinor: 4_200 },
    currency: "GBP",
  });
  const [[id] = []] = await app.database.query(
    "SELECT id FROM participants WHERE tenant_id = $1 AND external_id = $2",
    [app.tenant.tenantId, FRIEND.externalId],
  );
  friendId = String(id);
  for (const role of ROLES) clients.set(role, await signIn(app, role));
});
afterAll(() => app.close());

const as = (role: Role): DashboardClient => {
  const client = clients.get(role);
  if (client === undefined) throw new Error(`no ${role}`);
  return client;
};
const textOf = async (role: Role, path: string) => {
  const { status, text } = await as(role).get(path);
  expect([path, status]).toEqual([path, 200]);
  return text.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
};

describe("typing an order into the box tells what became of it", () => {
  it("the buyer, who brought them, and why nothing was paid for it", async () => {
    const text = await textOf("support", "/people?q=small-1");
    expect(text).toContain("What became of order small-1");
    expect(text).toMatch(/Brought by\s+ada@shop\.example/);
    expect(text).toContain("was not granted");
    expect(text).not.toContain("good-1");
  });

  it("what was paid for it and taken back again", async () => {
    const text = await textOf("support", "/people?q=%23good-1");
    expect(text).toContain("was granted");
    expect(text).toContain("refunded");
  });

  it("that no one referred its buyer", async () => {
    expect(await textOf("support", "/people?q=alone-1")).toContain("No one referred the buyer of this order");
  });

  it("in one statement", async () => {
    expect(await app.database.during(() => as("owner").get("/people?q=good-1"))).toBe(1);
  });
});

it("the list says an id once, of those without a name as well", async () => {
  const { text } = await as("support").get("/people");
  const named = (id: string) => text.split(`<bdi>${id}</bdi>`).length - 1;
  expect(text).toContain("<bdi>Fay Tea</bdi>");
  expect([named(FRIEND.externalId), named("alone")]).toEqual([1, 1]);
});

it("the story of a referral says nothing twice of a decision", async () => {
  const { text } = await as("support").get(`/people/${friendId}`);
  const decided = [...text.matchAll(/<ul class="decisions">.*?<\/ul><\/li><\/ul>/gs)].flatMap(([list]) =>
    list.split("<li><p>"),
  );
  const said = decided.map((decision) => [...decision.matchAll(/<li>(.*?)<\/li>/gs)].map(([, sentence]) => sentence));
  expect(said.filter((sentences) => sentences.length > 0).length).toBeGreaterThan(1);
  expect(said).toEqual(said.map((sentences) => [...new Set(sentences)]));
});

it("a person's page has what they share, whom they brought, what they have and why", async () => {
  const text = await textOf("marketer", `/people/${friendId}`);
  for (const part of [
    "Fay Tea",
    FRIEND.email,
    FRIEND.phone,
    "Referred by",
    "What happened and why",
    "order good-1",
    "Timeline",
  ]) {
    expect(text).toContain(part);
  }
  expect(await textOf("marketer", `/people/${encodeURIComponent(FRIEND.externalId)}`)).toBe(text);
});

describe("to those who may not see people no name and no address is told", () => {
  it.each([
    "/people",
    "/people?q=good-1",
    "/people?q=small-1",
    "/people?segment=vip",
    "/people/{id}",
    "/people/{id}?referral={referral}",
  ])("%s", async (path) => {
    const [[referral] = []] = await app.database.query("SELECT id FROM referrals WHERE tenant_id = $1", [
      app.tenant.tenantId,
    ]);
    const full = path.replace("{id}", friendId).replace("{referral}", String(referral));
    const { text } = await as("viewer").get(full);
    // Their own address stands in the frame.
    const others = text.replaceAll(as("viewer").member?.email ?? "", "");
    for (const secret of ["Fay", "Ada", "fay", "ada@", "@shop.example", "7183"]) expect(others).not.toContain(secret);
    expect((await as("support").get(full)).text).toContain("shop.example");
  });

  it("nor can it be found out by searching for it", async () => {
    for (const typed of ["fay@shop.example", "fay", "fay.tea@shop.example", "ada@", "+44 207", "00442071838750"]) {
      const path = `/people?q=${encodeURIComponent(typed)}`;
      expect(await textOf("viewer", path)).toContain("No one was found");
      expect(await textOf("support", path)).not.toContain("No one was found");
    }
    expect(await textOf("viewer", "/people?q=alone")).toContain("alone");
  });

  it.each(["+447700900123", "07700 900123", "79161234567"])("nor a phone that is someone's id: %s", async (phone) => {
    const participant = { externalId: phone };
    const event = { type: "purchase", participant, orderId: `of-${phone.length}`, amountMinor: 500, currency: "GBP" };
    await app.api.post("/v1/events", event);
    const all = `/people?q=${event.orderId}`;
    expect(await textOf("support", all)).toContain(phone);
    expect(await textOf("viewer", all)).not.toContain(phone);
    const path = `/people?q=${encodeURIComponent(phone)}`;
    expect(await textOf("viewer", path)).toContain("No one was found");
    expect(await textOf("support", path)).not.toContain("No one was found");
  });
});

describe("what a person of the staff does for a participant", () => {
  const bonus = (role: Role, fields: Record<string, string>) =>
    as(role).post(`/people/${friendId}/bonus`, {
      way: "give",
      amount: "5.00",
      unit: "cash:GBP",
      reason: "sorry",
      ...fields,
    });
  const balances = async () => {
    const path = `/v1/participants/${encodeURIComponent(FRIEND.externalId)}`;
    const { body } = await app.api.get<{ balances: { unit: string; availableMinor: number }[] }>(path);
    return body.balances.find(({ unit }) => unit === "cash:GBP")?.availableMinor ?? 0;
  };

  it("a bonus is given once, however often its form is sent, and the audit has who gave it", async () => {
    const key = "sent-once";
    const first = await bonus("owner", { key });
    expect(first.location).toMatch(/\/people\/par_[^?]+\?said=bonus_given$/);
    expect((await bonus("owner", { key })).location).toBe(first.location);
    expect((await bonus("owner", { key, amount: "6.00" })).location).toContain("said=sent_before");
    expect(await balances()).toBe(500);
    const { body } = await app.api.get<{ data: object[] }>("/v1/audit?action=balance.adjusted");
    expect(body.data).toEqual([expect.objectContaining({ actor: { type: "user", id: as("owner").member?.userId } })]);
    expect((await as("owner").get(first.location ?? "")).text).toContain("The balance was changed.");
  });

  it("what is taken back is written like what is given, and what is no amount changes nothing", async () => {
    const before = await balances();
    expect((await bonus("marketer", { way: "take", amount: "1.50" })).location).toContain("said=bonus_given");
    expect(await balances()).toBe(before - 150);
    for (const amount of ["0", "5.000", "a lot", "1.234", "-5"]) {
      expect((await bonus("marketer", { amount })).location).toContain("said=amount_unclear");
      expect((await bonus("viewer", { amount })).status).toBe(403);
    }
    expect(await balances()).toBe(before - 150);
  });

  it("support is told of its limit, and viewers may give nothing", async () => {
    expect((await bonus("support", {})).location).toContain("said=bonus_limit");
    await app.api.patch("/v1/tenant", { supportBonusMinor: 500 });
    expect((await bonus("support", {})).location).toContain("said=bonus_given");
    expect((await bonus("support", { amount: "0.01" })).location).toContain("said=bonus_limit");
    expect((await bonus("viewer", {})).status).toBe(403);
  });

  it("they are blocked and let in again, and what may not be done is not offered", async () => {
    expect((await as("support").post(`/people/${friendId}/block`, { reason: "many accounts" })).location).toContain(
      "said=blocked",
    );
    expect(await textOf("owner", `/people/${friendId}`)).toMatch(/Blocked since .*: many accounts/);
    expect((await as("support").post(`/people/${friendId}/unblock`, {})).location).toContain("said=unblocked");
    expect(await textOf("owner", `/people/${friendId}`)).not.toContain("Blocked since");
    expect((await as("viewer").get(`/people/${friendId}`)).text).not.toContain("/bonus");
  });
});

it("the list shows the phone of each, to those who may see people", async () => {
  await app.api.put("/v1/participants/rung", { name: "Rung Tea", phone: "+442071838757" });
  expect(await textOf("support", "/people?q=rung")).toContain("+442071838757");
  expect(await textOf("viewer", "/people?q=rung")).not.toContain("+44207");
});

it("a page goes on where the one before ended", async () => {
  const rows = Array.from({ length: 60 }, (_, n) => ({ participant: { externalId: `many-${n}` } }));
  await app.api.post("/v1/codes/batch", { program: "friends", codes: rows });
  const first = await as("owner").get("/people?q=many-");
  const next = /href="([^"]*cursor=[^"]*)" rel="next"/.exec(first.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const second = await as("owner").get(next);
  const idsOf = (text: string) => [...text.matchAll(/<tr id="(par_[^"]+)"/g)].map(([, id]) => id);
  expect([idsOf(first.text).length, idsOf(second.text).length]).toEqual([50, 10]);
  expect(new Set([...idsOf(first.text), ...idsOf(second.text)]).size).toBe(60);
});

it("accounts with one phone are named on the page of each and beside what waits for it, to those who may see people", async () => {
  const { api } = app;
  await api.put("/v1/participants/twin", { name: "Twin Tea", phone: FRIEND.phone });
  await api.put(`/v1/participants/${encodeURIComponent(ADVOCATE)}`, { phone: FRIEND.phone });
  await api.put("/v1/participants/stranger", { name: "Stranger Tea", phone: "+442071838759" });
  const order = { type: "purchase", orderId: "one-person-1", amountMinor: 4_200, currency: "GBP" };
  await api.post("/v1/events", { ...order, participant: { externalId: FRIEND.externalId } });
  const seen = await textOf("support", `/people/${friendId}`);
  expect(seen).toMatch(/Accounts with the same e-mail or phone .*Twin Tea\s+Phone/);
  expect(seen).not.toContain("Stranger");
  expect(await textOf("viewer", `/people/${friendId}`)).not.toMatch(/Accounts with the same|twin/i);
  expect(await textOf("support", "/reviews")).toMatch(/it has their e-mail or phone \(.*Twin Tea/);
});

it("what waits for a friend of whom the shop says that they were a customer before says so", async () => {
  const { api } = app;
  const { code } = (
    await api.post<{ code: string }>("/v1/codes", { program: "friends", participant: { externalId: "eve" } })
  ).body;
  await api.post("/v1/events", { type: "signup", participant: { externalId: "old-friend" }, code });
  const order = { type: "purchase", orderId: "old-friend-1", amountMinor: 4_200, currency: "GBP" };
  await api.post("/v1/events", { ...order, participant: { externalId: "old-friend" } });
  expect(await textOf("support", "/reviews")).not.toContain("a customer since");
  await api.put("/v1/participants/old-friend", { customerSince: "2024-05-01T12:00:00Z" });
  expect(await textOf("support", "/reviews")).toMatch(/The shop said: a customer since May 1, 2024/);
});
