import type { OfferTexts } from "./offerTexts.ts";

export const ru: OfferTexts<"one" | "few" | "many" | "other"> = {
  frames: {
    you: "вам — {reward} {occasion}",
    friend: "вашему другу — {reward} {occasion}",
    headed: "{reward} {occasion}",
  },
  otherwise: "Иначе {line}",
  theirs: {
    signup: "за каждого {friend}, который зарегистрируется",
    conversion: "за каждого {friend}, который сделает покупку",
    conversionLeast: "за каждого {friend}, который сделает покупку от {least}",
    purchase: "за каждую покупку {friend}",
    purchaseLeast: "за каждую покупку {friend} от {least}",
    further: "за каждую следующую покупку {friend}",
    nthFrom: "за {from}-ю и каждую следующую покупку {friend}",
    nthOnly: "за {from}-ю покупку {friend}",
    nthRange: "за {from}–{to}-ю покупки {friend}",
    lead: "за каждую заявку {friend}",
    click: "за каждого посетителя по ссылке, раз в день",
    custom: "за каждое событие «{event}» у {friend}",
    customUnnamed: "за определённые действия {friend}",
  },
  own: {
    signup: "за регистрацию",
    conversion: "за первую покупку",
    conversionLeast: "за первую покупку от {least}",
    purchase: "за каждую покупку",
    purchaseLeast: "за каждую покупку от {least}",
    further: "за каждую следующую покупку",
    nthFrom: "за {from}-ю и каждую следующую покупку",
    nthOnly: "за {from}-ю покупку",
    nthRange: "за {from}–{to}-ю покупки",
    lead: "за каждую заявку",
    click: "за каждого посетителя по ссылке, раз в день",
    custom: "за каждое событие «{event}»",
    customUnnamed: "за определённые действия",
  },
  yours: {
    signup: "за вашу регистрацию",
    conversion: "за вашу первую покупку",
    conversionLeast: "за вашу первую покупку от {least}",
    purchase: "за каждую вашу покупку",
    purchaseLeast: "за каждую вашу покупку от {least}",
    further: "за каждую вашу следующую покупку",
    some: "за некоторые ваши покупки",
  },
  circles: { friend: "друга", beyond: "друга ваших друзей" },
  notes: {
    leastOrder: "заказы от {least}",
    mostOrder: "заказы до {most}",
    hold: {
      by: "count",
      forms: {
        one: "доступно через {count} день",
        few: "доступно через {count} дня",
        many: "доступно через {count} дней",
        other: "доступно через {count} дня",
      },
    },
    firstFriends: {
      by: "count",
      forms: {
        one: "первая выплата — когда купит {count} друг",
        few: "первая выплата — когда купят {count} друга",
        many: "первая выплата — когда купят {count} друзей",
        other: "первая выплата — когда купят {count} друга",
      },
    },
    limits: {
      day: "не больше {most} в день",
      month: "не больше {most} в месяц",
      year: "не больше {most} в год",
      lifetime: "не больше {most} за всё время",
    },
    times: {
      by: "count",
      forms: { one: "{count} раза", few: "{count} раз", many: "{count} раз", other: "{count} раза" },
    },
    perFriend: "{limit} за одного друга",
    conditions: "при выполнении условий",
    within: {
      attribution: {
        days: {
          by: "count",
          forms: {
            one: "в течение {count} дня после присоединения",
            few: "в течение {count} дней после присоединения",
            many: "в течение {count} дней после присоединения",
            other: "в течение {count} дня после присоединения",
          },
        },
        months: {
          by: "count",
          forms: {
            one: "в течение {count} месяца после присоединения",
            few: "в течение {count} месяцев после присоединения",
            many: "в течение {count} месяцев после присоединения",
            other: "в течение {count} месяца после присоединения",
          },
        },
      },
      conversion: {
        days: {
          by: "count",
          forms: {
            one: "в течение {count} дня после первой покупки",
            few: "в течение {count} дней после первой покупки",
            many: "в течение {count} дней после первой покупки",
            other: "в течение {count} дня после первой покупки",
          },
        },
        months: {
          by: "count",
          forms: {
            one: "в течение {count} месяца после первой покупки",
            few: "в течение {count} месяцев после первой покупки",
            many: "в течение {count} месяцев после первой покупки",
            other: "в течение {count} месяца после первой покупки",
          },
        },
      },
    },
    month: "считается за месяц",
    quarter: "считается за квартал",
    year: "считается за год",
    rolling: {
      by: "count",
      forms: {
        one: "считается последний {count} день",
        few: "считаются последние {count} дня",
        many: "считаются последние {count} дней",
        other: "считаются последние {count} дня",
      },
    },
  },
  steps: {
    conversions: "Начиная с {nth}-го друга: {reward}",
    signups: {
      by: "count",
      forms: {
        one: "Когда зарегистрируется {count} друг: {reward}",
        few: "Когда зарегистрируются {count} друга: {reward}",
        many: "Когда зарегистрируются {count} друзей: {reward}",
        other: "Когда зарегистрируются {count} друга: {reward}",
      },
    },
    revenue: "Когда друзья купят на {amount}: {reward}",
  },
  headlines: {
    both: "Другу — {friend}, вам — {advocate}",
    advocateOnly: "Пригласите друзей: вам — {advocate}",
    friendOnly: "Вашим друзьям — {friend}",
    none: "Пригласите друзей",
    welcome: "Вам от друга — {friend}",
    welcomeOnly: "Вас пригласил друг",
  },
};
