import type { InEveryLanguage } from "../everyLanguage.ts";

/** What was reported of an order, in one sentence each, where its moment stands beside it. */
export const ORDER_EVENT_TEXTS = {
  refund: {
    en: "Gave back {amount} of order {order}",
    ru: "Возврат {amount} по заказу {order}",
    uk: "Повернення {amount} за замовленням {order}",
    uz: "{order} buyurtma boʻyicha {amount} qaytarildi",
    he: "החזר של {amount} מרכישה {order}",
  },
  refundTotal: {
    en: "{amount} of order {order} has been given back so far",
    ru: "Всего по заказу {order} возвращено {amount}",
    uk: "Усього за замовленням {order} повернуто {amount}",
    uz: "{order} buyurtma boʻyicha jami {amount} qaytarilgan",
    he: "עד כה הוחזרו {amount} מרכישה {order}",
  },
  refundPart: {
    en: "Money went back for order {order}",
    ru: "Возврат денег по заказу {order}",
    uk: "Повернення грошей за замовленням {order}",
    uz: "{order} buyurtma boʻyicha pul qaytarildi",
    he: "הוחזר כסף על רכישה {order}",
  },
  refundRest: {
    en: "Gave back the rest of order {order}",
    ru: "Возврат остатка по заказу {order}",
    uk: "Повернення залишку за замовленням {order}",
    uz: "{order} buyurtma qoldigʻi qaytarildi",
    he: "החזר של יתרת רכישה {order}",
  },
  change: {
    en: "Order {order} was changed to {amount}",
    ru: "Заказ {order} изменён, теперь {amount}",
    uk: "Замовлення {order} змінено, тепер {amount}",
    uz: "{order} buyurtma oʻzgartirildi, endi {amount}",
    he: "רכישה {order} שונתה ל־{amount}",
  },
  edit: {
    en: "Order {order} was changed",
    ru: "Заказ {order} изменён",
    uk: "Замовлення {order} змінено",
    uz: "{order} buyurtma oʻzgartirildi",
    he: "רכישה {order} שונתה",
  },
  addition: {
    en: "Details were added to order {order}",
    ru: "Сведения о заказе {order} дополнены",
    uk: "Відомості про замовлення {order} доповнено",
    uz: "{order} buyurtma haqidagi maʼlumot toʻldirildi",
    he: "נוספו פרטים על רכישה {order}",
  },
  reversal: {
    en: "A refund of order {order} was undone",
    ru: "Возврат по заказу {order} отменён",
    uk: "Повернення за замовленням {order} скасовано",
    uz: "{order} buyurtma boʻyicha pul qaytarish bekor qilindi",
    he: "החזר על רכישה {order} בוטל",
  },
  disputeOpened: {
    en: "A dispute of the payment for order {order} was opened",
    ru: "Открыт спор об оплате заказа {order}",
    uk: "Відкрито спір щодо оплати замовлення {order}",
    uz: "{order} buyurtma toʻlovi boʻyicha nizo ochildi",
    he: "נפתחה מחלוקת על התשלום עבור רכישה {order}",
  },
  disputeClosed: {
    en: "The dispute of the payment for order {order} was closed",
    ru: "Спор об оплате заказа {order} закрыт",
    uk: "Спір щодо оплати замовлення {order} закрито",
    uz: "{order} buyurtma toʻlovi boʻyicha nizo yopildi",
    he: "נסגרה המחלוקת על התשלום עבור רכישה {order}",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
