import type { InEveryLanguage } from "../everyLanguage.ts";

/** What the page of the audit says. */
export const ACTIVITY_TEXTS = {
  title: { en: "Activity", ru: "Журнал", uk: "Журнал", uz: "Jurnal", he: "פעילות" },
  when: { en: "When", ru: "Когда", uk: "Коли", uz: "Qachon", he: "מתי" },
  who: { en: "Who", ru: "Кто", uk: "Хто", uz: "Kim", he: "מי" },
  what: { en: "What", ru: "Что", uk: "Що", uz: "Nima", he: "מה" },
  about: { en: "About", ru: "О чём", uk: "Про що", uz: "Nima haqida", he: "על מה" },
  reason: { en: "Reason", ru: "Причина", uk: "Причина", uz: "Sabab", he: "סיבה" },
  everyone: { en: "Everyone", ru: "Все", uk: "Усі", uz: "Hamma", he: "כולם" },
  everything: { en: "Everything", ru: "Все действия", uk: "Усі дії", uz: "Barcha amallar", he: "כל הפעולות" },
  aboutHint: {
    en: "Id, code or program",
    ru: "ID, код или программа",
    uk: "ID, код або програма",
    uz: "ID, kod yoki dastur",
    he: "מזהה, קוד או תוכנית",
  },
  show: { en: "Show", ru: "Показать", uk: "Показати", uz: "Koʻrsatish", he: "הצגה" },
  job: { en: "job {name}", ru: "задание {name}", uk: "завдання {name}", uz: "{name} vazifasi", he: "משימה {name}" },
  key: { en: "key {name}", ru: "ключ {name}", uk: "ключ {name}", uz: "{name} kaliti", he: "מפתח {name}" },
  none: {
    en: "Nothing has been done yet. The first change of a program, a code or a reward will stand here.",
    ru: "Пока ничего не происходило. Здесь появится первое изменение программы, кода или вознаграждения.",
    uk: "Поки нічого не відбувалося. Тут з’явиться перша зміна програми, коду або винагороди.",
    uz: "Hali hech narsa qilinmagan. Dastur, kod yoki mukofotning birinchi oʻzgarishi shu yerda koʻrinadi.",
    he: "עדיין לא נעשה דבר. השינוי הראשון בתוכנית, בקוד או בתגמול יופיע כאן.",
  },
  toPrograms: {
    en: "Open the programs",
    ru: "Открыть программы",
    uk: "Відкрити програми",
    uz: "Dasturlarni ochish",
    he: "לתוכניות",
  },
  noneLikeThis: {
    en: "Nothing like this was done.",
    ru: "Ничего такого не происходило.",
    uk: "Нічого такого не відбувалося.",
    uz: "Bunday narsa qilinmagan.",
    he: "לא נעשה דבר כזה.",
  },
  showAll: {
    en: "Show everything",
    ru: "Показать всё",
    uk: "Показати все",
    uz: "Hammasini koʻrsatish",
    he: "הצגת הכול",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
