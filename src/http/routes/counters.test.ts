import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cash, documentOf, ruleOf } from "../../engine/testing/documents.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

interface EventReply {
  readonly results: readonly {
    readonly decisions: readonly { readonly reason: string | null; readonly tierFrom: number | null }[];
  }[];
}

let app: TestApp;
let made = 0;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

/** A published program of its own with an advocate's code. */
async function programWith(rules: object) {
  const key = `numbers-${++made}`;
  const program = { key, name: "N", landingUrl: "https://shop.example/", currency: "GBP", rules };
  expect((await app.api.post("/v1/programs", program)).status).toBe(201);
  const publish = async () => {
    expect((await app.api.post(`/v1/programs/${key}/publish`, {})).status).toBe(200);
  };
  await publish();
  const owner = { program: key, participant: { externalId: `ann-${key}` } };
  const { code } = (await app.api.post<{ code: string }>("/v1/codes", owner)).body;
  const report = async (who: string, event: object) => {
    const sent = { ...event, participant: { externalId: `${who}-${key}` } };
    const { status, body } = await app.api.post<EventReply>("/v1/events", sent);
    expect(status, JSON.stringify(body)).toBe(201);
    return body.results.flatMap(({ decisions }) =>
      decisions.map(({ reason, tierFrom }) => reason ?? (tierFrom === null ? "granted" : `granted from ${tierFrom}`)),
    );
  };
  return {
    replace: async (next: object) => {
      expect((await app.api.patch(`/v1/programs/${key}`, { rules: next })).status).toBe(200);
      await publish();
    },
    signup: (who: string, occurredAt: string) => report(who, { type: "signup", code, occurredAt }),
    lead: (who: string, occurredAt: string) => report(who, { type: "lead", eventId: `l-${++made}`, occurredAt }),
    buy: (who: string, occurredAt: string) =>
      report(who, { type: "purchase", orderId: `o-${++made}`, amountMinor: 4000, currency: "GBP", occurredAt }),
  };
}

const rewards = [ruleOf("each", { on: { event: "purchase" }, grant: cash(1000) })];
const budgetOf = (amountMinor: number, period: string) => ({
  budget: { amountMinor, currency: "GBP", period, onExhausted: "skip" },
});

describe("what an earlier version's budget allowed", () => {
  it("holds nothing back once a version has no budget, a larger one, or one of another period", async () => {
    const program = await programWith(documentOf(rewards, budgetOf(1500, "lifetime")));
    await program.signup("bob", "2025-01-01T00:00:00Z");
    expect(await program.buy("bob", "2025-01-02T00:00:00Z")).toEqual(["granted"]);
    expect(await program.buy("bob", "2025-01-03T00:00:00Z")).toEqual(["budget_exhausted"]);
    await program.replace(documentOf(rewards));
    expect(await program.buy("bob", "2025-01-04T00:00:00Z")).toEqual(["granted"]);
    await program.replace(documentOf(rewards, budgetOf(1500, "month")));
    expect(await program.buy("bob", "2025-01-05T00:00:00Z")).toEqual(["budget_exhausted"]);
    expect(await program.buy("bob", "2025-02-05T00:00:00Z")).toEqual(["granted"]);
    await program.replace(documentOf(rewards, budgetOf(4000, "lifetime")));
    expect(await program.buy("bob", "2025-02-06T00:00:00Z")).toEqual(["granted"]);
    expect(await program.buy("bob", "2025-02-07T00:00:00Z")).toEqual(["budget_exhausted"]);
  });
});

describe("custom events that wait for an attribution", () => {
  it("are decided by the numbers of their own periods", async () => {
    const limits = [{ per: "recipient", period: "month", count: 1 }];
    const program = await programWith(documentOf([ruleOf("lead", { on: { event: "lead" }, limits })]));
    await program.signup("bob", "2025-01-01T00:00:00Z");
    expect(await program.lead("bob", "2025-02-20T00:00:00Z")).toEqual(["granted"]);
    await program.lead("cat", "2025-02-21T00:00:00Z");
    expect(await program.signup("cat", "2025-01-05T00:00:00Z")).toEqual(["limit_reached"]);
  });

  it("are decided by rolling windows up to their own instant", async () => {
    const tiers = { by: "signups", window: { rollingDays: 30 }, steps: [{ from: 2, grant: cash(200) }] };
    const program = await programWith(documentOf([ruleOf("lead", { on: { event: "lead" }, tiers })]));
    await program.signup("bob", "2025-02-20T00:00:00Z");
    await program.lead("cat", "2025-03-01T00:00:00Z");
    expect(await program.signup("cat", "2025-02-15T00:00:00Z")).toEqual(["granted from 2"]);
  });
});
