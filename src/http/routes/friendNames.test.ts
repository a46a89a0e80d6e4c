import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";

interface Panel {
  readonly advocate: { readonly code: string } | null;
  readonly friends: readonly { readonly label: string }[];
}

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const as = async (externalId: string) =>
  apiClient(app.fetch, await participantToken(app.tenant, externalId, app.clock.now()));
const labels = async (advocate: string, program: string, lang = "en") =>
  (await (await as(advocate)).get<Panel>(`/v1/client/panel?program=${program}&lang=${lang}`)).body.friends.map(
    ({ label }) => label,
  );
const make = async (key: string, friendNames?: string) => {
  const rules = demoProgram.rules as { readonly attribution: object };
  const attribution = { ...rules.attribution, ...(friendNames === undefined ? {} : { friendNames }) };
  await app.api.post("/v1/programs", { ...demoProgram, key, rules: { ...rules, attribution } });
  await app.api.post(`/v1/programs/${key}/publish`, {});
};
const join = async (advocate: string, program: string, friend: string) => {
  const { advocate: own } = (await (await as(advocate)).get<Panel>(`/v1/client/panel?program=${program}`)).body;
  await (await as(friend)).post("/v1/client/redemptions", { code: own?.code, program });
};

describe("the names of friends", () => {
  it("are agreed to with the signup of a friend who is new, and by no later event", async () => {
    await make("signups", "first");
    const { advocate } = (await (await as("host")).get<Panel>("/v1/client/panel?program=signups")).body;
    const signUp = async (participant: object, code: string | null) =>
      app.api.post("/v1/events", { type: "signup", program: "signups", participant, code });
    const told = async (externalId: string) =>
      (await app.api.get<{ mayBeNamed: boolean }>(`/v1/participants/${externalId}`)).body.mayBeNamed;
    await signUp({ externalId: "su-1", name: "Ada Lovelace", mayBeNamed: true }, advocate?.code ?? null);
    expect(await labels("host", "signups")).toEqual(["Ada"]);
    await signUp({ externalId: "su-2", name: "Grace Hopper", mayBeNamed: null }, null);
    const order = { type: "purchase", orderId: "su-o", amountMinor: 5_000, currency: "GBP" };
    await app.api.post("/v1/events", { ...order, participant: { externalId: "su-2", mayBeNamed: true } });
    await app.api.post("/v1/events", {
      ...order,
      orderId: "su-p",
      participant: { externalId: "su-1", mayBeNamed: false },
    });
    expect([await told("su-1"), await told("su-2")]).toEqual([true, false]);
  });

  it("are shown where the program shows them and the friend has agreed, and nowhere else", async () => {
    const programs = [
      ["silent", undefined],
      ["none", "none"],
      ["initials", "initial"],
      ["firsts", "first"],
    ] as const;
    await app.api.put("/v1/participants/agreed", { name: "Ada Lovelace", mayBeNamed: true });
    await app.api.put("/v1/participants/asked", { name: "Grace Hopper" });
    await app.api.put("/v1/participants/address", { name: "ada@example.com", mayBeNamed: true });
    await app.api.put("/v1/participants/nameless", { mayBeNamed: true });
    for (const [program, shows] of programs) {
      await make(program, shows);
      for (const friend of ["agreed", "asked", "address", "nameless"]) {
        // Ids sort by time: those of one millisecond would be in any order.
        app.clock.advance(1);
        await join("zelda", program, friend);
      }
    }
    const numbers = ["Friend 4", "Friend 3", "Friend 2"];
    expect(await labels("zelda", "silent")).toEqual([...numbers, "Friend 1"]);
    expect(await labels("zelda", "none")).toEqual([...numbers, "Friend 1"]);
    expect(await labels("zelda", "initials")).toEqual([...numbers, "A."]);
    expect(await labels("zelda", "firsts")).toEqual([...numbers, "Ada"]);
  });

  it("are a number again once the friend takes that back, or the shop no longer knows the name", async () => {
    await app.api.put("/v1/participants/agreed", { mayBeNamed: false });
    expect(await labels("zelda", "firsts")).toContain("Friend 1");
    await app.api.put("/v1/participants/agreed", { mayBeNamed: true });
    expect(await labels("zelda", "firsts")).toContain("Ada");
    await app.api.put("/v1/participants/agreed", { mayBeNamed: null });
    expect(await labels("zelda", "firsts")).toContain("Friend 1");
    await app.api.put("/v1/participants/agreed", { mayBeNamed: true, name: null });
    expect(await labels("zelda", "firsts")).toContain("Friend 1");
  });

  it("are not those of a friend who was refused", async () => {
    await app.api.put("/v1/participants/late", { name: "Late Comer", mayBeNamed: true });
    const order = { type: "purchase", participant: { externalId: "late" }, orderId: "late-1", amountMinor: 5_000 };
    await app.api.post("/v1/events", { ...order, currency: "GBP" });
    app.clock.advance(60_000);
    await join("mary", "firsts", "late");
    expect(await labels("mary", "firsts")).toEqual(["Friend 1"]);
  });

  it("are those of whom a merged friend is now, by what that participant has agreed to", async () => {
    await app.api.put("/v1/participants/old-1", { name: "Bob", mayBeNamed: true });
    await app.api.put("/v1/participants/old-2", { name: "Eve" });
    for (const friend of ["old-1", "old-2"]) {
      app.clock.advance(1);
      await join("nora", "firsts", friend);
    }
    expect(await labels("nora", "firsts")).toEqual(["Friend 2", "Bob"]);
    await app.api.put("/v1/participants/new-1", { name: "Robert" });
    await app.api.put("/v1/participants/new-2", { name: "Evelyn", mayBeNamed: true });
    for (const n of [1, 2]) {
      const merged = await app.api.put(`/v1/participants/new-${n}/aliases/old-${n}`, { merge: true });
      expect(merged.status).toBe(201);
    }
    expect(await labels("nora", "firsts")).toEqual(["Evelyn", "Friend 1"]);
  });

  it("keep their own direction in a panel of another, and are text whatever they are", async () => {
    await app.api.put("/v1/participants/agreed", { name: "Ada\u202e Lovelace", mayBeNamed: true });
    expect(await labels("zelda", "firsts", "he")).toContain("\u2068Ada\u2069");
    await app.api.put("/v1/participants/agreed", { name: "<b>Ada</b> x", mayBeNamed: true });
    expect(await labels("zelda", "firsts")).not.toContain("<b>Ada</b>");
  });

  it("what was agreed is told with the profile, and made with one that is new", async () => {
    const fresh = await app.api.put("/v1/participants/fresh", { name: "Fresh", mayBeNamed: true });
    expect(fresh.body).toMatchObject({ mayBeNamed: true });
    expect((await app.api.get("/v1/participants/fresh")).body).toMatchObject({ mayBeNamed: true });
    const batch = { participants: [{ externalId: "b-1", mayBeNamed: true }, { externalId: "b-2" }] };
    const { body } = await app.api.post<{ readonly results: readonly object[] }>("/v1/participants/batch", batch);
    expect(body.results).toMatchObject([{ mayBeNamed: true }, { mayBeNamed: false }]);
    expect((await app.api.get("/v1/participants/b-1")).body).toMatchObject({ mayBeNamed: true });
  });
});
