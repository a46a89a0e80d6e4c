import type { ClientSentences } from "./clientSentences.ts";

export const uk: ClientSentences<"one" | "few" | "many" | "other"> = {
  problemSignIn: "Будь ласка, увійдіть ще раз.",
  problemTooMany: "Забагато спроб. Спробуйте ще раз за хвилину.",
  problemTryAgain: "Зараз це не вдається. Спробуйте трохи згодом.",
  problemInvalid: "Тут щось не так. Будь ласка, перевірте.",
  problemUnknownProgram: "Такої програми немає.",
  problemCodeTaken: "Цей код уже зайнятий. Виберіть, будь ласка, інший.",
  problemCodeUnfit: "Такий код використати не можна. Виберіть, будь ласка, інший.",
  problemCodeCharacters: "Код складається з літер і цифр. Між ними можна поставити пробіл, дефіс або крапку.",
  problemCodeLength: "У коді має бути від 2 до 40 літер або цифр.",
  problemCodeScripts: "У цьому коді змішано літери двох абеток. Будь ласка, виберіть одну з них.",
  problemTooManyCodes: "Більше кодів створити не можна.",
  problemEnteredBefore: "Ви вже вводили цей код.",
  problemChoiceOver: "Вибрати це вже не можна.",
  problemOther: "Щось пішло не так. Спробуйте ще раз.",

  standingApplicationRequired: "Щоб брати участь у цій програмі, подайте заявку.",
  standingApplicationPending: "Ми отримали вашу заявку й невдовзі її розглянемо.",
  standingApplicationRefused: "Вашу заявку не прийнято.",
  standingLapsedFriends: {
    by: "count",
    forms: {
      one: "Щоб залишитися у програмі, був потрібен {count} друг із покупкою за {days} дн.",
      few: "Щоб залишитися у програмі, були потрібні {count} друзі з покупкою за {days} дн.",
      many: "Щоб залишитися у програмі, було потрібно {count} друзів із покупкою за {days} дн.",
      other: "Щоб залишитися у програмі, було потрібно {count} друга з покупкою за {days} дн.",
    },
  },
  standingLapsedRevenue: "Щоб залишитися у програмі, друзі мали купити на {least} за {days} дн.",
  standingBroughtFriends: {
    by: "count",
    forms: {
      one: "Купив {count} друг.",
      few: "Купили {count} друзі.",
      many: "Купили {count} друзів.",
      other: "Купили {count} друга.",
    },
  },
  standingBroughtRevenue: "Вони купили на {amount}.",
  standingBroughtLess: "Вони купили на меншу суму.",
  standingApplyAgain: "Подати заявку знову можна вже зараз.",
  standingNotInSegment: "Ця програма для окремих покупців.",
  standingNotSampled: "Цю програму поки пробують деякі покупці. Брати в ній участь ви ще не можете.",
  standingProgramNotActive: "Зараз програма не приймає нових друзів.",
  standingBlocked: "Ви не можете брати участь у цій програмі. Якщо це помилка, зверніться до магазину.",

  shareSubject: "Запрошення до {shop}",
  shareMessage: "Запрошую вас до {shop}. {offer}",
  shareMessagePlain: "Запрошую вас до {shop}.",

  progressConversions: {
    by: "count",
    forms: {
      one: "Ще {count} друг із покупкою: починаючи з {from}-го — {reward} за кожного",
      few: "Ще {count} друзі з покупкою: починаючи з {from}-го — {reward} за кожного",
      many: "Ще {count} друзів із покупкою: починаючи з {from}-го — {reward} за кожного",
      other: "Ще {count} друга з покупкою: починаючи з {from}-го — {reward} за кожного",
    },
  },
  progressSignups: {
    by: "count",
    forms: {
      one: "Ще {count} друг: починаючи з {from}-го — {reward} за кожного",
      few: "Ще {count} друзі: починаючи з {from}-го — {reward} за кожного",
      many: "Ще {count} друзів: починаючи з {from}-го — {reward} за кожного",
      other: "Ще {count} друга: починаючи з {from}-го — {reward} за кожного",
    },
  },
  progressRevenue: "Коли покупки друзів сягнуть {from}, за кожну: {reward}",

  friendLabel: "Друг {number}",
  friendJoined: "З нами з {day}",
  friendExpired: "З нами з {day}, вчасно покупки не було",
  friendBought: "Перша покупка: {day}",
  friendRejected: "Не прийнято",

  rewardPending: "Очікує до {day}",
  rewardDue: "Невдовзі буде підтверджено",
  rewardInReview: "Перевіряється",
  rewardApproved: "Доступно",
  rewardFulfilled: "Видано",
  rewardVoided: "Скасовано",
  rewardClawedBack: "Повернуто магазину",

  couponPercent: "Знижка {percent}",
  couponPercentFrom: "Знижка {percent} на замовлення від {least}",
  couponAmount: "Знижка {amount}",
  couponAmountFrom: "Знижка {amount} на замовлення від {least}",
  couponShipping: "Безкоштовна доставка",
  couponShippingFrom: "Безкоштовна доставка замовлення від {least}",
  couponUntil: "Діє до {day}",

  choiceUntil: "Виберіть винагороду до {day}",
  choiceMade: "Ваш вибір збережено: {reward}",

  codeAccepted: "Цей код діє.",
  codeTooLate: "Вводити код уже запізно.",
  redeemed: "Запрошення зараховано. Ласкаво просимо!",
};
