import type { InEveryLanguage } from "../everyLanguage.ts";

/** What the page of one's own account says. */
export const ACCOUNT_TEXTS = {
  title: { en: "Account", ru: "Аккаунт", uk: "Обліковий запис", uz: "Hisob", he: "החשבון שלך" },
  language: { en: "Language", ru: "Язык", uk: "Мова", uz: "Til", he: "שפה" },
  sessions: {
    en: "Where you are signed in",
    ru: "Где вы вошли",
    uk: "Де ви ввійшли",
    uz: "Qayerda kirgansiz",
    he: "איפה התחברת",
  },
  device: { en: "Device", ru: "Устройство", uk: "Пристрій", uz: "Qurilma", he: "מכשיר" },
  since: { en: "Signed in", ru: "Вход", uk: "Вхід", uz: "Kirilgan", he: "כניסה" },
  thisOne: { en: "This one", ru: "Это устройство", uk: "Цей пристрій", uz: "Shu qurilma", he: "המכשיר הזה" },
  unknownDevice: {
    en: "Unknown device",
    ru: "Неизвестное устройство",
    uk: "Невідомий пристрій",
    uz: "Nomaʼlum qurilma",
    he: "מכשיר לא ידוע",
  },
  end: { en: "Sign out", ru: "Выйти", uk: "Вийти", uz: "Chiqish", he: "יציאה" },
  steps: { en: "Steps", ru: "Действия", uk: "Дії", uz: "Amallar", he: "פעולות" },
  shops: { en: "Your shops", ru: "Ваши магазины", uk: "Ваші магазини", uz: "Doʻkonlaringiz", he: "החנויות שלך" },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
