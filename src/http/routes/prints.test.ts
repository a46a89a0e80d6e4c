import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_HOLDERS, MAX_PRINTS } from "../../domain/contacts.ts";
import { SIGNS } from "../../domain/signs.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

/** A card or a device on both sides of a referral is told to the shop, and holds nothing. */

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

type Api = TestApp["api"];
interface Result {
  readonly referral: { readonly id: string; readonly status: string; readonly signs: readonly string[] };
  readonly rewards: readonly { readonly status: string; readonly reviewReasons: readonly string[] }[];
}

const cash = { kind: "cash", amountMinor: 1000, currency: "GBP" };
const rules = {
  schemaVersion: 1,
  attribution: {
    ...{ model: "last_touch", windowDays: 30, creditWindowDays: 90, lateEntryDays: 14 },
    newCustomersOnly: true,
  },
  qualifies: [],
  rewards: [{ id: "each", recipient: "advocate", on: { event: "purchase" }, grant: cash, holdDays: 30 }],
};

let shops = 0;
/** A shop with a program and an advocate who has shared a code. */
async function shop() {
  shops += 1;
  const { api } = await app.newTenant(`Prints ${shops}`);
  const program = { key: "p", name: "P", landingUrl: "https://shop.example/", currency: "GBP" };
  await api.post("/v1/programs", { ...program, rules });
  expect((await api.post("/v1/programs/p/publish", {})).status).toBe(200);
  const asked = { program: "p", participant: { externalId: "ann" } };
  const { code } = (await api.post<{ code: string }>("/v1/codes", asked)).body;
  return { api, code };
}

type Prints = { readonly card?: string; readonly device?: string };

const send = async (api: Api, event: object) => {
  app.clock.advance(1000);
  const { status, body } = await api.post<{ results: Result[] }>("/v1/events", event);
  expect(status).toBe(201);
  return body.results[0];
};
const signUp = (api: Api, code: string, externalId: string, fingerprints?: Prints) =>
  send(api, { type: "signup", participant: { externalId }, code, fingerprints });
let orders = 0;
const order = (externalId: string, fingerprints?: Prints) => {
  orders += 1;
  const participant = { externalId };
  return { type: "purchase", orderId: `o-${orders}`, amountMinor: 2000, currency: "GBP", participant, fingerprints };
};
const buy = (api: Api, externalId: string, fingerprints?: Prints) => send(api, order(externalId, fingerprints));

