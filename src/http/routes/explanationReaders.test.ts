import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { sentencesOf, tellStories } from "../../testing/explanations.ts";

const LANGUAGES = ["en", "ru", "uk", "uz", "he"] as const;

describe("an explanation and its reader", () => {
  let app: TestApp;
  let api: ApiClient;
  beforeAll(async () => {
    app = await createTestApp();
    api = app.api;
  });
  afterAll(() => app.close());

  const stories = () => tellStories(api);

  it("answers in the language asked for, else the one the header likes, else English", async () => {
    const story = await stories().program({});
    const referral = await story.refer();
    const languageOf = async (query: string, header?: string) => {
      const { body, headers } = await referral.explain(query, header);
      expect(headers.get("content-language")).toBe(body.language);
      return [body.language, body.direction];
    };
    expect(await languageOf("lang=he", "ru")).toEqual(["he", "rtl"]);
    expect(await languageOf("", "de, uk;q=0.5")).toEqual(["uk", "ltr"]);
    expect(await languageOf("")).toEqual(["en", "ltr"]);
    expect((await api.get(`${referral.path}?lang=fr`)).status).toBe(422);
    expect((await api.get(`${referral.path}?audience=everyone`)).status).toBe(422);
  });

  it("names no one else to a customer: no id, e-mail, name, code, coupon or order of the other side", async () => {
    const story = await stories().program({
      qualifies: [{ field: "friend.segments", op: "contains", value: "new" }],
      rewards: [
        {},
        { id: "gift", recipient: "friend", on: { event: "signup" }, grant: { kind: "discount", percentBps: 1000 } },
      ],
    });
    const referral = await story.refer();
    const orderId = await referral.buy(4000, { metadata: { referredBy: "someone-in-metadata" } });
    const secondId = await referral.buy(5000);
    await referral.refund(orderId, 4000);
    const { body: all } = await referral.explain();
    const text = JSON.stringify(all);
    const coupon = all.rewards.find(({ coupon }) => coupon !== null)?.coupon?.code ?? "none";
    const ofAdvocate = [story.advocate, `${story.advocate}@example.com`, `Name of ${story.advocate}`, story.code];
    const ofFriend = [
      referral.friend,
      `${referral.friend}@example.com`,
      `Name of ${referral.friend}`,
      orderId,
      secondId,
      coupon,
    ];
    for (const known of [story.advocate, referral.friend, orderId, coupon]) expect(text).toContain(known);

    for (const lang of LANGUAGES) {
      const toAdvocate = JSON.stringify((await referral.explain(`audience=advocate&lang=${lang}`)).body);
      const toFriend = JSON.stringify((await referral.explain(`audience=friend&lang=${lang}`)).body);
      for (const secret of [...ofFriend, "someone-in-metadata"]) expect(toAdvocate).not.toContain(secret);
      for (const secret of [...ofAdvocate, "someone-in-metadata"]) expect(toFriend).not.toContain(secret);
      expect(toFriend).toContain(orderId);
      expect(toFriend).toContain(coupon);
    }
    const { body } = await referral.explain("audience=advocate");
    expect(body.referral).toMatchObject({ advocate: story.advocate, friend: null, code: story.code });
    expect(sentencesOf(body.events.map((event) => event))).toEqual([
      "Your friend signed up on January 5, 2026.",
      "Your friend bought something on January 5, 2026.",
      "Your friend bought something on January 5, 2026.",
      "There was a refund of a purchase of your friend on January 5, 2026.",
    ]);
    expect(body.events[1]?.decisions[0]?.sentence).toBe("You were granted “Cash for a friend”: £10.00.");
    expect(body.events[1]?.decisions[0]?.trace).toMatchObject([{ field: "friend.segments", seen: null, hidden: true }]);
  });

  it("tells a customer that a reward was ended by hand, and not in what words", async () => {
    const story = await stories().program({});
    const referral = await story.refer();
    await referral.buy(4000);
    const [reward] = (await referral.explain()).body.rewards;
    await api.post(`/v1/rewards/${reward?.id}/void`, { reason: "the same household as Bob" });
    const reasonTo = async (audience: string) => {
      const { body } = await referral.explain(`audience=${audience}`);
      const isTold = JSON.stringify(body).includes("household");
      return [body.rewards.map(({ voidReason }) => voidReason), isTold];
    };
    expect(await reasonTo("tenant")).toEqual([["the same household as Bob"], true]);
    expect(await reasonTo("advocate")).toEqual([["manual"], false]);
  });

  it("says of a refund that takes nothing what it left: the rewards, or less to choose from", async () => {
    const options = [
      { kind: "cash", amountMinor: 500, currency: "GBP" },
      { kind: "cash", rateBps: 1000 },
    ];
    const story = await stories().program({
      rewards: [
        { on: { event: "purchase" } },
        { id: "pick", grant: { kind: "choice", options, chooseWithinDays: 10 } },
      ],
    });
    const referral = await story.refer();
    const [first, second] = [await referral.buy(8000), await referral.buy(6000)];
    await referral.refund(first, 1000);
    await referral.refund(second, 1000);
    const notes = async (audience: string) => {
      const { body } = await referral.explain(`audience=${audience}`);
      return body.events.slice(-2).map((event) => sentencesOf(event.notes));
    };
    expect(await notes("advocate")).toEqual([["It left less to choose from."], ["It changed none of your rewards."]]);
    expect(await notes("friend")).toEqual([["It changed none of your rewards."], ["It changed none of your rewards."]]);
  });
});
