import type { InEveryLanguage } from "../../everyLanguage.ts";

/** What is said of a draft that can be discarded. */
export const DISCARD_TEXTS = {
  title: {
    en: "Discard the draft?",
    ru: "Удалить черновик?",
    uk: "Видалити чернетку?",
    uz: "Qoralama oʻchirilsinmi?",
    he: "למחוק את הטיוטה?",
  },
  text: {
    en: "The changes of rules that were not published are lost. The rules in force stay, and so does what waits for its time.",
    ru: "Неопубликованные изменения правил пропадут. Действующие правила останутся, и то, что ждёт своего времени, тоже.",
    uk: "Неопубліковані зміни правил буде втрачено. Чинні правила залишаться, і те, що чекає свого часу, теж.",
    uz: "Eʼlon qilinmagan qoida oʻzgarishlari yoʻqoladi. Amaldagi qoidalar va vaqtini kutayotganlari qoladi.",
    he: "שינויי הכללים שלא פורסמו יאבדו. הכללים שבתוקף נשארים, וגם מה שממתין למועד שלו.",
  },
  discard: {
    en: "Discard the draft",
    ru: "Удалить черновик",
    uk: "Видалити чернетку",
    uz: "Qoralamani oʻchirish",
    he: "מחיקת הטיוטה",
  },
  card: { en: "Draft", ru: "Черновик", uk: "Чернетка", uz: "Qoralama", he: "טיוטה" },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
