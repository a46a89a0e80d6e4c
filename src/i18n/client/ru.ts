import type { ClientSentences } from "./clientSentences.ts";

export const ru: ClientSentences<"one" | "few" | "many" | "other"> = {
  problemSignIn: "Пожалуйста, войдите ещё раз.",
  problemTooMany: "Слишком много попыток. Попробуйте ещё раз через минуту.",
  problemTryAgain: "Сейчас это не получается. Попробуйте чуть позже.",
  problemInvalid: "Здесь что-то не так. Пожалуйста, проверьте.",
  problemUnknownProgram: "Такой программы нет.",
  problemCodeTaken: "Этот код уже занят. Выберите, пожалуйста, другой.",
  problemCodeUnfit: "Такой код использовать нельзя. Выберите, пожалуйста, другой.",
  problemCodeCharacters: "Код состоит из букв и цифр. Между ними можно поставить пробел, дефис или точку.",
  problemCodeLength: "В коде должно быть от 2 до 40 букв или цифр.",
  problemCodeScripts: "В этом коде смешаны буквы двух алфавитов. Пожалуйста, выберите один из них.",
  problemTooManyCodes: "Больше кодов завести нельзя.",
  problemEnteredBefore: "Вы уже вводили этот код.",
  problemChoiceOver: "Выбрать это уже нельзя.",
  problemOther: "Что-то пошло не так. Попробуйте ещё раз.",

  standingApplicationRequired: "Чтобы участвовать в этой программе, подайте заявку.",
  standingApplicationPending: "Мы получили вашу заявку и скоро её рассмотрим.",
  standingApplicationRefused: "Ваша заявка не принята.",
  standingLapsedFriends: {
    by: "count",
    forms: {
      one: "Чтобы остаться в программе, был нужен {count} друг с покупкой за {days} дн.",
      few: "Чтобы остаться в программе, были нужны {count} друга с покупкой за {days} дн.",
      many: "Чтобы остаться в программе, были нужны {count} друзей с покупкой за {days} дн.",
      other: "Чтобы остаться в программе, были нужны {count} друга с покупкой за {days} дн.",
    },
  },
  standingLapsedRevenue: "Чтобы остаться в программе, друзья должны были купить на {least} за {days} дн.",
  standingBroughtFriends: {
    by: "count",
    forms: {
      one: "Купил {count} друг.",
      few: "Купили {count} друга.",
      many: "Купили {count} друзей.",
      other: "Купили {count} друга.",
    },
  },
  standingBroughtRevenue: "Они купили на {amount}.",
  standingBroughtLess: "Они купили на меньшую сумму.",
  standingApplyAgain: "Подать заявку снова можно уже сейчас.",
  standingNotInSegment: "Эта программа для отдельных покупателей.",
  standingNotSampled: "Эту программу пока пробуют некоторые покупатели. Участвовать в ней вы ещё не можете.",
  standingProgramNotActive: "Сейчас программа не принимает новых друзей.",
  standingBlocked: "Вы не можете участвовать в этой программе. Если это ошибка, обратитесь в магазин.",

  shareSubject: "Приглашение в {shop}",
  shareMessage: "Приглашаю вас в {shop}. {offer}",
  shareMessagePlain: "Приглашаю вас в {shop}.",

  progressConversions: {
    by: "count",
    forms: {
      one: "Ещё {count} друг с покупкой: начиная с {from}-го — {reward} за каждого",
      few: "Ещё {count} друга с покупкой: начиная с {from}-го — {reward} за каждого",
      many: "Ещё {count} друзей с покупкой: начиная с {from}-го — {reward} за каждого",
      other: "Ещё {count} друга с покупкой: начиная с {from}-го — {reward} за каждого",
    },
  },
  progressSignups: {
    by: "count",
    forms: {
      one: "Ещё {count} друг: начиная с {from}-го — {reward} за каждого",
      few: "Ещё {count} друга: начиная с {from}-го — {reward} за каждого",
      many: "Ещё {count} друзей: начиная с {from}-го — {reward} за каждого",
      other: "Ещё {count} друга: начиная с {from}-го — {reward} за каждого",
    },
  },
  progressRevenue: "Когда покупки друзей достигнут {from}, за каждую: {reward}",

  friendLabel: "Друг {number}",
  friendJoined: "С нами с {day}",
  friendExpired: "С нами с {day}, в срок покупки не было",
  friendBought: "Первая покупка: {day}",
  friendRejected: "Не принято",

  rewardPending: "Ожидает до {day}",
  rewardDue: "Скоро будет подтверждено",
  rewardInReview: "Проверяется",
  rewardApproved: "Доступно",
  rewardFulfilled: "Выдано",
  rewardVoided: "Отменено",
  rewardClawedBack: "Возвращено магазину",

  couponPercent: "Скидка {percent}",
  couponPercentFrom: "Скидка {percent} на заказ от {least}",
  couponAmount: "Скидка {amount}",
  couponAmountFrom: "Скидка {amount} на заказ от {least}",
  couponShipping: "Бесплатная доставка",
  couponShippingFrom: "Бесплатная доставка заказа от {least}",
  couponUntil: "Действует до {day}",

  choiceUntil: "Выберите вознаграждение до {day}",
  choiceMade: "Ваш выбор сохранён: {reward}",

  codeAccepted: "Этот код действует.",
  codeTooLate: "Вводить код уже поздно.",
  redeemed: "Приглашение засчитано. Добро пожаловать!",
};
