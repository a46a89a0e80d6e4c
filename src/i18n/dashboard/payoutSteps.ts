import type { InEveryLanguage } from "../everyLanguage.ts";

/** What can be said of payouts that are selected, and what the page says that asks before it. */

export const PAYOUT_STEP_TEXTS = {
  paid: {
    en: "Mark as paid",
    ru: "Отметить выплаченными",
    uk: "Позначити виплаченими",
    uz: "Toʻlangan deb belgilash",
    he: "סימון כשולם",
  },
  failed: {
    en: "Mark as failed",
    ru: "Отметить непрошедшими",
    uk: "Позначити невдалими",
    uz: "Oʻtmagan deb belgilash",
    he: "סימון ככישלון",
  },
  returned: {
    en: "Mark as come back",
    ru: "Отметить вернувшимися",
    uk: "Позначити поверненими",
    uz: "Qaytgan deb belgilash",
    he: "סימון כמוחזר",
  },
  cancel: { en: "Cancel", ru: "Отменить", uk: "Скасувати", uz: "Bekor qilish", he: "ביטול תשלום" },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;

export const PAYOUT_STEP_TITLES = {
  paid: {
    en: { by: "count", forms: { one: "Mark {count} payout as paid?", other: "Mark {count} payouts as paid?" } },
    ru: {
      by: "count",
      forms: {
        one: "Отметить {count} выплату выплаченной?",
        few: "Отметить {count} выплаты выплаченными?",
        many: "Отметить {count} выплат выплаченными?",
        other: "Отметить {count} выплаты выплаченными?",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "Позначити {count} виплату виплаченою?",
        few: "Позначити {count} виплати виплаченими?",
        many: "Позначити {count} виплат виплаченими?",
        other: "Позначити {count} виплати виплаченими?",
      },
    },
    uz: {
      by: "count",
      forms: {
        one: "{count} ta toʻlov toʻlangan deb belgilansinmi?",
        other: "{count} ta toʻlov toʻlangan deb belgilansinmi?",
      },
    },
    he: {
      by: "count",
      forms: { one: "לסמן תשלום אחד כשולם?", two: "לסמן שני תשלומים כשולמו?", other: "לסמן {count} תשלומים כשולמו?" },
    },
  },
  failed: {
    en: { by: "count", forms: { one: "Did {count} payout fail?", other: "Did {count} payouts fail?" } },
    ru: {
      by: "count",
      forms: {
        one: "{count} выплата не прошла?",
        few: "{count} выплаты не прошли?",
        many: "{count} выплат не прошли?",
        other: "{count} выплаты не прошли?",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "{count} виплата не пройшла?",
        few: "{count} виплати не пройшли?",
        many: "{count} виплат не пройшли?",
        other: "{count} виплати не пройшли?",
      },
    },
    uz: { by: "count", forms: { one: "{count} ta toʻlov oʻtmadimi?", other: "{count} ta toʻlov oʻtmadimi?" } },
    he: { by: "count", forms: { one: "תשלום אחד נכשל?", two: "שני תשלומים נכשלו?", other: "{count} תשלומים נכשלו?" } },
  },
  returned: {
    en: { by: "count", forms: { one: "Did {count} payout come back?", other: "Did {count} payouts come back?" } },
    ru: {
      by: "count",
      forms: {
        one: "{count} выплата вернулась?",
        few: "{count} выплаты вернулись?",
        many: "{count} выплат вернулись?",
        other: "{count} выплаты вернулись?",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "{count} виплата повернулася?",
        few: "{count} виплати повернулися?",
        many: "{count} виплат повернулися?",
        other: "{count} виплати повернулися?",
      },
    },
    uz: { by: "count", forms: { one: "{count} ta toʻlov qaytdimi?", other: "{count} ta toʻlov qaytdimi?" } },
    he: { by: "count", forms: { one: "תשלום אחד חזר?", two: "שני תשלומים חזרו?", other: "{count} תשלומים חזרו?" } },
  },
  cancel: {
    en: { by: "count", forms: { one: "Cancel {count} payout?", other: "Cancel {count} payouts?" } },
    ru: {
      by: "count",
      forms: {
        one: "Отменить {count} выплату?",
        few: "Отменить {count} выплаты?",
        many: "Отменить {count} выплат?",
        other: "Отменить {count} выплаты?",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "Скасувати {count} виплату?",
        few: "Скасувати {count} виплати?",
        many: "Скасувати {count} виплат?",
        other: "Скасувати {count} виплати?",
      },
    },
    uz: {
      by: "count",
      forms: { one: "{count} ta toʻlov bekor qilinsinmi?", other: "{count} ta toʻlov bekor qilinsinmi?" },
    },
    he: { by: "count", forms: { one: "לבטל תשלום אחד?", two: "לבטל שני תשלומים?", other: "לבטל {count} תשלומים?" } },
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;

/** What comes of it, and what the boxes are for. */
export const PAYOUT_STEP_HINTS = {
  paid: {
    en: "Their people see them as paid. One that comes back later can still be marked so.",
    ru: "Люди увидят, что деньги выплачены. Если деньги вернутся, это можно будет отметить.",
    uk: "Люди побачать, що гроші виплачено. Якщо гроші повернуться, це можна буде позначити.",
    uz: "Odamlar pul toʻlanganini koʻradi. Pul qaytsa, buni keyin belgilash mumkin.",
    he: "האנשים יראו שהתשלום בוצע. אם הכסף יחזור, אפשר יהיה לסמן זאת.",
  },
  failed: {
    en: "The money is due again, and the next batch can pay it.",
    ru: "Деньги снова будут к выплате и могут войти в следующий пакет.",
    uk: "Гроші знову будуть до виплати й можуть увійти до наступного пакета.",
    uz: "Pul yana toʻlanadigan boʻladi va keyingi toʻplamga kirishi mumkin.",
    he: "הכסף יעמוד שוב לתשלום, והקבוצה הבאה יכולה לשלם אותו.",
  },
  returned: {
    en: "The money is due again, and the next batch can pay it. This can't be undone.",
    ru: "Деньги снова будут к выплате и могут войти в следующий пакет. Вернуть это будет нельзя.",
    uk: "Гроші знову будуть до виплати й можуть увійти до наступного пакета. Повернути це буде неможливо.",
    uz: "Pul yana toʻlanadigan boʻladi va keyingi toʻplamga kirishi mumkin. Buni ortga qaytarib boʻlmaydi.",
    he: "הכסף יעמוד שוב לתשלום, והקבוצה הבאה יכולה לשלם אותו. אי אפשר לבטל את הפעולה.",
  },
  cancel: {
    en: "The money is due again, and another batch can pay it. This can't be undone.",
    ru: "Деньги снова будут к выплате и могут войти в другой пакет. Вернуть это будет нельзя.",
    uk: "Гроші знову будуть до виплати й можуть увійти до іншого пакета. Повернути це буде неможливо.",
    uz: "Pul yana toʻlanadigan boʻladi va boshqa toʻplamga kirishi mumkin. Buni ortga qaytarib boʻlmaydi.",
    he: "הכסף יעמוד שוב לתשלום, וקבוצה אחרת יכולה לשלם אותו. אי אפשר לבטל את הפעולה.",
  },
  referenceHint: {
    en: "What your bank calls the payment. It may stay empty.",
    ru: "Как платёж называется в вашем банке. Можно не заполнять.",
    uk: "Як платіж називається у вашому банку. Можна не заповнювати.",
    uz: "Toʻlov bankingizda qanday atalishi. Boʻsh qoldirish mumkin.",
    he: "איך התשלום נקרא בבנק. אפשר להשאיר ריק.",
  },
  badReference: {
    en: "This is too long for a reference.",
    ru: "Слишком длинно для номера платежа.",
    uk: "Задовго для номера платежу.",
    uz: "Toʻlov raqami uchun bu juda uzun.",
    he: "ארוך מדי לאסמכתה.",
  },
  select: {
    en: "Select the payout of {name}",
    ru: "Выбрать выплату: {name}",
    uk: "Вибрати виплату: {name}",
    uz: "Toʻlovni tanlash: {name}",
    he: "בחירת התשלום של {name}",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
