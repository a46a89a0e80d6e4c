import type { InEveryLanguage } from "../everyLanguage.ts";

/** What mails to staff say. Subjects have at most 60 characters with a short name in them. */
export const MAIL_TEXTS = {
  sign_in: {
    subject: {
      en: "Your link to sign in",
      ru: "Ваша ссылка для входа",
      uk: "Ваше посилання для входу",
      uz: "Kirish uchun havolangiz",
      he: "הקישור שלך לכניסה",
    },
    title: {
      en: "Sign in to the dashboard",
      ru: "Вход в панель управления",
      uk: "Вхід до панелі керування",
      uz: "Boshqaruv paneliga kirish",
      he: "כניסה ללוח הבקרה",
    },
    text: {
      en: "Someone asked for this link with your address. If it was you, go on here.",
      ru: "Эту ссылку запросили с вашим адресом. Если это были вы, продолжите здесь.",
      uk: "Це посилання запросили з вашою адресою. Якщо це були ви, продовжте тут.",
      uz: "Bu havola sizning manzilingiz bilan soʻralgan. Agar siz soʻragan boʻlsangiz, shu yerdan davom eting.",
      he: "מישהו ביקש את הקישור הזה עם הכתובת שלך. אם הבקשה הייתה שלך, אפשר להמשיך כאן.",
    },
    button: { en: "Sign in", ru: "Войти", uk: "Увійти", uz: "Kirish", he: "כניסה" },
    lasts: {
      en: "The link works once, within 15 minutes.",
      ru: "Ссылка действует один раз, в течение 15 минут.",
      uk: "Посилання діє один раз, протягом 15 хвилин.",
      uz: "Havola bir marta, 15 daqiqa ichida ishlaydi.",
      he: "הקישור פועל פעם אחת, בתוך 15 דקות.",
    },
    ifNotYou: {
      en: "If it was not you, do nothing: without the link no one gets in.",
      ru: "Если это были не вы, ничего не делайте: без ссылки никто не войдёт.",
      uk: "Якщо це були не ви, нічого не робіть: без посилання ніхто не ввійде.",
      uz: "Agar siz soʻramagan boʻlsangiz, hech narsa qilmang: havolasiz hech kim kira olmaydi.",
      he: "אם זה לא היה בבקשתך, אין צורך לעשות דבר: בלי הקישור אף אחד לא ייכנס.",
    },
  },
  invitation: {
    subject: {
      en: "You are invited to {shop}",
      ru: "Вас приглашают в {shop}",
      uk: "Вас запрошують до {shop}",
      uz: "Sizni {shop} taklif qilmoqda",
      he: "הוזמנת אל {shop}",
    },
    title: {
      en: "Work on {shop} together",
      ru: "{shop}: работаем вместе",
      uk: "{shop}: працюємо разом",
      uz: "{shop} ustida birga ishlang",
      he: "עבודה משותפת על {shop}",
    },
    text: {
      en: "You were invited to the refer-a-friend program of {shop}. Your role: {role}.",
      ru: "Вас пригласили в реферальную программу «{shop}». Ваша роль: {role}.",
      uk: "Вас запросили до реферальної програми «{shop}». Ваша роль: {role}.",
      uz: "Siz {shop} doʻstlarni taklif qilish dasturiga taklif qilindingiz. Rolingiz: {role}.",
      he: "הוזמנת לתוכנית חבר מביא חבר של {shop}. התפקיד שלך: {role}.",
    },
    button: {
      en: "Accept and sign in",
      ru: "Принять и войти",
      uk: "Прийняти й увійти",
      uz: "Qabul qilish va kirish",
      he: "אישור וכניסה",
    },
    lasts: {
      en: "The link works once, within 7 days. After that you can ask for another one on the sign-in page.",
      ru: "Ссылка действует один раз, в течение 7 дней. Потом новую можно запросить на странице входа.",
      uk: "Посилання діє один раз, протягом 7 днів. Потім нове можна запросити на сторінці входу.",
      uz: "Havola bir marta, 7 kun ichida ishlaydi. Keyin kirish sahifasida yangisini soʻrash mumkin.",
      he: "הקישור פועל פעם אחת, בתוך 7 ימים. אחר כך אפשר לבקש קישור חדש בעמוד הכניסה.",
    },
    ifNotYou: {
      en: "If you don’t know the shop, do nothing.",
      ru: "Если вы не знаете этот магазин, ничего не делайте.",
      uk: "Якщо ви не знаєте цього магазину, нічого не робіть.",
      uz: "Agar bu doʻkonni tanimasangiz, hech narsa qilmang.",
      he: "אם החנות אינה מוכרת לך, אין צורך לעשות דבר.",
    },
  },
  why: {
    en: "This mail came to {email} because a member’s sign-in to the dashboard needs it. There are no others from here.",
    ru: "Это письмо пришло на {email}, потому что без него сотрудник не может войти в панель. Других писем отсюда не бывает.",
    uk: "Цей лист надійшов на {email}, бо без нього співробітник не може ввійти до панелі. Інших листів звідси не буває.",
    uz: "Bu xat {email} manziliga keldi, chunki usiz xodim panelga kira olmaydi. Bu yerdan boshqa xatlar kelmaydi.",
    he: "האימייל הזה נשלח אל {email} כי הוא נחוץ לכניסה של איש צוות ללוח הבקרה. אימיילים אחרים לא נשלחים מכאן.",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage | Readonly<Record<string, InEveryLanguage>>>>;
