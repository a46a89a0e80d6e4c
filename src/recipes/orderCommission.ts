import { MAX_DAYS } from "../domain/rulesSchema.ts";
import type { Recipe } from "./recipe.ts";
import { RETURN_DAYS, USUAL_ATTRIBUTION } from "./recipe.ts";

export const orderCommission: Recipe = {
  key: "order-commission",
  name: "A commission on each order",
  summary:
    "7% of every sale, to the advocate whose code or link that very order came with: the same customer may buy through another advocate next time, or through none. Report the code or the click ids with each purchase.",
  rules: () => ({
    schemaVersion: 1,
    // Each order brings its code anew, however long its buyer has been a customer.
    attribution: { ...USUAL_ATTRIBUTION, newCustomersOnly: false, lateEntryDays: MAX_DAYS, binds: "order" },
    qualifies: [],
    rewards: [
      {
        id: "commission",
        recipient: "advocate",
        on: { event: "purchase" },
        grant: { kind: "cash", rateBps: 700, of: "order.amountMinor" },
        holdDays: RETURN_DAYS,
      },
    ],
  }),
  texts: {
    commission: {
      en: { name: "A commission on every order through your link" },
      ru: { name: "Комиссия с каждого заказа по вашей ссылке" },
      uk: { name: "Комісія з кожного замовлення за вашим посиланням" },
      uz: { name: "Havolangiz orqali har bir buyurtmadan komissiya" },
      he: { name: "עמלה על כל קנייה דרך הקישור שלך" },
    },
  },
};