describe("what friend and advocate have in common", () => {
  it("is told with the decision that sees it, whichever side brought it first, and holds nothing", async () => {
    const { api, code } = await shop();
    await buy(api, "ann", { card: "fp_1" });
    expect((await signUp(api, code, "bob", { device: "d-1" }))?.referral.signs).toEqual([]);
    const bought = await buy(api, "bob", { card: "fp_1" });
    expect(bought?.referral).toMatchObject({ status: "converted", signs: ["same_card"] });
    expect(bought?.rewards).toMatchObject([{ status: "pending", reviewReasons: [] }]);
    await buy(api, "ann", { device: "d-1" });
    const { data } = (await api.get<{ data: Result["referral"][] }>("/v1/referrals?friend=bob")).body;
    expect(data[0]?.signs).toEqual(["same_card"]);
    // What the advocate brought since is seen by the next decision, though that brings nothing itself.
    expect((await buy(api, "bob"))?.referral.signs).toEqual(["same_card", "same_device"]);
    app.clock.advance(31 * 86_400_000);
    await api.post("/v1/jobs/release-rewards", {});
    const rewards = (await api.get<{ data: Result["rewards"] }>("/v1/rewards?participant=ann")).body.data;
    expect(rewards.map(({ status }) => status)).toEqual(["approved", "approved"]);
  });

  it("is told of the shop's own events too, and of a friend who was refused", async () => {
    const { api, code } = await shop();
    await send(api, {
      type: "visit",
      eventId: "v-1",
      participant: { externalId: "ann" },
      fingerprints: { device: "d" },
    });
    await buy(api, "old");
    expect((await signUp(api, code, "old", { device: "d" }))?.referral).toMatchObject({
      status: "rejected",
      signs: ["same_device"],
    });
  });

  it("is never a card beside a device of the same name, another's, or one in another spelling", async () => {
    const { api, code } = await shop();
    await buy(api, "ann", { card: "one" });
    await buy(api, "eve", { card: "two" });
    expect((await signUp(api, code, "bob", { card: "ONE", device: "one" }))?.referral.signs).toEqual([]);
    expect((await signUp(api, code, "kim", { card: "two" }))?.referral.signs).toEqual([]);
    const other = await shop();
    expect((await signUp(other.api, other.code, "bob", { card: "one" }))?.referral.signs).toEqual([]);
  });

  it("makes no one another person: who has another's card may be new", async () => {
    const { api, code } = await shop();
    await buy(api, "eve", { card: "of the house" });
    expect((await signUp(api, code, "bob", { card: "of the house" }))?.referral.status).toBe("attributed");
    expect((await signUp(api, code, "kim", { card: "of the house" }))?.referral.status).toBe("attributed");
  });

  it("says nothing of a till that more than twenty have used, and is kept of no one more", async () => {
    const { api, code } = await shop();
    expect((await signUp(api, code, "first", { device: "till" }))?.referral.signs).toEqual([]);
    await buy(api, "ann", { device: "till" });
    const events = Array.from({ length: MAX_HOLDERS + 5 }, (_, n) => order(`c-${n}`, { device: "till" }));
    expect((await api.post("/v1/events/batch", { events })).status).toBe(200);
    expect((await signUp(api, code, "bob", { device: "till" }))?.referral.signs).toEqual([]);
    // Nor to who was among the first of them, and bought nothing else until then.
    expect((await buy(api, "first"))?.referral.signs).toEqual([]);
    await buy(api, "late", { device: "till" });
    const kept =
      "SELECT count(*) FROM contacts c JOIN participants p ON p.tenant_id = c.tenant_id AND p.id = c.participant_id";
    const [[count] = []] = await app.database.query(
      `${kept} WHERE c.kind = 'device' AND c.tenant_id = (SELECT tenant_id FROM participants WHERE external_id = 'late')`,
    );
    expect(Number(count)).toBe(MAX_HOLDERS + 1);
  });

  it("is known by the first twenty cards of a person", async () => {
    const { api, code } = await shop();
    const events = Array.from({ length: MAX_PRINTS + 1 }, (_, n) => order("ann", { card: `card ${n}` }));
    await api.post("/v1/events/batch", { events });
    expect((await signUp(api, code, "bob", { card: `card ${MAX_PRINTS}` }))?.referral.signs).toEqual([]);
    expect((await signUp(api, code, "kim", { card: `card ${MAX_PRINTS - 1}` }))?.referral.signs).toEqual(["same_card"]);
  });

  it("is known by twenty cards after a merge too", async () => {
    const { api, code } = await shop();
    const events = Array.from({ length: MAX_PRINTS - 1 }, (_, n) => order("ann", { card: `card ${n}` }));
    await api.post("/v1/events/batch", { events });
    for (const card of ["left", "right"]) await send(api, order("eve", { card }));
    const merging = { merge: true, reason: "one person" };
    expect((await api.put("/v1/participants/ann/aliases/eve", merging)).status).toBe(201);
    const signs = [await signUp(api, code, "bob", { card: "left" }), await signUp(api, code, "kim", { card: "right" })];
    // One of the two went over.
    expect(signs.flatMap((result) => result?.referral.signs)).toEqual(["same_card"]);
  });

  it("comes of a batch as of one event after the other", async () => {
    const { api, code } = await shop();
    const signup = { type: "signup", participant: { externalId: "bob" }, code, fingerprints: { card: "c" } };
    const events = [order("ann", { card: "c" }), signup];
    const { body } = await api.post<{ results: { results: Result[] }[] }>("/v1/events/batch", { events });
    expect(body.results[1]?.results[0]?.referral.signs).toEqual(["same_card"]);
  });
});

