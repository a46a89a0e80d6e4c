import { expect, test } from "vitest";
import { parseRules } from "../../domain/parseRules.ts";
import { attributionOf, documentOf } from "../../engine/testing/documents.ts";
import { LANGUAGES } from "../languages.ts";
import { offerText } from "../offerText.ts";

const cash = { kind: "cash", amountMinor: 1000, currency: "GBP" };

/** Isolates and spaces that don't break are as good as nothing to a reader. */
const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, "").replaceAll(/[\u00a0\u202f]/g, " ");

const told = (language: (typeof LANGUAGES)[number], document: unknown) => {
  const parsed = parseRules(document, "GBP");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { advocate, friend } = offerText({ rules: parsed.rules, currency: "GBP", texts: {} }, language);
  return { advocate: advocate.map(plain), friend: friend.map(plain) };
};

test("an offer says beside cash, and only there, that it is first paid out once friends have bought", () => {
  const rewards = [
    { id: "cash", recipient: "advocate", on: { event: "conversion" }, grant: cash },
    { id: "credit", recipient: "advocate", on: { event: "signup" }, grant: { ...cash, kind: "credit" } },
    { id: "theirs", recipient: "friend", on: { event: "conversion" }, grant: cash },
  ];
  const document = documentOf(rewards, {
    attribution: attributionOf({ creditWindowDays: null }),
    payouts: { firstFriends: 3 },
  });
  expect(told("en", document)).toMatchObject({
    advocate: [
      "You get £10.00 for each friend who buys (first paid out once 3 friends have bought)",
      "You get £10.00 store credit for each friend who signs up",
    ],
    friend: ["Your friend gets £10.00 with the first purchase"],
  });
  expect(LANGUAGES.slice(1).map((language) => told(language, document).advocate[0])).toEqual([
    "Вам — 10,00 £ за каждого друга, который сделает покупку (первая выплата — когда купят 3 друга)",
    "Вам — 10,00 £ за кожного друга, який зробить покупку (перша виплата — коли куплять 3 друзі)",
    "Siz xarid qilgan har bir doʻst uchun 10,00 £ olasiz (birinchi toʻlov 3 doʻstingiz xarid qilgandan keyin)",
    "לך: 10.00 £ על כל חבר שקונה (התשלום הראשון אחרי ש־3 חברים קנו)",
  ]);
});
