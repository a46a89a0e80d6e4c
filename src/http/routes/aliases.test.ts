import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import { MAX_ALIASES } from "../../domain/aliases.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";

let app: TestApp;
let code: string;
beforeAll(async () => {
  app = await createTestApp();
  code = await codeOf("adv");
});
afterAll(() => app.close());

const codeOf = async (externalId: string) => {
  const asked = { program: "friends", participant: { externalId } };
  return (await app.api.post<{ code: string }>("/v1/codes", asked)).body.code;
};
const path = (externalId: string, alias: string) =>
  `/v1/participants/${encodeURIComponent(externalId)}/aliases/${encodeURIComponent(alias)}`;
const add = (externalId: string, alias: string) => app.api.send("PUT", path(externalId, alias));
const end = (externalId: string, alias: string) => app.api.send("DELETE", path(externalId, alias));
const known = (externalId: string) => app.api.put(`/v1/participants/${externalId}`, { name: "Fay" });
const report = (event: object) => app.api.post("/v1/events", event);
const bought = (externalId: string, orderId: string) =>
  report({ type: "purchase", participant: { externalId }, orderId, amountMinor: 4200, currency: "GBP" });

const order = (externalId: string, orderId: string) => {
  return { type: "purchase", participant: { externalId }, orderId, amountMinor: 4200, currency: "GBP" };
};

