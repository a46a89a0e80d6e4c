import type { ApplicationStatus } from "../../domain/eligibility.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** What each state of an application is called. */
export const APPLICATION_STATUS_NAMES = {
  applied: { en: "Waits", ru: "Ожидает", uk: "Очікує", uz: "Kutmoqda", he: "ממתינה" },
  approved: { en: "Approved", ru: "Одобрена", uk: "Схвалена", uz: "Tasdiqlangan", he: "אושרה" },
  refused: { en: "Refused", ru: "Отклонена", uk: "Відхилена", uz: "Rad etilgan", he: "נדחתה" },
} as const satisfies Readonly<Record<ApplicationStatus, InEveryLanguage>>;

/** What the page of a program's applications says. */
export const APPLICATIONS_TEXTS = {
  title: { en: "Applications", ru: "Заявки", uk: "Заявки", uz: "Arizalar", he: "בקשות" },
  who: { en: "Who", ru: "Кто", uk: "Хто", uz: "Kim", he: "מי" },
  applied: { en: "Applied", ru: "Подана", uk: "Подана", uz: "Berilgan", he: "הוגשה" },
  state: { en: "State", ru: "Состояние", uk: "Стан", uz: "Holat", he: "מצב" },
  allStates: { en: "All states", ru: "Все состояния", uk: "Усі стани", uz: "Barcha holatlar", he: "כל המצבים" },
  decidedBy: { en: "Who decided", ru: "Кто решил", uk: "Хто вирішив", uz: "Kim hal qilgan", he: "הוחלט על ידי" },
  reason: { en: "Reason", ru: "Причина", uk: "Причина", uz: "Sabab", he: "סיבה" },
  decide: { en: "Decide", ru: "Решить", uk: "Вирішити", uz: "Qaror qilish", he: "החלטה" },
  approve: { en: "Approve", ru: "Одобрить", uk: "Схвалити", uz: "Tasdiqlash", he: "אישור" },
  refuse: { en: "Refuse", ru: "Отклонить", uk: "Відхилити", uz: "Rad etish", he: "דחייה" },
  refuseText: {
    en: "Their code brings no new friends from now on. You can approve them later.",
    ru: "С этого момента их код не приводит новых друзей. Одобрить можно и позже.",
    uk: "Відтепер їхній код не приводить нових друзів. Схвалити можна й пізніше.",
    uz: "Endi ularning kodi yangi doʻst olib kelmaydi. Keyinroq tasdiqlash mumkin.",
    he: "מעכשיו הקוד שלהם לא יביא חברים חדשים. אפשר לאשר גם אחר כך.",
  },
  approveText: {
    en: "They may share from now on. You can refuse them later.",
    ru: "С этого момента они могут приглашать. Отклонить можно и позже.",
    uk: "Відтепер вони можуть запрошувати. Відхилити можна й пізніше.",
    uz: "Endi ular taklif qila oladi. Keyinroq rad etish mumkin.",
    he: "מעכשיו אפשר להזמין. אפשר לדחות גם אחר כך.",
  },
  none: {
    en: "No one has applied to this program.",
    ru: "В эту программу заявок нет.",
    uk: "До цієї програми заявок немає.",
    uz: "Bu dasturga ariza berilmagan.",
    he: "אין בקשות לתוכנית הזו.",
  },
  toProgram: {
    en: "Open the program",
    ru: "Открыть программу",
    uk: "Відкрити програму",
    uz: "Dasturni ochish",
    he: "לתוכנית",
  },
  show: { en: "Show", ru: "Показать", uk: "Показати", uz: "Koʻrsatish", he: "הצגה" },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
