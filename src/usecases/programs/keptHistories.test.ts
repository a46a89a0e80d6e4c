import { afterAll, beforeAll, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import type { OpenFold } from "../../engine/history/historyFold.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { backtestRules } from "./backtestRules.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const input = { program: "friends", rules: demoProgram.rules, from: null, to: null, mayBeKept: true };

async function buy(orderId: string): Promise<void> {
  const order = { type: "purchase", participant: { externalId: "fay" }, orderId, amountMinor: 4_000, currency: "GBP" };
  expect((await app.api.post("/v1/events", order)).status).toBe(201);
}

/** Decides the history; says how many statements it took and how many events it had. */
async function statements(signal = new AbortController().signal, openFold: OpenFold = app.deps.openFold) {
  const asker = { kind: "job", tenantId: app.tenant.tenantId, job: "test" } as const;
  let events: number | string = 0;
  const count = await app.database.during(async () => {
    const ended = await backtestRules({ ...app.deps, openFold }, asker, input, signal).catch(() => null);
    events = ended?.kind === "done" ? ended.reply.events : "given up";
  });
  return [count, events] as const;
}

it("what was read for a draft that was given up serves the next one, and of what came since only that is read", async () => {
  await buy("o-1");
  const gone = new AbortController();
  const leaving: OpenFold = (job) => {
    const fold = app.deps.openFold(job);
    return {
      ...fold,
      page: async (json) => {
        await fold.page(json);
        gone.abort();
        throw new Error("the thread was stopped");
      },
    };
  };
  const [first, ended] = await statements(gone.signal, leaving);
  expect(ended).toBe("given up");
  // What is tried, and how long the history is.
  expect(await statements()).toEqual([2, 1]);
  expect(first).toBeGreaterThan(3);
  await buy("o-2");
  const [again, events] = await statements();
  expect([again, events]).toEqual([first, 2]);
  expect(await statements()).toEqual([2, 2]);
});
