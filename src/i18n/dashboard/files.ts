import type { InEveryLanguage } from "../everyLanguage.ts";

/** What is said of lists that come as files. */
export const FILE_TEXTS = {
  csv: { en: "Download CSV", ru: "Скачать CSV", uk: "Завантажити CSV", uz: "CSV yuklab olish", he: "הורדת CSV" },
  cut: {
    en: "There are more rows than a file holds.",
    ru: "Строк больше, чем помещается в файл.",
    uk: "Рядків більше, ніж уміщує файл.",
    uz: "Qatorlar faylga sigʻadiganidan koʻp.",
    he: "יש יותר שורות ממה שקובץ מכיל.",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
