import type { Recipe } from "./recipe.ts";
import { USUAL_ATTRIBUTION } from "./recipe.ts";

/** Points are worth the same in every currency: what one buys is the shop's to say. */
export const pointsForActions: Recipe = {
  key: "points-for-actions",
  name: "Points for several actions",
  summary:
    "Points for one's own purchases and reviews, for a friend who joins and for their first purchase; the more friends have bought, the more the next one brings. Report reviews as events of the type review.",
  rules: () => ({
    schemaVersion: 1,
    attribution: USUAL_ATTRIBUTION,
    qualifies: [],
    rewards: [
      {
        id: "own-purchase",
        recipient: "actor",
        on: { event: "purchase" },
        grant: { kind: "points", amount: 20 },
      },
      {
        id: "review",
        recipient: "actor",
        on: { event: "review" },
        grant: { kind: "points", amount: 10 },
        limits: [{ per: "recipient", period: "month", count: 3 }],
      },
      {
        id: "friend-joined",
        recipient: "advocate",
        on: { event: "signup" },
        grant: { kind: "points", amount: 50 },
        limits: [{ per: "recipient", period: "month", count: 20 }],
      },
      {
        id: "friend-bought",
        recipient: "advocate",
        on: { event: "conversion" },
        grant: { kind: "points", amount: 200 },
        tiers: {
          by: "conversions",
          window: "lifetime",
          steps: [
            { from: 3, grant: { kind: "points", amount: 300 } },
            { from: 10, grant: { kind: "points", amount: 500 } },
          ],
        },
      },
    ],
  }),
  texts: {
    $events: {
      en: { review: "review" },
      ru: { review: "отзыв" },
      uk: { review: "відгук" },
      uz: { review: "sharh" },
      he: { review: "ביקורת" },
    },
    "own-purchase": {
      en: { name: "Points for your purchases" },
      ru: { name: "Баллы за ваши покупки" },
      uk: { name: "Бали за ваші покупки" },
      uz: { name: "Xaridlaringiz uchun ballar" },
      he: { name: "נקודות על הרכישות שלך" },
    },
    review: {
      en: { name: "Points for a review" },
      ru: { name: "Баллы за отзыв" },
      uk: { name: "Бали за відгук" },
      uz: { name: "Sharh uchun ballar" },
      he: { name: "נקודות על חוות דעת" },
    },
    "friend-joined": {
      en: { name: "Points for a friend who joins" },
      ru: { name: "Баллы за друга, который присоединился" },
      uk: { name: "Бали за друга, який приєднався" },
      uz: { name: "Qoʻshilgan doʻstingiz uchun ballar" },
      he: { name: "נקודות על חבר שמצטרף" },
    },
    "friend-bought": {
      en: { name: "Points for a friend's first purchase" },
      ru: { name: "Баллы за первую покупку друга" },
      uk: { name: "Бали за першу покупку друга" },
      uz: { name: "Doʻstingizning birinchi xaridi uchun ballar" },
      he: { name: "נקודות על הקנייה הראשונה של חבר" },
    },
  },
};
