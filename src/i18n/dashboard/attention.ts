import type { InEveryLanguage } from "../everyLanguage.ts";

/** What wants attention, each by its kind. */
export const ATTENTION_TEXTS = {
  reviews: {
    en: { by: "count", forms: { one: "{count} reward waits for review", other: "{count} rewards wait for review" } },
    ru: {
      by: "count",
      forms: {
        one: "{count} вознаграждение ждёт проверки",
        few: "{count} вознаграждения ждут проверки",
        many: "{count} вознаграждений ждут проверки",
        other: "{count} вознаграждения ждут проверки",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "{count} винагорода чекає на перевірку",
        few: "{count} винагороди чекають на перевірку",
        many: "{count} винагород чекають на перевірку",
        other: "{count} винагороди чекають на перевірку",
      },
    },
    uz: {
      by: "count",
      forms: { one: "{count} ta mukofot tekshiruvni kutmoqda", other: "{count} ta mukofot tekshiruvni kutmoqda" },
    },
    he: {
      by: "count",
      forms: {
        one: "תגמול אחד ממתין לבדיקה",
        two: "שני תגמולים ממתינים לבדיקה",
        other: "{count} תגמולים ממתינים לבדיקה",
      },
    },
  },
  payoutsReady: {
    en: {
      by: "count",
      forms: {
        one: "{count} batch of payouts waits to be confirmed",
        other: "{count} batches of payouts wait to be confirmed",
      },
    },
    ru: {
      by: "count",
      forms: {
        one: "{count} пакет выплат ждёт подтверждения",
        few: "{count} пакета выплат ждут подтверждения",
        many: "{count} пакетов выплат ждут подтверждения",
        other: "{count} пакета выплат ждут подтверждения",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "{count} пакет виплат чекає на підтвердження",
        few: "{count} пакети виплат чекають на підтвердження",
        many: "{count} пакетів виплат чекають на підтвердження",
        other: "{count} пакета виплат чекають на підтвердження",
      },
    },
    uz: {
      by: "count",
      forms: {
        one: "{count} ta toʻlovlar toʻplami tasdiqni kutmoqda",
        other: "{count} ta toʻlovlar toʻplami tasdiqni kutmoqda",
      },
    },
    he: {
      by: "count",
      forms: {
        one: "קבוצת תשלומים אחת ממתינה לאישור",
        two: "שתי קבוצות תשלומים ממתינות לאישור",
        other: "{count} קבוצות תשלומים ממתינות לאישור",
      },
    },
  },
  payoutsFailed: {
    en: {
      by: "count",
      forms: { one: "{count} payout failed or came back", other: "{count} payouts failed or came back" },
    },
    ru: {
      by: "count",
      forms: {
        one: "{count} выплата не прошла или вернулась",
        few: "{count} выплаты не прошли или вернулись",
        many: "{count} выплат не прошли или вернулись",
        other: "{count} выплаты не прошли или вернулись",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "{count} виплата не пройшла або повернулася",
        few: "{count} виплати не пройшли або повернулися",
        many: "{count} виплат не пройшли або повернулися",
        other: "{count} виплати не пройшли або повернулися",
      },
    },
    uz: {
      by: "count",
      forms: {
        one: "{count} ta toʻlov oʻtmadi yoki qaytdi",
        other: "{count} ta toʻlov oʻtmadi yoki qaytdi",
      },
    },
    he: {
      by: "count",
      forms: {
        one: "תשלום אחד נכשל או חזר",
        two: "שני תשלומים נכשלו או חזרו",
        other: "{count} תשלומים נכשלו או חזרו",
      },
    },
  },
  budgetSpent: {
    en: "The budget of “{program}” is spent: it gives no more rewards",
    ru: "Бюджет программы «{program}» исчерпан: вознаграждения больше не выдаются",
    uk: "Бюджет програми «{program}» вичерпано: винагороди більше не надаються",
    uz: "“{program}” dasturining byudjeti tugadi: mukofotlar berilmayapti",
    he: "התקציב של ״{program}״ נוצל: לא ניתנים עוד תגמולים",
  },
  budgetEnds: {
    en: "{percent} of the budget of “{program}” is spent",
    ru: "Израсходовано {percent} бюджета программы «{program}»",
    uk: "Витрачено {percent} бюджету програми «{program}»",
    uz: "“{program}” dasturi byudjetining {percent} qismi sarflandi",
    he: "{percent} מהתקציב של ״{program}״ נוצלו",
  },
  budgetEndsIn: {
    en: {
      by: "count",
      forms: {
        one: "The budget of “{program}” lasts about {count} more day at the present pace",
        other: "The budget of “{program}” lasts about {count} more days at the present pace",
      },
    },
    ru: {
      by: "count",
      forms: {
        one: "Бюджета «{program}» хватит примерно на {count} день при нынешнем темпе",
        few: "Бюджета «{program}» хватит примерно на {count} дня при нынешнем темпе",
        many: "Бюджета «{program}» хватит примерно на {count} дней при нынешнем темпе",
        other: "Бюджета «{program}» хватит примерно на {count} дня при нынешнем темпе",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "Бюджету «{program}» вистачить приблизно на {count} день за нинішнього темпу",
        few: "Бюджету «{program}» вистачить приблизно на {count} дні за нинішнього темпу",
        many: "Бюджету «{program}» вистачить приблизно на {count} днів за нинішнього темпу",
        other: "Бюджету «{program}» вистачить приблизно на {count} дня за нинішнього темпу",
      },
    },
    uz: {
      by: "count",
      forms: {
        one: "“{program}” byudjeti hozirgi surʼatda taxminan yana {count} kunga yetadi",
        other: "“{program}” byudjeti hozirgi surʼatda taxminan yana {count} kunga yetadi",
      },
    },
    he: {
      by: "count",
      forms: {
        one: "בקצב הנוכחי התקציב של ״{program}״ יספיק לעוד יום אחד בערך",
        two: "בקצב הנוכחי התקציב של ״{program}״ יספיק לעוד יומיים בערך",
        other: "בקצב הנוכחי התקציב של ״{program}״ יספיק לעוד {count} ימים בערך",
      },
    },
  },
  neverPublished: {
    en: "“{program}” is a draft: publish it and it begins",
    ru: "«{program}» — черновик: опубликуйте программу, чтобы она началась",
    uk: "«{program}» — чернетка: опублікуйте програму, щоб вона почалася",
    uz: "“{program}” — qoralama: boshlanishi uchun uni eʼlon qiling",
    he: "״{program}״ היא טיוטה: היא תתחיל כשתפורסם",
  },
  noCodes: {
    en: "No one has a code of “{program}” yet",
    ru: "Ни у кого ещё нет кода программы «{program}»",
    uk: "Ні в кого ще немає коду програми «{program}»",
    uz: "Hali hech kimda “{program}” kodi yoʻq",
    he: "לאף אחד אין עדיין קוד של ״{program}״",
  },
  endsSoon: {
    en: { by: "count", forms: { one: "“{program}” ends in {count} day", other: "“{program}” ends in {count} days" } },
    ru: {
      by: "count",
      forms: {
        one: "«{program}» закончится через {count} день",
        few: "«{program}» закончится через {count} дня",
        many: "«{program}» закончится через {count} дней",
        other: "«{program}» закончится через {count} дня",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "«{program}» закінчиться через {count} день",
        few: "«{program}» закінчиться через {count} дні",
        many: "«{program}» закінчиться через {count} днів",
        other: "«{program}» закінчиться через {count} дня",
      },
    },
    uz: {
      by: "count",
      forms: { one: "“{program}” {count} kundan keyin tugaydi", other: "“{program}” {count} kundan keyin tugaydi" },
    },
    he: {
      by: "count",
      forms: {
        one: "״{program}״ תסתיים בעוד יום אחד",
        two: "״{program}״ תסתיים בעוד יומיים",
        other: "״{program}״ תסתיים בעוד {count} ימים",
      },
    },
  },
  applications: {
    en: {
      by: "count",
      forms: { one: "{count} person asks to join “{program}”", other: "{count} people ask to join “{program}”" },
    },
    ru: {
      by: "count",
      forms: {
        one: "{count} человек хочет участвовать в «{program}»",
        few: "{count} человека хотят участвовать в «{program}»",
        many: "{count} человек хотят участвовать в «{program}»",
        other: "{count} человека хотят участвовать в «{program}»",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "{count} людина хоче долучитися до «{program}»",
        few: "{count} людини хочуть долучитися до «{program}»",
        many: "{count} людей хочуть долучитися до «{program}»",
        other: "{count} людини хочуть долучитися до «{program}»",
      },
    },
    uz: {
      by: "count",
      forms: {
        one: "{count} kishi “{program}” dasturiga qoʻshilmoqchi",
        other: "{count} kishi “{program}” dasturiga qoʻshilmoqchi",
      },
    },
    he: {
      by: "count",
      forms: {
        one: "אדם אחד מבקש להצטרף אל ״{program}״",
        two: "שני אנשים מבקשים להצטרף אל ״{program}״",
        other: "{count} אנשים מבקשים להצטרף אל ״{program}״",
      },
    },
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
