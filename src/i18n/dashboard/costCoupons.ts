import type { InEveryLanguage } from "../everyLanguage.ts";

/** What a cost counts of discounts that have no cost of the shop's own. */
export const COST_COUPON_TEXTS = {
  couponsCounted: {
    en: "Discounts count as used by the next order that their coupons are good for, and {share} of them: that is how many of this program's coupons were used so far. A discount with a cost of your own counts as that.",
    ru: "Скидка считается использованной в следующем заказе, для которого годится её купон, и учитывается {share}: столько купонов этой программы использовано до сих пор. Если у скидки указана ваша стоимость, берётся она.",
    uk: "Знижка вважається використаною в наступному замовленні, для якого придатний її купон, і враховується {share}: стільки купонів цієї програми використано досі. Якщо для знижки вказано вашу вартість, береться вона.",
    uz: "Chegirma kuponi mos keladigan keyingi buyurtmada ishlatilgan deb olinadi va {share} hisobga olinadi: shu dasturning shuncha kuponi hozirgacha ishlatilgan. Chegirma uchun oʻz narxingiz koʻrsatilgan boʻlsa, oʻsha olinadi.",
    he: "הנחה נחשבת כמנוצלת ברכישה הבאה שהקופון שלה מתאים לה, ונספרים {share} מהן: זה החלק מהקופונים של התוכנית הזו שנוצל עד כה. הנחה שצוינה לה עלות נספרת לפיה.",
  },
  couponsAssumed: {
    en: "Discounts count as used by the next order that their coupons are good for, and all of them: too few coupons of this program are known to tell how many are used. A discount with a cost of your own counts as that.",
    ru: "Скидка считается использованной в следующем заказе, для которого годится её купон, и учитывается полностью: купонов этой программы пока слишком мало, чтобы судить, сколько их используют. Если у скидки указана ваша стоимость, берётся она.",
    uk: "Знижка вважається використаною в наступному замовленні, для якого придатний її купон, і враховується повністю: купонів цієї програми поки замало, щоб судити, скільки їх використовують. Якщо для знижки вказано вашу вартість, береться вона.",
    uz: "Chegirma kuponi mos keladigan keyingi buyurtmada ishlatilgan deb olinadi va toʻliq hisobga olinadi: bu dastur kuponlari hali juda kam, ulardan qanchasi ishlatilishini aytib boʻlmaydi. Chegirma uchun oʻz narxingiz koʻrsatilgan boʻlsa, oʻsha olinadi.",
    he: "הנחה נחשבת כמנוצלת ברכישה הבאה שהקופון שלה מתאים לה, וכולן נספרות: יש עדיין מעט מדי קופונים בתוכנית הזו כדי לדעת כמה מהם מנוצלים. הנחה שצוינה לה עלות נספרת לפיה.",
  },
  shippingCounted: {
    en: "Free shipping counts as {amount} an order: so much it took off on average so far.",
    ru: "Бесплатная доставка учитывается как {amount} за заказ: столько она в среднем стоила до сих пор.",
    uk: "Безкоштовна доставка враховується як {amount} за замовлення: стільки вона досі коштувала в середньому.",
    uz: "Bepul yetkazib berish har buyurtma uchun {amount} deb olinadi: shu paytgacha oʻrtacha shuncha turgan.",
    he: "משלוח חינם נספר כ־{amount} לרכישה: זה מה שהוא עלה בממוצע עד כה.",
  },
  shippingUnknown: {
    en: "Free shipping counts as nothing yet, since no order has reported what it took off. Give it a cost of your own.",
    ru: "Бесплатная доставка пока не учитывается: ни один заказ не сообщил, во что она обошлась. Укажите её стоимость.",
    uk: "Безкоштовна доставка поки не враховується: жодне замовлення не повідомило, скільки вона коштувала. Вкажіть її вартість.",
    uz: "Bepul yetkazib berish hali hisobga olinmaydi: hech bir buyurtma uning narxini bildirmagan. Oʻz narxingizni koʻrsating.",
    he: "משלוח חינם עוד לא נספר, כי שום רכישה לא דיווחה כמה הוא עלה. אפשר לציין לו עלות משלך.",
  },
  uncounted: {
    en: "The budget does not hold back a discount that has no cost of your own, and the figures here count it. Give it a cost, and the budget counts it too.",
    ru: "Бюджет не ограничивает скидку, для которой не указана ваша стоимость, а в цифрах здесь она учтена. Укажите её стоимость, и бюджет тоже будет её учитывать.",
    uk: "Бюджет не обмежує знижки, для якої не вказано вашої вартості, а в цифрах тут її враховано. Вкажіть її вартість, і бюджет теж її враховуватиме.",
    uz: "Oʻz narxingiz koʻrsatilmagan chegirmani byudjet cheklamaydi, bu yerdagi raqamlar esa uni hisobga oladi. Narxini koʻrsating, shunda byudjet ham uni hisobga oladi.",
    he: "התקציב לא מגביל הנחה שלא צוינה לה עלות משלך, אבל הנתונים כאן כוללים אותה. אפשר לציין לה עלות, ואז גם התקציב יספור אותה.",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
