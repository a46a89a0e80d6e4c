import type { InEveryLanguage } from "../everyLanguage.ts";

/** What the page with the code for a shop says. */
export const SETUP_SNIPPET_TEXTS = {
  ways: { en: "Language of your server", ru: "Язык сервера", uk: "Мова сервера", uz: "Server tili", he: "שפת השרת" },
  visitTitle: {
    en: "On every page: remember who sent the friend",
    ru: "На каждой странице: запомнить, кто прислал друга",
    uk: "На кожній сторінці: запам’ятати, хто надіслав друга",
    uz: "Har bir sahifada: doʻstni kim yuborganini eslab qolish",
    he: "בכל דף: לזכור מי שלח את החבר",
  },
  visitText: {
    en: "Forms marked with data-referral then send referral_clicks along, or referral_code.",
    ru: "Формы с data-referral затем передают referral_clicks или referral_code.",
    uk: "Форми з data-referral потім передають referral_clicks або referral_code.",
    uz: "data-referral belgili shakllar keyin referral_clicks yoki referral_code ham yuboradi.",
    he: "טפסים עם data-referral ישלחו אז גם את referral_clicks או את referral_code.",
  },
  fieldTitle: {
    en: "In the signup form: a field for a friend’s code",
    ru: "В форме регистрации: поле для кода друга",
    uk: "У формі реєстрації: поле для коду друга",
    uz: "Roʻyxatdan oʻtish shaklida: doʻst kodi uchun maydon",
    he: "בטופס ההרשמה: שדה לקוד של חבר",
  },
  fieldText: {
    en: "It checks the code while the friend types it. A friend who came by a link finds it filled in.",
    ru: "Поле проверяет код, пока друг его вводит. Если друг пришёл по ссылке, код уже стоит в нём.",
    uk: "Поле перевіряє код, поки друг його вводить. Якщо друг прийшов за посиланням, код уже стоїть у ньому.",
    uz: "Maydon doʻst kodni yozayotganda uni tekshiradi. Havola orqali kelgan doʻst uni toʻldirilgan holda koʻradi.",
    he: "השדה בודק את הקוד בזמן ההקלדה. חבר שהגיע דרך קישור ימצא אותו כבר מלא.",
  },
  reportTitle: {
    en: "On your server: report signups and orders",
    ru: "На сервере: сообщать о регистрациях и заказах",
    uk: "На сервері: повідомляти про реєстрації та замовлення",
    uz: "Serverda: roʻyxatdan oʻtish va buyurtmalarni xabar qilish",
    he: "בשרת: לדווח על הרשמות ורכישות",
  },
  reportText: {
    en: "The secret key stays on your server. Reporting the same thing twice changes nothing, so repeat when in doubt.",
    ru: "Секретный ключ остаётся на сервере. Повторное сообщение ничего не меняет, поэтому в сомнении повторяйте.",
    uk: "Секретний ключ лишається на сервері. Повторне повідомлення нічого не змінює, тож у сумніві повторюйте.",
    uz: "Maxfiy kalit serverda qoladi. Bir narsani ikki marta xabar qilish hech narsani oʻzgartirmaydi, shubha boʻlsa takrorlang.",
    he: "המפתח הסודי נשאר בשרת. דיווח חוזר על אותו דבר אינו משנה דבר, ולכן בספק אפשר לחזור עליו.",
  },
  panelTitle: {
    en: "Where customers share: the panel",
    ru: "Там, где покупатели делятся: панель",
    uk: "Там, де покупці діляться: панель",
    uz: "Xaridorlar ulashadigan joyda: panel",
    he: "במקום שבו לקוחות משתפים: הפאנל",
  },
  panelText: {
    en: "Put your publishable key in. The page's address has to be among the allowed origins of the shop.",
    ru: "Вставьте публичный ключ. Адрес страницы должен быть среди разрешённых адресов магазина.",
    uk: "Вставте публічний ключ. Адреса сторінки має бути серед дозволених адрес магазину.",
    uz: "Ochiq kalitni qoʻying. Sahifa manzili doʻkonning ruxsat etilgan manzillari orasida boʻlishi kerak.",
    he: "יש להכניס את המפתח הציבורי. כתובת הדף צריכה להיות בין הכתובות המורשות של החנות.",
  },
  guide: {
    en: "All of it, step by step",
    ru: "Всё по шагам",
    uk: "Усе покроково",
    uz: "Hammasi bosqichma-bosqich",
    he: "הכול, צעד אחר צעד",
  },
  noProgram: {
    en: "There is no program yet: the code below names one called friends.",
    ru: "Программы ещё нет: в коде ниже она называется friends.",
    uk: "Програми ще немає: у коді нижче вона називається friends.",
    uz: "Hali dastur yoʻq: quyidagi kodda u friends deb atalgan.",
    he: "עדיין אין תוכנית: בקוד שלמטה היא נקראת friends.",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