describe("what comes by an alias is its participant's", () => {
  beforeAll(async () => {
    await known("fay");
    expect(await add("fay", "fay@example.com")).toMatchObject({
      status: 201,
      body: { externalId: "fay", aliases: ["fay@example.com"] },
    });
  });

  it("a signup and a purchase, which their own name repeats", async () => {
    const signup = { type: "signup", participant: { externalId: "fay@example.com" }, code };
    expect(await report(signup)).toMatchObject({
      status: 201,
      body: { results: [{ referral: { friend: "fay", advocate: "adv", status: "attributed" } }] },
    });
    expect(await bought("fay@example.com", "o-1")).toMatchObject({ status: 201 });
    expect((await report({ ...signup, participant: { externalId: "fay" } })).status).toBe(200);
    expect((await bought("fay", "o-1")).status).toBe(200);
    expect((await bought("fay@example.com", "o-1")).status).toBe(200);
    const batch = [order("fay", "o-2"), order("fay@example.com", "o-2"), order("fay@example.com", "o-3")];
    const { body } = await app.api.post<{ results: { status: number }[] }>("/v1/events/batch", { events: batch });
    expect(body.results.map(({ status }) => status)).toEqual([201, 200, 201]);
    const { body: referrals } = await app.api.get("/v1/referrals?friend=fay%40example.com");
    expect(referrals).toMatchObject({ data: [{ friend: "fay", status: "converted" }] });
  });

  it("a signup that comes late by it decides what they bought since, and is a repeat the second time", async () => {
    await known("ned");
    await add("ned", "ned-too");
    const signup = { type: "signup", participant: { externalId: "ned-too" }, code, occurredAt: "2026-01-01T08:00:00Z" };
    await report({ ...order("ned", "n-1"), occurredAt: "2026-01-01T09:00:00Z" });
    expect(await report(signup)).toMatchObject({
      status: 201,
      body: { results: [{ referral: { friend: "ned", status: "converted" } }] },
    });
    expect((await report(signup)).status).toBe(200);
    const refused = { ...signup, participant: { externalId: "fay@example.com" }, code: await codeOf("other") };
    expect(await report(refused)).toMatchObject({
      status: 201,
      body: { results: [{ referral: { rejectedReason: "already_referred" } }] },
    });
    expect((await report(refused)).status).toBe(200);
    expect((await report({ ...refused, participant: { externalId: "fay" } })).status).toBe(200);
  });

  it("a dry run is told of them", async () => {
    const event = order("fay@example.com", "o-9");
    expect(await app.api.post("/v1/programs/friends/dry-run", { event })).toMatchObject({
      status: 200,
      body: { results: [{ referral: { friend: "fay" } }] },
    });
  });

  it("a profile, a code, a bonus, a block and a list", async () => {
    const by = (rest = "") => `/v1/participants/fay%40example.com${rest}`;
    expect((await app.api.put(by(), { country: "IL" })).body).toMatchObject({ externalId: "fay", name: "Fay" });
    const rows = [
      { externalId: "fay@example.com", locale: "he" },
      { externalId: "fay", email: "f@example.com" },
    ];
    expect((await app.api.post("/v1/participants/batch", { participants: rows })).body).toMatchObject({
      results: [{ status: 200 }, { status: 200, externalId: "fay", locale: "he", country: "IL" }],
    });
    const asked = { program: "friends", participant: { externalId: "fay@example.com" } };
    const { body: issued } = await app.api.post("/v1/codes", asked);
    expect(issued).toMatchObject({ participant: "fay" });
    expect((await app.api.post("/v1/codes", { ...asked, participant: { externalId: "fay" } })).body).toEqual(issued);
    const bonus = { amountMinor: 500, unit: "cash:GBP", reason: "sorry" };
    expect((await app.api.post(by("/adjustments"), bonus, { "idempotency-key": "bonus-1" })).status).toBe(201);
    expect((await app.api.get(by("/adjustments"))).body).toMatchObject({ data: [{ amountMinor: 500 }] });
    expect((await app.api.get("/v1/ledger/balances?participant=fay%40example.com")).body).toMatchObject({
      data: expect.arrayContaining([expect.objectContaining({ balanceMinor: 500 })]),
    });
    expect((await app.api.post(by("/block"), { reason: "r" })).body).toMatchObject({ externalId: "fay" });
    await app.api.post(by("/unblock"), {});
    expect((await app.api.get(by())).body).toMatchObject({
      ...{ externalId: "fay", aliases: ["fay@example.com"], country: "IL", blocked: null },
      codes: [{ program: "friends" }],
    });
    expect((await app.api.get("/v1/audit?subject=fay%40example.com")).status).toBeLessThan(500);
  });

  it("a token: the panel and a code's offer", async () => {
    const token = await participantToken(app.tenant, "fay@example.com", app.clock.now());
    const browser = apiClient(app.fetch, token);
    const { body } = await browser.get<{ advocate: { code: string } }>("/v1/client/panel?program=friends");
    const own = await codeOf("fay");
    expect(JSON.stringify(body)).toContain(own);
    expect((await browser.get(`/v1/client/codes/${own}`)).body).toMatchObject({ reason: "not_new" });
    expect((await browser.get(`/v1/client/codes/${code}`)).body).toMatchObject({ reason: "not_new" });
  });

  it("finds them, once, and only by what is typed", async () => {
    const found = async (q: string) => {
      const { body } = await app.api.get<{ data: { externalId: string; match: object }[] }>(`/v1/participants?q=${q}`);
      return body.data;
    };
    const match = { by: "externalId", text: "fay@example.com", whole: true };
    expect(await found("fay%40example.com")).toMatchObject([{ externalId: "fay", match }]);
    expect(await found("fay%40")).toMatchObject([{ externalId: "fay", match: { ...match, whole: false } }]);
    expect((await found("fa")).map(({ externalId }) => externalId)).toEqual(["fay"]);
    // By the first of several that begin alike.
    await known("ray");
    for (const alias of ["guest-r2", "guest-r1"]) await add("ray", alias);
    expect(await found("guest-r")).toMatchObject([{ externalId: "ray", match: { text: "guest-r1", whole: false } }]);
    expect(await found("guest-r2")).toMatchObject([{ externalId: "ray", match: { text: "guest-r2", whole: true } }]);
    const all = await app.api.get<{ data: { externalId: string }[] }>("/v1/participants");
    expect(all.body.data.map(({ externalId }) => externalId).toSorted()).toEqual(["adv", "fay", "ned", "other", "ray"]);
  });

  it("a backtest decides it as theirs", async () => {
    const { rules } = (await app.api.get<{ rules: object }>("/v1/programs/friends")).body;
    const { body } = await app.api.post("/v1/programs/friends/backtest", { rules });
    expect(body).toMatchObject({ today: { referrals: 2, conversions: 2, rejected: { already_referred: 1 } } });
  });
});

