import type { Recipe } from "./recipe.ts";
import { RETURN_DAYS, USUAL_ATTRIBUTION } from "./recipe.ts";
import { sum } from "./sum.ts";

export const perClick: Recipe = {
  key: "per-click",
  name: "Pay per click",
  summary:
    "A few pennies for every visitor through a share link, once a day, whatever they do then. Visitors are easily made up: each advocate is paid for 20 a day at most, the whole program by its monthly budget, and cash is held for a month so that you can look first.",
  rules: (currency) => ({
    schemaVersion: 1,
    attribution: USUAL_ATTRIBUTION,
    qualifies: [],
    rewards: [
      {
        id: "visit",
        recipient: "advocate",
        on: { event: "click" },
        grant: { kind: "cash", amountMinor: sum(currency, 0.1), currency },
        limits: [{ per: "recipient", period: "day", count: 20 }],
        holdDays: RETURN_DAYS,
      },
    ],
    budget: { amountMinor: sum(currency, 300), currency, period: "month", onExhausted: "skip" },
  }),
  texts: {
    visit: {
      en: { name: "Cash for visits through your link" },
      ru: { name: "Деньги за переходы по вашей ссылке" },
      uk: { name: "Гроші за переходи за вашим посиланням" },
      uz: { name: "Havolangiz orqali tashriflar uchun pul" },
      he: { name: "כסף על ביקורים דרך הקישור שלך" },
    },
  },
};
