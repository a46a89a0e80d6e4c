import type { BatchStatus } from "../../domain/payoutBatches.ts";
import type { LeftOutReason, PayoutMethod, PayoutStatus } from "../../domain/payouts.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** How payouts and their batches stand, how they leave, and why someone is left out. */

const CONFIRM_AWAITED = {
  en: "To be confirmed",
  ru: "Ждёт подтверждения",
  uk: "Чекає на підтвердження",
  uz: "Tasdiq kutilmoqda",
  he: "ממתין לאישור",
} as const satisfies InEveryLanguage;
const CANCELLED = {
  en: "Cancelled",
  ru: "Отменено",
  uk: "Скасовано",
  uz: "Bekor qilingan",
  he: "בוטל",
} as const satisfies InEveryLanguage;

export const PAYOUT_STATUS_TEXTS = {
  created: CONFIRM_AWAITED,
  sending: { en: "On its way", ru: "Отправляется", uk: "Надсилається", uz: "Yoʻlda", he: "בדרך" },
  paid: { en: "Paid", ru: "Выплачено", uk: "Виплачено", uz: "Toʻlangan", he: "שולם" },
  failed: { en: "Failed", ru: "Не прошло", uk: "Не пройшло", uz: "Oʻtmadi", he: "נכשל" },
  returned: { en: "Came back", ru: "Вернулось", uk: "Повернулося", uz: "Qaytib keldi", he: "חזר" },
  cancelled: CANCELLED,
  netted: {
    en: "Nothing to send",
    ru: "Отправлять нечего",
    uk: "Надсилати нічого",
    uz: "Yuboriladigan summa yoʻq",
    he: "אין מה לשלוח",
  },
} as const satisfies Readonly<Record<PayoutStatus, InEveryLanguage>>;

export const BATCH_STATUS_TEXTS = {
  draft: { en: "Draft", ru: "Черновик", uk: "Чернетка", uz: "Qoralama", he: "טיוטה" },
  collecting: { en: "Collecting", ru: "Собирается", uk: "Збирається", uz: "Yigʻilmoqda", he: "בהכנה" },
  ready: CONFIRM_AWAITED,
  confirming: {
    en: "Being confirmed",
    ru: "Подтверждается",
    uk: "Підтверджується",
    uz: "Tasdiqlanmoqda",
    he: "בתהליך אישור",
  },
  sending: { en: "Confirmed", ru: "Подтверждено", uk: "Підтверджено", uz: "Tasdiqlangan", he: "אושר" },
  cancelling: {
    en: "Being cancelled",
    ru: "Отменяется",
    uk: "Скасовується",
    uz: "Bekor qilinmoqda",
    he: "בתהליך ביטול",
  },
  cancelled: CANCELLED,
} as const satisfies Readonly<Record<BatchStatus, InEveryLanguage>>;

export const PAYOUT_METHOD_TEXTS = {
  csv: { en: "In a file", ru: "Файлом", uk: "Файлом", uz: "Fayl orqali", he: "בקובץ" },
  paypal_csv: {
    en: "In a file for PayPal",
    ru: "Файлом для PayPal",
    uk: "Файлом для PayPal",
    uz: "PayPal uchun fayl orqali",
    he: "בקובץ ל־PayPal",
  },
  sepa_xml: {
    en: "In a SEPA file for your bank",
    ru: "Файлом SEPA для банка",
    uk: "Файлом SEPA для банку",
    uz: "Bank uchun SEPA fayli orqali",
    he: "בקובץ SEPA לבנק",
  },
  external: {
    en: "By your own service",
    ru: "Через ваш сервис",
    uk: "Через ваш сервіс",
    uz: "Oʻz xizmatingiz orqali",
    he: "דרך שירות משלכם",
  },
  stripe_connect: { en: "By Stripe", ru: "Через Stripe", uk: "Через Stripe", uz: "Stripe orqali", he: "דרך Stripe" },
} as const satisfies Readonly<Record<PayoutMethod, InEveryLanguage>>;

export const LEFT_OUT_TEXTS = {
  blocked: { en: "Is blocked", ru: "Заблокирован", uk: "Заблоковано", uz: "Bloklangan", he: "חסימה" },
  no_details: {
    en: "Has no payout details of this kind",
    ru: "Нет подходящих реквизитов для выплат",
    uk: "Немає відповідних реквізитів для виплат",
    uz: "Mos toʻlov rekvizitlari yoʻq",
    he: "אין פרטי תשלום מהסוג הזה",
  },
  details_held: {
    en: "Payout details were changed a short while ago",
    ru: "Реквизиты для выплат недавно изменены",
    uk: "Реквізити для виплат нещодавно змінено",
    uz: "Toʻlov rekvizitlari yaqinda oʻzgartirilgan",
    he: "פרטי התשלום שונו לאחרונה",
  },
  same_account: {
    en: "Another participant has had the same account",
    ru: "Такой же счёт был у другого участника",
    uk: "Такий самий рахунок був в іншого учасника",
    uz: "Xuddi shu hisob boshqa ishtirokchida ham boʻlgan",
    he: "אותו חשבון היה גם אצל משתתף אחר",
  },
  in_debt: {
    en: "Owes more than is due",
    ru: "Долг больше суммы к выплате",
    uk: "Борг більший за суму до виплати",
    uz: "Qarzi toʻlanadigan summadan koʻp",
    he: "החוב גדול מהסכום לתשלום",
  },
  waits: {
    en: "Waits for a choice, a review or a later day",
    ru: "Ждёт выбора, проверки или более поздней даты",
    uk: "Чекає на вибір, перевірку або пізнішу дату",
    uz: "Tanlov, tekshiruv yoki keyingi sanani kutmoqda",
    he: "ממתין לבחירה, לבדיקה או למועד מאוחר יותר",
  },
  first_friends: {
    en: "More friends have to buy before the first payout",
    ru: "До первой выплаты должно купить больше друзей",
    uk: "До першої виплати має купити більше друзів",
    uz: "Birinchi toʻlovgacha koʻproq doʻst xarid qilishi kerak",
    he: "התשלום הראשון רק אחרי שיקנו עוד חברים",
  },
  below_minimum: {
    en: "Comes to less than the minimum",
    ru: "Меньше минимальной суммы",
    uk: "Менше за мінімальну суму",
    uz: "Eng kam summadan oz",
    he: "פחות מסכום המינימום",
  },
} as const satisfies Readonly<Record<LeftOutReason, InEveryLanguage>>;
