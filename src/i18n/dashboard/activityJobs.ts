import type { InEveryLanguage } from "../everyLanguage.ts";

/** Who did what no person and no key of the shop did: the service by itself, and who runs it. */
export const JOB_TEXTS = {
  "settle-choices": {
    en: "by itself: a choice ran out",
    ru: "автоматически: истёк срок выбора",
    uk: "автоматично: минув строк вибору",
    uz: "avtomatik: tanlov muddati tugadi",
    he: "אוטומטית: המועד לבחירה עבר",
  },
  "release-rewards": {
    en: "by itself: a hold was over",
    ru: "автоматически: закончилось ожидание",
    uk: "автоматично: закінчилося очікування",
    uz: "avtomatik: kutish muddati tugadi",
    he: "אוטומטית: ההמתנה הסתיימה",
  },
  "release-coupons": {
    en: "by itself: an order was not reported",
    ru: "автоматически: заказ не поступил",
    uk: "автоматично: замовлення не надійшло",
    uz: "avtomatik: buyurtma haqida xabar kelmadi",
    he: "אוטומטית: לא דווח על הרכישה",
  },
  "release-spends": {
    en: "by itself: an order paid from a balance was not reported",
    ru: "автоматически: заказ, оплаченный с баланса, не поступил",
    uk: "автоматично: замовлення, оплачене з балансу, не надійшло",
    uz: "avtomatik: balansdan toʻlangan buyurtma haqida xabar kelmadi",
    he: "אוטומטית: לא דווח על רכישה ששולמה מהיתרה",
  },
  "expire-rewards": {
    en: "by itself: credit or points ran out",
    ru: "автоматически: истёк срок средств на счёте или баллов",
    uk: "автоматично: минув строк коштів на рахунку або балів",
    uz: "avtomatik: hisobdagi mablagʻ yoki ballar muddati tugadi",
    he: "אוטומטית: תוקף הזיכוי או הנקודות פג",
  },
  "announce-expiry": {
    en: "by itself: credit or points run out soon",
    ru: "автоматически: скоро истекает срок средств на счёте или баллов",
    uk: "автоматично: скоро минає строк коштів на рахунку або балів",
    uz: "avtomatik: hisobdagi mablagʻ yoki ballar muddati tugab qolyapti",
    he: "אוטומטית: תוקף הזיכוי או הנקודות עומד לפוג",
  },
  "expire-coupons": {
    en: "by itself: a coupon ran out",
    ru: "автоматически: истёк срок купона",
    uk: "автоматично: минув строк купона",
    uz: "avtomatik: kupon muddati tugadi",
    he: "אוטומטית: תוקף הקופון פג",
  },
  "publish-scheduled": {
    en: "by itself: scheduled publishing",
    ru: "автоматически: публикация по расписанию",
    uk: "автоматично: публікація за розкладом",
    uz: "avtomatik: rejalashtirilgan eʼlon",
    he: "אוטומטית: פרסום מתוזמן",
  },
  "review-advocates": {
    en: "by itself: review of advocates",
    ru: "автоматически: проверка пригласивших",
    uk: "автоматично: перевірка запрошувачів",
    uz: "avtomatik: taklif qiluvchilarni tekshirish",
    he: "אוטומטית: בדיקת המזמינים",
  },
  "check-balances": {
    en: "by itself: check of balances",
    ru: "автоматически: сверка балансов",
    uk: "автоматично: звірка балансів",
    uz: "avtomatik: balanslarni solishtirish",
    he: "אוטומטית: בדיקת יתרות",
  },
  "file-contacts": {
    en: "by itself: comparing accounts",
    ru: "автоматически: сопоставление аккаунтов",
    uk: "автоматично: зіставлення акаунтів",
    uz: "avtomatik: akkauntlarni solishtirish",
    he: "אוטומטית: השוואת חשבונות",
  },
  "command-line": {
    en: "the person who runs the server",
    ru: "администратор сервера",
    uk: "адміністратор сервера",
    uz: "server administratori",
    he: "מי שמפעיל את השרת",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
