import type { Recipe } from "./recipe.ts";
import { RETURN_DAYS, USUAL_ATTRIBUTION } from "./recipe.ts";
import { sum } from "./sum.ts";

export const bonusAndDiscount: Recipe = {
  key: "bonus-and-discount",
  name: "A bonus for the friend, a discount for the advocate",
  summary:
    "The friend's first purchase brings them shop credit, and the advocate a coupon for their own next purchase. The credit is held until the goods can't come back.",
  rules: (currency) => ({
    schemaVersion: 1,
    attribution: USUAL_ATTRIBUTION,
    qualifies: [{ field: "order.amountMinor", op: "gte", value: sum(currency, 30) }],
    rewards: [
      {
        id: "friend-bonus",
        recipient: "friend",
        on: { event: "conversion" },
        grant: { kind: "credit", amountMinor: sum(currency, 5), currency },
        holdDays: RETURN_DAYS,
      },
      {
        id: "next-purchase",
        recipient: "advocate",
        on: { event: "conversion" },
        grant: { kind: "discount", percentBps: 2000, validDays: 90 },
      },
    ],
  }),
  texts: {
    "friend-bonus": {
      en: { name: "Shop credit after your first order" },
      ru: { name: "Бонус на счёт после первого заказа" },
      uk: { name: "Бонус на рахунок після першого замовлення" },
      uz: { name: "Birinchi buyurtmadan keyin bonus" },
      he: { name: "זיכוי אחרי הקנייה הראשונה" },
    },
    "next-purchase": {
      en: { name: "A discount on your own next purchase" },
      ru: { name: "Скидка на вашу следующую покупку" },
      uk: { name: "Знижка на вашу наступну покупку" },
      uz: { name: "Keyingi xaridingizga chegirma" },
      he: { name: "הנחה על הקנייה הבאה שלך" },
    },
  },
};
