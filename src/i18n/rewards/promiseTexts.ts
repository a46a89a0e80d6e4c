import type { InEveryLanguage } from "../everyLanguage.ts";

/** What a reward promises in full: what a rate is of, what a discount is on, and what is said of it in brackets. */
export const PROMISE_TEXTS = {
  cash_rate_of: {
    en: "{percent} {base} in cash",
    ru: "{percent} {base} деньгами",
    uk: "{percent} {base} грошима",
    uz: "{base} {percent} pul",
    he: "{percent} {base} במזומן",
  },
  credit_rate_of: {
    en: "{percent} {base} in store credit",
    ru: "{percent} {base} на счёт в магазине",
    uk: "{percent} {base} на рахунок у магазині",
    uz: "doʻkon hisobiga {base} {percent}",
    he: "{percent} {base} לזכות בחנות",
  },
  points_rate_of: {
    en: "{percent} {base} in points",
    ru: "{percent} {base} баллами",
    uk: "{percent} {base} балами",
    uz: "{base} {percent} ball",
    he: "{percent} {base} בנקודות",
  },
  points_per: {
    en: { by: "count", forms: { one: "{count} point for each {amount}", other: "{count} points for each {amount}" } },
    ru: {
      by: "count",
      forms: {
        one: "{count} балл за каждые {amount}",
        few: "{count} балла за каждые {amount}",
        many: "{count} баллов за каждые {amount}",
        other: "{count} балла за каждые {amount}",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "{count} бал за кожні {amount}",
        few: "{count} бали за кожні {amount}",
        many: "{count} балів за кожні {amount}",
        other: "{count} бала за кожні {amount}",
      },
    },
    uz: { by: "count", forms: { one: "har {amount} uchun {count} ball", other: "har {amount} uchun {count} ball" } },
    he: {
      by: "count",
      forms: {
        one: "נקודה אחת על כל {amount}",
        two: "שתי נקודות על כל {amount}",
        other: "{count} נקודות על כל {amount}",
      },
    },
  },
  off: {
    en: "{off} off",
    ru: "скидка {off}",
    uk: "знижка {off}",
    uz: "{off} chegirma",
    he: "{off} הנחה",
  },
  off_target: {
    en: "{off} off {target}",
    ru: "скидка {off} на {target}",
    uk: "знижка {off} на {target}",
    uz: "{target} {off} chegirma",
    he: "{off} הנחה על {target}",
  },
  gift: {
    en: "a gift: {sku}",
    ru: "подарок: {sku}",
    uk: "подарунок: {sku}",
    uz: "sovgʻa ({sku})",
    he: "מתנה: {sku}",
  },
  gifts: {
    en: "a gift: {count} × {sku}",
    ru: "подарок: {count} × {sku}",
    uk: "подарунок: {count} × {sku}",
    uz: "sovgʻa ({count} × {sku})",
    he: "מתנה: {count} × {sku}",
  },
  choice_of: {
    en: "a choice of {options}",
    ru: "на выбор: {options}",
    uk: "на вибір: {options}",
    uz: "tanlovga {options}",
    he: "לבחירה: {options}",
  },
  up_to: {
    en: "up to {reward}",
    ru: "до {reward}",
    uk: "до {reward}",
    uz: "{reward} gacha",
    he: "עד {reward}",
  },
  base_order: {
    en: "of the order",
    ru: "от суммы заказа",
    uk: "від суми замовлення",
    uz: "buyurtma summasidan",
    he: "מסכום ההזמנה",
  },
  base_items: {
    en: "of some products",
    ru: "от стоимости некоторых товаров",
    uk: "від вартості деяких товарів",
    uz: "ayrim mahsulotlar narxidan",
    he: "ממחיר חלק מהמוצרים",
  },
  base_metadata: {
    en: "of “{name}”",
    ru: "от «{name}»",
    uk: "від «{name}»",
    uz: "“{name}” qiymatidan",
    he: "מ־״{name}״",
  },
  target_first: {
    en: "the first order",
    ru: "первый заказ",
    uk: "перше замовлення",
    uz: "birinchi buyurtmaga",
    he: "ההזמנה הראשונה",
  },
  target_next: {
    en: "the next order",
    ru: "следующий заказ",
    uk: "наступне замовлення",
    uz: "keyingi buyurtmaga",
    he: "ההזמנה הבאה",
  },
  target_one: {
    en: "an order",
    ru: "заказ",
    uk: "замовлення",
    uz: "buyurtmaga",
    he: "הזמנה",
  },
  target_several: {
    en: { by: "count", forms: { one: "{count} order", other: "{count} orders" } },
    ru: {
      by: "count",
      forms: { one: "{count} заказ", few: "{count} заказа", many: "{count} заказов", other: "{count} заказа" },
    },
    uk: {
      by: "count",
      forms: {
        one: "{count} замовлення",
        few: "{count} замовлення",
        many: "{count} замовлень",
        other: "{count} замовлення",
      },
    },
    uz: { by: "count", forms: { one: "{count} ta buyurtmaga", other: "{count} ta buyurtmaga" } },
    he: { by: "count", forms: { one: "הזמנה אחת", two: "שתי הזמנות", other: "{count} הזמנות" } },
  },
  target_least: {
    en: "{target} of at least {least}",
    ru: "{target} от {least}",
    uk: "{target} від {least}",
    uz: "kamida {least} boʻlgan {target}",
    he: "{target} ב־{least} לפחות",
  },
  at_most: {
    en: "at most {amount}",
    ru: "не больше {amount}",
    uk: "не більше {amount}",
    uz: "koʻpi bilan {amount}",
    he: "עד {amount}",
  },
  valid_days: {
    en: { by: "count", forms: { one: "valid for {count} day", other: "valid for {count} days" } },
    ru: {
      by: "count",
      forms: {
        one: "действует {count} день",
        few: "действует {count} дня",
        many: "действует {count} дней",
        other: "действует {count} дня",
      },
    },
    uk: {
      by: "count",
      forms: { one: "діє {count} день", few: "діє {count} дні", many: "діє {count} днів", other: "діє {count} дня" },
    },
    uz: { by: "count", forms: { one: "{count} kun amal qiladi", other: "{count} kun amal qiladi" } },
    he: { by: "count", forms: { one: "בתוקף ליום אחד", two: "בתוקף ליומיים", other: "בתוקף ל־{count} ימים" } },
  },
  selected: {
    en: "some products only",
    ru: "только на некоторые товары",
    uk: "лише на деякі товари",
    uz: "faqat ayrim mahsulotlarga",
    he: "על חלק מהמוצרים בלבד",
  },
  choose_within: {
    en: { by: "count", forms: { one: "to be chosen within {count} day", other: "to be chosen within {count} days" } },
    ru: {
      by: "count",
      forms: {
        one: "выбрать в течение {count} дня",
        few: "выбрать в течение {count} дней",
        many: "выбрать в течение {count} дней",
        other: "выбрать в течение {count} дня",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "обрати протягом {count} дня",
        few: "обрати протягом {count} днів",
        many: "обрати протягом {count} днів",
        other: "обрати протягом {count} дня",
      },
    },
    uz: { by: "count", forms: { one: "{count} kun ichida tanlanadi", other: "{count} kun ichida tanlanadi" } },
    he: {
      by: "count",
      forms: { one: "לבחירה בתוך יום אחד", two: "לבחירה בתוך יומיים", other: "לבחירה בתוך {count} ימים" },
    },
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
