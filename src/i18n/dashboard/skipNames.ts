import type { SkipReason } from "../../domain/skipReasons.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** Why a rule gave nothing, in as few words as a table has room for. */
export const SKIP_NAMES = {
  currency_mismatch: {
    en: "order in another currency",
    ru: "заказ в другой валюте",
    uk: "замовлення в іншій валюті",
    uz: "buyurtma boshqa valyutada",
    he: "רכישה במטבע אחר",
  },
  outside_credit_window: {
    en: "too long after the friend joined",
    ru: "слишком поздно после прихода друга",
    uk: "надто пізно після приходу друга",
    uz: "doʻst qoʻshilganidan keyin juda kech",
    he: "זמן רב מדי אחרי שהחבר הצטרף",
  },
  not_qualifying: {
    en: "the order does not count",
    ru: "заказ не засчитывается",
    uk: "замовлення не зараховується",
    uz: "buyurtma hisobga olinmaydi",
    he: "הרכישה לא נספרת",
  },
  not_nth: {
    en: "another order of the friend is rewarded",
    ru: "вознаграждается другой по счёту заказ",
    uk: "винагороджується інше за порядком замовлення",
    uz: "boshqa tartibdagi buyurtma taqdirlanadi",
    he: "מתוגמלת רכישה אחרת של החבר",
  },
  outside_within: {
    en: "its time is over or not begun",
    ru: "срок вознаграждения не начался или прошёл",
    uk: "строк винагороди не почався або минув",
    uz: "mukofot muddati boshlanmagan yoki tugagan",
    he: "מחוץ לתקופת התגמול",
  },
  already_rewarded: {
    en: "rewarded before",
    ru: "уже вознаграждено",
    uk: "вже винагороджено",
    uz: "avval taqdirlangan",
    he: "כבר תוגמל",
  },
  fact_missing: {
    en: "something is not known",
    ru: "чего-то не хватает в данных",
    uk: "чогось бракує в даних",
    uz: "maʼlumot yetarli emas",
    he: "חסר מידע",
  },
  condition_not_met: {
    en: "a condition is not met",
    ru: "условие не выполнено",
    uk: "умову не виконано",
    uz: "shart bajarilmadi",
    he: "תנאי לא התקיים",
  },
  group_taken: {
    en: "another rule of the group gave",
    ru: "сработало другое правило группы",
    uk: "спрацювало інше правило групи",
    uz: "guruhning boshqa qoidasi berdi",
    he: "כלל אחר בקבוצה נתן",
  },
  no_recipient: {
    en: "no one is there to get it",
    ru: "некому получить",
    uk: "немає кому отримати",
    uz: "oluvchi yoʻq",
    he: "אין מי שיקבל",
  },
  zero_amount: {
    en: "it comes to nothing",
    ru: "сумма равна нулю",
    uk: "сума дорівнює нулю",
    uz: "summa nolga teng",
    he: "הסכום הוא אפס",
  },
  limit_reached: {
    en: "a limit was reached",
    ru: "достигнут лимит",
    uk: "досягнуто ліміту",
    uz: "cheklovga yetildi",
    he: "הושגה מגבלה",
  },
  budget_exhausted: {
    en: "the budget was spent",
    ru: "бюджет исчерпан",
    uk: "бюджет вичерпано",
    uz: "byudjet tugagan",
    he: "התקציב נגמר",
  },
} as const satisfies Readonly<Record<SkipReason, InEveryLanguage>>;
