import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { tellStories } from "../../testing/explanations.ts";

/** Events as the version before wrote them: their entries do not say what became of orders. */
const AS_OF_OLD = `UPDATE events SET decisions =
  (SELECT coalesce(jsonb_agg(entry - 'happened'), '[]') FROM jsonb_array_elements(decisions) entry)`;

describe("an explanation of events that an older version decided", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  it("tells the same of a conversion that was made, moved and lost", async () => {
    const story = await tellStories(app.api).program({ rewards: [{ holdDays: 30 }] });
    const referral = await story.refer();
    const [first, second] = [await referral.buy(4000), await referral.buy(5000)];
    await referral.refund(first, 4000);
    await referral.refund(second, 5000);
    const { body } = await referral.explain();
    await app.database.query(AS_OF_OLD, []);
    expect((await referral.explain()).body).toEqual(body);
    expect(body.events.map(({ notes }) => notes.map(({ code }) => code))).toEqual([
      ["attributed_code"],
      ["note_converted"],
      ["note_no_rule"],
      ["note_moved"],
      ["note_taken_back"],
    ]);
  });

  it("says less where it would have to guess, and a repeat of such an event answers as before", async () => {
    const story = await tellStories(app.api).program({ rewards: [{ on: { event: "signup" } }] });
    const referral = await story.refer();
    const orderId = await referral.buy(4000);
    await referral.refund(orderId, 2000);
    await referral.refund(orderId, 2000);
    await app.database.query(AS_OF_OLD, []);
    const { body } = await referral.explain();
    expect(body.events.map(({ notes }) => notes.map(({ code }) => code))).toEqual([
      ["attributed_code"],
      ["note_no_rule"],
      ["note_unchanged"],
      ["note_unchanged"],
    ]);
    const participant = story.person(referral.friend);
    const repeat = { type: "purchase", participant, orderId, amountMinor: 4000, currency: "GBP" };
    expect(await app.api.post("/v1/events", repeat)).toMatchObject({
      status: 200,
      body: { event: { duplicate: true }, results: [{ decisions: [], rewards: [] }] },
    });
  });
});
