import { expect, it } from "vitest";
import { parseRules } from "../../domain/parseRules.ts";
import type { Language } from "../languages.ts";
import { offerText } from "../offerText.ts";

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

it("does not say again below a heading who gets it, and leaves out nothing else", () => {
  const rewards = [
    { id: "a", recipient: "advocate", on: { event: "conversion" }, group: "g", grant: cash, holdDays: 30 },
    { id: "b", recipient: "advocate", on: { event: "purchase" }, group: "g", grant: cash },
    { id: "c", recipient: "friend", on: { event: "signup" }, grant: cash },
    { id: "d", recipient: "actor", on: { event: "purchase" }, grant: cash },
  ];
  const parsed = parseRules({ ...base, rewards }, "GBP");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const below = (language: Language) => {
    const offered = { rules: parsed.rules, currency: "GBP", texts: {} };
    const { advocate, friend } = offerText(offered, language, "advocate", "headed");
    return [...advocate.slice(0, 2), ...friend].map(plain);
  };
  expect(below("en")).toEqual([
    "£10.00 for each friend who buys (available after 30 days)",
    "Otherwise £10.00 for every purchase of a friend",
    "£10.00 for signing up",
    "£10.00 with every purchase",
  ]);
  expect(below("ru").slice(0, 2)).toEqual([
    "10,00 £ за каждого друга, который сделает покупку (доступно через 30 дней)",
    "Иначе 10,00 £ за каждую покупку друга",
  ]);
  expect(below("uz").slice(2)).toEqual(["Roʻyxatdan oʻtish uchun 10,00 £", "Har bir xarid uchun 10,00 £"]);
  expect(below("he").slice(1, 3)).toEqual(["אחרת, 10.00 £ על כל רכישה של חבר", "10.00 £ על ההרשמה"]);
});
