import type { PayeeKind } from "../../domain/payoutDetails.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** What the page of one person says of where they are paid. */
export const PAYEE_TEXTS = {
  title: {
    en: "Payout details",
    ru: "Реквизиты для выплат",
    uk: "Реквізити для виплат",
    uz: "Toʻlov rekvizitlari",
    he: "פרטי תשלום",
  },
  changed: {
    en: "Last changed",
    ru: "Последнее изменение",
    uk: "Остання зміна",
    uz: "Oxirgi oʻzgarish",
    he: "שינוי אחרון",
  },
  held: {
    en: "This account took the place of another. Nothing is paid to it before {time}.",
    ru: "Этот счёт указан вместо другого. До {time} на него ничего не выплачивается.",
    uk: "Цей рахунок указано замість іншого. До {time} на нього нічого не виплачується.",
    uz: "Bu hisob boshqasining oʻrniga koʻrsatilgan. {time} gacha unga hech narsa toʻlanmaydi.",
    he: "החשבון הזה החליף חשבון אחר. לא ישולם אליו דבר לפני {time}.",
  },
  sameAccount: {
    en: "Another participant has had the same account. Nothing is paid to it until you have looked at it.",
    ru: "Такой же счёт был у другого участника. Пока вы это не проверите, на него ничего не выплачивается.",
    uk: "Такий самий рахунок був в іншого учасника. Поки ви це не перевірите, на нього нічого не виплачується.",
    uz: "Xuddi shu hisob boshqa ishtirokchida ham boʻlgan. Siz tekshirmaguningizcha unga hech narsa toʻlanmaydi.",
    he: "אותו חשבון היה גם אצל משתתף אחר. עד שתבדקו זאת לא ישולם אליו דבר.",
  },
  others: {
    en: "Who else has it",
    ru: "У кого он ещё указан",
    uk: "У кого він ще вказаний",
    uz: "Yana kimda koʻrsatilgan",
    he: "אצל מי עוד הוא מופיע",
  },
  clear: {
    en: "Mark as checked",
    ru: "Отметить как проверенный",
    uk: "Позначити як перевірений",
    uz: "Tekshirilgan deb belgilash",
    he: "סימון כנבדק",
  },
  clearText: {
    en: "This person can be paid from then on. The other one is looked at on their own page.",
    ru: "После этого человеку можно выплачивать. Другого участника проверьте на его странице.",
    uk: "Після цього людині можна виплачувати. Іншого учасника перевірте на його сторінці.",
    uz: "Shundan soʻng bu odamga toʻlash mumkin. Boshqa ishtirokchi oʻz sahifasida tekshiriladi.",
    he: "מכאן ואילך אפשר לשלם לאדם הזה. את המשתתף האחר בודקים בעמוד שלו.",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;

export const PAYEE_KIND_TEXTS = {
  iban: {
    en: "Bank account (IBAN)",
    ru: "Банковский счёт (IBAN)",
    uk: "Банківський рахунок (IBAN)",
    uz: "Bank hisobi (IBAN)",
    he: "חשבון בנק (IBAN)",
  },
  paypal: { en: "PayPal", ru: "PayPal", uk: "PayPal", uz: "PayPal", he: "PayPal" },
  stripe: {
    en: "Stripe account",
    ru: "Аккаунт Stripe",
    uk: "Акаунт Stripe",
    uz: "Stripe akkaunti",
    he: "חשבון Stripe",
  },
  bank_account: {
    en: "Bank account",
    ru: "Банковский счёт",
    uk: "Банківський рахунок",
    uz: "Bank hisobi",
    he: "חשבון בנק",
  },
} as const satisfies Readonly<Record<PayeeKind, InEveryLanguage>>;
