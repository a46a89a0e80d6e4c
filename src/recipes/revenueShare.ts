import type { Recipe } from "./recipe.ts";
import { RETURN_DAYS, USUAL_ATTRIBUTION } from "./recipe.ts";

export const revenueShare: Recipe = {
  key: "revenue-share",
  name: "Revenue share",
  summary: "A tenth of everything that a friend ever buys, in cash. What is refunded takes its part back.",
  rules: () => ({
    schemaVersion: 1,
    attribution: { ...USUAL_ATTRIBUTION, creditWindowDays: null },
    qualifies: [],
    rewards: [
      {
        id: "share",
        recipient: "advocate",
        on: { event: "purchase" },
        grant: { kind: "cash", rateBps: 1000, of: "order.amountMinor" },
        holdDays: RETURN_DAYS,
      },
    ],
  }),
  texts: {
    share: {
      en: { name: "A share of everything your friends buy" },
      ru: { name: "Доля от всех покупок ваших друзей" },
      uk: { name: "Частка від усіх покупок ваших друзів" },
      uz: { name: "Doʻstlaringizning barcha xaridlaridan ulush" },
      he: { name: "חלק מכל מה שחברים שלך קונים" },
    },
  },
};