it("a friend who is given to another advocate has in common what they have with that one", async () => {
  const { api, code } = await shop();
  await buy(api, "ann", { card: "c" });
  await buy(api, "eve", { device: "d" });
  await api.post("/v1/codes", { program: "p", participant: { externalId: "eve" } });
  const signed = await signUp(api, code, "bob", { card: "c", device: "d" });
  expect(signed?.referral.signs).toEqual(["same_card"]);
  const path = `/v1/referrals/${signed?.referral.id}/reassign`;
  expect((await api.post(path, { advocate: "eve", reason: "the wrong link" })).status).toBe(201);
  const { data } = (await api.get<{ data: Result["referral"][] }>("/v1/referrals?friend=bob")).body;
  expect(data[0]?.signs).toEqual(["same_device"]);
});

describe("fingerprints are no content of an event", () => {
  it("a repeat without them, or with others, is the same event", async () => {
    const { api } = await shop();
    const first = order("bob", { card: "one" });
    await send(api, first);
    for (const fingerprints of [undefined, { card: "two" }, { device: "d" }]) {
      const { status, body } = await api.post<{ event: { duplicate: boolean } }>("/v1/events", {
        ...first,
        fingerprints,
      });
      expect([status, body.event.duplicate]).toEqual([200, true]);
    }
  });

  it("what is neither a card nor a device is refused by its name, and so is a text that is too long", async () => {
    const { api } = await shop();
    const wrong = { ...order("bob"), fingerprints: { address: "1 High St", card: "x".repeat(201) } };
    const { status, body } = await api.post<{ errors: { path: string }[] }>("/v1/events", wrong);
    expect([status, body.errors.map(({ path }) => path).toSorted()]).toEqual([
      422,
      ["fingerprints.address", "fingerprints.card"],
    ]);
    const empty = { ...order("bob"), fingerprints: { card: "", device: null } };
    expect((await api.post("/v1/events", empty)).status).toBe(201);
  });

  it("a dry run tells what is in common and keeps nothing of it; a backtest comes to what happened", async () => {
    const { api, code } = await shop();
    await buy(api, "ann", { card: "c" });
    await signUp(api, code, "bob");
    const event = order("bob", { card: "c" });
    const tried = await api.post<{ results: Result[] }>("/v1/programs/p/dry-run", { event });
    expect(tried.body.results[0]?.referral.signs).toEqual(["same_card"]);
    expect((await buy(api, "bob"))?.referral.signs).toEqual([]);
    await buy(api, "bob", { card: "c" });
    const { body } = await api.post<{ actual: unknown; backtest: unknown }>("/v1/programs/p/backtest", { rules });
    expect(body.actual).toMatchObject({ referrals: 1, byRule: { each: { granted: 2 } } });
    expect(body.backtest).toEqual(body.actual);
  });
});

it("the shop alone reads that friend and advocate have something in common", async () => {
  const { api, code } = await shop();
  await buy(api, "ann", { card: "c", device: "d" });
  const { referral: { id } = { id: "" } } = (await signUp(api, code, "bob", { card: "c", device: "d" })) ?? {};
  const toldTo = async (audience: string) =>
    (await api.get<{ referral: { signs: string[] } }>(`/v1/referrals/${id}/explanation?audience=${audience}`)).body;
  const shopReads = await toldTo("tenant");
  expect(shopReads.referral.signs).toEqual(SIGNS);
  for (const code of SIGNS.flatMap((sign) => [`note_${sign}`, `referral_${sign}`])) {
    expect(JSON.stringify(shopReads)).toContain(code);
  }
  for (const audience of ["advocate", "friend"]) {
    const theirs = await toldTo(audience);
    expect(theirs.referral.signs).toEqual([]);
    expect(JSON.stringify(theirs)).not.toMatch(/same_(card|device)/);
  }
});
