import type { Recipe } from "./recipe.ts";
import { RETURN_DAYS, USUAL_ATTRIBUTION } from "./recipe.ts";
import { sum } from "./sum.ts";

const QUARTER_DAYS = 90;

export const approvedPartners: Recipe = {
  key: "approved-partners",
  name: "Approved partners with a minimum of sales",
  summary:
    "Partners apply and a person approves them; they earn 12% of what their friends buy within 90 days. An approval holds for 90 days, and is given again to those whose friends have bought enough in that time. The others bring no new friends any more; they may apply again, and then a person decides.",
  rules: (currency) => ({
    schemaVersion: 1,
    attribution: { ...USUAL_ATTRIBUTION, creditWindowDays: QUARTER_DAYS },
    eligibility: {
      approval: "application",
      minimum: { by: "revenue", atLeast: sum(currency, 500), withinDays: QUARTER_DAYS },
    },
    qualifies: [],
    rewards: [
      {
        id: "commission",
        recipient: "advocate",
        on: { event: "purchase" },
        grant: { kind: "cash", rateBps: 1200, of: "order.amountMinor" },
        holdDays: RETURN_DAYS,
      },
    ],
  }),
  texts: {
    commission: {
      en: { name: "A commission on your friends' purchases" },
      ru: { name: "Комиссия с покупок ваших друзей" },
      uk: { name: "Комісія з покупок ваших друзів" },
      uz: { name: "Doʻstlaringiz xaridlaridan komissiya" },
      he: { name: "עמלה על רכישות של חברים שלך" },
    },
  },
};
