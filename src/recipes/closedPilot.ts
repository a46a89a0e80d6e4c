import type { RulesDocument } from "../domain/rulesSchema.ts";
import type { Recipe, RecipeTexts } from "./recipe.ts";
import { RETURN_DAYS, USUAL_ATTRIBUTION } from "./recipe.ts";
import { sum } from "./sum.ts";

// Two recipes of one program: they differ in who may be an advocate and in nothing else.

const texts: RecipeTexts = {
  "friend-discount": {
    en: { name: "A discount on your first order" },
    ru: { name: "Скидка на ваш первый заказ" },
    uk: { name: "Знижка на ваше перше замовлення" },
    uz: { name: "Birinchi buyurtmangizga chegirma" },
    he: { name: "הנחה על הקנייה הראשונה שלך" },
  },
  "advocate-credit": {
    en: { name: "Shop credit for every friend who buys" },
    ru: { name: "Бонус на счёт за каждого друга, который сделал покупку" },
    uk: { name: "Бонус на рахунок за кожного друга, який зробив покупку" },
    uz: { name: "Xarid qilgan har bir doʻstingiz uchun bonus" },
    he: { name: "זיכוי על כל חבר שקונה" },
  },
};

export const pilotForSegment: Recipe = {
  key: "pilot-for-segment",
  name: "Closed pilot for a segment",
  summary:
    "Only participants of the segment pilot may share; put them in it, or name a segment of yours. Everyone else hears that the program is not for them. Its budget ends it by itself.",
  rules: (currency) => pilotRules(currency, { approval: "open", segments: ["pilot"] }),
  texts,
};

export const pilotForSample: Recipe = {
  key: "pilot-for-sample",
  name: "Closed pilot for a sample",
  summary:
    "Only one participant in ten may share, chosen for good by a hash of their id and the program's key: the other nine are what the pilot is compared with. Its budget ends it by itself.",
  rules: (currency) => pilotRules(currency, { approval: "open", sampleBps: 1000 }),
  texts,
};

function pilotRules(currency: string, eligibility: NonNullable<RulesDocument["eligibility"]>): RulesDocument {
  return {
    schemaVersion: 1,
    attribution: USUAL_ATTRIBUTION,
    eligibility,
    qualifies: [{ field: "order.amountMinor", op: "gte", value: sum(currency, 20) }],
    rewards: [
      {
        id: "friend-discount",
        recipient: "friend",
        on: { event: "signup" },
        grant: { kind: "discount", percentBps: 1000, validDays: 30 },
      },
      {
        id: "advocate-credit",
        recipient: "advocate",
        on: { event: "conversion" },
        grant: { kind: "credit", amountMinor: sum(currency, 10), currency },
        holdDays: RETURN_DAYS,
      },
    ],
    budget: { amountMinor: sum(currency, 500), currency, period: "lifetime", onExhausted: "pause_program" },
  };
}
