import type { PayoutBar } from "../../domain/payouts.ts";
import type { TransferDoubt, TransferProblem, TransferRefusal } from "../../domain/transfers.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** Why a payout by Stripe has failed, waits, or needs a person. */

export const TRANSFER_REFUSAL_TEXTS = {
  account_refused: {
    en: "Stripe can't pay this account",
    ru: "Stripe не может платить на этот счёт",
    uk: "Stripe не може платити на цей рахунок",
    uz: "Stripe bu hisobga toʻlay olmaydi",
    he: "Stripe לא יכול לשלם לחשבון הזה",
  },
  amount_refused: {
    en: "Stripe does not pay this amount",
    ru: "Stripe не платит такую сумму",
    uk: "Stripe не платить таку суму",
    uz: "Stripe bunday summani toʻlamaydi",
    he: "Stripe לא משלם את הסכום הזה",
  },
  transfer_refused: {
    en: "Stripe refused it",
    ru: "Stripe отказал",
    uk: "Stripe відмовив",
    uz: "Stripe rad etdi",
    he: "Stripe סירב",
  },
} as const satisfies Readonly<Record<Exclude<TransferRefusal, PayoutBar>, InEveryLanguage>>;

export const TRANSFER_PROBLEM_TEXTS = {
  no_answer: {
    en: "Waits: Stripe did not answer",
    ru: "Ждёт: Stripe не ответил",
    uk: "Чекає: Stripe не відповів",
    uz: "Kutmoqda: Stripe javob bermadi",
    he: "ממתין: Stripe לא ענה",
  },
  unclear_answer: {
    en: "Waits: Stripe's answer was unclear",
    ru: "Ждёт: ответ Stripe непонятен",
    uk: "Чекає: відповідь Stripe незрозуміла",
    uz: "Kutmoqda: Stripe javobi tushunarsiz",
    he: "ממתין: התשובה של Stripe לא ברורה",
  },
  busy: {
    en: "Waits: Stripe is busy",
    ru: "Ждёт: Stripe занят",
    uk: "Чекає: Stripe зайнятий",
    uz: "Kutmoqda: Stripe band",
    he: "ממתין: Stripe עמוס",
  },
  balance_insufficient: {
    en: "Waits: your balance at Stripe is too small",
    ru: "Ждёт: на вашем счёте в Stripe мало средств",
    uk: "Чекає: на вашому рахунку в Stripe замало коштів",
    uz: "Kutmoqda: Stripe’dagi balansingiz yetarli emas",
    he: "ממתין: היתרה שלכם ב־Stripe נמוכה מדי",
  },
  key_refused: {
    en: "Waits: Stripe does not take your key",
    ru: "Ждёт: Stripe не принимает ваш ключ",
    uk: "Чекає: Stripe не приймає ваш ключ",
    uz: "Kutmoqda: Stripe kalitingizni qabul qilmayapti",
    he: "ממתין: Stripe לא מקבל את המפתח שלכם",
  },
  no_key: {
    en: "Waits: there is no key of Stripe",
    ru: "Ждёт: нет ключа Stripe",
    uk: "Чекає: немає ключа Stripe",
    uz: "Kutmoqda: Stripe kaliti yoʻq",
    he: "ממתין: אין מפתח של Stripe",
  },
  other_account: {
    en: "Waits: begun with the key of another account",
    ru: "Ждёт: начато с ключом другого аккаунта",
    uk: "Чекає: розпочато з ключем іншого акаунта",
    uz: "Kutmoqda: boshqa akkaunt kaliti bilan boshlangan",
    he: "ממתין: התחיל עם מפתח של חשבון אחר",
  },
} as const satisfies Readonly<Record<TransferProblem, InEveryLanguage>>;

export const TRANSFER_DOUBT_TEXTS = {
  outcome_unknown: {
    en: "Decide: it is not known whether Stripe paid it",
    ru: "Решите: неизвестно, заплатил ли Stripe",
    uk: "Вирішіть: невідомо, чи заплатив Stripe",
    uz: "Qaror qiling: Stripe toʻlagani nomaʼlum",
    he: "להחלטתכם: לא ידוע אם Stripe שילם",
  },
  differs: {
    en: "Decide: Stripe has something else than was asked for",
    ru: "Решите: в Stripe не то, о чём просили",
    uk: "Вирішіть: у Stripe не те, про що просили",
    uz: "Qaror qiling: Stripe’dagi toʻlov soʻralganidan boshqacha",
    he: "להחלטתכם: ב־Stripe רשום משהו אחר ממה שהתבקש",
  },
  not_sent: {
    en: "Decide: Stripe did not pay it within 23 hours",
    ru: "Решите: Stripe не заплатил за 23 часа",
    uk: "Вирішіть: Stripe не заплатив за 23 години",
    uz: "Qaror qiling: Stripe 23 soat ichida toʻlamadi",
    he: "להחלטתכם: Stripe לא שילם תוך 23 שעות",
  },
} as const satisfies Readonly<Record<TransferDoubt, InEveryLanguage>>;
