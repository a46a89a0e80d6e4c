import type { Recipe } from "./recipe.ts";
import { RETURN_DAYS, USUAL_ATTRIBUTION } from "./recipe.ts";

const TWELVE_MONTHS = 365;

export const marginShare: Recipe = {
  key: "margin-share",
  name: "A share of the margin for twelve months",
  summary:
    "30% of what is left to you of a friend's purchases, for twelve months after they joined. Report the margin of each purchase in minor units as metadata.marginMinor; a loss earns nothing.",
  rules: () => ({
    schemaVersion: 1,
    attribution: { ...USUAL_ATTRIBUTION, creditWindowDays: TWELVE_MONTHS },
    qualifies: [],
    rewards: [
      {
        id: "margin",
        recipient: "advocate",
        on: { event: "purchase" },
        grant: { kind: "cash", rateBps: 3000, of: "event.metadata.marginMinor" },
        holdDays: RETURN_DAYS,
      },
    ],
  }),
  texts: {
    $metadata: {
      en: { marginMinor: "our margin" },
      ru: { marginMinor: "наша прибыль" },
      uk: { marginMinor: "наш прибуток" },
      uz: { marginMinor: "foydamiz" },
      he: { marginMinor: "הרווח שלנו" },
    },
    margin: {
      en: { name: "A share of what your friends' purchases bring us, for twelve months" },
      ru: { name: "Доля от нашей прибыли с покупок ваших друзей в течение двенадцати месяцев" },
      uk: { name: "Частка від нашого прибутку з покупок ваших друзів протягом дванадцяти місяців" },
      uz: { name: "Doʻstlaringiz xaridlaridan olgan foydamizdan oʻn ikki oy davomida ulush" },
      he: { name: "חלק מהרווח שלנו מרכישות של חברים שלך במשך שנים־עשר חודשים" },
    },
  },
};
