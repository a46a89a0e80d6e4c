import type { InEveryLanguage } from "../everyLanguage.ts";

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
