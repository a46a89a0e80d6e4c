import type { OfferTexts } from "./offerTexts.ts";

export const uk: OfferTexts<"one" | "few" | "many" | "other"> = {
  frames: {
    you: "вам — {reward} {occasion}",
    friend: "вашому другові — {reward} {occasion}",
    headed: "{reward} {occasion}",
  },
  otherwise: "Інакше {line}",
  theirs: {
    signup: "за кожного {friend}, який зареєструється",
    conversion: "за кожного {friend}, який зробить покупку",
    conversionLeast: "за кожного {friend}, який зробить покупку від {least}",
    purchase: "за кожну покупку {friend}",
    purchaseLeast: "за кожну покупку {friend} від {least}",
    further: "за кожну наступну покупку {friend}",
    nthFrom: "за кожну покупку {friend}, починаючи з № {from}",
    nthOnly: "за покупку № {from} кожного {friend}",
    nthRange: "за покупки № {from}–{to} кожного {friend}",
    lead: "за кожну заявку {friend}",
    click: "за кожного відвідувача за посиланням, раз на день",
    custom: "за кожну подію «{event}» у {friend}",
    customUnnamed: "за певні дії {friend}",
  },
  own: {
    signup: "за реєстрацію",
    conversion: "за першу покупку",
    conversionLeast: "за першу покупку від {least}",
    purchase: "за кожну покупку",
    purchaseLeast: "за кожну покупку від {least}",
    further: "за кожну наступну покупку",
    nthFrom: "за кожну покупку, починаючи з № {from}",
    nthOnly: "за покупку № {from}",
    nthRange: "за покупки № {from}–{to}",
    lead: "за кожну заявку",
    click: "за кожного відвідувача за посиланням, раз на день",
    custom: "за кожну подію «{event}»",
    customUnnamed: "за певні дії",
  },
  yours: {
    signup: "за вашу реєстрацію",
    conversion: "за вашу першу покупку",
    conversionLeast: "за вашу першу покупку від {least}",
    purchase: "за кожну вашу покупку",
    purchaseLeast: "за кожну вашу покупку від {least}",
    further: "за кожну вашу наступну покупку",
    some: "за деякі ваші покупки",
  },
  circles: { friend: "друга", beyond: "друга ваших друзів" },
  notes: {
    leastOrder: "замовлення від {least}",
    mostOrder: "замовлення до {most}",
    hold: {
      by: "count",
      forms: {
        one: "доступно через {count} день",
        few: "доступно через {count} дні",
        many: "доступно через {count} днів",
        other: "доступно через {count} дня",
      },
    },
    firstFriends: {
      by: "count",
      forms: {
        one: "перша виплата — коли купить {count} друг",
        few: "перша виплата — коли куплять {count} друзі",
        many: "перша виплата — коли куплять {count} друзів",
        other: "перша виплата — коли куплять {count} друга",
      },
    },
    limits: {
      day: "не більше ніж {most} на день",
      month: "не більше ніж {most} на місяць",
      year: "не більше ніж {most} на рік",
      lifetime: "не більше ніж {most} за весь час",
    },
    times: {
      by: "count",
      forms: { one: "{count} раз", few: "{count} рази", many: "{count} разів", other: "{count} раза" },
    },
    perFriend: "{limit} за одного друга",
    conditions: "за виконання умов",
    within: {
      attribution: {
        days: {
          by: "count",
          forms: {
            one: "протягом {count} дня після приєднання",
            few: "протягом {count} днів після приєднання",
            many: "протягом {count} днів після приєднання",
            other: "протягом {count} дня після приєднання",
          },
        },
        months: {
          by: "count",
          forms: {
            one: "протягом {count} місяця після приєднання",
            few: "протягом {count} місяців після приєднання",
            many: "протягом {count} місяців після приєднання",
            other: "протягом {count} місяця після приєднання",
          },
        },
      },
      conversion: {
        days: {
          by: "count",
          forms: {
            one: "протягом {count} дня після першої покупки",
            few: "протягом {count} днів після першої покупки",
            many: "протягом {count} днів після першої покупки",
            other: "протягом {count} дня після першої покупки",
          },
        },
        months: {
          by: "count",
          forms: {
            one: "протягом {count} місяця після першої покупки",
            few: "протягом {count} місяців після першої покупки",
            many: "протягом {count} місяців після першої покупки",
            other: "протягом {count} місяця після першої покупки",
          },
        },
      },
    },
    month: "рахується за місяць",
    quarter: "рахується за квартал",
    year: "рахується за рік",
    rolling: {
      by: "count",
      forms: {
        one: "рахується останній {count} день",
        few: "рахуються останні {count} дні",
        many: "рахуються останні {count} днів",
        other: "рахуються останні {count} дня",
      },
    },
  },
  steps: {
    conversions: "Починаючи з {nth}-го друга: {reward}",
    signups: {
      by: "count",
      forms: {
        one: "Коли зареєструється {count} друг: {reward}",
        few: "Коли зареєструються {count} друзі: {reward}",
        many: "Коли зареєструється {count} друзів: {reward}",
        other: "Коли зареєструється {count} друга: {reward}",
      },
    },
    revenue: "Коли друзі куплять на {amount}: {reward}",
  },
  headlines: {
    both: "Другові — {friend}, вам — {advocate}",
    advocateOnly: "Запросіть друзів: вам — {advocate}",
    friendOnly: "Вашим друзям — {friend}",
    none: "Запросіть друзів",
    welcome: "Вам від друга — {friend}",
    welcomeOnly: "Вас запросив друг",
  },
};
