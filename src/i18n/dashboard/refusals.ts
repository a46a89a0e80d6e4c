import type { InEveryLanguage } from "../everyLanguage.ts";

/** Why a page of the dashboard can't be shown. */
export type PageRefusal = "forbidden" | "notFound" | "notFromHere" | "notUnderstood" | "tooMany" | "trouble" | "unsafe";

/** What each refusal is called, and what a person can do about it. */
export const REFUSAL_PAGES = {
  forbidden: {
    title: {
      en: "This page is not for your role",
      ru: "Эта страница недоступна для вашей роли",
      uk: "Ця сторінка недоступна для вашої ролі",
      uz: "Bu sahifa sizning rolingiz uchun emas",
      he: "העמוד הזה אינו זמין לתפקיד שלך",
    },
    text: {
      en: "Ask an owner of the shop if you need it.",
      ru: "Если она вам нужна, обратитесь к владельцу магазина.",
      uk: "Якщо вона вам потрібна, зверніться до власника магазину.",
      uz: "Agar u kerak boʻlsa, doʻkon egasiga murojaat qiling.",
      he: "אם צריך אותו, אפשר לפנות לבעלים של החנות.",
    },
  },
  notFound: {
    title: {
      en: "This page doesn't exist",
      ru: "Такой страницы нет",
      uk: "Такої сторінки немає",
      uz: "Bunday sahifa yoʻq",
      he: "אין עמוד כזה",
    },
    text: {
      en: "Check that the address is complete.",
      ru: "Проверьте, что адрес введён полностью.",
      uk: "Перевірте, чи адресу введено повністю.",
      uz: "Manzil toʻliq kiritilganini tekshiring.",
      he: "כדאי לבדוק שהכתובת שלמה.",
    },
  },
  notFromHere: {
    title: {
      en: "This did not come from a page of the dashboard",
      ru: "Запрос пришёл не со страницы панели",
      uk: "Запит надійшов не зі сторінки панелі",
      uz: "Bu soʻrov boshqaruv paneli sahifasidan kelmadi",
      he: "הבקשה לא הגיעה מעמוד של לוח הבקרה",
    },
    text: {
      en: "Nothing was changed. Open the page again and try once more.",
      ru: "Ничего не изменено. Откройте страницу заново и попробуйте ещё раз.",
      uk: "Нічого не змінено. Відкрийте сторінку знову й спробуйте ще раз.",
      uz: "Hech narsa oʻzgarmadi. Sahifani qayta ochib, yana urinib koʻring.",
      he: "שום דבר לא השתנה. אפשר לפתוח את העמוד מחדש ולנסות שוב.",
    },
  },
  notUnderstood: {
    title: {
      en: "We could not understand this request",
      ru: "Не удалось понять этот запрос",
      uk: "Не вдалося зрозуміти цей запит",
      uz: "Bu soʻrovni tushunib boʻlmadi",
      he: "לא הצלחנו להבין את הבקשה",
    },
    text: {
      en: "Nothing was changed. Go back, check what you entered and try again.",
      ru: "Ничего не изменено. Вернитесь, проверьте введённое и попробуйте ещё раз.",
      uk: "Нічого не змінено. Поверніться, перевірте введене й спробуйте ще раз.",
      uz: "Hech narsa oʻzgarmadi. Orqaga qayting, kiritganlaringizni tekshiring va yana urinib koʻring.",
      he: "שום דבר לא השתנה. אפשר לחזור, לבדוק את מה שהוזן ולנסות שוב.",
    },
  },
  tooMany: {
    title: {
      en: "Too many tries",
      ru: "Слишком много попыток",
      uk: "Забагато спроб",
      uz: "Urinishlar juda koʻp",
      he: "יותר מדי ניסיונות",
    },
    text: {
      en: "Wait a minute and try again.",
      ru: "Подождите минуту и попробуйте снова.",
      uk: "Зачекайте хвилину й спробуйте знову.",
      uz: "Bir daqiqa kutib, qayta urinib koʻring.",
      he: "אפשר לחכות דקה ולנסות שוב.",
    },
  },
  trouble: {
    title: {
      en: "This did not work",
      ru: "Не получилось",
      uk: "Не вийшло",
      uz: "Buni bajarib boʻlmadi",
      he: "זה לא הצליח",
    },
    text: {
      en: "The fault is ours. Try again in a moment.",
      ru: "Это наша ошибка. Попробуйте ещё раз через минуту.",
      uk: "Це наша помилка. Спробуйте ще раз за хвилину.",
      uz: "Xato bizda. Birozdan soʻng yana urinib koʻring.",
      he: "התקלה אצלנו. אפשר לנסות שוב בעוד רגע.",
    },
  },
  unsafe: {
    title: {
      en: "The dashboard is not open at this address",
      ru: "По этому адресу панель недоступна",
      uk: "За цією адресою панель недоступна",
      uz: "Boshqaruv paneli bu manzilda ochilmaydi",
      he: "לוח הבקרה אינו זמין בכתובת הזו",
    },
    text: {
      en: "Over plain HTTP others on the network could read along. Open it on the machine itself under 127.0.0.1, or set DASHBOARD_URL to an address that begins with https://.",
      ru: "По обычному HTTP данные могли бы прочитать другие пользователи сети. Откройте панель на самой машине по адресу 127.0.0.1 или укажите в DASHBOARD_URL адрес, который начинается с https://.",
      uk: "Через звичайний HTTP дані могли б прочитати інші користувачі мережі. Відкрийте панель на самій машині за адресою 127.0.0.1 або вкажіть у DASHBOARD_URL адресу, що починається з https://.",
      uz: "Oddiy HTTP orqali maʼlumotlarni tarmoqdagi boshqalar oʻqib olishi mumkin. Panelni kompyuterning oʻzida 127.0.0.1 manzilida oching yoki DASHBOARD_URL ga https:// bilan boshlanadigan manzilni yozing.",
      he: "ב־HTTP רגיל אחרים ברשת יכולים לקרוא את התוכן. אפשר לפתוח אותו במחשב עצמו בכתובת 127.0.0.1, או להגדיר ב־DASHBOARD_URL כתובת שמתחילה ב־https://.",
    },
  },
} as const satisfies Readonly<Record<PageRefusal, Readonly<Record<"title" | "text", InEveryLanguage>>>>;
