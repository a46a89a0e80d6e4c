import type { GoalStanding } from "../../domain/goals.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";
import type { Language } from "../languages.ts";

type InWords = Readonly<Record<Language, string>>;

/** What a shop wants its figures to come to, and how far they are. */
export const GOALS_TEXTS = {
  title: { en: "Goals", ru: "Цели", uk: "Цілі", uz: "Maqsadlar", he: "יעדים" },
  none: {
    en: "No goals yet. Say below what a figure is to come to by which day, and see every day whether it is on course.",
    ru: "Целей пока нет. Задайте ниже, какого значения и к какому дню должен достичь показатель, и следите за ходом.",
    uk: "Цілей поки немає. Задайте нижче, якого значення й до якого дня має сягнути показник, і стежте за перебігом.",
    uz: "Hali maqsad yoʻq. Quyida koʻrsatkich qaysi kungacha qanchaga yetishi kerakligini belgilang va borishini kuzating.",
    he: "עדיין אין יעדים. כאן למטה קובעים לאיזה ערך מדד צריך להגיע ועד מתי, ועוקבים אחר ההתקדמות.",
  },
  noneToRead: {
    en: "No goals were set for this program.",
    ru: "Для этой программы цели не заданы.",
    uk: "Для цієї програми цілі не задано.",
    uz: "Bu dastur uchun maqsadlar belgilanmagan.",
    he: "לא נקבעו יעדים לתוכנית הזאת.",
  },
  add: { en: "Add a goal", ru: "Новая цель", uk: "Нова ціль", uz: "Yangi maqsad", he: "יעד חדש" },
  change: {
    en: "Change the goal",
    ru: "Изменить цель",
    uk: "Змінити ціль",
    uz: "Maqsadni oʻzgartirish",
    he: "עריכת היעד",
  },
  all: { en: "All goals", ru: "Все цели", uk: "Усі цілі", uz: "Barcha maqsadlar", he: "לכל היעדים" },
  metric: { en: "Figure", ru: "Показатель", uk: "Показник", uz: "Koʻrsatkich", he: "מדד" },
  target: { en: "Target", ru: "Цель", uk: "Ціль", uz: "Maqsad", he: "יעד" },
  targetHint: {
    en: "Amounts in {currency}, parts in percent. Of a cost it is the most that it may come to.",
    ru: "Суммы — в {currency}, доли — в процентах. Для затрат это наибольшее допустимое значение.",
    uk: "Суми — у {currency}, частки — у відсотках. Для витрат це найбільше допустиме значення.",
    uz: "Summalar {currency} valyutasida, ulushlar foizda. Xarajat uchun bu eng koʻp ruxsat etilgan qiymat.",
    he: "סכומים ב־{currency}, חלקים באחוזים. בעלויות זה הערך המרבי המותר.",
  },
  firstDay: { en: "First day", ru: "Первый день", uk: "Перший день", uz: "Birinchi kun", he: "היום הראשון" },
  lastDay: { en: "Last day", ru: "Последний день", uk: "Останній день", uz: "Oxirgi kun", he: "היום האחרון" },
  remove: { en: "Remove", ru: "Удалить", uk: "Видалити", uz: "Oʻchirish", he: "הסרה" },
  removeText: {
    en: "The goal is followed no more. The figures stay as they are.",
    ru: "За целью больше не будут следить. Показатели останутся как есть.",
    uk: "За ціллю більше не стежитимуть. Показники залишаться як є.",
    uz: "Maqsad endi kuzatilmaydi. Koʻrsatkichlar oʻz holicha qoladi.",
    he: "לא יעקבו עוד אחר היעד. המדדים נשארים כפי שהם.",
  },
  ofTarget: {
    en: "{value} of {target}",
    ru: "{value} из {target}",
    uk: "{value} із {target}",
    uz: "{value} / {target}",
    he: "{value} מתוך {target}",
  },
  ofAtMost: {
    en: "{value} of at most {target}",
    ru: "{value}, предел — {target}",
    uk: "{value}, межа — {target}",
    uz: "{value}, chegara — {target}",
    he: "{value}, לכל היותר {target}",
  },
  ofAtLeast: {
    en: "{value}, at least {target} is wanted",
    ru: "{value}, нужно не меньше {target}",
    uk: "{value}, потрібно не менше {target}",
    uz: "{value}, kamida {target} kerak",
    he: "{value}, דרוש לפחות {target}",
  },
  expected: {
    en: "At an even pace by now: {amount}",
    ru: "При ровном темпе на сегодня: {amount}",
    uk: "За рівного темпу на сьогодні: {amount}",
    uz: "Bir maromda bugungacha: {amount}",
    he: "בקצב אחיד עד היום: {amount}",
  },
  projected: {
    en: "Going on like this: {amount} by the last day",
    ru: "Если так продолжится: {amount} к последнему дню",
    uk: "Якщо так триватиме: {amount} до останнього дня",
    uz: "Shu zaylda davom etsa: oxirgi kungacha {amount}",
    he: "אם זה יימשך כך: {amount} עד היום האחרון",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;

/** How a goal goes that is the least that is wanted. */
export const STANDING_TEXTS: Readonly<Record<GoalStanding, InWords>> = {
  upcoming: { en: "Not begun", ru: "Ещё не началась", uk: "Ще не почалась", uz: "Hali boshlanmagan", he: "טרם התחיל" },
  unknown: {
    en: "Nothing to measure yet",
    ru: "Пока нечего измерить",
    uk: "Поки нічого виміряти",
    uz: "Hozircha oʻlchaydigan narsa yoʻq",
    he: "עדיין אין מה למדוד",
  },
  ahead: { en: "Ahead", ru: "С опережением", uk: "З випередженням", uz: "Rejadan oldinda", he: "מקדים את הקצב" },
  behind: { en: "Behind", ru: "С отставанием", uk: "З відставанням", uz: "Rejadan ortda", he: "מפגר אחרי הקצב" },
  reached: { en: "Reached", ru: "Достигнута", uk: "Досягнуто", uz: "Erishildi", he: "הושג" },
  missed: { en: "Missed", ru: "Не достигнута", uk: "Не досягнуто", uz: "Erishilmadi", he: "לא הושג" },
};

/** How a goal goes that is the most that is wanted: a cost is not "ahead" when there is little of it. */
export const COST_STANDING_TEXTS: Readonly<Record<"ahead" | "behind" | "reached" | "missed", InWords>> = {
  ahead: { en: "Within", ru: "В пределах", uk: "У межах", uz: "Chegarada", he: "בתוך המסגרת" },
  behind: { en: "Above the pace", ru: "Выше темпа", uk: "Вище темпу", uz: "Meʼyordan yuqori", he: "מעל הקצב" },
  reached: { en: "Kept", ru: "Соблюдена", uk: "Дотримано", uz: "Oshmadi", he: "נשמר" },
  missed: { en: "Exceeded", ru: "Превышена", uk: "Перевищено", uz: "Oshib ketdi", he: "נחרג" },
};

/** What is wrong with a goal as it was typed. */
export const GOAL_PROBLEMS = {
  target: {
    en: "A number above zero, such as 500 or 12.50.",
    ru: "Число больше нуля, например 500 или 12,50.",
    uk: "Число, більше за нуль, наприклад 500 або 12,50.",
    uz: "Noldan katta son, masalan 500 yoki 12,50.",
    he: "מספר גדול מאפס, למשל 500 או 12.50.",
  },
  firstDay: {
    en: "Name a day.",
    ru: "Укажите день.",
    uk: "Укажіть день.",
    uz: "Kunni koʻrsating.",
    he: "יש לציין יום.",
  },
  lastDay: {
    en: "Name a day that is not before the first one, and at most five years after it.",
    ru: "Укажите день не раньше первого и не позже чем через пять лет после него.",
    uk: "Укажіть день не раніше першого і не пізніше ніж через п’ять років після нього.",
    uz: "Birinchi kundan oldin boʻlmagan va undan koʻpi bilan besh yil keyingi kunni koʻrsating.",
    he: "יש לציין יום שאינו לפני היום הראשון, ולכל היותר חמש שנים אחריו.",
  },
  too_many_goals: {
    en: "The program has as many goals as it may have. Remove one first.",
    ru: "У программы уже столько целей, сколько разрешено. Сначала удалите одну.",
    uk: "Програма вже має стільки цілей, скільки дозволено. Спершу видаліть одну.",
    uz: "Dasturda ruxsat etilgancha maqsad bor. Avval bittasini oʻchiring.",
    he: "לתוכנית יש כבר מספר היעדים המרבי. יש להסיר אחד קודם.",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;

export type GoalProblem = keyof typeof GOAL_PROBLEMS;
