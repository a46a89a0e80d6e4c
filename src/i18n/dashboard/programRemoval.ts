import type { InEveryLanguage } from "../everyLanguage.ts";

/** What is said of a program that can be deleted. */
export const REMOVAL_TEXTS = {
  remove: {
    en: "Delete the program",
    ru: "Удалить программу",
    uk: "Видалити програму",
    uz: "Dasturni oʻchirish",
    he: "מחיקת התוכנית",
  },
  hint: {
    en: "It was never published, so no customer misses it.",
    ru: "Она ни разу не публиковалась, так что покупатели ничего не потеряют.",
    uk: "Її жодного разу не публікували, тож покупці нічого не втратять.",
    uz: "U hali eʼlon qilinmagan, shuning uchun xaridorlar hech narsa yoʻqotmaydi.",
    he: "היא מעולם לא פורסמה, ולכן שום לקוח לא יחסר אותה.",
  },
  title: {
    en: "Delete the program?",
    ru: "Удалить программу?",
    uk: "Видалити програму?",
    uz: "Dastur oʻchirilsinmi?",
    he: "למחוק את התוכנית?",
  },
  text: {
    en: "Its draft, texts, goals and materials are deleted with it. This can’t be undone.",
    ru: "Вместе с ней удалятся черновик, тексты, цели и материалы. Отменить это нельзя.",
    uk: "Разом із нею буде видалено чернетку, тексти, цілі та матеріали. Скасувати це не можна.",
    uz: "U bilan birga qoralamasi, matnlari, maqsadlari va materiallari ham oʻchiriladi. Buni ortga qaytarib boʻlmaydi.",
    he: "הטיוטה, הטקסטים, היעדים והחומרים שלה יימחקו איתה. אי אפשר לבטל את זה.",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
