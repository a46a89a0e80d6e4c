import type { InEveryLanguage } from "../everyLanguage.ts";

/** What is wrong with the shape of a document, whatever it is about. */
export const SHAPE_TEXTS = {
  missing: {
    en: "missing; needs {needed}",
    ru: "не указано; нужно: {needed}",
    uk: "не вказано; потрібно: {needed}",
    uz: "koʻrsatilmagan; kerak: {needed}",
    he: "חסר; נדרש: {needed}",
  },
  wrong_type: {
    en: "has to be {needed}",
    ru: "нужно: {needed}",
    uk: "потрібно: {needed}",
    uz: "kerak: {needed}",
    he: "נדרש: {needed}",
  },
  not_allowed: {
    en: "has to be {allowed}",
    ru: "допустимо только: {allowed}",
    uk: "допустимо лише: {allowed}",
    uz: "faqat quyidagilar mumkin: {allowed}",
    he: "מותר רק: {allowed}",
  },
  number_too_small: {
    en: "at least {least}",
    ru: "не меньше {least}",
    uk: "не менше ніж {least}",
    uz: "kamida {least}",
    he: "לפחות {least}",
  },
  number_too_big: {
    en: "at most {most}",
    ru: "не больше {most}",
    uk: "не більше ніж {most}",
    uz: "koʻpi bilan {most}",
    he: "לכל היותר {most}",
  },
  text_too_short: {
    en: { by: "least", forms: { one: "at least {least} character", other: "at least {least} characters" } },
    ru: {
      by: "least",
      forms: {
        one: "не меньше {least} символа",
        few: "не меньше {least} символов",
        many: "не меньше {least} символов",
        other: "не меньше {least} символа",
      },
    },
    uk: {
      by: "least",
      forms: {
        one: "не менше ніж {least} символ",
        few: "не менше ніж {least} символи",
        many: "не менше ніж {least} символів",
        other: "не менше ніж {least} символу",
      },
    },
    uz: "kamida {least} ta belgi",
    he: {
      by: "least",
      forms: { one: "לפחות תו אחד", two: "לפחות שני תווים", other: "לפחות {least} תווים" },
    },
  },
  text_too_long: {
    en: { by: "most", forms: { one: "at most {most} character", other: "at most {most} characters" } },
    ru: {
      by: "most",
      forms: {
        one: "не больше {most} символа",
        few: "не больше {most} символов",
        many: "не больше {most} символов",
        other: "не больше {most} символа",
      },
    },
    uk: {
      by: "most",
      forms: {
        one: "не більше ніж {most} символ",
        few: "не більше ніж {most} символи",
        many: "не більше ніж {most} символів",
        other: "не більше ніж {most} символу",
      },
    },
    uz: "koʻpi bilan {most} ta belgi",
    he: {
      by: "most",
      forms: { one: "לכל היותר תו אחד", two: "לכל היותר שני תווים", other: "לכל היותר {most} תווים" },
    },
  },
  list_too_short: {
    en: { by: "least", forms: { one: "at least {least} entry", other: "at least {least} entries" } },
    ru: {
      by: "least",
      forms: {
        one: "не меньше {least} элемента",
        few: "не меньше {least} элементов",
        many: "не меньше {least} элементов",
        other: "не меньше {least} элемента",
      },
    },
    uk: {
      by: "least",
      forms: {
        one: "не менше ніж {least} елемент",
        few: "не менше ніж {least} елементи",
        many: "не менше ніж {least} елементів",
        other: "не менше ніж {least} елемента",
      },
    },
    uz: "kamida {least} ta element",
    he: {
      by: "least",
      forms: { one: "לפחות פריט אחד", two: "לפחות שני פריטים", other: "לפחות {least} פריטים" },
    },
  },
  list_too_long: {
    en: { by: "most", forms: { one: "at most {most} entry", other: "at most {most} entries" } },
    ru: {
      by: "most",
      forms: {
        one: "не больше {most} элемента",
        few: "не больше {most} элементов",
        many: "не больше {most} элементов",
        other: "не больше {most} элемента",
      },
    },
    uk: {
      by: "most",
      forms: {
        one: "не більше ніж {most} елемент",
        few: "не більше ніж {most} елементи",
        many: "не більше ніж {most} елементів",
        other: "не більше ніж {most} елемента",
      },
    },
    uz: "koʻpi bilan {most} ta element",
    he: {
      by: "most",
      forms: { one: "לכל היותר פריט אחד", two: "לכל היותר שני פריטים", other: "לכל היותר {most} פריטים" },
    },
  },
  unknown_property: {
    en: "unknown property",
    ru: "неизвестное свойство",
    uk: "невідома властивість",
    uz: "nomaʼlum xossa",
    he: "מאפיין לא מוכר",
  },
  not_valid: {
    en: "not a valid value",
    ru: "недопустимое значение",
    uk: "неприпустиме значення",
    uz: "yaroqsiz qiymat",
    he: "ערך לא תקין",
  },
  schema_version_unknown: {
    en: "schemaVersion {written} is not known here; the latest is {latest}",
    ru: "schemaVersion {written} здесь неизвестна; последняя — {latest}",
    uk: "schemaVersion {written} тут невідома; остання — {latest}",
    uz: "schemaVersion {written} bu yerda nomaʼlum; eng soʻnggisi — {latest}",
    he: "הערך {written} של schemaVersion אינו מוכר כאן; האחרון הוא {latest}",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
