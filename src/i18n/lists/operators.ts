import type { Operator } from "../../domain/conditions.ts";
import type { Language } from "../languages.ts";

/** What a condition asks for, in words: its value, its values, or the two ends of a span. */
export const OPERATOR_TEXTS: Readonly<Record<Operator, Readonly<Record<Language, string>>>> = {
  eq: {
    en: "{value}",
    ru: "{value}",
    uk: "{value}",
    uz: "{value}",
    he: "{value}",
  },
  ne: {
    en: "anything but {value}",
    ru: "не {value}",
    uk: "не {value}",
    uz: "{value} emas",
    he: "לא {value}",
  },
  gt: {
    en: "more than {value}",
    ru: "больше {value}",
    uk: "більше ніж {value}",
    uz: "{value} dan koʻp",
    he: "יותר מ־{value}",
  },
  gte: {
    en: "at least {value}",
    ru: "не меньше {value}",
    uk: "не менше ніж {value}",
    uz: "kamida {value}",
    he: "לפחות {value}",
  },
  lt: {
    en: "less than {value}",
    ru: "меньше {value}",
    uk: "менше ніж {value}",
    uz: "{value} dan kam",
    he: "פחות מ־{value}",
  },
  lte: {
    en: "at most {value}",
    ru: "не больше {value}",
    uk: "не більше ніж {value}",
    uz: "koʻpi bilan {value}",
    he: "לכל היותר {value}",
  },
  between: {
    en: "{low} to {high}",
    ru: "от {low} до {high}",
    uk: "від {low} до {high}",
    uz: "{low} — {high} oraligʻida",
    he: "בין {low} ל־{high}",
  },
  in: {
    en: "{values}",
    ru: "{values}",
    uk: "{values}",
    uz: "{values}",
    he: "{values}",
  },
  nin: {
    en: "anything but {values}",
    ru: "что угодно, кроме: {values}",
    uk: "будь-що, крім: {values}",
    uz: "quyidagilardan boshqasi: {values}",
    he: "כל דבר מלבד {values}",
  },
  contains: {
    en: "{value} among them",
    ru: "среди них {value}",
    uk: "серед них {value}",
    uz: "ular orasida {value}",
    he: "{value} ביניהם",
  },
  containsAny: {
    en: "{values} among them",
    ru: "среди них {values}",
    uk: "серед них {values}",
    uz: "ular orasida {values}",
    he: "{values} ביניהם",
  },
  before: {
    en: "before {value}",
    ru: "раньше, чем {value}",
    uk: "раніше ніж {value}",
    uz: "{value} dan oldin",
    he: "לפני {value}",
  },
  after: {
    en: "after {value}",
    ru: "позже, чем {value}",
    uk: "пізніше ніж {value}",
    uz: "{value} dan keyin",
    he: "אחרי {value}",
  },
};