describe("answers tell the own name of who came by an alias", () => {
  beforeAll(async () => {
    await known("gia");
    await add("gia", "gia@example.com");
  });

  it("a redemption by it is given the coupons of its participant", async () => {
    const browser = apiClient(app.fetch, await participantToken(app.tenant, "gia@example.com", app.clock.now()));
    const { body } = await browser.post("/v1/client/redemptions", { program: "friends", code });
    expect(body).toMatchObject({ status: "attributed", coupons: [{ code: expect.any(String) }] });
  });

  it("a person who signs in by it chooses among their own rewards, and no other person does", async () => {
    const options = [
      { kind: "points", amount: 5 },
      { kind: "item", sku: "mug", quantity: 1 },
    ];
    const grant = { kind: "choice", options, chooseWithinDays: 7 };
    const rules = {
      ...(demoProgram.rules as object),
      rewards: [{ id: "gift", recipient: "friend", on: { event: "signup" }, grant }],
    };
    await app.api.post("/v1/programs", { ...demoProgram, key: "gifts", texts: {}, rules });
    await app.api.post("/v1/programs/gifts/publish", {});
    const owner = { program: "gifts", participant: { externalId: "giver" } };
    const gift = (await app.api.post<{ code: string }>("/v1/codes", owner)).body.code;
    const signup = { type: "signup", participant: { externalId: "gia" }, code: gift };
    const { body } = await app.api.post<{ results: { rewards: { id: string }[] }[] }>("/v1/events", signup);
    const chosen = { rewardId: body.results[0]?.rewards[0]?.id, option: 1 };
    const by = async (name: string) =>
      apiClient(app.fetch, await participantToken(app.tenant, name, app.clock.now())).post(
        "/v1/client/choices",
        chosen,
      );
    expect((await by("fay@example.com")).status).toBe(404);
    expect((await by("gia@example.com")).status).toBe(200);
  });

  it("their contacts are looked at: a friend by an alias may be an old customer under another account", async () => {
    const email = "hal@example.com";
    await app.api.put("/v1/participants/hal", { email });
    await add("hal", "hal-too");
    await app.api.put("/v1/participants/hal-before", { email });
    await report({ ...order("hal-before", "h-1"), occurredAt: "2025-06-01T00:00:00Z" });
    const signup = { type: "signup", participant: { externalId: "hal-too" }, code };
    expect(await report(signup)).toMatchObject({
      body: { results: [{ referral: { friend: "hal", rejectedReason: "existing_customer" } }] },
    });
  });

  it("in an application and a bonus", async () => {
    const participant = { externalId: "gia@example.com" };
    const applied = await app.api.post("/v1/programs/friends/applications", { participant });
    expect(applied).toMatchObject({ body: { participant: "gia" } });
    const bonus = { amountMinor: 500, unit: "cash:GBP", reason: "sorry" };
    const path = "/v1/participants/gia%40example.com/adjustments";
    const given = await app.api.post(path, bonus, { "idempotency-key": "bonus-2" });
    expect(given).toMatchObject({ status: 201, body: { participant: "gia" } });
  });
});

describe("a name that is taken", () => {
  it.each([
    ["the participant's own", "itself", "una", "una"],
    ["another participant's", "participant", "una", "vic"],
    ["another's alias", "alias", "vic", "una-2"],
    ["the own name of its participant, named by the alias", "itself", "una-2", "una"],
  ])("%s is refused: %s", async (_, reason, externalId, alias) => {
    await known("una");
    await known("vic");
    await add("una", "una-2");
    expect(await add(externalId, alias)).toMatchObject({ status: 409, body: { code: "alias_taken", reason } });
  });

  it("is given once: the same again changes nothing", async () => {
    await known("wim");
    expect([(await add("wim", "wim-2")).status, (await add("wim", "wim-2")).status]).toEqual([201, 200]);
    // By one of them another is theirs too.
    expect((await add("wim-2", "wim-3")).body).toEqual({ externalId: "wim", aliases: ["wim-2", "wim-3"] });
    const rows = await app.database.query("SELECT detail::text FROM audit WHERE action = 'participant.alias_added'");
    expect(JSON.stringify(rows)).not.toMatch(/wim/);
  });

  it("of more than a participant may have none is given", async () => {
    await known("xen");
    for (let n = 1; n <= MAX_ALIASES; n++) expect((await add("xen", `xen-${n}`)).status).toBe(201);
    expect(await add("xen", "xen-more")).toMatchObject({ status: 409, body: { code: "too_many_aliases" } });
    expect((await add("xen", "xen-1")).status).toBe(200);
    await end("xen", "xen-1");
    expect((await add("xen", "xen-more")).status).toBe(201);
  });
});

describe("an alias that ends", () => {
  it("leaves what came by it, and stands for someone new", async () => {
    await known("yan");
    await add("yan", "yan@example.com");
    await bought("yan@example.com", "y-1");
    expect((await end("yan", "yan@example.com")).body).toEqual({ externalId: "yan", aliases: [] });
    expect(await end("yan", "yan@example.com")).toMatchObject({ status: 404, body: { code: "alias_not_found" } });
    expect((await app.api.get("/v1/participants/yan%40example.com")).status).toBe(404);
    await bought("yan@example.com", "y-2");
    const ids = await app.database.query(
      "SELECT count(DISTINCT participant_id)::integer FROM purchases WHERE order_id IN ('y-1', 'y-2')",
    );
    expect(ids).toEqual([[2]]);
    expect(await add("yan", "yan@example.com")).toMatchObject({ status: 409, body: { reason: "participant" } });
  });

  it("is no one's but its participant's to end", async () => {
    await known("zoe");
    await add("zoe", "zoe-2");
    await known("zed");
    expect((await end("zed", "zoe-2")).status).toBe(404);
    expect((await end("zed", "zoe")).status).toBe(404);
  });
});
