import type { OfferTexts } from "./offerTexts.ts";

export const uk: OfferTexts<"one" | "few" | "many" | "other"> = {
  frames: {
    you: "вам — {reward} {occasion}",
    friend: "вашому другові — {reward} {occasion}",
    inviter: "другові, який вас запросив, — {reward} {occasion}",
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
    nthOnly: "за покупку {friend} № {from}",
    nthRange: "за покупки {friend} з № {from} до № {to}",
    lead: "за кожну заявку {friend}",
    click: "за кожен перехід за посиланням",
    custom: "за кожну подію «{event}» у {friend}",
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
    nthRange: "за покупки з № {from} до № {to}",
    lead: "за кожну заявку",
    click: "за кожен перехід за посиланням",
    custom: "за кожну подію «{event}»",
  },
  circles: { friend: "друга", beyond: "друга ваших друзів" },
  notes: {
    leastOrder: "замовлення від {least}",
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
    month: "рахунок за місяць",
    quarter: "рахунок за квартал",
    year: "рахунок за рік",
    rolling: {
      by: "count",
      forms: {
        one: "рахунок за {count} день",
        few: "рахунок за {count} дні",
        many: "рахунок за {count} днів",
        other: "рахунок за {count} дня",
      },
    },
  },
  steps: {
    conversions: {
      by: "count",
      forms: {
        one: "Починаючи з {count} друга: {reward}",
        few: "Починаючи з {count} друзів: {reward}",
        many: "Починаючи з {count} друзів: {reward}",
        other: "Починаючи з {count} друзів: {reward}",
      },
    },
    signups: {
      by: "count",
      forms: {
        one: "Коли зареєструється {count} друг: {reward}",
        few: "Коли зареєструються {count} друзі: {reward}",
        many: "Коли зареєструються {count} друзів: {reward}",
        other: "Коли зареєструються {count} друга: {reward}",
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
