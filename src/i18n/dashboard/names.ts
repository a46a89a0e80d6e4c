import type { InEveryLanguage } from "../everyLanguage.ts";

/** What the page of one person says of the names by which the shop knows them. */
export const NAMES_TEXTS = {
  title: { en: "Other names", ru: "Другие имена", uk: "Інші імена", uz: "Boshqa nomlar", he: "שמות נוספים" },
  none: {
    en: "The shop knows this person by one id.",
    ru: "Магазин знает этого человека под одним ID.",
    uk: "Магазин знає цю людину під одним ID.",
    uz: "Doʻkon bu odamni bitta ID bilan taniydi.",
    he: "החנות מכירה את האדם הזה במזהה אחד.",
  },
  add: { en: "Add a name", ru: "Добавить имя", uk: "Додати ім’я", uz: "Nom qoʻshish", he: "הוספת שם" },
  addText: {
    en: "Whatever the shop reports by this id from now on is this person’s.",
    ru: "Всё, что магазин теперь сообщит под этим ID, будет относиться к этому человеку.",
    uk: "Усе, що магазин відтепер повідомить під цим ID, стосуватиметься цієї людини.",
    uz: "Doʻkon bundan buyon shu ID bilan yuborgan hamma narsa shu odamga tegishli boʻladi.",
    he: "כל מה שהחנות תדווח מעכשיו תחת המזהה הזה ישויך לאדם הזה.",
  },
  name: { en: "The other id", ru: "Другой ID", uk: "Інший ID", uz: "Boshqa ID", he: "המזהה הנוסף" },
  end: { en: "End", ru: "Снять", uk: "Зняти", uz: "Bekor qilish", he: "הסרה" },
  endTitle: {
    en: "End this name?",
    ru: "Снять это имя?",
    uk: "Зняти це ім’я?",
    uz: "Bu nom bekor qilinsinmi?",
    he: "להסיר את השם הזה?",
  },
  endText: {
    en: "What came by this id stays this person’s. What comes by it later is someone new’s.",
    ru: "То, что пришло под этим ID, останется за этим человеком. То, что придёт позже, будет относиться к новому.",
    uk: "Те, що надійшло під цим ID, залишиться за цією людиною. Те, що надійде пізніше, стосуватиметься нової.",
    uz: "Shu ID bilan kelganlari shu odamda qoladi. Keyin keladiganlari yangi odamniki boʻladi.",
    he: "מה שהגיע תחת המזהה הזה נשאר של האדם הזה. מה שיגיע אחר כך ישויך לאדם חדש.",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
