import type { InEveryLanguage } from "../everyLanguage.ts";

/** What the page of one person says of their credit and points. */
export const WALLET_TEXTS = {
  title: {
    en: "Credit and points",
    ru: "Счёт и баллы",
    uk: "Рахунок і бали",
    uz: "Hisob va ballar",
    he: "זיכוי ונקודות",
  },
  spendable: {
    en: "Can be spent now",
    ru: "Можно потратить",
    uk: "Можна витратити",
    uz: "Hozir sarflash mumkin",
    he: "זמין לשימוש",
  },
  waiting: {
    en: "Waits for a choice or a review",
    ru: "Ждёт выбора или проверки",
    uk: "Чекає на вибір або перевірку",
    uz: "Tanlov yoki tekshiruvni kutmoqda",
    he: "ממתין לבחירה או לבדיקה",
  },
  left: { en: "Left", ru: "Осталось", uk: "Залишилося", uz: "Qolgan", he: "נותר" },
  used: {
    en: "Spent or given out",
    ru: "Потрачено или выдано",
    uk: "Витрачено або видано",
    uz: "Sarflangan yoki berilgan",
    he: "נוצל או נמסר",
  },
  spends: {
    en: "The latest orders paid with them",
    ru: "Последние заказы с такой оплатой",
    uk: "Останні замовлення з такою оплатою",
    uz: "Shular bilan toʻlangan oxirgi buyurtmalar",
    he: "הרכישות האחרונות ששולמו כך",
  },
  order: { en: "Order", ru: "Заказ", uk: "Замовлення", uz: "Buyurtma", he: "רכישה" },
  awaited: {
    en: "Order awaited",
    ru: "Ждёт заказа",
    uk: "Чекає на замовлення",
    uz: "Buyurtma kutilmoqda",
    he: "ממתין לרכישה",
  },
  spent: { en: "Paid", ru: "Оплачено", uk: "Оплачено", uz: "Toʻlangan", he: "שולם" },
  released: {
    en: "Given back by the shop",
    ru: "Возвращено магазином",
    uk: "Повернуто магазином",
    uz: "Doʻkon qaytargan",
    he: "הוחזר על ידי החנות",
  },
  lapsed: {
    en: "Given back: no order came",
    ru: "Возвращено: заказ не поступил",
    uk: "Повернуто: замовлення не надійшло",
    uz: "Qaytarilgan: buyurtma kelmagan",
    he: "הוחזר: לא דווחה רכישה",
  },
  returned: {
    en: "Given back with the order",
    ru: "Возвращено вместе с заказом",
    uk: "Повернуто разом із замовленням",
    uz: "Buyurtma bilan qaytarilgan",
    he: "הוחזר עם ביטול הרכישה",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
