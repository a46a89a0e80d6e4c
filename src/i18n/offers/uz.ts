import type { OfferTexts } from "./offerTexts.ts";

export const uz: OfferTexts<"one" | "other"> = {
  frames: {
    you: "siz {occasion} {reward} olasiz",
    friend: "doʻstingiz {occasion} {reward} oladi",
    headed: "{occasion} {reward}",
  },
  otherwise: "Aks holda {line}",
  theirs: {
    signup: "roʻyxatdan oʻtgan har bir {friend} uchun",
    conversion: "xarid qilgan har bir {friend} uchun",
    conversionLeast: "kamida {least} boʻlgan xarid qilgan har bir {friend} uchun",
    purchase: "{friend}ning har bir xaridi uchun",
    purchaseLeast: "{friend}ning kamida {least} boʻlgan har bir xaridi uchun",
    further: "{friend}ning har bir keyingi xaridi uchun",
    nthFrom: "{friend}ning {from}-xarididan boshlab har bir xaridi uchun",
    nthOnly: "{friend}ning {from}-xaridi uchun",
    nthRange: "{friend}ning {from}–{to}-xaridlari uchun",
    lead: "{friend}ning har bir soʻrovi uchun",
    click: "havola orqali kelgan har bir tashrif buyuruvchi uchun, kuniga bir marta",
    custom: "{friend}ning har bir “{event}” voqeasi uchun",
    customUnnamed: "{friend}ning ayrim amallari uchun",
  },
  own: {
    signup: "roʻyxatdan oʻtish uchun",
    conversion: "birinchi xarid uchun",
    conversionLeast: "kamida {least} boʻlgan birinchi xarid uchun",
    purchase: "har bir xarid uchun",
    purchaseLeast: "kamida {least} boʻlgan har bir xarid uchun",
    further: "har bir keyingi xarid uchun",
    nthFrom: "{from}-xariddan boshlab har bir xarid uchun",
    nthOnly: "{from}-xarid uchun",
    nthRange: "{from}–{to}-xaridlar uchun",
    lead: "har bir soʻrov uchun",
    click: "havola orqali kelgan har bir tashrif buyuruvchi uchun, kuniga bir marta",
    custom: "har bir “{event}” voqeasi uchun",
    customUnnamed: "ayrim amallar uchun",
  },
  yours: {
    signup: "roʻyxatdan oʻtganingiz uchun",
    conversion: "birinchi xaridingiz uchun",
    conversionLeast: "kamida {least} boʻlgan birinchi xaridingiz uchun",
    purchase: "har bir xaridingiz uchun",
    purchaseLeast: "kamida {least} boʻlgan har bir xaridingiz uchun",
    further: "har bir keyingi xaridingiz uchun",
    some: "ayrim xaridlaringiz uchun",
  },
  circles: { friend: "doʻst", beyond: "doʻstingizning doʻsti" },
  notes: {
    leastOrder: "kamida {least} boʻlgan buyurtmalar",
    mostOrder: "{most} gacha boʻlgan buyurtmalar",
    hold: { by: "count", forms: { one: "{count} kundan keyin beriladi", other: "{count} kundan keyin beriladi" } },
    firstFriends: {
      by: "count",
      forms: {
        one: "birinchi toʻlov {count} doʻstingiz xarid qilgandan keyin",
        other: "birinchi toʻlov {count} doʻstingiz xarid qilgandan keyin",
      },
    },
    limits: {
      day: "kuniga koʻpi bilan {most}",
      month: "oyiga koʻpi bilan {most}",
      year: "yiliga koʻpi bilan {most}",
      lifetime: "jami koʻpi bilan {most}",
    },
    times: { by: "count", forms: { one: "{count} marta", other: "{count} marta" } },
    perFriend: "bir doʻst uchun {limit}",
    conditions: "shartlar bajarilganda",
    within: {
      attribution: {
        days: {
          by: "count",
          forms: { one: "qoʻshilgandan keyin {count} kun ichida", other: "qoʻshilgandan keyin {count} kun ichida" },
        },
        months: {
          by: "count",
          forms: { one: "qoʻshilgandan keyin {count} oy ichida", other: "qoʻshilgandan keyin {count} oy ichida" },
        },
      },
      conversion: {
        days: {
          by: "count",
          forms: {
            one: "birinchi xariddan keyin {count} kun ichida",
            other: "birinchi xariddan keyin {count} kun ichida",
          },
        },
        months: {
          by: "count",
          forms: {
            one: "birinchi xariddan keyin {count} oy ichida",
            other: "birinchi xariddan keyin {count} oy ichida",
          },
        },
      },
    },
    month: "oy boʻyicha hisoblanadi",
    quarter: "chorak boʻyicha hisoblanadi",
    year: "yil boʻyicha hisoblanadi",
    rolling: {
      by: "count",
      forms: { one: "oxirgi {count} kun boʻyicha hisoblanadi", other: "oxirgi {count} kun boʻyicha hisoblanadi" },
    },
  },
  steps: {
    conversions: "{nth}-doʻstdan boshlab: {reward}",
    signups: {
      by: "count",
      forms: {
        one: "{count} ta doʻst roʻyxatdan oʻtganda: {reward}",
        other: "{count} ta doʻst roʻyxatdan oʻtganda: {reward}",
      },
    },
    revenue: "Doʻstlar {amount} miqdorida xarid qilganda: {reward}",
  },
  headlines: {
    both: "Doʻstingizga {friend}, sizga {advocate}",
    advocateOnly: "Doʻstlaringizni taklif qiling: sizga {advocate}",
    friendOnly: "Doʻstlaringizga {friend}",
    none: "Doʻstlaringizni taklif qiling",
    welcome: "Doʻstingizdan sizga {friend}",
    welcomeOnly: "Sizni doʻstingiz taklif qildi",
  },
};
