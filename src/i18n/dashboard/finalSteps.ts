import type { InEveryLanguage } from "../everyLanguage.ts";

/** What the page says that asks before rewards are changed for good, by the step. */
export const FINAL_STEP_TITLES = {
  void: {
    en: { by: "count", forms: { one: "End {count} reward?", other: "End {count} rewards?" } },
    ru: {
      by: "count",
      forms: {
        one: "Отменить {count} вознаграждение?",
        few: "Отменить {count} вознаграждения?",
        many: "Отменить {count} вознаграждений?",
        other: "Отменить {count} вознаграждения?",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "Скасувати {count} винагороду?",
        few: "Скасувати {count} винагороди?",
        many: "Скасувати {count} винагород?",
        other: "Скасувати {count} винагороди?",
      },
    },
    uz: {
      by: "count",
      forms: { one: "{count} ta mukofot bekor qilinsinmi?", other: "{count} ta mukofot bekor qilinsinmi?" },
    },
    he: { by: "count", forms: { one: "לבטל תגמול אחד?", two: "לבטל שני תגמולים?", other: "לבטל {count} תגמולים?" } },
  },
  fulfill: {
    en: {
      by: "count",
      forms: { one: "Mark {count} reward as given out?", other: "Mark {count} rewards as given out?" },
    },
    ru: {
      by: "count",
      forms: {
        one: "Отметить {count} вознаграждение выданным?",
        few: "Отметить {count} вознаграждения выданными?",
        many: "Отметить {count} вознаграждений выданными?",
        other: "Отметить {count} вознаграждения выданными?",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "Позначити {count} винагороду виданою?",
        few: "Позначити {count} винагороди виданими?",
        many: "Позначити {count} винагород виданими?",
        other: "Позначити {count} винагороди виданими?",
      },
    },
    uz: {
      by: "count",
      forms: {
        one: "{count} ta mukofot berilgan deb belgilansinmi?",
        other: "{count} ta mukofot berilgan deb belgilansinmi?",
      },
    },
    he: {
      by: "count",
      forms: {
        one: "לסמן שתגמול אחד נמסר?",
        two: "לסמן ששני תגמולים נמסרו?",
        other: "לסמן ש־{count} תגמולים נמסרו?",
      },
    },
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;

/** What comes of it, by the step, and what the figures beside it are. */
export const FINAL_STEP_TEXTS = {
  void: {
    en: "Their amounts leave the balances, and their coupons stop working. This can't be undone.",
    ru: "Их суммы уйдут с балансов, а купоны перестанут действовать. Вернуть это будет нельзя.",
    uk: "Їхні суми зникнуть із балансів, а купони перестануть діяти. Повернути це буде неможливо.",
    uz: "Ularning summalari balanslardan ayriladi, kuponlari ishlamay qoladi. Buni ortga qaytarib boʻlmaydi.",
    he: "הסכומים שלהם יירדו מהיתרות, והקופונים שלהם יפסיקו לפעול. אי אפשר להחזיר את המצב לקדמותו.",
  },
  fulfill: {
    en: "From now on they count as paid or handed over. This can't be undone.",
    ru: "Они будут считаться выплаченными или вручёнными. Вернуть это будет нельзя.",
    uk: "Вони вважатимуться виплаченими або врученими. Повернути це буде неможливо.",
    uz: "Ular toʻlangan yoki topshirilgan hisoblanadi. Buni ortga qaytarib boʻlmaydi.",
    he: "מעכשיו הם ייחשבו כתגמולים ששולמו או נמסרו. אי אפשר להחזיר את המצב לקדמותו.",
  },
  withoutAmount: {
    en: "Gifts and discounts",
    ru: "Подарки и скидки",
    uk: "Подарунки та знижки",
    uz: "Sovgʻalar va chegirmalar",
    he: "מתנות והנחות",
  },
  // Not "Cancel": in most languages that is what ending a reward is called.
  back: { en: "Go back", ru: "Назад", uk: "Назад", uz: "Orqaga", he: "חזרה" },
  left: {
    en: "Left as they are",
    ru: "Останутся как есть",
    uk: "Залишаться як є",
    uz: "Oʻzgarmay qoladi",
    he: "יישארו כפי שהם",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
