import type { SKIP_REASONS, SKIP_VARIANTS, SkipReason } from "../../domain/skipReasons.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** Why a rule gave nothing. */
export const SKIP_TEXTS: Readonly<Record<SkipReason | keyof typeof SKIP_VARIANTS, InEveryLanguage>> = {
  currency_mismatch: {
    en: "“{rule}” was not granted: the order is in {currency}, the program in {expected}.",
    ru: "Вознаграждение «{rule}» не начислено: валюта заказа — {currency}, валюта программы — {expected}.",
    uk: "Винагороду «{rule}» не нараховано: валюта замовлення — {currency}, валюта програми — {expected}.",
    uz: "“{rule}” berilmadi: buyurtma valyutasi — {currency}, dastur valyutasi — {expected}.",
    he: "התגמול ״{rule}״ לא ניתן: מטבע הרכישה הוא {currency} ומטבע התוכנית הוא {expected}.",
  },
  too_early: {
    en: "“{rule}” was not granted: only purchases from {day} on count.",
    ru: "Вознаграждение «{rule}» не начислено: учитываются только покупки начиная с {day}",
    uk: "Винагороду «{rule}» не нараховано: враховуються лише покупки починаючи з {day}",
    uz: "“{rule}” berilmadi: xaridlar hisobga olinadigan birinchi kun — {day}.",
    he: "התגמול ״{rule}״ לא ניתן: רק רכישות החל מ־{day} מזכות.",
  },
  too_late: {
    en: "“{rule}” was not granted: only purchases until {day} count.",
    ru: "Вознаграждение «{rule}» не начислено: учитываются только покупки по {day} включительно.",
    uk: "Винагороду «{rule}» не нараховано: враховуються лише покупки до {day} включно.",
    uz: "“{rule}” berilmadi: xaridlar hisobga olinadigan oxirgi kun — {day}.",
    he: "התגמול ״{rule}״ לא ניתן: רק רכישות עד {day} מזכות.",
  },
  outside_credit_window: {
    en: "“{rule}” was not granted: the purchase is outside the time in which purchases count.",
    ru: "Вознаграждение «{rule}» не начислено: покупка сделана вне срока, в который покупки учитываются.",
    uk: "Винагороду «{rule}» не нараховано: покупку зроблено поза строком, у який покупки враховуються.",
    uz: "“{rule}” berilmadi: xarid hisobga olinadigan muddatdan tashqarida qilingan.",
    he: "התגמול ״{rule}״ לא ניתן: הרכישה בוצעה מחוץ לתקופה שבה רכישות מזכות.",
  },
  not_qualifying: {
    en: "“{rule}” was not granted: the purchase does not meet the conditions of the program.",
    ru: "Вознаграждение «{rule}» не начислено: покупка не отвечает условиям программы.",
    uk: "Винагороду «{rule}» не нараховано: покупка не відповідає умовам програми.",
    uz: "“{rule}” berilmadi: xarid dastur shartlariga mos emas.",
    he: "התגמול ״{rule}״ לא ניתן: הרכישה אינה עומדת בתנאי התוכנית.",
  },
  not_nth: {
    en: "“{rule}” was not granted: it is for other purchases in the sequence.",
    ru: "Вознаграждение «{rule}» не начислено: оно полагается за другие покупки по счёту.",
    uk: "Винагороду «{rule}» не нараховано: її дають за покупку з іншим номером.",
    uz: "“{rule}” berilmadi: u tartib boʻyicha boshqa xaridlar uchun.",
    he: "התגמול ״{rule}״ לא ניתן: הוא מיועד לרכישות אחרות בסדר.",
  },
  not_nth_only: {
    en: "“{rule}” was not granted: it is only for qualifying purchase number {from}.",
    ru: "Вознаграждение «{rule}» не начислено: оно полагается только за засчитанную покупку № {from}.",
    uk: "Винагороду «{rule}» не нараховано: її дають лише за зараховану покупку № {from}.",
    uz: "“{rule}” berilmadi: u faqat {from}-raqamli hisobga olingan xarid uchun.",
    he: "התגמול ״{rule}״ לא ניתן: הוא מיועד רק לרכישה מזכה מספר {from}.",
  },
  not_nth_from: {
    en: "“{rule}” was not granted: it is for qualifying purchases from number {from} on.",
    ru: "Вознаграждение «{rule}» не начислено: оно полагается за засчитанные покупки начиная с № {from}.",
    uk: "Винагороду «{rule}» не нараховано: її дають за зараховані покупки починаючи з № {from}.",
    uz: "“{rule}” berilmadi: u hisobga olingan {from}-xariddan boshlab beriladi.",
    he: "התגמול ״{rule}״ לא ניתן: הוא מיועד לרכישות מזכות החל ממספר {from}.",
  },
  not_nth_range: {
    en: "“{rule}” was not granted: it is for qualifying purchases number {from} to {to}.",
    ru: "Вознаграждение «{rule}» не начислено: оно полагается за засчитанные покупки с № {from} по № {to}.",
    uk: "Винагороду «{rule}» не нараховано: її дають за зараховані покупки з № {from} по № {to}.",
    uz: "“{rule}” berilmadi: u hisobga olingan {from}–{to}-xaridlar uchun.",
    he: "התגמול ״{rule}״ לא ניתן: הוא מיועד לרכישות מזכות ממספר {from} עד מספר {to}.",
  },
  outside_within: {
    en: "“{rule}” was not granted: it is given for a time only, and this was outside of it.",
    ru: "Вознаграждение «{rule}» не начислено: оно даётся лишь определённое время, и это было вне его.",
    uk: "Винагороду «{rule}» не нараховано: її дають лише певний час, і це було поза ним.",
    uz: "“{rule}” berilmadi: u faqat maʼlum muddatda beriladi, bu esa undan tashqarida boʻlgan.",
    he: "התגמול ״{rule}״ לא ניתן: הוא ניתן לתקופה מסוימת בלבד, וזה קרה מחוץ לה.",
  },
  outside_within_until: {
    en: "“{rule}” was not granted: it is given only until {day}.",
    ru: "Вознаграждение «{rule}» не начислено: оно даётся только по {day} включительно.",
    uk: "Винагороду «{rule}» не нараховано: її дають лише до {day} включно.",
    uz: "“{rule}” berilmadi: u beriladigan oxirgi kun — {day}.",
    he: "התגמול ״{rule}״ לא ניתן: הוא ניתן רק עד {day}.",
  },
  already_rewarded: {
    en: "“{rule}” was not granted again: it had already been given for this referral.",
    ru: "Вознаграждение «{rule}» повторно не начислено: за это приглашение оно уже было.",
    uk: "Винагороду «{rule}» повторно не нараховано: за це запрошення її вже дано.",
    uz: "“{rule}” qayta berilmadi: bu taklif uchun u allaqachon berilgan.",
    he: "התגמול ״{rule}״ לא ניתן שוב: הוא כבר ניתן עבור הזמנה זו.",
  },
  fact_missing: {
    en: "“{rule}” was not granted: something that it depends on is not known.",
    ru: "Вознаграждение «{rule}» не начислено: нет сведений, от которых оно зависит.",
    uk: "Винагороду «{rule}» не нараховано: бракує відомостей, від яких вона залежить.",
    uz: "“{rule}” berilmadi: u bogʻliq boʻlgan maʼlumot yoʻq.",
    he: "התגמול ״{rule}״ לא ניתן: חסר מידע שהוא תלוי בו.",
  },
  condition_not_met: {
    en: "“{rule}” was not granted: one of its conditions is not met.",
    ru: "Вознаграждение «{rule}» не начислено: не выполнено одно из условий.",
    uk: "Винагороду «{rule}» не нараховано: не виконано одну з умов.",
    uz: "“{rule}” berilmadi: shartlardan biri bajarilmagan.",
    he: "התגמול ״{rule}״ לא ניתן: אחד התנאים אינו מתקיים.",
  },
  group_taken: {
    en: "“{rule}” was not granted: another reward was given in its place.",
    ru: "Вознаграждение «{rule}» не начислено: вместо него дано другое вознаграждение.",
    uk: "Винагороду «{rule}» не нараховано: замість неї дано іншу винагороду.",
    uz: "“{rule}” berilmadi: uning oʻrniga boshqa mukofot berilgan.",
    he: "התגמול ״{rule}״ לא ניתן: תגמול אחר ניתן במקומו.",
  },
  group_taken_by: {
    en: "“{rule}” was not granted: “{taker}” was given in its place.",
    ru: "Вознаграждение «{rule}» не начислено: вместо него дано «{taker}».",
    uk: "Винагороду «{rule}» не нараховано: замість неї дано «{taker}».",
    uz: "“{rule}” berilmadi: uning oʻrniga “{taker}” berilgan.",
    he: "התגמול ״{rule}״ לא ניתן: במקומו ניתן ״{taker}״.",
  },
  no_recipient: {
    en: "“{rule}” was not granted: there is nobody to receive it.",
    ru: "Вознаграждение «{rule}» не начислено: его некому получить.",
    uk: "Винагороду «{rule}» не нараховано: її нема кому отримати.",
    uz: "“{rule}” berilmadi: uni oladigan odam yoʻq.",
    he: "התגמול ״{rule}״ לא ניתן: אין מי שיקבל אותו.",
  },
  zero_amount: {
    en: "“{rule}” was not granted: it would come to nothing.",
    ru: "Вознаграждение «{rule}» не начислено: сумма равна нулю.",
    uk: "Винагороду «{rule}» не нараховано: сума дорівнює нулю.",
    uz: "“{rule}” berilmadi: summa nolga teng.",
    he: "התגמול ״{rule}״ לא ניתן: הסכום הוא אפס.",
  },
  limit_reached: {
    en: "“{rule}” was not granted: its limit has been reached.",
    ru: "Вознаграждение «{rule}» не начислено: достигнут лимит.",
    uk: "Винагороду «{rule}» не нараховано: досягнуто ліміту.",
    uz: "“{rule}” berilmadi: cheklovga yetilgan.",
    he: "התגמול ״{rule}״ לא ניתן: המגבלה מוצתה.",
  },
  budget_exhausted: {
    en: "“{rule}” was not granted: the budget of the program does not cover it.",
    ru: "Вознаграждение «{rule}» не начислено: на него не хватает бюджета программы.",
    uk: "Винагороду «{rule}» не нараховано: на неї не вистачає бюджету програми.",
    uz: "“{rule}” berilmadi: dastur byudjeti bunga yetmaydi.",
    he: "התגמול ״{rule}״ לא ניתן: תקציב התוכנית אינו מכסה אותו.",
  },
  other: {
    en: "“{rule}” was not granted: {reason}.",
    ru: "Вознаграждение «{rule}» не начислено: {reason}.",
    uk: "Винагороду «{rule}» не нараховано: {reason}.",
    uz: "“{rule}” berilmadi: {reason}.",
    he: "התגמול ״{rule}״ לא ניתן: {reason}.",
  },
};

type HidingReason = {
  [R in SkipReason]: (typeof SKIP_REASONS)[R] extends { readonly hides: object } ? R : never;
}[SkipReason];

/** The same to one for whom the rule was, and from whom something of it is hidden. */
export const SKIP_HIDDEN_TEXTS: Readonly<Record<HidingReason, InEveryLanguage>> = {
  currency_mismatch: {
    en: "“{rule}” was not granted: the order is not in {expected}, the currency of the program.",
    ru: "Вознаграждение «{rule}» не начислено: валюта заказа не та, что у программы ({expected}).",
    uk: "Винагороду «{rule}» не нараховано: валюта замовлення не та, що в програми ({expected}).",
    uz: "“{rule}” berilmadi: buyurtma dastur valyutasida ({expected}) emas.",
    he: "התגמול ״{rule}״ לא ניתן: הרכישה אינה במטבע של התוכנית ({expected}).",
  },
};
