import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import type { ApiClient } from "../../testing/apiClient.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";

interface Panel {
  readonly advocate?: { readonly code: string } | null;
  readonly standing?: { readonly reason: string; readonly message: string; readonly mayApply: boolean } | null;
  readonly friends: readonly { readonly statusText: string }[];
  readonly progress: readonly {
    readonly message: string;
    readonly steps: readonly { readonly from: number; readonly label: string; readonly reached: boolean }[];
  }[];
}

let app: TestApp;
let visitor: ApiClient;
beforeAll(async () => {
  app = await createTestApp();
  visitor = apiClient(app.fetch, app.tenant.publishableKey);
});
afterAll(() => app.close());

const as = async (externalId: string, claims = {}) =>
  apiClient(app.fetch, await participantToken(app.tenant, externalId, app.clock.now(), claims));
const panelOf = async (client: ApiClient, query = "?program=friends", accept = "") =>
  (await client.get<Panel>(`/v1/client/panel${query}`, accept === "" ? {} : { "accept-language": accept })).body;
const make = async (key: string, more: object) => {
  await app.api.post("/v1/programs", { ...demoProgram, key, ...more });
  await app.api.post(`/v1/programs/${key}/publish`, {});
};

describe("a program that takes no friends now", () => {
  it.each([
    ["paused", {}, "paused", "This program is paused, so invitations don't count at the moment."],
    ["ended", {}, "ended", "This program has ended, so new invitations don't count."],
    ["over", { endsAt: "2026-01-05T00:00:00Z" }, null, "This program has ended, so new invitations don't count."],
    ["coming", { startsAt: "2026-02-01T00:00:00Z" }, null, "This program starts on February 1, 2026"],
  ])("says that it is %s, to a visitor and to a customer", async (key, dates, status, message) => {
    await make(key, dates);
    if (status !== null) await app.api.patch(`/v1/programs/${key}`, { status });
    const standing = { reason: "program_not_active", message, mayApply: false };
    expect((await panelOf(visitor, `?program=${key}`)).standing).toEqual(standing);
    expect(await panelOf(await as("ada"), `?program=${key}`)).toMatchObject({ advocate: null, standing });
  });

  it("says it in the words that the tenant has for any such program", async () => {
    await app.api.patch("/v1/programs/paused", {
      texts: { $widget: { en: { standingProgramNotActive: "We're on holiday." } } },
    });
    expect((await panelOf(visitor, "?program=paused")).standing?.message).toBe("We're on holiday.");
  });
});

describe("a code that can't be used", () => {
  it("is not given out any more: its owner reads that it was switched off, or is over, and by whom not", async () => {
    const bea = await as("bea");
    const code = (await panelOf(bea)).advocate?.code;
    await app.api.patch(`/v1/codes/${code}`, { disabled: true });
    expect(await panelOf(bea)).toMatchObject({
      advocate: null,
      standing: { reason: "code_disabled", message: expect.stringMatching(/^The shop has switched your code off/) },
    });
    await app.api.patch(`/v1/codes/${code}`, { disabled: false, maxUses: 1 });
    expect((await panelOf(bea)).advocate?.code).toBe(code);
    await (await as("first-friend")).post("/v1/client/redemptions", { code });
    expect((await panelOf(bea)).standing).toMatchObject({ reason: "code_used_up", mayApply: false });
  });
});

describe("the steps of a rule", () => {
  it("are all told, those behind the advocate as reached, and the top one when it is", async () => {
    const { code } = (await panelOf(await as("cleo"))).advocate ?? {};
    const steps = async () => (await panelOf(await as("cleo"))).progress[0];
    expect(await steps()).toMatchObject({
      steps: [
        { from: 0, label: "You get £10.00 for each friend who buys for at least £30.00", reached: true },
        { from: 5, label: "From your 5th friend on: £15.00", reached: false },
        { from: 10, label: "From your 10th friend on: £20.00", reached: false },
      ],
    });
    for (let n = 1; n <= 10; n++) {
      const friend = { externalId: `friend-of-cleo-${n}` };
      await (await as(friend.externalId)).post("/v1/client/redemptions", { code });
      const order = {
        type: "purchase",
        participant: friend,
        orderId: `cleo-${n}`,
        amountMinor: 5_000,
        currency: "GBP",
      };
      await app.api.post("/v1/events", order);
    }
    expect(await steps()).toMatchObject({
      position: 10,
      next: 10,
      message: "You are on the top level: £20.00",
      steps: [{ reached: true }, { reached: true }, { reached: true }],
    });
  });
});

describe("dates", () => {
  it("have the form of the country that the page says, else the browser's, else the participant's", async () => {
    const { code } = (await panelOf(await as("dan"))).advocate ?? {};
    await (await as("friend-of-dan")).post("/v1/client/redemptions", { code });
    const day = async (query: string, accept: string, claims = {}) =>
      (await panelOf(await as("dan", claims), `?program=friends${query}`, accept)).friends[0]?.statusText;
    const [british, american] = ["Joined on 5 January 2026", "Joined on January 5, 2026"];
    expect(await day("&lang=en-GB", "en-US")).toBe(british);
    expect(await day("&lang=en", "en-GB,en-US;q=0.8")).toBe(british);
    expect(await day("&lang=en", "en-US,en-GB;q=0.8")).toBe(american);
    expect(await day("", "", { locale: "en-AU" })).toBe(british);
    // A country of another language is none of this one's.
    expect(await day("&lang=en", "fr-FR, ru-RU")).toBe(american);
    expect(await day("&lang=en-QQ", "en")).toMatch(/^Joined on .*2026$/);
    expect(await day("&lang=ru-RU", "")).toContain("января 2026");
  });
});
