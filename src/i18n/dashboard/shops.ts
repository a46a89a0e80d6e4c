import type { Role } from "../../domain/permissions.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** What each role is called. */
export const ROLE_NAMES: Readonly<Record<Role, InEveryLanguage>> = {
  owner: { en: "Owner", ru: "Владелец", uk: "Власник", uz: "Ega", he: "בעלים" },
  marketer: { en: "Marketer", ru: "Маркетолог", uk: "Маркетолог", uz: "Marketolog", he: "שיווק" },
  support: { en: "Support", ru: "Поддержка", uk: "Підтримка", uz: "Qoʻllab-quvvatlash", he: "תמיכה" },
  viewer: { en: "Viewer", ru: "Наблюдатель", uk: "Спостерігач", uz: "Kuzatuvchi", he: "צפייה" },
};

/** What the list of one's shops says. */
export const SHOPS_TEXTS = {
  title: { en: "Your shops", ru: "Ваши магазины", uk: "Ваші магазини", uz: "Doʻkonlaringiz", he: "החנויות שלך" },
  none: {
    en: "You work for no shop yet. Ask an owner to invite you.",
    ru: "Вы пока не работаете ни в одном магазине. Попросите владельца пригласить вас.",
    uk: "Ви поки не працюєте в жодному магазині. Попросіть власника запросити вас.",
    uz: "Siz hali birorta doʻkonda ishlamaysiz. Egasidan taklif yuborishni soʻrang.",
    he: "אין עדיין חנות שמשויכת אליך. אפשר לבקש מהבעלים הזמנה.",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
