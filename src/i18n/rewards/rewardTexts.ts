import type { RewardPhrase } from "../../domain/rewardPhrase.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** A reward in as few words as a sentence about it has room for. */
export const REWARD_TEXTS: Readonly<Record<RewardPhrase["type"], InEveryLanguage>> = {
  cash: {
    en: "{amount}",
    ru: "{amount}",
    uk: "{amount}",
    uz: "{amount}",
    he: "{amount}",
  },
  credit: {
    en: "{amount} store credit",
    ru: "{amount} на счёт в магазине",
    uk: "{amount} на рахунок у магазині",
    uz: "doʻkon hisobiga {amount}",
    he: "{amount} לזכות בחנות",
  },
  points: {
    en: { by: "count", forms: { one: "{count} point", other: "{count} points" } },
    ru: {
      by: "count",
      forms: { one: "{count} балл", few: "{count} балла", many: "{count} баллов", other: "{count} балла" },
    },
    uk: {
      by: "count",
      forms: { one: "{count} бал", few: "{count} бали", many: "{count} балів", other: "{count} бала" },
    },
    uz: { by: "count", forms: { one: "{count} ball", other: "{count} ball" } },
    he: { by: "count", forms: { one: "נקודה אחת", two: "שתי נקודות", other: "{count} נקודות" } },
  },
  cash_each: {
    en: "{amount} per item",
    ru: "{amount} с единицы товара",
    uk: "{amount} з одиниці товару",
    uz: "donasiga {amount}",
    he: "{amount} לפריט",
  },
  credit_each: {
    en: "{amount} store credit per item",
    ru: "{amount} на счёт в магазине с единицы товара",
    uk: "{amount} на рахунок у магазині з одиниці товару",
    uz: "donasiga doʻkon hisobiga {amount}",
    he: "{amount} לזכות בחנות לפריט",
  },
  points_each: {
    en: { by: "count", forms: { one: "{count} point per item", other: "{count} points per item" } },
    ru: {
      by: "count",
      forms: {
        one: "{count} балл с единицы товара",
        few: "{count} балла с единицы товара",
        many: "{count} баллов с единицы товара",
        other: "{count} балла с единицы товара",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "{count} бал з одиниці товару",
        few: "{count} бали з одиниці товару",
        many: "{count} балів з одиниці товару",
        other: "{count} бала з одиниці товару",
      },
    },
    uz: {
      by: "count",
      forms: { one: "donasiga {count} ball", other: "donasiga {count} ball" },
    },
    he: {
      by: "count",
      forms: { one: "נקודה אחת לפריט", two: "שתי נקודות לפריט", other: "{count} נקודות לפריט" },
    },
  },
  cash_rate: {
    en: "{percent} in cash",
    ru: "{percent} деньгами",
    uk: "{percent} грошима",
    uz: "pul bilan {percent}",
    he: "{percent} במזומן",
  },
  credit_rate: {
    en: "{percent} in store credit",
    ru: "{percent} на счёт в магазине",
    uk: "{percent} на рахунок у магазині",
    uz: "doʻkon hisobiga {percent}",
    he: "{percent} לזכות בחנות",
  },
  points_rate: {
    en: "{percent} in points",
    ru: "{percent} баллами",
    uk: "{percent} балами",
    uz: "ball bilan {percent}",
    he: "{percent} בנקודות",
  },
  discount_percent: {
    en: "a discount of {percent}",
    ru: "скидка {percent}",
    uk: "знижка {percent}",
    uz: "{percent} chegirma",
    he: "הנחה של {percent}",
  },
  discount_amount: {
    en: "a discount of {amount}",
    ru: "скидка {amount}",
    uk: "знижка {amount}",
    uz: "{amount} chegirma",
    he: "הנחה של {amount}",
  },
  free_shipping: {
    en: "free shipping",
    ru: "бесплатная доставка",
    uk: "безкоштовна доставка",
    uz: "bepul yetkazib berish",
    he: "משלוח חינם",
  },
  item: {
    en: "{count} × {sku}",
    ru: "{count} × {sku}",
    uk: "{count} × {sku}",
    uz: "{count} × {sku}",
    he: "{count} × {sku}",
  },
  choice: {
    en: "a reward to choose",
    ru: "вознаграждение на выбор",
    uk: "винагорода на вибір",
    uz: "tanlanadigan mukofot",
    he: "תגמול לבחירה",
  },
  unknown: {
    en: "a reward",
    ru: "вознаграждение",
    uk: "винагорода",
    uz: "mukofot",
    he: "תגמול",
  },
};
