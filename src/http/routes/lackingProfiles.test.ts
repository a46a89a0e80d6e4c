import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

/** What events say of participants whose profiles lack it. */

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

type Api = TestApp["api"];
interface Told {
  readonly results: readonly { readonly rewards: readonly unknown[] }[];
}

const cash = { kind: "cash", amountMinor: 1000, currency: "GBP" };
const inGb = (who: string) => ({
  ...{ id: who, recipient: "advocate", on: { event: "purchase" }, grant: cash },
  when: [{ field: `${who}.country`, op: "eq", value: "GB" }],
});
const rules = {
  schemaVersion: 1,
  attribution: {
    model: "last_touch",
    windowDays: 30,
    creditWindowDays: 90,
    lateEntryDays: 14,
    newCustomersOnly: false,
  },
  qualifies: [],
  rewards: [inGb("friend"), inGb("advocate")],
};

let shops = 0;
/** A shop whose rules ask for countries, and the code of its advocate Ann, of whom nothing is known. */
async function shop() {
  shops += 1;
  const { api } = await app.newTenant(`Lacking ${shops}`);
  const program = { key: "p", name: "P", landingUrl: "https://shop.example/", currency: "GBP" };
  await api.post("/v1/programs", { ...program, rules });
  expect((await api.post("/v1/programs/p/publish", {})).status).toBe(200);
  const ann = { externalId: "ann" };
  const { code } = (await api.post<{ code: string }>("/v1/codes", { program: "p", participant: ann })).body;
  return { api, code };
}
const signUp = async (api: Api, code: string, externalId: string) => {
  app.clock.advance(1000);
  await api.post<Told>("/v1/events", { type: "signup", participant: { externalId }, code });
};
let orders = 0;

describe("what a profile lacks", () => {
  interface Profile {
    readonly name: string | null;
    readonly locale: string | null;
    readonly country: string | null;
    readonly segments: readonly string[];
  }
  const profileOf = async (api: Api, externalId: string) => {
    const { name, locale, country, segments } = (await api.get<Profile>(`/v1/participants/${externalId}`)).body;
    return { name, locale, country, segments };
  };
  const said = { name: "Bob", locale: "en-GB", country: "GB" };
  const buyAs = async (api: Api, participant: { readonly externalId: string } & Record<string, unknown>) => {
    orders += 1;
    app.clock.advance(1000);
    const event = { type: "purchase", orderId: `order-${orders}`, amountMinor: 2000, currency: "GBP", participant };
    const { status, body } = await api.post<Told>("/v1/events", event);
    expect(status).toBe(201);
    return { body, event };
  };

  it("is filled in by an event, each value once, and nothing that is there is changed by one", async () => {
    const { api, code } = await shop();
    await signUp(api, code, "bob");
    await buyAs(api, { externalId: "bob", name: "Bob" });
    expect(await profileOf(api, "bob")).toEqual({ name: "Bob", locale: null, country: null, segments: [] });
    await buyAs(api, { externalId: "bob", ...said, name: "Robert" });
    expect(await profileOf(api, "bob")).toEqual({ ...said, segments: [] });
    await buyAs(api, { externalId: "bob", name: "R", locale: "fr", country: "FR" });
    expect(await profileOf(api, "bob")).toEqual({ ...said, segments: [] });
  });

  it("is filled in once by the events of a batch, of someone who is new there too", async () => {
    const { api, code } = await shop();
    const at = (n: number) => new Date(app.clock.now().getTime() - 60_000 + n).toISOString();
    const events = [
      { type: "signup", participant: { externalId: "new" }, code, occurredAt: at(0) },
      ...["one", "two"].map((name, index) => ({
        ...{ type: "seen", eventId: name, metadata: {}, occurredAt: at(index + 1) },
        participant: { externalId: "new", name, ...(index === 1 ? { country: "GB", locale: "he" } : {}) },
      })),
    ];
    expect((await api.post("/v1/events/batch", { events })).status).toBe(200);
    expect(await profileOf(api, "new")).toEqual({ name: "one", locale: "he", country: "GB", segments: [] });
  });

  it("is not filled in by what is blank, by an event or a profile, nor are segments by an event", async () => {
    const { api } = await shop();
    await api.put("/v1/participants/bob", { name: "Bob" });
    const blank = { name: " \u200b", locale: "", country: "\u00a0", email: "" };
    expect((await api.put("/v1/participants/bob", blank)).status).toBe(200);
    await buyAs(api, { externalId: "bob", ...blank, segments: ["vip"] });
    expect(await profileOf(api, "bob")).toEqual({ name: "Bob", locale: null, country: null, segments: [] });
  });

  it("is not filled in by a repeat, nor by what a dry run is asked", async () => {
    const { api, code } = await shop();
    await signUp(api, code, "bob");
    const { event } = await buyAs(api, { externalId: "bob" });
    const again = await api.post<{ event: { duplicate: boolean } }>("/v1/events", {
      ...event,
      participant: { externalId: "bob", ...said },
    });
    expect([again.status, again.body.event.duplicate]).toEqual([200, true]);
    const tried = { ...event, orderId: "tried", participant: { externalId: "bob", ...said } };
    expect((await api.post("/v1/programs/p/dry-run", { event: tried })).status).toBe(200);
    expect(await profileOf(api, "bob")).toEqual({ name: null, locale: null, country: null, segments: [] });
  });

  it("counts for rules from the event on that brings it, and a backtest finds what happened", async () => {
    const { api, code } = await shop();
    await signUp(api, code, "bob");
    const granted = async (externalId: string, country?: string) => {
      const { body } = await buyAs(api, { externalId, country });
      return body.results.flatMap(({ rewards }) => rewards).length;
    };
    expect(await granted("bob")).toBe(0);
    const tried = { type: "purchase", orderId: "tried", amountMinor: 2000, currency: "GBP" };
    const dry = await api.post<Told>("/v1/programs/p/dry-run", {
      event: { ...tried, participant: { externalId: "bob", country: "GB" } },
    });
    expect(dry.body.results[0]?.rewards).toHaveLength(1);
    expect(await granted("bob", "GB")).toBe(1);
    expect(await granted("bob", "FR")).toBe(1);
    expect(await granted("ann", "GB")).toBe(0);
    expect(await granted("bob")).toBe(2);
    type Figures = { readonly byRule: Readonly<Record<string, { readonly granted: number }>> };
    const { body } = await api.post<{ backtest: Figures; actual: Figures }>("/v1/programs/p/backtest", { rules });
    const counts = ({ byRule }: Figures) => [byRule["friend"]?.granted, byRule["advocate"]?.granted];
    expect(counts(body.actual)).toEqual([3, 1]);
    expect(counts(body.backtest)).toEqual([3, 1]);
    // What a profile says itself has no place in the history: a backtest knows it from the beginning on.
    await api.put("/v1/participants/bob", { country: "US" });
    const { body: later } = await api.post<{ backtest: Figures }>("/v1/programs/p/backtest", { rules });
    expect(counts(later.backtest)).toEqual([undefined, 1]);
  });
});
