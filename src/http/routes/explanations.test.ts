import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { plain, sentencesOf, tellStories } from "../../testing/explanations.ts";

const LANGUAGES = ["en", "ru", "uk", "uz", "he"] as const;

describe("the explanation of a referral", () => {
  let app: TestApp;
  let api: ApiClient;
  beforeAll(async () => {
    app = await createTestApp();
    api = app.api;
  });
  afterAll(() => app.close());

  const stories = () => tellStories(api);

  it("tells how far a purchase was below the minimum, in every language", async () => {
    const story = await stories().program({ qualifies: [{ field: "order.amountMinor", op: "gte", value: 3000 }] });
    const referral = await story.refer();
    await referral.buy(1800);
    const { body } = await referral.explain();
    const decision = body.events[1]?.decisions[0];
    expect(decision).toMatchObject({ ruleId: "cash", outcome: "skipped", reason: "not_qualifying", version: 1 });
    expect(decision?.missing).toMatchObject([
      {
        anyOf: false,
        conditions: [{ field: "order.amountMinor", seen: 1800, by: 1200, direction: "below", currency: "GBP" }],
      },
    ]);
    expect(decision?.trace).toEqual([
      { field: "order.amountMinor", op: "gte", value: 3000, seen: 1800, met: false, hidden: false },
    ]);
    const said = await Promise.all(
      LANGUAGES.map(async (language) =>
        plain((await referral.explain(`lang=${language}`)).body.summary.at(2)?.sentence),
      ),
    );
    expect(said).toEqual([
      "The order came to £18.00: £12.00 short of the minimum of £30.00.",
      "Сумма заказа — 18,00 £: до минимума в 30,00 £ не хватает 12,00 £.",
      "Сума замовлення — 18,00 £: до мінімуму в 30,00 £ бракує 12,00 £.",
      "Buyurtma summasi — 18,00 £: eng kam 30,00 £ boʻlishi uchun 12,00 £ yetmadi.",
      "סכום הרכישה הוא \u206618.00 £\u2069: חסרים \u206612.00 £\u2069 למינימום של \u206630.00 £\u2069.",
    ]);
    expect(body.summary[1]?.sentence).toBe("No purchase has counted yet. Purchases until April 5, 2026 count.");
  });

  it("says of an amount above the most, and of one of several conditions, what was asked for", async () => {
    const when = [
      { field: "order.amountMinor", op: "between", value: [1000, 5000] },
      {
        any: [
          { field: "order.country", op: "eq", value: "Germany" },
          { field: "event.metadata.gift", op: "eq", value: true },
        ],
      },
    ];
    const story = await stories().program({ rewards: [{ when }] });
    const referral = await story.refer();
    await referral.buy(6000, { country: "France" });
    const [decision] = (await referral.explain()).body.events[1]?.decisions ?? [];
    expect(decision?.reason).toBe("condition_not_met");
    expect(
      decision?.missing.map(({ anyOf, conditions }) => [anyOf, conditions.map(({ by, seen }) => [by, seen])]),
    ).toEqual([
      [false, [[1000, 6000]]],
      [
        true,
        [
          [null, "France"],
          [null, null],
        ],
      ],
    ]);
    expect(sentencesOf(decision?.details)).toEqual([
      "The order came to £60.00: £10.00 above the maximum of £50.00.",
      "One of these was needed:",
      "Country of the order: Germany needed, France found.",
      "“gift”: yes needed, but not known.",
    ]);
  });

  it("tells that a limit is reached, what of it is left now, and what it cut", async () => {
    const limits = [{ per: "recipient", period: "month", amountMinor: 1500 }];
    const story = await stories().program({ rewards: [{ limits }] });
    const [first, second, third] = [await story.refer(), await story.refer(), await story.refer()];
    for (const referral of [first, second, third]) await referral.buy(4000);
    const cut = (await second.explain()).body.events[1]?.decisions[0];
    expect(cut).toMatchObject({ outcome: "granted", clamped: true, reward: { amountMinor: 500 } });
    expect(cut?.limits).toMatchObject([
      { per: "recipient", period: "month", periodKey: "2026-01", most: 1500, used: 1500, left: 0, unit: "cash:GBP" },
    ]);
    expect(sentencesOf(cut?.details)).toEqual([
      "A limit cut the reward to £5.00.",
      "Limit per person (January 2026): £0.00 of £15.00 left.",
    ]);
    const none = (await third.explain("lang=ru")).body.events[1]?.decisions[0];
    expect(none).toMatchObject({ outcome: "skipped", reason: "limit_reached", reward: null });
    expect(none?.sentence).toBe("Вознаграждение «Деньги за друга» не начислено: достигнут лимит.");
    expect(plain(none?.details[0]?.sentence)).toBe("Лимит на человека (январь 2026 г.): осталось 0,00 £ из 15,00 £.");
  });

  it("tells the level that was reached and what is missing to the next", async () => {
    const steps = [2, 5].map((from) => ({ from, grant: { kind: "cash", amountMinor: from * 1000, currency: "GBP" } }));
    const story = await stories().program({ rewards: [{ tiers: { by: "conversions", window: "lifetime", steps } }] });
    const [first, second] = [await story.refer(), await story.refer()];
    await first.buy(4000);
    await second.buy(4000);
    const decision = (await second.explain()).body.events[1]?.decisions[0];
    expect(decision?.tier).toEqual({
      by: "conversions",
      window: "lifetime",
      reached: 2,
      position: 2,
      next: { from: 5, missing: 3 },
    });
    expect(sentencesOf(decision?.details)).toEqual([
      "Level reached: 2 friends who bought.",
      "3 more friends who buy to the next level: £50.00.",
    ]);
    const said = await Promise.all(
      (["ru", "uk", "uz", "he"] as const).map(async (lang) =>
        plain((await second.explain(`lang=${lang}`)).body.events[1]?.decisions[0]?.details[1]?.sentence),
      ),
    );
    expect(said).toEqual([
      "До следующего уровня — ещё 3 друга с покупкой. На нём: 50,00 £.",
      "До наступного рівня — ще 3 друзі з покупкою. На ньому: 50,00 £.",
      "Keyingi darajagacha yana 3 ta doʻst xarid qilishi kerak. Bu darajada: 50,00 £.",
      "עוד \u20663\u2069 חברים שקונים לדרגה הבאה: \u206650.00 £\u2069.",
    ]);
  });

  it("tells when a held reward will be approved, and that a full refund took everything back", async () => {
    const story = await stories().program({
      qualifies: [{ field: "order.amountMinor", op: "gte", value: 3000 }],
      rewards: [{ holdDays: 30 }],
    });
    const referral = await story.refer();
    const orderId = await referral.buy(4000);
    const held = await referral.explain();
    expect(held.body.rewards).toMatchObject([
      { status: "pending", amountMinor: 1000, holdUntil: "2026-02-04T10:00:00.000Z" },
    ]);
    expect(held.body.rewards[0]?.sentence).toBe(
      "“Cash for a friend”: £10.00. It is on hold and will be approved on February 4, 2026 if nothing is returned.",
    );
    expect(sentencesOf(held.body.events[1]?.notes)).toEqual(["This is the first purchase that counts."]);

    await referral.refund(orderId, 4000);
    const { body } = await referral.explain();
    const refund = body.events[2];
    expect(refund?.sentence).toBe(`£40.00 of order ${orderId} was refunded on January 5, 2026.`);
    expect(sentencesOf(refund?.notes)).toEqual(["The purchase no longer counts, and no other takes its place."]);
    expect(refund?.rewardsChanged).toMatchObject([
      {
        ruleId: "cash",
        takenMinor: 1000,
        leftMinor: 0,
        ended: true,
        sentence: "“Cash for a friend”: £10.00 taken back, nothing left.",
      },
    ]);
    expect(body.rewards[0]).toMatchObject({
      status: "voided",
      voidReason: "refund",
      sentence: "“Cash for a friend” was cancelled because the purchase was refunded.",
    });
    expect(body.summary.at(-1)).toMatchObject({ code: "rewards_none" });
  });

  it("tells that a conversion moved, and what a part refund left", async () => {
    const rewards = [{}, { id: "share", on: { event: "purchase" }, grant: { kind: "credit", rateBps: 1000 } }];
    const story = await stories().program({
      qualifies: [{ field: "order.amountMinor", op: "gte", value: 3000 }],
      rewards,
    });
    const referral = await story.refer();
    const first = await referral.buy(4000);
    const second = await referral.buy(5000);
    await referral.refund(first, 1500);
    const refund = (await referral.explain()).body.events[3];
    expect(sentencesOf(refund?.notes)).toEqual([
      `It no longer counts as the first purchase; order ${second} takes its place.`,
    ]);
    expect(refund?.decisions).toMatchObject([{ ruleId: "cash", outcome: "granted", orderId: second }]);
    expect(
      refund?.rewardsChanged.map(({ ruleId, takenMinor, leftMinor, ended }) => [ruleId, takenMinor, leftMinor, ended]),
    ).toEqual(
      expect.arrayContaining([
        ["cash", 1000, 0, true],
        ["share", 150, 250, false],
      ]),
    );
    const russian = (await referral.explain("lang=ru&audience=advocate")).body.events[3];
    expect(russian?.notes[0]?.sentence).toContain("её место заняла другая покупка");
    expect(russian?.rewardsChanged.map(({ sentence }) => plain(sentence))).toContain(
      "«share»: списано 1,50 £ на счёт в магазине, осталось 2,50 £ на счёт в магазине.",
    );
  });

  it("tells of a refund that waited for its order", async () => {
    const story = await stories().program({});
    const referral = await story.refer();
    const orderId = story.nextOrder();
    await referral.refund(orderId, 1000);
    await referral.buy(4000, { orderId });
    const { body } = await referral.explain();
    expect(body.events.map(({ code }) => code)).toEqual(["event_signup", "event_refund_waiting", "event_purchase"]);
    expect(body.events[2]?.notes.map(({ code }) => code)).toEqual(["note_converted", "note_refunded_before"]);
  });

  it("tells of a refund that came before the signup that decided its order", async () => {
    const rewards = [{ on: { event: "purchase" } }];
    const qualifies = [{ field: "order.amountMinor", op: "gte", value: 3000 }];
    const story = await stories().program({ attribution: { newCustomersOnly: false }, rewards, qualifies });
    const orderId = await story.buyBefore("early", 4000);
    await story.report({ type: "refund", orderId, refundId: `r-${orderId}`, amountMinor: 2000, currency: "GBP" });
    const { body } = await (await story.refer("early")).explain();
    expect(body.events.map(({ code }) => code)).toEqual(["event_refund_waiting", "event_signup"]);
    expect(body.events[1]?.notes.map(({ code }) => code)).toEqual([
      "attributed_code",
      "note_converted",
      "note_refunded_before",
      "note_taken_back",
    ]);
    expect(body.events[1]?.rewardsChanged).toMatchObject([{ ruleId: "cash", takenMinor: 1000, ended: true }]);
  });

  it("tells purchases that were decided with a late signup, each with its own order", async () => {
    const story = await stories().program({ attribution: { newCustomersOnly: false } });
    const orderId = await story.buyBefore("late", 4000);
    const referral = await story.refer("late");
    const { body } = await referral.explain();
    expect(body.events).toHaveLength(1);
    expect(body.events[0]).toMatchObject({
      code: "event_signup",
      decisions: [{ ruleId: "cash", outcome: "granted", orderId }],
    });
  });

  it("tells why a rule gave nothing: currency, window, place in the sequence, group, budget", async () => {
    const rewards = [
      { group: "one", on: { event: "purchase" } },
      { id: "other", group: "one", on: { event: "purchase" } },
      { id: "third", on: { event: "purchase", nth: { from: 3, to: 4 } } },
    ];
    const budget = { amountMinor: 1000, currency: "GBP", period: "lifetime", onExhausted: "skip" };
    const story = await stories().program({ rewards, budget });
    const referral = await story.refer();
    await referral.buy(4000);
    await referral.buy(4000);
    await referral.buy(4000, { currency: "EUR" });
    await referral.buy(4000, { occurredAt: "2026-01-04T10:00:00Z" });
    const { body } = await referral.explain();
    const said = body.events.slice(1).map(({ decisions }) => decisions.map(({ sentence }) => sentence));
    expect(said[0]?.slice(1)).toEqual([
      "“other” was not granted: “Cash for a friend” was given in its place.",
      "“third” was not granted: it is for qualifying purchases number 3 to 4.",
    ]);
    expect(said[1]?.[0]).toBe("“Cash for a friend” was not granted: the budget of the program does not cover it.");
    expect(said[2]?.[0]).toBe("“Cash for a friend” was not granted: the order is in EUR, the program in GBP.");
    expect(said[3]?.[0]).toBe("“Cash for a friend” was not granted: only purchases from January 5, 2026 on count.");
  });
});
