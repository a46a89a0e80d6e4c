import type { RewardStatus } from "../../domain/rewardState.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** What each state of a reward is called. */
export const REWARD_STATUS_NAMES = {
  pending: { en: "On hold", ru: "На удержании", uk: "На утриманні", uz: "Kutishda", he: "בהמתנה" },
  in_review: { en: "In review", ru: "На проверке", uk: "На перевірці", uz: "Tekshiruvda", he: "בבדיקה" },
  approved: { en: "Approved", ru: "Одобрена", uk: "Схвалена", uz: "Tasdiqlangan", he: "אושר" },
  fulfilled: { en: "Given out", ru: "Выдана", uk: "Видана", uz: "Berilgan", he: "נמסר" },
  voided: { en: "Ended", ru: "Отменена", uk: "Скасована", uz: "Bekor qilingan", he: "בוטל" },
  clawed_back: { en: "Taken back", ru: "Возвращена", uk: "Повернена", uz: "Qaytarib olingan", he: "הוחזר" },
} as const satisfies Readonly<Record<RewardStatus, InEveryLanguage>>;

/** What the pages of rewards and reviews say. */
export const REWARD_CASE_TEXTS = {
  rewards: { en: "Rewards", ru: "Награды", uk: "Винагороди", uz: "Mukofotlar", he: "תגמולים" },
  reviews: { en: "Reviews", ru: "Проверка", uk: "Перевірка", uz: "Tekshiruv", he: "בדיקות" },
  reward: { en: "Reward", ru: "Награда", uk: "Винагорода", uz: "Mukofot", he: "תגמול" },
  whose: { en: "Whose", ru: "Чья", uk: "Чия", uz: "Kimniki", he: "של מי" },
  rule: { en: "Rule", ru: "Правило", uk: "Правило", uz: "Qoida", he: "כלל" },
  state: { en: "State", ru: "Состояние", uk: "Стан", uz: "Holat", he: "מצב" },
  allStates: { en: "All states", ru: "Все состояния", uk: "Усі стани", uz: "Barcha holatlar", he: "כל המצבים" },
  earned: { en: "Earned", ru: "Заработана", uk: "Зароблена", uz: "Qachon olingan", he: "הושג" },
  holdUntil: {
    en: "Held until",
    ru: "Удерживается до",
    uk: "Утримується до",
    uz: "Qachongacha kutadi",
    he: "בהמתנה עד",
  },
  deadline: { en: "Decide by", ru: "Решить до", uk: "Вирішити до", uz: "Qaror muddati", he: "להחליט עד" },
  overdue: { en: "Overdue", ru: "Просрочено", uk: "Прострочено", uz: "Muddati oʻtgan", he: "באיחור" },
  cause: { en: "For", ru: "За что", uk: "За що", uz: "Nima uchun", he: "עבור" },
  cause_signup: { en: "a signup", ru: "регистрация", uk: "реєстрація", uz: "roʻyxatdan oʻtish", he: "הרשמה" },
  cause_order: { en: "order {id}", ru: "заказ {id}", uk: "замовлення {id}", uz: "buyurtma {id}", he: "הזמנה {id}" },
  cause_event: { en: "event {id}", ru: "событие {id}", uk: "подія {id}", uz: "hodisa {id}", he: "אירוע {id}" },
  cause_click: { en: "a click", ru: "переход", uk: "перехід", uz: "bosish", he: "קליק" },
  select: {
    en: "Select the reward of {name}",
    ru: "Выбрать награду: {name}",
    uk: "Вибрати винагороду: {name}",
    uz: "Mukofotni tanlash: {name}",
    he: "בחירת התגמול של {name}",
  },
  selectAll: {
    en: "Select all on this page",
    ru: "Выбрать все на странице",
    uk: "Вибрати всі на сторінці",
    uz: "Sahifadagi hammasini tanlash",
    he: "בחירת הכול בעמוד",
  },
  reason: { en: "Reason", ru: "Причина", uk: "Причина", uz: "Sabab", he: "סיבה" },
  approve: { en: "Approve", ru: "Одобрить", uk: "Схвалити", uz: "Tasdiqlash", he: "אישור" },
  void: { en: "End", ru: "Отменить", uk: "Скасувати", uz: "Bekor qilish", he: "ביטול" },
  fulfill: {
    en: "Mark as given out",
    ru: "Отметить выданными",
    uk: "Позначити виданими",
    uz: "Berilgan deb belgilash",
    he: "סימון כנמסר",
  },
  none: {
    en: "No rewards yet. They come with the first friends; a scenario shows what to expect.",
    ru: "Наград пока нет. Они появятся с первыми друзьями; чего ожидать, покажет сценарий.",
    uk: "Винагород ще немає. Вони зʼявляться з першими друзями; чого чекати, покаже сценарій.",
    uz: "Hali mukofot yoʻq. Ular birinchi doʻstlar bilan keladi; nima kutish mumkinligini ssenariy koʻrsatadi.",
    he: "עדיין אין תגמולים. הם יגיעו עם החברים הראשונים; תרחיש יראה למה לצפות.",
  },
  toPrograms: {
    en: "Open the programs",
    ru: "Открыть программы",
    uk: "Відкрити програми",
    uz: "Dasturlarni ochish",
    he: "לתוכניות",
  },
  noneLikeThis: {
    en: "No reward is like this.",
    ru: "Таких наград нет.",
    uk: "Таких винагород немає.",
    uz: "Bunday mukofot yoʻq.",
    he: "אין תגמולים כאלה.",
  },
  showAll: {
    en: "Show all rewards",
    ru: "Показать все награды",
    uk: "Показати всі винагороди",
    uz: "Barcha mukofotlarni koʻrsatish",
    he: "הצגת כל התגמולים",
  },
  nothingWaits: {
    en: "Nothing waits for a decision.",
    ru: "Ничто не ждёт решения.",
    uk: "Ніщо не чекає на рішення.",
    uz: "Qaror kutayotgan narsa yoʻq.",
    he: "אין דבר שממתין להחלטה.",
  },
  person: { en: "Of {name}", ru: "Чьи: {name}", uk: "Чиї: {name}", uz: "Kimniki: {name}", he: "של {name}" },
  csv: { en: "Download CSV", ru: "Скачать CSV", uk: "Завантажити CSV", uz: "CSV yuklab olish", he: "הורדת CSV" },
  why: { en: "Why", ru: "Почему", uk: "Чому", uz: "Nega", he: "למה" },
  signals: { en: "What is known", ru: "Что известно", uk: "Що відомо", uz: "Nima maʼlum", he: "מה ידוע" },
  signal_blocked: {
    en: "the recipient is blocked",
    ru: "получатель заблокирован",
    uk: "одержувача заблоковано",
    uz: "oluvchi bloklangan",
    he: "המקבל חסום",
  },
  signal_friends: {
    en: { by: "count", forms: { one: "{count} friend in this program", other: "{count} friends in this program" } },
    ru: {
      by: "count",
      forms: {
        one: "{count} друг в этой программе",
        few: "{count} друга в этой программе",
        many: "{count} друзей в этой программе",
        other: "{count} друга в этой программе",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "{count} друг у цій програмі",
        few: "{count} друга у цій програмі",
        many: "{count} друзів у цій програмі",
        other: "{count} друга у цій програмі",
      },
    },
    uz: { by: "count", forms: { one: "bu dasturda {count} ta doʻst", other: "bu dasturda {count} ta doʻst" } },
    he: {
      by: "count",
      forms: { one: "חבר אחד בתוכנית הזו", two: "שני חברים בתוכנית הזו", other: "{count} חברים בתוכנית הזו" },
    },
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
