import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { documentOf, ruleOf } from "../../engine/testing/documents.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

const points = (amount: number) => ({ kind: "points", amount });
const rules = documentOf([
  ruleOf("each", { on: { event: "purchase" }, grant: points(1) }),
  ruleOf("first", {
    on: { event: "purchase" },
    when: [{ field: "order.isFirst", op: "eq", value: true }],
    grant: points(10),
  }),
  ruleOf("own", { recipient: "friend", on: { event: "conversion" }, grant: points(2) }),
]);

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  const program = { key: "p", name: "P", landingUrl: "https://shop.example/", currency: "GBP", timezone: "UTC", rules };
  expect((await app.api.post("/v1/programs", program)).status).toBe(201);
  expect((await app.api.post("/v1/programs/p/publish", {})).status).toBe(200);
});
afterAll(() => app.close());

const codeOf = async (externalId: string) =>
  (await app.api.post<{ code: string }>("/v1/codes", { program: "p", participant: { externalId } })).body.code;
let told = 0;
/** One hour after the other. */
const tell = async (type: "signup" | "purchase", externalId: string, name: string, more: object = {}) => {
  told += 1;
  const occurredAt = `2026-01-01T${String(told).padStart(2, "0")}:00:00Z`;
  const { participant = {}, ...rest } = more as { readonly participant?: object };
  const bought = type === "signup" ? {} : { orderId: `${externalId}-${name}`, amountMinor: 5000, currency: "GBP" };
  const about = { externalId, email: `${name.split("-")[0]}@x.example`, ...participant };
  expect((await app.api.post("/v1/events", { type, participant: about, occurredAt, ...bought, ...rest })).status).toBe(
    201,
  );
};
const guest = { participant: { guest: true } };
const verified = { participant: { emailVerified: true } };

describe("a backtest of a history with takeovers", () => {
  it("comes to what happened: the order of an account is its guest's later one, and its code comes too late", async () => {
    const code = await codeOf("ann");
    // Attributed and rewarded as a guest, whose orders the account continues.
    await tell("purchase", "g-1", "kim-1", { ...guest, code });
    await tell("purchase", "kim", "kim-2", verified);
    await tell("purchase", "g-1", "kim-3");
    // Attributed as a guest who earned nothing, by an account that is there already.
    await tell("purchase", "lee", "nothing-1", { participant: { email: null } });
    await tell("signup", "g-2", "lee-1", { ...guest, code });
    await tell("purchase", "lee", "lee-2");
    // A customer as a guest, so that the account is no new one.
    await tell("purchase", "g-3", "max-1", guest);
    await tell("signup", "max", "max-2", { code });
    await tell("purchase", "max", "max-3");
    const audit = await app.api.get<{ data: readonly { readonly detail: object }[] }>("/v1/audit?limit=100");
    expect(audit.body.data.filter(({ detail }) => "takenOverBy" in detail)).toHaveLength(3);

    const asked = app.api.post<{ backtest: object; actual: object }>("/v1/programs/p/backtest", { rules });
    const { backtest, actual } = (await asked).body;
    expect(backtest).toEqual(actual);
    expect(actual).toMatchObject({
      ...{ referrals: 2, converted: 2, rejected: { existing_customer: 1 } },
      byRule: { each: { granted: 4 }, first: { granted: 1 }, own: { granted: 2 } },
    });
  });
});
