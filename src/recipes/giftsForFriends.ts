import type { RulesDocument } from "../domain/rulesSchema.ts";
import type { Recipe } from "./recipe.ts";
import { USUAL_ATTRIBUTION } from "./recipe.ts";
import { sum } from "./sum.ts";

export const giftsForFriends: Recipe = {
  key: "gifts-for-friends",
  name: "A gift at 3, 10 and 25 friends",
  summary:
    "A small, a middle and a large gift when an advocate's third, tenth and twenty-fifth friend has bought. Put in your own gifts; you send them, and say so by fulfilling the reward.",
  rules: (currency) => ({
    schemaVersion: 1,
    attribution: USUAL_ATTRIBUTION,
    qualifies: [{ field: "order.amountMinor", op: "gte", value: sum(currency, 20) }],
    rewards: [
      giftFrom(3, "GIFT-SMALL", sum(currency, 5)),
      giftFrom(10, "GIFT-MIDDLE", sum(currency, 20)),
      giftFrom(25, "GIFT-LARGE", sum(currency, 60)),
    ],
  }),
  texts: {
    $items: {
      en: { "GIFT-SMALL": "a small gift", "GIFT-MIDDLE": "a gift", "GIFT-LARGE": "a large gift" },
      ru: { "GIFT-SMALL": "маленький подарок", "GIFT-MIDDLE": "подарок", "GIFT-LARGE": "большой подарок" },
      uk: { "GIFT-SMALL": "маленький подарунок", "GIFT-MIDDLE": "подарунок", "GIFT-LARGE": "великий подарунок" },
      uz: { "GIFT-SMALL": "kichik sovgʻa", "GIFT-MIDDLE": "sovgʻa", "GIFT-LARGE": "katta sovgʻa" },
      he: { "GIFT-SMALL": "מתנה קטנה", "GIFT-MIDDLE": "מתנה", "GIFT-LARGE": "מתנה גדולה" },
    },
    "gift-3": {
      en: { name: "A gift for three friends" },
      ru: { name: "Подарок за трёх друзей" },
      uk: { name: "Подарунок за трьох друзів" },
      uz: { name: "Uchta doʻst uchun sovgʻa" },
      he: { name: "מתנה על שלושה חברים" },
    },
    "gift-10": {
      en: { name: "A gift for ten friends" },
      ru: { name: "Подарок за десять друзей" },
      uk: { name: "Подарунок за десятьох друзів" },
      uz: { name: "Oʻnta doʻst uchun sovgʻa" },
      he: { name: "מתנה על עשרה חברים" },
    },
    "gift-25": {
      en: { name: "A gift for twenty-five friends" },
      ru: { name: "Подарок за двадцать пять друзей" },
      uk: { name: "Подарунок за двадцять п’ять друзів" },
      uz: { name: "Yigirma beshta doʻst uchun sovgʻa" },
      he: { name: "מתנה על עשרים וחמישה חברים" },
    },
  },
};

/**
 * One gift in a lifetime, from a number of friends on rather than at it: an advocate whose third friend sent
 * everything back gets the gift with the next one who brings them to three again.
 */
function giftFrom(friends: number, sku: string, costMinor: number): RulesDocument["rewards"][number] {
  return {
    id: `gift-${friends}`,
    recipient: "advocate",
    on: { event: "conversion" },
    when: [{ field: "advocate.conversions", op: "gte", value: friends }],
    grant: { kind: "item", sku, quantity: 1, costMinor },
    limits: [{ per: "recipient", period: "lifetime", count: 1 }],
    holdDays: 14,
  };
}
