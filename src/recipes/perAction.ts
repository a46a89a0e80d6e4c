import type { Recipe } from "./recipe.ts";
import { USUAL_ATTRIBUTION } from "./recipe.ts";
import { sum } from "./sum.ts";

export const perAction: Recipe = {
  key: "per-action",
  name: "Pay per action",
  summary:
    "A fixed sum when a friend does something once that is worth it to you: here, starts a trial. Report it as an event of the type trial_started, or name your own.",
  rules: (currency) => ({
    schemaVersion: 1,
    attribution: USUAL_ATTRIBUTION,
    qualifies: [],
    rewards: [
      {
        id: "trial",
        recipient: "advocate",
        on: { event: "trial_started" },
        grant: { kind: "cash", amountMinor: sum(currency, 5), currency },
        limits: [{ per: "referral", period: "lifetime", count: 1 }],
        holdDays: 14,
      },
    ],
  }),
  texts: {
    $events: {
      en: { trial_started: "start of a trial" },
      ru: { trial_started: "начало пробного периода" },
      uk: { trial_started: "початок пробного періоду" },
      uz: { trial_started: "sinov boshlanishi" },
      he: { trial_started: "תחילת ניסיון" },
    },
    trial: {
      en: { name: "Cash when a friend starts a trial" },
      ru: { name: "Деньги, когда друг начинает пробный период" },
      uk: { name: "Гроші, коли друг починає пробний період" },
      uz: { name: "Doʻstingiz sinov muddatini boshlaganda pul" },
      he: { name: "כסף כשחבר מתחיל תקופת ניסיון" },
    },
  },
};
