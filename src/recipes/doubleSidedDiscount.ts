import type { Recipe } from "./recipe.ts";
import { USUAL_ATTRIBUTION } from "./recipe.ts";
import { sum } from "./sum.ts";

export const doubleSidedDiscount: Recipe = {
  key: "double-sided-discount",
  name: "Double-sided discount",
  summary:
    "A coupon for the friend when they join, and one of the same worth for the advocate when that friend has bought. Check and redeem coupons here, or report them with the purchase.",
  rules: (currency) => ({
    schemaVersion: 1,
    attribution: USUAL_ATTRIBUTION,
    qualifies: [{ field: "order.amountMinor", op: "gte", value: sum(currency, 20) }],
    rewards: [
      {
        id: "friend-discount",
        recipient: "friend",
        on: { event: "signup" },
        grant: { kind: "discount", percentBps: 1500, minOrderMinor: sum(currency, 20), validDays: 60 },
      },
      {
        id: "advocate-discount",
        recipient: "advocate",
        on: { event: "conversion" },
        grant: { kind: "discount", percentBps: 1500, minOrderMinor: sum(currency, 20), validDays: 180 },
      },
    ],
  }),
  texts: {
    "friend-discount": {
      en: { name: "A discount on your first order" },
      ru: { name: "Скидка на ваш первый заказ" },
      uk: { name: "Знижка на ваше перше замовлення" },
      uz: { name: "Birinchi buyurtmangizga chegirma" },
      he: { name: "הנחה על הקנייה הראשונה שלך" },
    },
    "advocate-discount": {
      en: { name: "A discount for every friend who buys" },
      ru: { name: "Скидка за каждого друга, который сделал покупку" },
      uk: { name: "Знижка за кожного друга, який зробив покупку" },
      uz: { name: "Xarid qilgan har bir doʻstingiz uchun chegirma" },
      he: { name: "הנחה על כל חבר שקונה" },
    },
  },
};
