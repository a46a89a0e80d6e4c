import type { Recipe } from "./recipe.ts";
import { RETURN_DAYS, USUAL_ATTRIBUTION } from "./recipe.ts";

export const twoLevel: Recipe = {
  key: "two-level",
  name: "Two levels",
  summary:
    "10% of what a friend buys within a year for their advocate, and 3% for the advocate who referred that advocate. There is no third level.",
  rules: () => ({
    schemaVersion: 1,
    attribution: { ...USUAL_ATTRIBUTION, creditWindowDays: 365 },
    qualifies: [],
    rewards: [
      {
        id: "direct",
        recipient: "advocate",
        on: { event: "purchase" },
        grant: { kind: "cash", rateBps: 1000, of: "order.amountMinor" },
        holdDays: RETURN_DAYS,
      },
      {
        id: "second-level",
        recipient: { ancestor: 2 },
        on: { event: "purchase" },
        grant: { kind: "cash", rateBps: 300, of: "order.amountMinor" },
        holdDays: RETURN_DAYS,
      },
    ],
  }),
  texts: {
    direct: {
      en: { name: "A share of what your friends buy" },
      ru: { name: "Доля от покупок ваших друзей" },
      uk: { name: "Частка від покупок ваших друзів" },
      uz: { name: "Doʻstlaringiz xaridlaridan ulush" },
      he: { name: "חלק ממה שחברים שלך קונים" },
    },
    "second-level": {
      en: { name: "A share of what your friends' friends buy" },
      ru: { name: "Доля от покупок друзей ваших друзей" },
      uk: { name: "Частка від покупок друзів ваших друзів" },
      uz: { name: "Doʻstlaringizning doʻstlari xaridlaridan ulush" },
      he: { name: "חלק ממה שחברים של חברים שלך קונים" },
    },
  },
};
