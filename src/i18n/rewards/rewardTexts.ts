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
    en: "{amount} of store credit",
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
    ru: "{amount} за каждую единицу товара",
    uk: "{amount} за кожну одиницю товару",
    uz: "har bir dona uchun {amount}",
    he: "{amount} על כל פריט",
  },
  credit_each: {
    en: "{amount} of store credit per item",
    ru: "{amount} на счёт в магазине за каждую единицу товара",
    uk: "{amount} на рахунок у магазині за кожну одиницю товару",
    uz: "har bir dona uchun doʻkon hisobiga {amount}",
    he: "{amount} לזכות בחנות על כל פריט",
  },
  points_each: {
    en: { by: "count", forms: { one: "{count} point per item", other: "{count} points per item" } },
    ru: {
      by: "count",
      forms: {
        one: "{count} балл за каждую единицу товара",
        few: "{count} балла за каждую единицу товара",
        many: "{count} баллов за каждую единицу товара",
        other: "{count} балла за каждую единицу товара",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "{count} бал за кожну одиницю товару",
        few: "{count} бали за кожну одиницю товару",
        many: "{count} балів за кожну одиницю товару",
        other: "{count} бала за кожну одиницю товару",
      },
    },
    uz: {
      by: "count",
      forms: { one: "har bir dona uchun {count} ball", other: "har bir dona uchun {count} ball" },
    },
    he: {
      by: "count",
      forms: { one: "נקודה אחת על כל פריט", two: "שתי נקודות על כל פריט", other: "{count} נקודות על כל פריט" },
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
