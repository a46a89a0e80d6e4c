import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_TAKEOVERS } from "../../domain/guests.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

type Who = { readonly externalId: string } & Readonly<Record<string, unknown>>;
const order = (participant: Who, orderId: string, code?: string) => {
  const bought = { type: "purchase", orderId, amountMinor: 10_000, currency: "GBP", participant };
  return code === undefined ? bought : { ...bought, code };
};
const buy = (...of: Parameters<typeof order>) => app.api.post("/v1/events", order(...of));
const codeOf = async (externalId: string) =>
  (await app.api.post<{ code: string }>("/v1/codes", { program: "friends", participant: { externalId } })).body.code;
const personOf = async (externalId: string) => {
  const path = `/v1/participants/${encodeURIComponent(externalId)}`;
  return (await app.api.get<{ aliases: readonly string[]; guest: boolean }>(path)).body;
};
const aliasesOf = async (externalId: string) => (await personOf(externalId)).aliases;
const guest = (externalId: string, email: string) => ({ externalId, email, guest: true });

describe("a guest", () => {
  it("is a new participant whom an event or a profile calls so, and an account is never made one", async () => {
    await buy(guest("g-1", "g-1@x.example"), "g-1-1");
    expect(await personOf("g-1")).toMatchObject({ guest: true });
    await buy({ externalId: "g-1", guest: false }, "g-1-2");
    await app.api.put("/v1/participants/g-1", { name: "Gil" });
    expect(await personOf("g-1")).toMatchObject({ guest: true, name: "Gil" });
    expect((await app.api.put("/v1/participants/g-2", { guest: true })).body).toMatchObject({ guest: true });
    expect((await app.api.put("/v1/participants/g-2", { guest: null })).body).toMatchObject({ guest: false });
    expect((await app.api.put("/v1/participants/g-2", { guest: true })).body).toMatchObject({ guest: false });
    await buy({ externalId: "g-2", guest: true }, "g-2-1");
    expect(await personOf("g-2")).toMatchObject({ guest: false });
    const participants = [
      { externalId: "g-3", guest: true },
      { externalId: "g-3" },
      { externalId: "g-3", guest: false },
    ];
    const { body } = await app.api.post("/v1/participants/batch", { participants });
    expect(body).toMatchObject({ results: [{ guest: true }, { guest: true }, { guest: false }] });
    const listed = await app.api.get<{ data: readonly object[] }>("/v1/participants?q=g-1");
    expect(listed.body.data[0]).toMatchObject({ externalId: "g-1", guest: true });
  });

  it("gets no code, issued, imported or chosen, no panel, and applies for no program, until they have an account", async () => {
    await app.api.put("/v1/participants/g-4", { guest: true });
    const problem = { status: 409, body: { code: "participant_is_guest" } };
    const asked = { program: "friends", participant: { externalId: "g-4" } };
    expect(await app.api.post("/v1/codes", asked)).toMatchObject(problem);
    expect(await app.api.post("/v1/codes", { ...asked, vanity: "GUEST" })).toMatchObject(problem);
    const codes = [{ participant: asked.participant, code: "OLD77" }];
    expect((await app.api.post("/v1/codes/batch", { program: "friends", codes })).body).toMatchObject({
      results: [{ status: 409, problem: { code: "participant_is_guest" } }],
    });
    const applied = () => app.api.post("/v1/programs/friends/applications", { participant: asked.participant });
    expect(await applied()).toMatchObject(problem);
    const own = apiClient(app.fetch, await participantToken(app.tenant, "g-4", app.clock.now()));
    const panel = () => own.get("/v1/client/panel?program=friends");
    expect(await panel()).toMatchObject({ status: 401 });
    await app.api.put("/v1/participants/g-4", { guest: false });
    expect((await app.api.post("/v1/codes", asked)).status).toBe(201);
    expect((await panel()).status).toBe(200);
    expect((await applied()).status).toBe(201);
  });

  it("who takes an account by a merge is one from then on, since its codes are theirs", async () => {
    await codeOf("acc-1");
    await app.api.put("/v1/participants/g-5", { guest: true });
    expect((await app.api.put("/v1/participants/g-5/aliases/acc-1", { merge: true })).status).toBe(201);
    expect(await personOf("g-5")).toMatchObject({ guest: false });
  });
});

