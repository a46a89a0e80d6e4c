import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestApp, type TestApp } from "../../src/testing/createTestApp.ts";
import type { WorkedPart } from "./workedPage.ts";
import { workedPage } from "./workedPage.ts";

/** The events of a page that have a time happened in the year before they are reported. */
const YEAR_MS = 360 * 86_400_000;
const MINUTE_MS = 60_000;

interface Told {
  readonly ruleId: string;
  readonly participant: string;
  readonly amountMinor: number;
  readonly unit: string | null;
  readonly coupon: { readonly percentBps: number } | null;
  readonly item: { readonly sku: string; readonly quantity: number } | null;
  readonly status: string;
}

interface Order {
  readonly amountMinor: number;
  readonly refundedMinor: number;
  readonly netMinor: number;
}

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  app.clock.advance(YEAR_MS);
});
afterAll(() => app.close());

describe.each([
  ["the worked programs of the guide", "worked-programs.md"],
  ["the worked orders of the guide", "worked-orders.md"],
])("%s", (_, file) => {
  const parts = workedPage(file);

  it("are ten, and each says what comes out", () => {
    expect(parts).toHaveLength(10);
    for (const { steps } of parts)
      expect(steps.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["events", "rewards"]));
  });

  it.each(parts)("give what the page says: $name", play);
});

async function play({ name, rules, steps }: WorkedPart): Promise<void> {
  const { api } = await app.newTenant(name);
  const program = { key: "worked", name, landingUrl: "https://shop.example/", currency: "GBP", rules };
  const made = await api.post("/v1/programs", program);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  expect((await api.post("/v1/programs/worked/publish", {})).status).toBe(200);
  for (const [externalId, vanity] of [
    ["alice", "ALICE"],
    ["bob", "BOBBY"],
  ]) {
    const asked = { program: "worked", participant: { externalId }, vanity };
    expect((await api.post("/v1/codes", asked)).status).toBe(201);
  }
  for (const step of steps) {
    if (step.kind === "events") {
      for (const event of step.events) {
        app.clock.advance(MINUTE_MS);
        const { status, body } = await api.post("/v1/events", event);
        expect(status, JSON.stringify([event, body])).toBe(201);
      }
    } else if (step.kind === "rewards") {
      const { data } = (await api.get<{ data: Told[] }>("/v1/rewards?program=worked&limit=200")).body;
      expect(data.toReversed().map(told)).toEqual(step.rows);
    } else {
      const orders = step.rows.map(async ([id = ""]) => orderLine(id, (await api.get<Order>(`/v1/orders/${id}`)).body));
      expect(await Promise.all(orders)).toEqual(step.rows);
    }
  }
}

function told({ ruleId, participant, amountMinor, unit, coupon, item, status }: Told): string[] {
  const thing = coupon ? `${coupon.percentBps / 100} %` : `${item?.quantity} x ${item?.sku}`;
  return [ruleId, participant, unit === null ? thing : `${amountMinor} ${unit}`, status];
}

function orderLine(id: string, { amountMinor, refundedMinor, netMinor }: Order): string[] {
  return [id, String(amountMinor), String(refundedMinor), String(netMinor)];
}
