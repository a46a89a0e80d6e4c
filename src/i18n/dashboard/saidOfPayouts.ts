import type { InEveryLanguage } from "../everyLanguage.ts";

/** What the pages of payouts say of the step that led to them. */
export const SAID_OF_PAYOUTS = {
  payouts_prepared: {
    tone: "good",
    text: {
      en: "Set aside. Nothing is paid before you confirm it.",
      ru: "Деньги отложены. До подтверждения ничего не выплачивается.",
      uk: "Гроші відкладено. До підтвердження нічого не виплачується.",
      uz: "Pul ajratildi. Tasdiqlamaguningizcha hech narsa toʻlanmaydi.",
      he: "הכסף הופרש. דבר לא ישולם לפני האישור.",
    },
  },
  payouts_confirmed: {
    tone: "good",
    text: {
      en: "Confirmed. These payouts are to be paid now.",
      ru: "Подтверждено. Теперь эти выплаты нужно провести.",
      uk: "Підтверджено. Тепер ці виплати треба провести.",
      uz: "Tasdiqlandi. Endi bu toʻlovlarni amalga oshirish kerak.",
      he: "אושר. עכשיו יש לבצע את התשלומים האלה.",
    },
  },
  payouts_cancelled: {
    tone: "good",
    text: {
      en: "Cancelled. What was set aside is due again.",
      ru: "Отменено. Отложенные деньги снова к выплате.",
      uk: "Скасовано. Відкладені гроші знову до виплати.",
      uz: "Bekor qilindi. Ajratilgan pul yana toʻlanadigan boʻldi.",
      he: "בוטל. מה שהופרש עומד שוב לתשלום.",
    },
  },
  payouts_moved: {
    tone: "good",
    text: {
      en: "The selected payouts were changed.",
      ru: "Выбранные выплаты изменены.",
      uk: "Вибрані виплати змінено.",
      uz: "Tanlangan toʻlovlar oʻzgartirildi.",
      he: "התשלומים שנבחרו עודכנו.",
    },
  },
  payouts_some_left: {
    tone: "good",
    text: {
      en: "Those that could be changed were. The others are as they were.",
      ru: "Изменены те, которые можно было изменить. Остальные остались как были.",
      uk: "Змінено ті, які можна було змінити. Решта залишилися як були.",
      uz: "Oʻzgartirish mumkin boʻlganlari oʻzgartirildi. Qolganlari avvalgidek.",
      he: "מה שאפשר היה לעדכן עודכן. השאר נותר כפי שהיה.",
    },
  },
  payouts_none_moved: {
    tone: "bad",
    text: {
      en: "Nothing was changed: the state does not allow it any more.",
      ru: "Ничего не изменено: состояние этого уже не позволяет.",
      uk: "Нічого не змінено: стан цього вже не дозволяє.",
      uz: "Hech narsa oʻzgarmadi: holat bunga endi yoʻl qoʻymaydi.",
      he: "דבר לא עודכן: המצב כבר לא מאפשר זאת.",
    },
  },
  batch_collecting: {
    tone: "bad",
    text: {
      en: "Another batch of this currency is still collecting. Wait until it is ready.",
      ru: "Другой пакет в этой валюте ещё собирается. Подождите, пока он будет готов.",
      uk: "Інший пакет у цій валюті ще збирається. Зачекайте, поки він буде готовий.",
      uz: "Shu valyutadagi boshqa toʻplam hali yigʻilmoqda. U tayyor boʻlguncha kuting.",
      he: "קבוצה אחרת במטבע הזה עדיין בהכנה. יש להמתין עד שתהיה מוכנה.",
    },
  },
  debt_written_off: {
    tone: "good",
    text: {
      en: "The debt was written off.",
      ru: "Долг списан.",
      uk: "Борг списано.",
      uz: "Qarzdan kechildi.",
      he: "החוב נמחק.",
    },
  },
  more_than_owed: {
    tone: "bad",
    text: {
      en: "Nothing was written off: less is owed by now.",
      ru: "Ничего не списано: долг уже меньше.",
      uk: "Нічого не списано: борг уже менший.",
      uz: "Hech narsadan kechilmadi: qarz endi kamroq.",
      he: "דבר לא נמחק: החוב כבר קטן יותר.",
    },
  },
  no_stripe_key: {
    tone: "bad",
    text: {
      en: "Nothing was set aside: Stripe needs a key of yours first.",
      ru: "Ничего не отложено: сначала нужен ваш ключ Stripe.",
      uk: "Нічого не відкладено: спершу потрібен ваш ключ Stripe.",
      uz: "Hech narsa ajratilmadi: avval Stripe kalitingiz kerak.",
      he: "דבר לא הופרש: קודם דרוש מפתח Stripe שלכם.",
    },
  },
  nothing_to_pay: {
    tone: "bad",
    text: {
      en: "No batch was made: no one is due anything now.",
      ru: "Пакет не создан: сейчас никому ничего не причитается.",
      uk: "Пакет не створено: зараз нікому нічого не належить.",
      uz: "Toʻplam yaratilmadi: hozir hech kimga hech narsa tegishli emas.",
      he: "לא נוצרה קבוצה: כרגע לא מגיע דבר לאף אחד.",
    },
  },
} as const satisfies Readonly<Record<string, { readonly tone: "good" | "bad"; readonly text: InEveryLanguage }>>;
