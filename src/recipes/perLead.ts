import type { Recipe } from "./recipe.ts";
import { RETURN_DAYS, USUAL_ATTRIBUTION } from "./recipe.ts";
import { sum } from "./sum.ts";

export const perLead: Recipe = {
  key: "per-lead",
  name: "Pay per lead",
  summary:
    "A fixed sum for the first enquiry of each friend, whether or not they buy. Report enquiries as events of the type lead.",
  rules: (currency) => ({
    schemaVersion: 1,
    attribution: USUAL_ATTRIBUTION,
    qualifies: [],
    rewards: [
      {
        id: "lead",
        recipient: "advocate",
        on: { event: "lead" },
        grant: { kind: "cash", amountMinor: sum(currency, 2), currency },
        limits: [
          { per: "referral", period: "lifetime", count: 1 },
          { per: "recipient", period: "month", count: 50 },
        ],
        holdDays: RETURN_DAYS,
      },
    ],
  }),
  texts: {
    lead: {
      en: { name: "Cash for a friend's enquiry" },
      ru: { name: "Деньги за заявку друга" },
      uk: { name: "Гроші за заявку друга" },
      uz: { name: "Doʻstingizning arizasi uchun pul" },
      he: { name: "כסף על פנייה של חבר" },
    },
  },
};
