import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { tellStories } from "../../testing/explanations.ts";

const share = { id: "share", on: { event: "purchase" }, grant: { kind: "credit", rateBps: 1000 } };
/** What is in force has no unit, and what a refund cuts first is not in force. */
const options = [
  { kind: "item", sku: "mug", quantity: 1 },
  { kind: "credit", rateBps: 500 },
];
const choice = { id: "choice", on: { event: "purchase" }, grant: { kind: "choice", options, chooseWithinDays: 7 } };

describe("an explanation in pages", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  /** Rewards that are cut, ended, moved and ended again, by events far from those that made them. */
  async function eventful() {
    const story = await tellStories(app.api).program({
      qualifies: [{ field: "order.amountMinor", op: "gte", value: 1000 }],
      rewards: [{}, share, choice],
    });
    const referral = await story.refer();
    const first = await referral.buy(4000);
    await referral.buy(500);
    const second = await referral.buy(3000);
    await referral.refund(second, 1000);
    // It waits for its order.
    const late = story.nextOrder();
    await referral.refund(late, 300);
    await referral.buy(2000);
    await referral.buy(2500, { orderId: late });
    await referral.refund(first, 4000);
    await referral.refund(second, 2000);
    return referral;
  }

  async function pagesOf({ explain }: Awaited<ReturnType<typeof eventful>>, limit: number) {
    const pages = [(await explain(`limit=${limit}`)).body];
    for (let last = pages[0]; last?.nextCursor != null; last = pages.at(-1)) {
      pages.push((await explain(`limit=${limit}&cursor=${last.nextCursor}`)).body);
    }
    return pages;
  }

  it.each([1, 2, 3, 50])("tells event by event what one page tells of all, %i at a time", async (limit) => {
    const referral = await eventful();
    const { body: whole } = await referral.explain();
    expect(whole.nextCursor).toBeNull();
    expect(whole.events.length).toBeGreaterThan(9);
    const pages = await pagesOf(referral, limit);
    expect(pages.toReversed().flatMap(({ events }) => events)).toEqual(whole.events);
    expect(pages.every(({ events }) => events.length <= limit)).toBe(true);
    expect(pages.at(-1)?.omittedEvents).toBe(0);
    expect(pages[0]?.omittedEvents).toBe(Math.max(whole.events.length - limit, 0));
    expect(pages.slice(1).flatMap(({ summary }) => summary)).toEqual([]);
  });

  it("has shorter pages where rules have much to say of each event, and leaves none out", async () => {
    const value = Array.from({ length: 200 }, () => "SUMMER");
    const story = await tellStories(app.api).program({
      qualifies: Array.from({ length: 10 }, () => ({ field: "referral.channel", op: "nin", value })),
      rewards: [{}, share, choice],
    });
    const referral = await story.refer();
    for (const amount of [4000, 3000, 2000]) await referral.buy(amount);
    const { body: whole } = await referral.explain();
    expect(whole.nextCursor).toBeNull();
    const pages = await pagesOf(referral, 3);
    expect(pages.map(({ events }) => events.length)).toEqual([1, 1, 1, 1]);
    expect(pages.map(({ omittedEvents }) => omittedEvents)).toEqual([3, 2, 1, 0]);
    expect(pages.toReversed().flatMap(({ events }) => events)).toEqual(whole.events);
  });

  it.each(["limit=0", "limit=501", "limit=x", "cursor=x", `cursor=${Buffer.from('["-1"]').toString("base64url")}`])(
    "refuses %s",
    async (query) => {
      const { path } = await eventful();
      expect((await app.api.get(`${path}?${query}`)).status).toBe(422);
    },
  );
});
