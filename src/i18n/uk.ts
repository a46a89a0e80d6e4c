import type { Catalogue } from "./catalogue.ts";

export const uk: Catalogue<"one" | "few" | "many" | "other"> = {
  neutral: {
    referral_converted: "Першу зараховану покупку зроблено {day}",
    referral_open: "Зарахованих покупок поки немає.",
    referral_open_until: "Зарахованих покупок поки немає. Враховуються покупки до {day} включно.",
    referral_expired: "Строк, коли покупку могло бути зараховано, минув {day} — покупок не було.",
    referral_same_person:
      "Можливо, у друга є інший акаунт із тим самим e-mail або телефоном, або він був і тепер об’єднаний із цим. Усе, що приносить це запрошення, спершу перевіряється.",
    referral_old_customer:
      "За даними магазину, друг був покупцем уже з {day}, до цього запрошення. Усе, що воно приносить, спершу перевіряється.",
    referral_same_card:
      "Друг і запрошувач платили однією й тією самою карткою. Це нічого не затримує: так буває в одній родині.",
    referral_same_device:
      "Друг і запрошувач користувалися одним і тим самим пристроєм. Це нічого не затримує: так буває в одній родині.",
    referral_order_open: "Це запрошення стосується лише одного замовлення, і це замовлення не зараховано.",
    referral_orders_apart:
      "Тут кожна покупка зараховується тому, за чиїм кодом чи посиланням її зроблено, і нікому іншому.",
    referral_rejected: "Запрошення не прийнято.",
    earlier_left_out: {
      by: "count",
      forms: {
        one: "Не показано {count} ранішу подію.",
        few: "Не показано {count} раніші події.",
        many: "Не показано {count} раніших подій.",
        other: "Не показано {count} ранішої події.",
      },
    },

    event_unnamed: "Зафіксовано вашу дію: {day}",
    note_converted: "Це перша зарахована покупка.",
    note_counts_no_more: "Ця покупка більше не зараховується.",
    note_counts_again: "Ця покупка тепер зараховується.",
    note_taken_back: "Ця покупка більше не зараховується, і замінити її нічим.",
    note_over_refund: "Повернено більше, ніж сплачено; враховується лише сума замовлення.",
    note_items_exceed_order: "Рядки замовлення разом дають більше, ніж саме замовлення; кожен враховано пропорційно.",
    note_unknown_code: "Вказаний код не належить до жодної програми, тому його не враховано.",
    note_refunded_before: "На той час уже було повернено {amount}; це враховано одразу.",
    event_dispute_opened: "{day} відкрито спір щодо оплати замовлення {order}.",
    event_dispute_closed: "{day} спір щодо оплати замовлення {order} закрито.",
    note_disputed: "Винагороди за це замовлення чекають, доки спір не буде закрито.",
    note_dispute_closed: "Винагороди за це замовлення більше не чекають.",
    note_choice_cut: "Одна з винагород на вибір стала меншою.",
    note_by_hand: "Хто це зробив: {who}. Причина: «{reason}».",
    note_used_at_once: "«{rule}»: використано одразу, у цьому ж замовленні.",
    note_customer_since: "За даними магазину, ця людина — покупець з {day}.",
    note_same_card: "Видно, що запрошувач платив тією самою карткою.",
    note_same_device: "Видно, що запрошувач користувався тим самим пристроєм.",

    choice_open: "«{rule}», на вибір: {options}. Останній день вибору: {day}; без вибору буде: {first}.",
    choice_due: "«{rule}», на вибір: {options}. Час вибору минув; буде видано: {first}.",
    choice_taken: "«{rule}», на вибір було: {options}. Підсумок: {reward}.",

    coupon_used: "«{rule}»: {day} купон застосовано до замовлення {order}.",
    coupon_used_again: "«{rule}»: {day} купон наново застосовано до кошика замовлення {order}.",
    coupon_freed: "«{rule}»: {day} купон повернено, замовлення {order}.",
    coupon_ended: "«{rule}»: {day} купон звільнився сам, бо про замовлення {order} не повідомили.",

    clamped: "Через ліміт винагороду зменшено: {reward}.",
    tier_reached_conversions: {
      by: "count",
      forms: {
        one: "Досягнутий рівень: від {count} друга з покупкою.",
        few: "Досягнутий рівень: від {count} друзів із покупкою.",
        many: "Досягнутий рівень: від {count} друзів із покупкою.",
        other: "Досягнутий рівень: від {count} друга з покупкою.",
      },
    },
    tier_reached_signups: {
      by: "count",
      forms: {
        one: "Досягнутий рівень: від {count} друга.",
        few: "Досягнутий рівень: від {count} друзів.",
        many: "Досягнутий рівень: від {count} друзів.",
        other: "Досягнутий рівень: від {count} друга.",
      },
    },
    tier_reached_revenue: "Досягнутий рівень: покупки від {amount}.",
    tier_next_conversions: {
      by: "count",
      forms: {
        one: "До наступного рівня — ще {count} друг із покупкою. На ньому: {reward}.",
        few: "До наступного рівня — ще {count} друзі з покупкою. На ньому: {reward}.",
        many: "До наступного рівня — ще {count} друзів із покупкою. На ньому: {reward}.",
        other: "До наступного рівня — ще {count} друга з покупкою. На ньому: {reward}.",
      },
    },
    tier_next_signups: {
      by: "count",
      forms: {
        one: "До наступного рівня — ще {count} друг. На ньому: {reward}.",
        few: "До наступного рівня — ще {count} друзі. На ньому: {reward}.",
        many: "До наступного рівня — ще {count} друзів. На ньому: {reward}.",
        other: "До наступного рівня — ще {count} друга. На ньому: {reward}.",
      },
    },
    tier_next_revenue: "До наступного рівня — ще покупки на {amount}. На ньому: {reward}.",
    tier_ahead_revenue: "Наступний рівень починається з покупок на {from}. На ньому: {reward}.",
    limit_count_recipient: "Ліміт винагород на людину ({period}): залишилося {left} з {most}.",
    limit_count_referral: "Ліміт винагород на друга ({period}): залишилося {left} з {most}.",
    limit_amount_recipient: "Ліміт на людину ({period}): залишилося {left} з {most}.",
    limit_amount_referral: "Ліміт на друга ({period}): залишилося {left} з {most}.",

    missing_any: "Треба було виконати одну з умов:",
    missing_order_amount: "Сума замовлення — {seen}: до мінімуму в {least} бракує {short}.",
    over_order_amount: "Сума замовлення — {seen}: це на {over} більше за максимум у {most}.",
    missing_amount: "{field} — {seen}: до мінімуму в {least} бракує {short}.",
    over_amount: "{field} — {seen}: це на {over} більше за максимум у {most}.",
    missing_condition: "{field} — потрібно: {required}; насправді: {seen}.",
    missing_condition_hidden: "{field} — умову не виконано.",
    missing_private: "Не виконано умову, яку бачить лише магазин.",
    missing_fact: "{field} — потрібно: {required}; відомостей немає.",

    changed_cut: "«{rule}»: списано {taken}, залишилося {left}.",
    changed_taken: "«{rule}»: списано {taken}, нічого не залишилося.",
    changed_ended: "Винагороду «{rule}» списано.",
    changed_grown: "«{rule}»: додано {added}, тепер {left}.",
    growth_cut: "«{rule}» зросла менше за замовлення: більше не дозволяє ліміт або бюджет.",

    state_pending: "«{rule}»: {reward}. Очікує; дата схвалення, якщо не буде повернення: {day}",
    state_pending_due: "«{rule}»: {reward}. Строк очікування минув {day}; невдовзі буде схвалено.",
    state_in_review: "«{rule}»: {reward}. Перевіряється.",
    state_approved: "«{rule}»: {reward}. Схвалено.",
    state_approved_expiring: "«{rule}»: {reward}. Схвалено. Невитрачене згорить {day}.",
    state_approved_expired: "«{rule}»: {reward}. Схвалено. Не витрачено вчасно і згоріло: {expired}.",
    state_fulfilled: "«{rule}»: {reward}. Видано.",
    state_voided: "Винагороду «{rule}» скасовано.",
    state_clawed_back: "Винагороду «{rule}» списано вже після видачі.",
    state_other: "«{rule}»: {reward} ({status}).",
  },
  hidden: {
    coupon_used: "«{rule}»: {day} купон використано.",
    coupon_used_again: "«{rule}»: {day} купон наново застосовано до кошика.",
    coupon_freed: "«{rule}»: {day} купон повернено.",
    coupon_ended: "«{rule}»: {day} купон звільнився сам, бо покупки не було.",
    note_refunded_before: "На той час за нею вже було повернення; це враховано одразу.",
    missing_order_amount: "Потрібне замовлення на суму не менше ніж {least}.",
    over_order_amount: "Потрібне замовлення на суму не більше ніж {most}.",
  },
  aboutFriend: {
    referral_attributed: {
      tenant: "Друг {friend} прийшов на запрошення учасника {advocate}; дата: {day}",
      you: "Ви прийшли на запрошення друга; дата: {day}",
      friend: "Ваш друг прийшов на ваше запрошення; дата: {day}",
    },
    attributed_code: {
      tenant: "За кодом {code} друга {friend} закріплено за учасником {advocate}.",
      you: "Ви скористалися кодом друга.",
      friend: "Ваш друг скористався вашим кодом.",
    },
    attributed_click: {
      tenant: "За посиланням учасника {advocate} за ним закріплено друга {friend}.",
      you: "Ви перейшли за посиланням друга.",
      friend: "Ваш друг перейшов за вашим посиланням.",
    },
    attributed_manual: {
      tenant: "Друга {friend} закріплено за учасником {advocate} вручну.",
      you: "Ми вручну позначили, що вас запросили.",
      friend: "Ми вручну позначили, що друга запросили ви.",
    },
    event_merged: {
      tenant: "{day} друга {friend} об’єднано з іншим учасником.",
      you: "{day} два ваші акаунти стали одним.",
      friend: "{day} ми ще раз перевірили, яке запрошення діє для вашого друга.",
    },
    event_reassigned: {
      tenant: "{day} вручну виправлено, хто запросив друга {friend}.",
      you: "{day} ми вручну виправили, хто вас запросив.",
      friend: "{day} ми вручну виправили, хто запросив вашого друга.",
    },
    event_signup: {
      tenant: "Реєстрація друга {friend}: {day}",
      you: "Ваша реєстрація: {day}",
      friend: "Реєстрація вашого друга: {day}",
    },
    event_purchase: {
      tenant: "Покупка друга {friend} на {amount}, замовлення {order}: {day}",
      you: "Ваша покупка на {amount}, замовлення {order}: {day}",
      friend: "Покупка вашого друга: {day}",
    },
    event_refund: {
      tenant: "Повернення {amount} за замовленням {order}: {day}",
      you: "Повернення {amount} за вашим замовленням {order}: {day}",
      friend: "Повернення за покупкою вашого друга: {day}",
    },
    event_refund_waiting: {
      tenant: "Повернення {amount} за замовленням {order} враховано разом із самим замовленням; дата повернення: {day}",
      you: "Повернення {amount} за вашим замовленням {order} враховано разом із самим замовленням; дата повернення: {day}",
      friend: "Повернення за покупкою вашого друга враховано разом із самою покупкою; дата повернення: {day}",
    },
    event_refund_total: {
      tenant: "Усього повернуто {amount} за замовленням {order} на {day}",
      you: "Усього повернуто {amount} за вашим замовленням {order} на {day}",
      friend: "Повернення за покупкою вашого друга: {day}",
    },
    event_refund_rest: {
      tenant: "Повернення залишку за замовленням {order}: {day}",
      you: "Повернення залишку за вашим замовленням {order}: {day}",
      friend: "Повернення за покупкою вашого друга: {day}",
    },
    event_order_change: {
      tenant: "Замовлення {order} змінено, тепер {amount}: {day}",
      you: "Ваше замовлення {order} змінено, тепер {amount}: {day}",
      friend: "Покупку вашого друга змінено: {day}",
    },
    event_order_edit: {
      tenant: "Замовлення {order} змінено: {day}",
      you: "Ваше замовлення {order} змінено: {day}",
      friend: "Покупку вашого друга змінено: {day}",
    },
    event_order_addition: {
      tenant: "Відомості про замовлення {order} доповнено: {day}",
      you: "Відомості про ваше замовлення {order} доповнено: {day}",
      friend: "Відомості про покупку вашого друга доповнено: {day}",
    },
    event_refund_reversal: {
      tenant: "Повернення за замовленням {order} скасовано: {day}",
      you: "Повернення за вашим замовленням {order} скасовано: {day}",
      friend: "Повернення за покупкою вашого друга скасовано: {day}",
    },
    event_custom: {
      tenant: "Подія «{event}», друг {friend}: {day}",
      you: "Подія «{event}» для вас: {day}",
      friend: "Зафіксовано дію вашого друга: {day}",
    },
    note_moved: {
      tenant: "Вона більше не вважається першою покупкою; її місце посіло замовлення {order}.",
      you: "Вона більше не вважається вашою першою покупкою; її місце посіло ваше замовлення {order}.",
      friend: "Вона більше не вважається першою покупкою вашого друга; її місце посіла інша покупка.",
    },
  },
  aboutRecipient: {
    rewards_total: {
      tenant: "Чинні винагороди за цим запрошенням: {reward}.",
      you: "Ваші чинні винагороди за цим запрошенням: {reward}.",
    },
    rewards_none: {
      tenant: "Чинних винагород за цим запрошенням немає.",
      you: "У вас немає чинних винагород за цим запрошенням.",
    },
    note_no_rule: {
      tenant: "Від цієї події не залежить жодна винагорода.",
      you: "Від цієї події не залежить жодна ваша винагорода.",
    },
    note_unchanged: {
      tenant: "Винагороди від цього не змінилися.",
      you: "Ваші винагороди від цього не змінилися.",
    },
    granted: {
      tenant: "Учаснику {recipient} нараховано винагороду «{rule}»: {reward}.",
      you: "Вам нараховано винагороду «{rule}»: {reward}.",
    },
  },
  words: { quoted: "«{name}»", yes: "так", no: "ні", nothing: "нічого", lifetime: "за весь час" },
};
