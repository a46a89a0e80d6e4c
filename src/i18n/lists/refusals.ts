import type { REFUSAL_VARIANTS, RefusalReason } from "../../domain/attribution.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** Why a friend was not tied to an advocate. */
export const REFUSAL_TEXTS: Readonly<Record<RefusalReason | keyof typeof REFUSAL_VARIANTS, InEveryLanguage>> = {
  unknown_code: {
    en: "This code does not exist.",
    ru: "Такого кода не существует.",
    uk: "Такого коду не існує.",
    uz: "Bunday kod mavjud emas.",
    he: "קוד זה אינו קיים.",
  },
  code_disabled: {
    en: "This code has been switched off.",
    ru: "Этот код отключён.",
    uk: "Цей код вимкнено.",
    uz: "Bu kod oʻchirib qoʻyilgan.",
    he: "קוד זה הושבת.",
  },
  code_expired: {
    en: "This code has expired.",
    ru: "Срок действия этого кода истёк.",
    uk: "Строк дії цього коду минув.",
    uz: "Bu kodning muddati tugagan.",
    he: "תוקפו של קוד זה פג.",
  },
  code_used_up: {
    en: "This code has reached its limit.",
    ru: "Лимит использований этого кода исчерпан.",
    uk: "Ліміт використань цього коду вичерпано.",
    uz: "Bu kod belgilangan eng koʻp marta ishlatilgan.",
    he: "מכסת השימושים בקוד זה נוצלה.",
  },
  program_not_active: {
    en: "The program was not taking new friends at that time.",
    ru: "В это время программа не принимала новых друзей.",
    uk: "У цей час програма не приймала нових друзів.",
    uz: "Oʻsha paytda dastur yangi doʻstlarni qabul qilmayotgan edi.",
    he: "באותו זמן התוכנית לא קיבלה חברים חדשים.",
  },
  not_eligible: {
    en: "The owner of this code cannot take part in the program.",
    ru: "Владелец этого кода не может участвовать в программе.",
    uk: "Власник цього коду не може брати участь у програмі.",
    uz: "Bu kodning egasi dasturda qatnasha olmaydi.",
    he: "בעל הקוד אינו יכול להשתתף בתוכנית.",
  },
  self_referral: {
    en: "Nobody can invite themselves: the code belongs to the same person.",
    ru: "Нельзя пригласить самого себя: код принадлежит тому же человеку.",
    uk: "Не можна запросити самого себе: код належить тій самій людині.",
    uz: "Oʻzini oʻzi taklif qilib boʻlmaydi: kod shu odamning oʻziga tegishli.",
    he: "אי אפשר להזמין את עצמך: הקוד שייך לאותו אדם.",
  },
  blocked: {
    en: "The referral was stopped by a check.",
    ru: "Приглашение не прошло проверку.",
    uk: "Запрошення не пройшло перевірку.",
    uz: "Taklif tekshiruvdan oʻtmadi.",
    he: "ההזמנה מהחבר לא עברה את הבדיקה.",
  },
  // The shop alone reads these two: all others are told not_new.
  already_referred: {
    en: "{friend} already came through another invitation.",
    ru: "Друг {friend} уже пришёл по другому приглашению.",
    uk: "Друг {friend} уже прийшов на інше запрошення.",
    uz: "Doʻst {friend} boshqa taklif bilan allaqachon kelgan.",
    he: "החבר {friend} כבר הגיע בעקבות הזמנה אחרת.",
  },
  existing_customer: {
    en: "{friend} was already a customer, and the program is for new customers.",
    ru: "{friend} — уже покупатель, а программа рассчитана на новых.",
    uk: "{friend} — уже покупець, а програма розрахована на нових.",
    uz: "{friend} allaqachon xaridor edi, dastur esa yangi xaridorlar uchun.",
    he: "החבר {friend} כבר היה לקוח, והתוכנית מיועדת ללקוחות חדשים.",
  },
  too_late: {
    en: {
      by: "count",
      forms: {
        one: "The code came too late: it can be entered within {count} day of the first signup.",
        other: "The code came too late: it can be entered within {count} days of the first signup.",
      },
    },
    ru: {
      by: "count",
      forms: {
        one: "Код введён слишком поздно: его можно ввести в течение {count} дня после первой регистрации.",
        few: "Код введён слишком поздно: его можно ввести в течение {count} дней после первой регистрации.",
        many: "Код введён слишком поздно: его можно ввести в течение {count} дней после первой регистрации.",
        other: "Код введён слишком поздно: его можно ввести в течение {count} дня после первой регистрации.",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "Код введено запізно: його можна ввести протягом {count} дня після першої реєстрації.",
        few: "Код введено запізно: його можна ввести протягом {count} днів після першої реєстрації.",
        many: "Код введено запізно: його можна ввести протягом {count} днів після першої реєстрації.",
        other: "Код введено запізно: його можна ввести протягом {count} дня після першої реєстрації.",
      },
    },
    uz: {
      by: "count",
      forms: {
        one: "Kod juda kech kiritildi: uni birinchi roʻyxatdan oʻtgandan keyin {count} kun ichida kiritish mumkin.",
        other: "Kod juda kech kiritildi: uni birinchi roʻyxatdan oʻtgandan keyin {count} kun ichida kiritish mumkin.",
      },
    },
    he: {
      by: "count",
      forms: {
        one: "הקוד הוזן מאוחר מדי: אפשר להזין אותו עד יום אחד אחרי ההרשמה הראשונה.",
        two: "הקוד הוזן מאוחר מדי: אפשר להזין אותו עד יומיים אחרי ההרשמה הראשונה.",
        other: "הקוד הוזן מאוחר מדי: אפשר להזין אותו עד {count} ימים אחרי ההרשמה הראשונה.",
      },
    },
  },
  too_late_at_once: {
    en: "The code came too late: it can only be entered at the first signup.",
    ru: "Код введён слишком поздно: его можно ввести только при первой регистрации.",
    uk: "Код введено запізно: його можна ввести лише під час першої реєстрації.",
    uz: "Kod juda kech kiritildi: uni faqat birinchi roʻyxatdan oʻtishda kiritish mumkin.",
    he: "הקוד הוזן מאוחר מדי: אפשר להזין אותו רק בהרשמה הראשונה.",
  },
  cycle: {
    en: "Invitations cannot go round in a circle: one of the two had already brought in the other.",
    ru: "Приглашения не могут идти по кругу: один из двоих уже привёл другого.",
    uk: "Запрошення не можуть іти по колу: хтось із двох уже привів іншого.",
    uz: "Takliflar aylana boʻlib yopila olmaydi: ikkalasidan biri avvalroq ikkinchisini olib kelgan.",
    he: "הזמנות אינן יכולות לחזור במעגל: אחד מהשניים כבר הביא את האחר.",
  },
  not_new: {
    en: "The invitation is for people who are new here.",
    ru: "Приглашение действует только для тех, кто здесь впервые.",
    uk: "Запрошення діє лише для тих, хто тут уперше.",
    uz: "Taklif faqat bu yerga yangi kelganlar uchun.",
    he: "ההזמנה מהחבר מיועדת רק למי שחדש כאן.",
  },
  merged: {
    en: "It ended when two participants were merged: a person has one advocate in a program, and is no friend of their own.",
    ru: "Оно закончилось, когда двух участников объединили: у человека в программе один пригласивший, и сам себя он не приглашает.",
    uk: "Воно закінчилося, коли двох учасників об’єднали: людину в програмі запросила одна особа, і сама себе вона не запрошує.",
    uz: "U ikki ishtirokchi birlashtirilganda tugadi: dasturda odamni bitta kishi taklif qiladi va u oʻzini oʻzi taklif qila olmaydi.",
    he: "היא הסתיימה כששני משתתפים אוחדו: לאדם יש בתוכנית מזמין אחד, והוא אינו מזמין את עצמו.",
  },
  other: {
    en: "The reason: {reason}.",
    ru: "Причина: {reason}.",
    uk: "Причина: {reason}.",
    uz: "Sababi: {reason}.",
    he: "הסיבה: {reason}.",
  },
};
