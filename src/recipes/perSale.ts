import type { Recipe } from "./recipe.ts";
import { RETURN_DAYS, USUAL_ATTRIBUTION } from "./recipe.ts";
import { sum } from "./sum.ts";

export const perSale: Recipe = {
  key: "per-sale",
  name: "Pay per sale",
  summary:
    "The same sum for every purchase of a friend above a minimum, for half a year. Cash is held until the goods can't come back.",
  rules: (currency) => ({
    schemaVersion: 1,
    attribution: USUAL_ATTRIBUTION,
    qualifies: [{ field: "order.amountMinor", op: "gte", value: sum(currency, 20) }],
    rewards: [
      {
        id: "sale",
        recipient: "advocate",
        on: { event: "purchase" },
        grant: { kind: "cash", amountMinor: sum(currency, 5), currency },
        holdDays: RETURN_DAYS,
      },
    ],
  }),
  texts: {
    sale: {
      en: { name: "Cash for every purchase of your friends" },
      ru: { name: "Деньги за каждую покупку ваших друзей" },
      uk: { name: "Гроші за кожну покупку ваших друзів" },
      uz: { name: "Doʻstlaringizning har bir xaridi uchun pul" },
      he: { name: "כסף על כל קנייה של חברים שלך" },
    },
  },
};
