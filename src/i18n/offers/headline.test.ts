import { describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import { parseRules } from "../../domain/parseRules.ts";
import type { LANGUAGES } from "../languages.ts";
import { offerText } from "../offerText.ts";
import type { OfferReader } from "./offerWriter.ts";

/** Isolates and spaces that don't break are as good as nothing to a reader. */
const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, "").replaceAll(/[\u00a0\u202f]/g, " ");

const base = {
  schemaVersion: 1,
  attribution: {
    model: "last_touch",
    windowDays: 30,
    creditWindowDays: null,
    lateEntryDays: 14,
    newCustomersOnly: true,
  },
  qualifies: [],
};
const cash = { kind: "cash", amountMinor: 1000, currency: "GBP" };

const rulesOf = (document: unknown) => {
  const parsed = parseRules(document, "GBP");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.rules;
};

const told = (language: (typeof LANGUAGES)[number], document: unknown, texts: unknown = {}, reader?: OfferReader) => {
  const offer = offerText({ rules: rulesOf(document), currency: "GBP", texts }, language, reader);
  return { headline: plain(offer.headline), advocate: offer.advocate.map(plain), friend: offer.friend.map(plain) };
};

/** The first line of a program with this one rule. */
const lineOf = (rule: object, language: (typeof LANGUAGES)[number] = "en", qualifies: unknown[] = []) => {
  const rewards = [{ id: "r", recipient: "advocate", on: { event: "conversion" }, grant: cash, ...rule }];
  const { advocate, friend } = told(language, { ...base, qualifies, rewards });
  return advocate[0] ?? friend[0];
};

describe("an offer in words", () => {
  it("stands beside what the tenant wrote in the language, and never gives way to it", () => {
    const texts = {
      "friend-welcome": { en: { name: "Ten off <b>tea</b>" }, he: { name: "עשר פחות" } },
      $offer: { ru: { headline: "Чай на двоих", welcome: "Чай для вас" } },
    };
    const line = (language: (typeof LANGUAGES)[number]) => told(language, demoProgram.rules).friend[0];
    expect(told("he", demoProgram.rules, texts).friend).toEqual([`עשר פחות · ${line("he")}`]);
    expect(told("en", demoProgram.rules, texts).friend).toEqual([`Ten off <b>tea</b> · ${line("en")}`]);
    expect(told("ru", demoProgram.rules, texts).friend).toEqual([line("ru")]);
    expect(told("ru", demoProgram.rules, texts).headline).toBe("Чай на двоих · Другу — скидка 10 %, вам — до 20,00 £");
    expect(told("ru", demoProgram.rules, texts, "friend").headline).toBe("Чай для вас · Вам от друга — скидка 10 %");
    expect(told("en", demoProgram.rules, { "friend-welcome": { en: { name: " " } } }).friend).toEqual([line("en")]);
  });

  it.each([
    ["Give 10%, get £20", true],
    ["20 pounds for you, ten per cent for them", false],
    ["Get £20 and 15%", false],
    ["Get £2000 and 10%", false],
  ])("a headline of the tenant's own, %j, is alone where it names what the rules give: %s", (headline, isAlone) => {
    const ours = told("en", demoProgram.rules).headline;
    const shown = told("en", demoProgram.rules, { $offer: { en: { headline } } }).headline;
    expect(shown).toBe(isAlone ? headline : `${headline} · ${ours}`);
  });

  it("names the best of several rewards and steps in the headline, whatever their order", () => {
    const rule = (id: string, grant: object, more: object = {}) => ({
      ...{ id, recipient: "advocate", on: { event: "conversion" }, grant },
      ...more,
    });
    const points = (amount: number) => ({ kind: "points", amount });
    const headline = (...rewards: object[]) => told("en", { ...base, rewards }).headline;
    expect(headline(rule("a", points(20)), rule("b", points(200)))).toBe("Invite friends, get 200 points");
    expect(headline(rule("a", points(5000)), rule("b", cash))).toBe("Invite friends, get £10.00");
    const either = [rule("a", cash, { group: "g" }), rule("b", { ...cash, amountMinor: 500 }, { group: "g" })];
    expect(headline(...either)).toBe("Invite friends, get up to £10.00");
    const steps = [{ from: 3, grant: { ...cash, amountMinor: 5000 } }];
    expect(
      headline(rule("a", cash), rule("b", cash, { tiers: { by: "conversions", window: "lifetime", steps } })),
    ).toBe("Invite friends, get up to £50.00");
  });

  it("says in which time a purchase has to come, unless the rule asks for less or each order counts by itself", () => {
    const attribution = { ...base.attribution, creditWindowDays: 90 };
    const lines = (on: object, more: object = {}) => {
      const rewards = [{ id: "r", recipient: "advocate", on, grant: cash }];
      return told("en", { ...base, attribution: { ...attribution, ...more }, rewards }).advocate;
    };
    expect(lines({ event: "purchase" })).toEqual([
      "You get £10.00 for every purchase of a friend (within 90 days of joining)",
    ]);
    expect(lines({ event: "purchase", within: { days: 30, of: "attribution" } })).toEqual([
      "You get £10.00 for every purchase of a friend (within 30 days of joining)",
    ]);
    expect(lines({ event: "purchase" }, { binds: "order" })).toEqual(["You get £10.00 for every purchase of a friend"]);
    expect(lines({ event: "signup" })).toEqual(["You get £10.00 for each friend who signs up"]);
  });

  it("says how much there is at most, and when it can be had, to the one who is given it alone", () => {
    const limits = [
      { per: "recipient", period: "month", amountMinor: 5000 },
      { per: "referral", period: "lifetime", count: 3 },
    ];
    expect(lineOf({ limits, holdDays: 14 })).toBe(
      "You get £10.00 for each friend who buys (at most £50.00 a month, at most 3 times in all for one friend, available after 14 days)",
    );
    expect(lineOf({ recipient: "friend", limits, holdDays: 14 })).toBe(
      "Your friend gets £10.00 with the first purchase",
    );
  });

  it("tells each bound of an order, and from which friend on a reward is given", () => {
    const amount = (op: string, value: unknown) => ({ field: "order.amountMinor", op, value });
    expect(lineOf({ when: [amount("between", [3000, 9000])] })).toBe(
      "You get £10.00 for each friend who buys for at least £30.00 (orders of at most £90.00)",
    );
    expect(lineOf({ when: [amount("lt", 5000), { field: "friend.ageDays", op: "lte", value: 7 }] })).toBe(
      "You get £10.00 for each friend who buys (orders of at most £49.99, within 7 days of joining)",
    );
    const third = { field: "advocate.conversions", op: "gte", value: 3 };
    expect(lineOf({ when: [third], limits: [{ per: "recipient", period: "lifetime", count: 1 }] })).toBe(
      "From your 3rd friend on: £10.00 (at most once in all)",
    );
  });
});
