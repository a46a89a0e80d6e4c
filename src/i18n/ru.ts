import type { Catalogue } from "./catalogue.ts";

export const ru: Catalogue<"one" | "few" | "many" | "other"> = {
  neutral: {
    referral_converted: "Первая засчитанная покупка совершена {day}",
    referral_open: "Засчитанных покупок пока нет.",
    referral_open_until: "Засчитанных покупок пока нет. Учитываются покупки по {day} включительно.",
    referral_expired: "Срок, когда покупка могла быть засчитана, истёк {day} — покупок не было.",
    referral_same_person:
      "Возможно, у друга есть другой аккаунт с тем же e-mail или телефоном, или он был и теперь объединён с этим. Всё, что приносит это приглашение, сначала проверяется.",
    referral_old_customer:
      "По данным магазина, друг был покупателем уже с {day}, до этого приглашения. Всё, что оно приносит, сначала проверяется.",
    referral_same_card:
      "Друг и пригласивший платили одной и той же картой. Это ничего не задерживает: так бывает в одной семье.",
    referral_same_device:
      "Друг и пригласивший пользовались одним и тем же устройством. Это ничего не задерживает: так бывает в одной семье.",
    referral_order_open: "Это приглашение относится только к одному заказу, и этот заказ не засчитан.",
    referral_orders_apart:
      "Здесь каждая покупка засчитывается тому, по чьему коду или ссылке она сделана, и никому другому.",
    referral_rejected: "Приглашение не принято.",
    earlier_left_out: {
      by: "count",
      forms: {
        one: "Не показано {count} более раннее событие.",
        few: "Не показаны {count} более ранних события.",
        many: "Не показано {count} более ранних событий.",
        other: "Не показано {count} более раннего события.",
      },
    },

    event_unnamed: "Отмечено ваше действие: {day}",
    note_converted: "Это первая засчитанная покупка.",
    note_counts_no_more: "Эта покупка больше не засчитывается.",
    note_counts_again: "Эта покупка теперь засчитывается.",
    note_taken_back: "Эта покупка больше не засчитывается, и заменить её нечем.",
    note_over_refund: "Возвращено больше, чем оплачено; учитывается только сумма заказа.",
    note_items_exceed_order: "Строки заказа в сумме больше самого заказа; каждая учтена пропорционально.",
    note_unknown_code: "Указанный код не относится ни к одной программе, поэтому он не учтён.",
    note_refunded_before: "К этому времени уже было возвращено {amount}; это учтено сразу.",
    event_dispute_opened: "{day} открыт спор об оплате заказа {order}.",
    event_dispute_closed: "{day} спор об оплате заказа {order} закрыт.",
    note_disputed: "Вознаграждения за этот заказ ждут, пока спор не будет закрыт.",
    note_dispute_closed: "Вознаграждения за этот заказ больше не ждут.",
    note_choice_cut: "Одно из вознаграждений на выбор стало меньше.",
    note_by_hand: "Кто это сделал: {who}. Причина: «{reason}».",
    note_used_at_once: "«{rule}»: использовано сразу, в этом же заказе.",
    note_customer_since: "По данным магазина, этот человек — покупатель с {day}.",
    note_same_card: "Видно, что пригласивший платил той же картой.",
    note_same_device: "Видно, что пригласивший пользовался тем же устройством.",

    choice_open: "«{rule}», на выбор: {options}. Последний день выбора: {day}; без выбора будет: {first}.",
    choice_due: "«{rule}», на выбор: {options}. Время выбора истекло; будет выдано: {first}.",
    choice_taken: "«{rule}», на выбор было: {options}. Итог: {reward}.",

    coupon_used: "«{rule}»: {day} купон применён к заказу {order}.",
    coupon_used_again: "«{rule}»: {day} купон заново применён к корзине заказа {order}.",
    coupon_freed: "«{rule}»: {day} купон возвращён, заказ {order}.",
    coupon_ended: "«{rule}»: {day} купон освободился сам, так как о заказе {order} не сообщили.",

    clamped: "Из-за лимита вознаграждение уменьшено: {reward}.",
    tier_reached_conversions: {
      by: "count",
      forms: {
        one: "Достигнутый уровень: от {count} друга с покупкой.",
        few: "Достигнутый уровень: от {count} друзей с покупкой.",
        many: "Достигнутый уровень: от {count} друзей с покупкой.",
        other: "Достигнутый уровень: от {count} друга с покупкой.",
      },
    },
    tier_reached_signups: {
      by: "count",
      forms: {
        one: "Достигнутый уровень: от {count} друга.",
        few: "Достигнутый уровень: от {count} друзей.",
        many: "Достигнутый уровень: от {count} друзей.",
        other: "Достигнутый уровень: от {count} друга.",
      },
    },
    tier_reached_revenue: "Достигнутый уровень: покупки от {amount}.",
    tier_next_conversions: {
      by: "count",
      forms: {
        one: "До следующего уровня — ещё {count} друг с покупкой. На нём: {reward}.",
        few: "До следующего уровня — ещё {count} друга с покупкой. На нём: {reward}.",
        many: "До следующего уровня — ещё {count} друзей с покупкой. На нём: {reward}.",
        other: "До следующего уровня — ещё {count} друга с покупкой. На нём: {reward}.",
      },
    },
    tier_next_signups: {
      by: "count",
      forms: {
        one: "До следующего уровня — ещё {count} друг. На нём: {reward}.",
        few: "До следующего уровня — ещё {count} друга. На нём: {reward}.",
        many: "До следующего уровня — ещё {count} друзей. На нём: {reward}.",
        other: "До следующего уровня — ещё {count} друга. На нём: {reward}.",
      },
    },
    tier_next_revenue: "До следующего уровня — ещё покупки на {amount}. На нём: {reward}.",
    tier_ahead_revenue: "Следующий уровень начинается с покупок на {from}. На нём: {reward}.",
    limit_count_recipient: "Лимит вознаграждений на человека ({period}): осталось {left} из {most}.",
    limit_count_referral: "Лимит вознаграждений на друга ({period}): осталось {left} из {most}.",
    limit_amount_recipient: "Лимит на человека ({period}): осталось {left} из {most}.",
    limit_amount_referral: "Лимит на друга ({period}): осталось {left} из {most}.",

    missing_any: "Нужно было выполнить одно из условий:",
    missing_order_amount: "Сумма заказа — {seen}: до минимума в {least} не хватает {short}.",
    over_order_amount: "Сумма заказа — {seen}: это на {over} больше максимума в {most}.",
    missing_amount: "{field} — {seen}: до минимума в {least} не хватает {short}.",
    over_amount: "{field} — {seen}: это на {over} больше максимума в {most}.",
    missing_condition: "{field} — требуется: {required}; на деле: {seen}.",
    missing_condition_hidden: "{field} — условие не выполнено.",
    missing_private: "Не выполнено условие, которое видит только магазин.",
    missing_fact: "{field} — требуется: {required}; сведений нет.",

    changed_cut: "«{rule}»: списано {taken}, осталось {left}.",
    changed_taken: "«{rule}»: списано {taken}, ничего не осталось.",
    changed_ended: "Вознаграждение «{rule}» списано.",
    changed_grown: "«{rule}»: добавлено {added}, теперь {left}.",
    growth_cut: "«{rule}» выросло меньше заказа: больше не позволяет лимит или бюджет.",

    state_pending: "«{rule}»: {reward}. Ожидает; дата одобрения, если не будет возврата: {day}",
    state_pending_due: "«{rule}»: {reward}. Срок ожидания истёк {day}; скоро будет одобрено.",
    state_in_review: "«{rule}»: {reward}. Проверяется.",
    state_approved: "«{rule}»: {reward}. Одобрено.",
    state_approved_expiring: "«{rule}»: {reward}. Одобрено. Неистраченное сгорит {day}.",
    state_approved_expired: "«{rule}»: {reward}. Одобрено. Не истрачено вовремя и сгорело: {expired}.",
    state_fulfilled: "«{rule}»: {reward}. Выдано.",
    state_voided: "Вознаграждение «{rule}» отменено.",
    state_clawed_back: "Вознаграждение «{rule}» списано уже после выдачи.",
    state_other: "«{rule}»: {reward} ({status}).",
  },
  hidden: {
    coupon_used: "«{rule}»: {day} купон использован.",
    coupon_used_again: "«{rule}»: {day} купон заново применён к корзине.",
    coupon_freed: "«{rule}»: {day} купон возвращён.",
    coupon_ended: "«{rule}»: {day} купон освободился сам, так как покупки не последовало.",
    note_refunded_before: "К этому времени по ней уже был возврат; это учтено сразу.",
    missing_order_amount: "Нужен заказ на сумму не меньше {least}.",
    over_order_amount: "Нужен заказ на сумму не больше {most}.",
  },
  aboutFriend: {
    referral_attributed: {
      tenant: "Друг {friend} пришёл по приглашению участника {advocate}; дата: {day}",
      you: "Вы пришли по приглашению друга; дата: {day}",
      friend: "Ваш друг пришёл по вашему приглашению; дата: {day}",
    },
    attributed_code: {
      tenant: "По коду {code} друг {friend} закреплён за участником {advocate}.",
      you: "Вы воспользовались кодом друга.",
      friend: "Ваш друг воспользовался вашим кодом.",
    },
    attributed_click: {
      tenant: "По ссылке участника {advocate} за ним закреплён друг {friend}.",
      you: "Вы перешли по ссылке друга.",
      friend: "Ваш друг перешёл по вашей ссылке.",
    },
    attributed_manual: {
      tenant: "Друг {friend} закреплён за участником {advocate} вручную.",
      you: "Мы вручную отметили, что вас пригласили.",
      friend: "Мы вручную отметили, что друга пригласили вы.",
    },
    event_merged: {
      tenant: "{day} друг {friend} объединён с другим участником.",
      you: "{day} два ваших аккаунта стали одним.",
      friend: "{day} мы ещё раз проверили, какое приглашение действует для вашего друга.",
    },
    event_reassigned: {
      tenant: "{day} вручную исправлено, кто пригласил друга {friend}.",
      you: "{day} мы вручную исправили, кто вас пригласил.",
      friend: "{day} мы вручную исправили, кто пригласил вашего друга.",
    },
    event_signup: {
      tenant: "Регистрация друга {friend}: {day}",
      you: "Ваша регистрация: {day}",
      friend: "Регистрация вашего друга: {day}",
    },
    event_purchase: {
      tenant: "Покупка друга {friend} на {amount}, заказ {order}: {day}",
      you: "Ваша покупка на {amount}, заказ {order}: {day}",
      friend: "Покупка вашего друга: {day}",
    },
    event_refund: {
      tenant: "Возврат {amount} по заказу {order}: {day}",
      you: "Возврат {amount} по вашему заказу {order}: {day}",
      friend: "Возврат по покупке вашего друга: {day}",
    },
    event_refund_waiting: {
      tenant: "Возврат {amount} по заказу {order} учтён вместе с самим заказом; дата возврата: {day}",
      you: "Возврат {amount} по вашему заказу {order} учтён вместе с самим заказом; дата возврата: {day}",
      friend: "Возврат по покупке вашего друга учтён вместе с самой покупкой; дата возврата: {day}",
    },
    event_refund_total: {
      tenant: "Всего возвращено {amount} по заказу {order} на {day}",
      you: "Всего возвращено {amount} по вашему заказу {order} на {day}",
      friend: "Возврат по покупке вашего друга: {day}",
    },
    event_refund_rest: {
      tenant: "Возврат остатка по заказу {order}: {day}",
      you: "Возврат остатка по вашему заказу {order}: {day}",
      friend: "Возврат по покупке вашего друга: {day}",
    },
    event_order_change: {
      tenant: "Заказ {order} изменён, теперь {amount}: {day}",
      you: "Ваш заказ {order} изменён, теперь {amount}: {day}",
      friend: "Покупка вашего друга изменена: {day}",
    },
    event_order_edit: {
      tenant: "Заказ {order} изменён: {day}",
      you: "Ваш заказ {order} изменён: {day}",
      friend: "Покупка вашего друга изменена: {day}",
    },
    event_order_addition: {
      tenant: "Сведения о заказе {order} дополнены: {day}",
      you: "Сведения о вашем заказе {order} дополнены: {day}",
      friend: "Сведения о покупке вашего друга дополнены: {day}",
    },
    event_refund_reversal: {
      tenant: "Возврат по заказу {order} отменён: {day}",
      you: "Возврат по вашему заказу {order} отменён: {day}",
      friend: "Возврат по покупке вашего друга отменён: {day}",
    },
    event_custom: {
      tenant: "Событие «{event}», друг {friend}: {day}",
      you: "Событие «{event}» для вас: {day}",
      friend: "Отмечено действие вашего друга: {day}",
    },
    note_moved: {
      tenant: "Она больше не считается первой покупкой; её место занял заказ {order}.",
      you: "Она больше не считается вашей первой покупкой; её место занял ваш заказ {order}.",
      friend: "Она больше не считается первой покупкой вашего друга; её место заняла другая покупка.",
    },
  },
  aboutRecipient: {
    rewards_total: {
      tenant: "Действующие вознаграждения по этому приглашению: {reward}.",
      you: "Ваши действующие вознаграждения по этому приглашению: {reward}.",
    },
    rewards_none: {
      tenant: "Действующих вознаграждений по этому приглашению нет.",
      you: "У вас нет действующих вознаграждений по этому приглашению.",
    },
    note_no_rule: {
      tenant: "От этого события не зависит ни одно вознаграждение.",
      you: "От этого события не зависит ни одно ваше вознаграждение.",
    },
    note_unchanged: {
      tenant: "Вознаграждения от этого не изменились.",
      you: "Ваши вознаграждения от этого не изменились.",
    },
    granted: {
      tenant: "Участнику {recipient} начислено вознаграждение «{rule}»: {reward}.",
      you: "Вам начислено вознаграждение «{rule}»: {reward}.",
    },
  },
  words: { quoted: "«{name}»", yes: "да", no: "нет", nothing: "ничего", lifetime: "за всё время" },
};
