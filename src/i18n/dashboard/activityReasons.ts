import type { InEveryLanguage } from "../everyLanguage.ts";

/** Why a job did something, where a person would have written why. */
export const JOB_REASONS = {
  minimum_met: {
    en: "Brought enough sales",
    ru: "Продаж достаточно",
    uk: "Продажів достатньо",
    uz: "Savdo yetarli boʻldi",
    he: "הביא מספיק מכירות",
  },
  minimum_not_met: {
    en: "Brought too few sales",
    ru: "Продаж недостаточно",
    uk: "Продажів недостатньо",
    uz: "Savdo yetarli boʻlmadi",
    he: "הביא מעט מדי מכירות",
  },
  program_ended: {
    en: "The program has ended",
    ru: "Программа завершена",
    uk: "Програму завершено",
    uz: "Dastur tugagan",
    he: "התוכנית הסתיימה",
  },
  rules_not_valid: {
    en: "The rules were no longer right",
    ru: "Правила больше не подходят",
    uk: "Правила більше не підходять",
    uz: "Qoidalar endi toʻgʻri emas",
    he: "הכללים כבר לא תקינים",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