describe("the first account that comes with a guest's e-mail", () => {
  it("takes over every guest who was there before it and has no rewards, and no one else does", async () => {
    await buy(guest("t-1", "tom@x.example"), "t-1-1");
    await buy(guest("t-2", "Tom@X.example"), "t-2-1");
    expect((await buy({ externalId: "tom", email: "tom+shop@x.example" }, "t-3-1")).status).toBe(201);
    expect(await aliasesOf("tom")).toEqual(["t-1", "t-2"]);
    expect(await personOf("t-2")).toMatchObject({ externalId: "tom", guest: false });
    await buy(guest("t-4", "tom@x.example"), "t-4-1");
    await buy({ externalId: "tom", email: "tom@x.example", emailVerified: true }, "t-5-1");
    await buy({ externalId: "tom-2", email: "tom@x.example", emailVerified: true }, "t-6-1");
    expect([await aliasesOf("tom"), await aliasesOf("tom-2")]).toEqual([["t-1", "t-2"], []]);
    const { body } = await app.api.get<{ data: readonly object[] }>("/v1/audit?participant=tom");
    expect(body.data.filter((row) => JSON.stringify(row).includes('"takenOverBy":"purchase"'))).toHaveLength(2);
  });

  it("leaves one apart who has rewards, until an event says that the e-mail is verified", async () => {
    const code = await codeOf("ann");
    await buy(guest("u-1", "una@x.example"), "u-1-1", code);
    const una = { externalId: "una", email: "una@x.example" };
    await buy(una, "u-2-1");
    expect(await aliasesOf("una")).toEqual([]);
    // What comes again writes nothing, whatever it says beside.
    await buy({ ...una, emailVerified: true }, "u-2-1");
    await buy({ ...una, email: "una@other.example", emailVerified: true }, "u-2-2");
    await buy(guest("u-3", "una@x.example"), "u-3-1");
    await buy({ ...guest("u-3", "una@x.example"), emailVerified: true }, "u-3-2");
    expect(await aliasesOf("una")).toEqual([]);
    await buy({ ...una, emailVerified: true }, "u-2-3");
    expect(await aliasesOf("una")).toEqual(["u-1"]);
  });

  it("takes over one whose name is the e-mail, and another whose name is the e-mail does not", async () => {
    await buy({ externalId: "vic@x.example", email: "vic@x.example" }, "v-1-1");
    await buy({ externalId: "VIC@x.example", email: "vic@x.example" }, "v-1-2");
    expect(await aliasesOf("VIC@x.example")).toEqual([]);
    await buy({ externalId: "wim@x.example", email: "wim@x.example" }, "w-1-1");
    await codeOf("wim@x.example");
    await buy({ externalId: "wim", email: "wim@x.example" }, "w-1-2");
    expect(await aliasesOf("wim")).toEqual(["wim@x.example"]);
    await buy({ externalId: "yan", email: "yan@x.example" }, "y-1-1");
    await buy({ externalId: "yan-2", email: "yan@x.example", emailVerified: true }, "y-1-2");
    expect([await aliasesOf("yan"), await aliasesOf("yan-2")]).toEqual([[], []]);
  });

  it("is taken for one whose profile told it first, and one whom a browser names takes no one over", async () => {
    await buy(guest("z-1", "zoe@x.example"), "z-1-1");
    await app.api.put("/v1/participants/zoe", { email: "zoe@x.example" });
    expect(await aliasesOf("zoe")).toEqual([]);
    const token = await participantToken(app.tenant, "zoe", app.clock.now(), { email: "zoe@x.example" });
    const redeemed = await apiClient(app.fetch, token).post("/v1/client/redemptions", { code: await codeOf("ben") });
    expect(redeemed.status).toBeLessThan(300);
    expect(await aliasesOf("zoe")).toEqual([]);
    await buy({ externalId: "zoe", email: "zoe@x.example" }, "z-2-1");
    expect(await aliasesOf("zoe")).toEqual(["z-1"]);
  });

  it("refused, takes no one over; of a batch each guest costs four statements, and the rest is as ever", async () => {
    await buy(guest("q-1", "q@x.example"), "q-1-1");
    const wrong = { type: "signup", participant: { externalId: "q", email: "q@x.example" }, program: "nope" };
    const guests = [0, 1].map((n) => order(guest(`m-${n}`, `m-${n}@x.example`), `m-${n}-1`));
    const accounts = guests.map((_, n) => order({ externalId: `n-${n}`, email: `m-${n}@x.example` }, `n-${n}-1`));
    await app.api.post("/v1/events/batch", { events: [...guests, wrong] });
    expect((await app.api.get("/v1/participants/q")).status).toBe(404);
    const send = (events: readonly object[]) => app.database.during(() => app.api.post("/v1/events/batch", { events }));
    const plain = await send([order({ externalId: "p-1", email: "p@x.example" }, "p-1-1")]);
    // It loads once more; of the batch itself no more is sent.
    expect(await send(accounts)).toBe(plain + 1 + 4 * 2);
    expect([await aliasesOf("n-0"), await aliasesOf("n-1")]).toEqual([["m-0"], ["m-1"]]);
  });

  it("of a batch takes over so many at most that it stays short, and the rest with its next event", async () => {
    const numbers = Array.from({ length: MAX_TAKEOVERS + 2 }, (_, n) => n);
    const send = (events: readonly object[]) => app.database.during(() => app.api.post("/v1/events/batch", { events }));
    await send(numbers.map((n) => order(guest(`e-${n}`, `e-${n}@x.example`), `e-${n}-1`)));
    const accounts = (time: number) =>
      numbers.map((n) => order({ externalId: `f-${n}`, email: `e-${n}@x.example` }, `f-${n}-${time}`));
    const plain = await send([order({ externalId: "p-2", email: "p-2@x.example" }, "p-2-1")]);
    expect(await send(accounts(1))).toBe(plain + 1 + 4 * MAX_TAKEOVERS);
    const last = `f-${MAX_TAKEOVERS + 1}`;
    expect([await aliasesOf("f-0"), await aliasesOf(last)]).toEqual([["e-0"], []]);
    // The account is there by now, and needs not be made.
    expect(await send(accounts(2))).toBe(plain + 1 + 2 * 2);
    expect(await aliasesOf(last)).toEqual([`e-${MAX_TAKEOVERS + 1}`]);
  });
});
