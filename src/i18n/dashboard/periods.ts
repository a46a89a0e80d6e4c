import type { InEveryLanguage } from "../everyLanguage.ts";

/** The periods that pages can be of. */
export const PERIOD_TEXTS = {
  "7d": { en: "Last 7 days", ru: "7 дней", uk: "7 днів", uz: "Oxirgi 7 kun", he: "7 הימים האחרונים" },
  "28d": { en: "Last 28 days", ru: "28 дней", uk: "28 днів", uz: "Oxirgi 28 kun", he: "28 הימים האחרונים" },
  "12w": { en: "Last 12 weeks", ru: "12 недель", uk: "12 тижнів", uz: "Oxirgi 12 hafta", he: "12 השבועות האחרונים" },
  "12m": { en: "Last 12 months", ru: "12 месяцев", uk: "12 місяців", uz: "Oxirgi 12 oy", he: "12 החודשים האחרונים" },
  custom: { en: "Chosen days", ru: "Выбранные дни", uk: "Вибрані дні", uz: "Tanlangan kunlar", he: "ימים לבחירה" },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;

/** What the figures of such a period are compared with. */
export const COMPARED_TEXTS = {
  "7d": {
    en: "Compared with the 7 days before",
    ru: "В сравнении с предыдущими 7 днями",
    uk: "Порівняно з попередніми 7 днями",
    uz: "Oldingi 7 kunga nisbatan",
    he: "בהשוואה ל־7 הימים שלפניהם",
  },
  "28d": {
    en: "Compared with the 28 days before",
    ru: "В сравнении с предыдущими 28 днями",
    uk: "Порівняно з попередніми 28 днями",
    uz: "Oldingi 28 kunga nisbatan",
    he: "בהשוואה ל־28 הימים שלפניהם",
  },
  "12w": {
    en: "Compared with the 12 weeks before",
    ru: "В сравнении с предыдущими 12 неделями",
    uk: "Порівняно з попередніми 12 тижнями",
    uz: "Oldingi 12 haftaga nisbatan",
    he: "בהשוואה ל־12 השבועות שלפניהם",
  },
  "12m": {
    en: "Compared with the 12 months before",
    ru: "В сравнении с предыдущими 12 месяцами",
    uk: "Порівняно з попередніми 12 місяцями",
    uz: "Oldingi 12 oyga nisbatan",
    he: "בהשוואה ל־12 החודשים שלפניהם",
  },
  custom: {
    en: "Compared with as many days before",
    ru: "В сравнении с предыдущим периодом той же длины",
    uk: "Порівняно з попереднім періодом тієї самої тривалості",
    uz: "Oldingi shuncha kunga nisbatan",
    he: "בהשוואה לאותו מספר ימים לפני כן",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
