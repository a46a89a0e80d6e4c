import type { InEveryLanguage } from "../everyLanguage.ts";
import { BY_HAND_PROBLEMS } from "./byHand.ts";

/** What the form says in which a friend is given to another advocate. */
export const REASSIGN_TEXTS = {
  title: {
    en: "Give to another advocate",
    ru: "Передать другому пригласившему",
    uk: "Передати іншому запрошувачеві",
    uz: "Boshqa taklif qiluvchiga oʻtkazish",
    he: "העברה למזמין אחר",
  },
  intro: {
    en: "The friend goes to another advocate, with the rewards that were not given out yet: the amounts and waiting times stay as they are. What was given out stays with the present advocate, and the friend keeps their own rewards.",
    ru: "Друг перейдёт к другому пригласившему вместе с ещё не выданными вознаграждениями: их суммы и сроки не изменятся. Уже выданное останется у нынешнего пригласившего, а вознаграждения самого друга — у друга.",
    uk: "Друг перейде до іншого запрошувача разом із ще не виданими винагородами: їхні суми та строки не зміняться. Уже видане залишиться в нинішнього запрошувача, а винагороди самого друга — у друга.",
    uz: "Doʻst hali berilmagan mukofotlar bilan birga boshqa taklif qiluvchiga oʻtadi: ularning miqdori va muddati oʻzgarmaydi. Berib boʻlinganlari hozirgi taklif qiluvchida, doʻstning oʻz mukofotlari esa doʻstning oʻzida qoladi.",
    he: "החבר עובר למזמין אחר יחד עם התגמולים שעוד לא נמסרו: הסכומים וזמני ההמתנה לא ישתנו. מה שכבר נמסר נשאר אצל המזמין הנוכחי, והתגמולים של החבר עצמו נשארים שלו.",
  },
  now: {
    en: "Present advocate",
    ru: "Нынешний пригласивший",
    uk: "Нинішній запрошувач",
    uz: "Hozirgi taklif qiluvchi",
    he: "המזמין הנוכחי",
  },
  going: {
    en: "Rewards that go along",
    ru: "Переходит вознаграждений",
    uk: "Переходить винагород",
    uz: "Oʻtadigan mukofotlar",
    he: "תגמולים שיעברו",
  },
  staying: {
    en: "Rewards that were given out",
    ru: "Уже выдано вознаграждений",
    uk: "Уже видано винагород",
    uz: "Berilgan mukofotlar",
    he: "תגמולים שכבר נמסרו",
  },
  advocate: {
    en: "Id of the new advocate",
    ru: "ID нового пригласившего",
    uk: "ID нового запрошувача",
    uz: "Yangi taklif qiluvchining ID si",
    he: "המזהה של המזמין החדש",
  },
  advocateHint: {
    en: "The person needs no code.",
    ru: "Код этому человеку не нужен.",
    uk: "Код цій людині не потрібен.",
    uz: "Bu odamga kod kerak emas.",
    he: "אין צורך בקוד.",
  },
  give: { en: "Give", ru: "Передать", uk: "Передати", uz: "Oʻtkazish", he: "העברה" },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;

/** What is wrong with what was typed, or found out about it. */
export const REASSIGN_PROBLEMS = {
  advocate: {
    en: "Write an id of at most 255 characters.",
    ru: "Напишите ID до 255 символов.",
    uk: "Напишіть ID до 255 символів.",
    uz: "255 belgigacha ID yozing.",
    he: "יש לכתוב מזהה של עד 255 תווים.",
  },
  not_found: BY_HAND_PROBLEMS.not_found,
  too_many_decisions: {
    en: "The friend has more orders or rewards than can be given to another advocate at once.",
    ru: "У друга больше заказов или вознаграждений, чем можно передать за один раз.",
    uk: "У друга більше замовлень або винагород, ніж можна передати за один раз.",
    uz: "Doʻstning buyurtmalari yoki mukofotlari bir martada oʻtkazib boʻlmaydigan darajada koʻp.",
    he: "לחבר יש יותר רכישות או תגמולים ממה שאפשר להעביר בבת אחת.",
  },
  reason: BY_HAND_PROBLEMS.reason,
} as const satisfies Readonly<Record<string, InEveryLanguage>>;

export type ReassignProblem = keyof typeof REASSIGN_PROBLEMS;
