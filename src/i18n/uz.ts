import type { Catalogue } from "./catalogue.ts";

export const uz: Catalogue<"one" | "other"> = {
  neutral: {
    referral_converted: "Hisobga olingan birinchi xarid sanasi: {day}.",
    referral_open: "Hozircha hisobga olingan xarid yoʻq.",
    referral_open_until: "Hozircha hisobga olingan xarid yoʻq. Xaridlar hisobga olinadigan oxirgi kun: {day}.",
    referral_expired: "Xarid hisobga olinadigan muddat tugadi ({day}), xarid boʻlmadi.",
    referral_same_person:
      "Doʻstning shu e-mail yoki telefonga ochilgan boshqa akkaunti bor boʻlishi mumkin yoki bunday akkaunt shu akkaunt bilan birlashtirilgan. Bu taklif keltiradigan hamma narsa avval tekshiriladi.",
    referral_old_customer:
      "Doʻkon maʼlumotiga koʻra, doʻst bu taklifdan oldin ham xaridor boʻlgan (xaridor boʻlgan sana: {day}). Taklif keltiradigan hamma narsa avval tekshiriladi.",
    referral_same_card:
      "Doʻst va taklif qilgan kishi bitta karta bilan toʻlagan. Bu hech narsani toʻxtatmaydi: bir oilada shunday boʻladi.",
    referral_same_device:
      "Doʻst va taklif qilgan kishi bitta qurilmadan foydalangan. Bu hech narsani toʻxtatmaydi: bir oilada shunday boʻladi.",
    referral_order_open: "Bu taklif faqat bitta buyurtmaga tegishli, u buyurtma esa hisobga olinmagan.",
    referral_orders_apart:
      "Bu yerda har bir xarid kimning kodi yoki havolasi bilan qilingan boʻlsa, faqat oʻsha kishiga hisoblanadi.",
    referral_rejected: "Taklif qabul qilinmadi.",
    earlier_left_out: {
      by: "count",
      forms: {
        one: "Undan oldingi {count} ta voqea koʻrsatilmagan.",
        other: "Undan oldingi {count} ta voqea koʻrsatilmagan.",
      },
    },

    event_unnamed: "Sizning harakatingiz qayd etildi: {day}.",
    note_converted: "Bu hisobga olingan birinchi xarid.",
    note_counts_no_more: "Bu xarid endi hisobga olinmaydi.",
    note_counts_again: "Bu xarid endi hisobga olinadi.",
    note_taken_back: "Bu xarid endi hisobga olinmaydi va uning oʻrnini bosadigan boshqa xarid yoʻq.",
    note_over_refund: "Toʻlanganidan koʻproq qaytarildi; faqat buyurtma summasi hisobga olinadi.",
    note_items_exceed_order:
      "Buyurtma qatorlari birgalikda buyurtmaning oʻzidan koʻp; har biri oʻz ulushi boʻyicha hisobga olindi.",
    note_unknown_code: "Kiritilgan kod hech qaysi dasturga tegishli emas, shuning uchun u hisobga olinmadi.",
    note_refunded_before: "Shu paytgacha {amount} qaytarilgan edi; bu darhol hisobga olindi.",
    event_dispute_opened: "{day} kuni {order} buyurtma toʻlovi boʻyicha nizo ochildi.",
    event_dispute_closed: "{day} kuni {order} buyurtma toʻlovi boʻyicha nizo yopildi.",
    note_disputed: "Nizo yopilguncha bu buyurtma uchun mukofotlar kutib turadi.",
    note_dispute_closed: "Bu buyurtma uchun mukofotlar endi kutmaydi.",
    note_choice_cut: "Tanlanadigan mukofotlardan biri kamaydi.",
    note_by_hand: "Kim qilgan: {who}. Sabab: “{reason}”.",
    note_used_at_once: "“{rule}”: darhol, shu buyurtmaning oʻzida ishlatildi.",
    note_customer_since: "Doʻkon maʼlumotiga koʻra, bu kishi xaridor boʻlgan sana: {day}.",
    note_same_card: "Taklif qilgan kishi ham shu karta bilan toʻlagani koʻrindi.",
    note_same_device: "Taklif qilgan kishi ham shu qurilmadan foydalangani koʻrindi.",

    choice_open: "“{rule}”, tanlov: {options}. Tanlashning oxirgi kuni: {day}; tanlanmasa, beriladi: {first}.",
    choice_due: "“{rule}”, tanlov: {options}. Tanlash vaqti tugadi; beriladi: {first}.",
    choice_taken: "“{rule}”, tanlov: {options}. Natija: {reward}.",

    coupon_used: "“{rule}”: {day} kuni kupon {order} buyurtmasida ishlatildi.",
    coupon_used_again: "“{rule}”: {day} kuni kupon {order} buyurtmasi savati uchun qayta ishlatildi.",
    coupon_freed: "“{rule}”: {day} kuni {order} buyurtmasi kuponni qaytardi.",
    coupon_ended: "“{rule}”: {order} buyurtmasi haqida xabar kelmagani uchun kupon {day} kuni oʻzi boʻshadi.",

    clamped: "Cheklov tufayli mukofot kamaytirildi: {reward}.",
    tier_reached_conversions: {
      by: "count",
      forms: {
        one: "Erishilgan daraja: xarid qilgan {count} ta doʻstdan boshlab.",
        other: "Erishilgan daraja: xarid qilgan {count} ta doʻstdan boshlab.",
      },
    },
    tier_reached_signups: {
      by: "count",
      forms: {
        one: "Erishilgan daraja: {count} ta doʻstdan boshlab.",
        other: "Erishilgan daraja: {count} ta doʻstdan boshlab.",
      },
    },
    tier_reached_revenue: "Erishilgan daraja boshlanadigan xaridlar summasi: {amount}.",
    tier_next_conversions: {
      by: "count",
      forms: {
        one: "Keyingi darajagacha yana {count} ta doʻst xarid qilishi kerak. Bu darajada: {reward}.",
        other: "Keyingi darajagacha yana {count} ta doʻst xarid qilishi kerak. Bu darajada: {reward}.",
      },
    },
    tier_next_signups: {
      by: "count",
      forms: {
        one: "Keyingi darajagacha yana {count} ta doʻst kerak. Bu darajada: {reward}.",
        other: "Keyingi darajagacha yana {count} ta doʻst kerak. Bu darajada: {reward}.",
      },
    },
    tier_next_revenue: "Keyingi darajagacha yana {amount} miqdorida xarid kerak. Bu darajada: {reward}.",
    tier_ahead_revenue: "Keyingi daraja {from} miqdoridagi xaridlardan boshlanadi. Bu darajada: {reward}.",
    limit_count_recipient: "Bir kishi uchun mukofotlar cheklovi ({period}): {left} ta qoldi, jami {most} ta.",
    limit_count_referral: "Bir doʻst uchun mukofotlar cheklovi ({period}): {left} ta qoldi, jami {most} ta.",
    limit_amount_recipient: "Bir kishi uchun cheklov ({period}): {left} qoldi, jami {most}.",
    limit_amount_referral: "Bir doʻst uchun cheklov ({period}): {left} qoldi, jami {most}.",

    missing_any: "Quyidagilardan biri kerak edi:",
    missing_order_amount: "Buyurtma summasi — {seen}: eng kam {least} boʻlishi uchun {short} yetmadi.",
    over_order_amount: "Buyurtma summasi — {seen}: eng koʻp {most} boʻlishi kerak, {over} ortiq.",
    missing_amount: "{field} — {seen}: eng kam {least} boʻlishi uchun {short} yetmadi.",
    over_amount: "{field} — {seen}: eng koʻp {most} boʻlishi kerak, {over} ortiq.",
    missing_condition: "{field} — kerak: {required}; aslida: {seen}.",
    missing_condition_hidden: "{field} — shart bajarilmagan.",
    missing_private: "Faqat doʻkon koʻradigan shart bajarilmagan.",
    missing_fact: "{field} — kerak: {required}; maʼlumot yoʻq.",

    changed_cut: "“{rule}”: {taken} qaytarib olindi, {left} qoldi.",
    changed_taken: "“{rule}”: {taken} qaytarib olindi, hech narsa qolmadi.",
    changed_ended: "“{rule}” qaytarib olindi.",
    changed_grown: "“{rule}”: {added} qoʻshildi, endi {left}.",
    growth_cut: "“{rule}” buyurtmadan kamroq oʻsdi: cheklov yoki byudjet bundan ortigʻiga yetmaydi.",

    state_pending: "“{rule}”: {reward}. Kutilmoqda; hech narsa qaytarilmasa, tasdiqlanadigan sana: {day}.",
    state_pending_due: "“{rule}”: {reward}. Kutish muddati tugadi ({day}); tez orada tasdiqlanadi.",
    state_in_review: "“{rule}”: {reward}. Tekshirilmoqda.",
    state_approved: "“{rule}”: {reward}. Tasdiqlangan.",
    state_approved_expiring: "“{rule}”: {reward}. Tasdiqlangan. Sarflanmagani {day} kuni kuyadi.",
    state_approved_expired: "“{rule}”: {reward}. Tasdiqlangan. Vaqtida sarflanmay kuygani: {expired}.",
    state_fulfilled: "“{rule}”: {reward}. Berilgan.",
    state_voided: "“{rule}” bekor qilindi.",
    state_clawed_back: "“{rule}” berilgandan keyin qaytarib olindi.",
    state_other: "“{rule}”: {reward} ({status}).",
  },
  hidden: {
    coupon_used: "“{rule}”: {day} kuni kupon ishlatildi.",
    coupon_used_again: "“{rule}”: {day} kuni kupon savat uchun qayta ishlatildi.",
    coupon_freed: "“{rule}”: {day} kuni kupon qaytarildi.",
    coupon_ended: "“{rule}”: xarid boʻlmagani uchun kupon {day} kuni oʻzi boʻshadi.",
    note_refunded_before: "Shu paytgacha u boʻyicha pul qaytarilgan edi; bu darhol hisobga olindi.",
    missing_order_amount: "Kamida {least} miqdoridagi buyurtma kerak.",
    over_order_amount: "Koʻpi bilan {most} miqdoridagi buyurtma kerak.",
  },
  aboutFriend: {
    referral_attributed: {
      tenant: "Doʻst {friend} ishtirokchi {advocate} taklifi bilan qoʻshildi; sana: {day}.",
      you: "Siz doʻstingiz taklifi bilan qoʻshildingiz; sana: {day}.",
      friend: "Doʻstingiz sizning taklifingiz bilan qoʻshildi; sana: {day}.",
    },
    attributed_code: {
      tenant: "{code} kodi orqali doʻst {friend} ishtirokchi {advocate} nomiga yozildi.",
      you: "Siz doʻstingizning kodidan foydalandingiz.",
      friend: "Doʻstingiz sizning kodingizdan foydalandi.",
    },
    attributed_click: {
      tenant: "Ishtirokchi {advocate} havolasi orqali doʻst {friend} uning nomiga yozildi.",
      you: "Siz doʻstingizning havolasi orqali kirdingiz.",
      friend: "Doʻstingiz sizning havolangiz orqali kirdi.",
    },
    attributed_manual: {
      tenant: "Doʻst {friend} ishtirokchi {advocate} nomiga qoʻlda yozildi.",
      you: "Sizni taklif qilishganini qoʻlda belgilab qoʻydik.",
      friend: "Doʻstingizni siz taklif qilganingizni qoʻlda belgilab qoʻydik.",
    },
    event_merged: {
      tenant: "{day} kuni doʻst {friend} boshqa ishtirokchi bilan birlashtirildi.",
      you: "{day} kuni ikkita hisobingiz bitta boʻldi.",
      friend: "{day} kuni doʻstingiz uchun qaysi taklif amal qilishi yana bir bor tekshirildi.",
    },
    event_reassigned: {
      tenant: "{day} kuni doʻst {friend} kim tomonidan taklif qilingani qoʻlda tuzatildi.",
      you: "{day} kuni sizni kim taklif qilganini qoʻlda tuzatdik.",
      friend: "{day} kuni doʻstingizni kim taklif qilganini qoʻlda tuzatdik.",
    },
    event_signup: {
      tenant: "Doʻst {friend} roʻyxatdan oʻtdi: {day}.",
      you: "Siz roʻyxatdan oʻtdingiz: {day}.",
      friend: "Doʻstingiz roʻyxatdan oʻtdi: {day}.",
    },
    event_purchase: {
      tenant: "Doʻst {friend} {amount} miqdorida xarid qildi, buyurtma {order}: {day}.",
      you: "Siz {amount} miqdorida xarid qildingiz, buyurtma {order}: {day}.",
      friend: "Doʻstingiz xarid qildi: {day}.",
    },
    event_refund: {
      tenant: "Buyurtma {order} boʻyicha {amount} qaytarildi: {day}.",
      you: "Buyurtmangiz {order} boʻyicha {amount} qaytarildi: {day}.",
      friend: "Doʻstingizning xaridi boʻyicha pul qaytarildi: {day}.",
    },
    event_refund_waiting: {
      tenant: "Buyurtma {order} boʻyicha {amount} qaytarildi va bu buyurtma bilan birga hisobga olinadi: {day}.",
      you: "Buyurtmangiz {order} boʻyicha {amount} qaytarildi va bu buyurtma bilan birga hisobga olinadi: {day}.",
      friend: "Doʻstingizning xaridi boʻyicha pul qaytarildi va bu xarid bilan birga hisobga olinadi: {day}.",
    },
    event_refund_total: {
      tenant: "Buyurtma {order} boʻyicha jami {amount} qaytarilgan: {day}.",
      you: "Buyurtmangiz {order} boʻyicha jami {amount} qaytarilgan: {day}.",
      friend: "Doʻstingizning xaridi boʻyicha pul qaytarildi: {day}.",
    },
    event_refund_rest: {
      tenant: "Buyurtma {order} qoldigʻi qaytarildi: {day}.",
      you: "Buyurtmangiz {order} qoldigʻi qaytarildi: {day}.",
      friend: "Doʻstingizning xaridi boʻyicha pul qaytarildi: {day}.",
    },
    event_order_change: {
      tenant: "Buyurtma {order} oʻzgartirildi, endi {amount}: {day}.",
      you: "Buyurtmangiz {order} oʻzgartirildi, endi {amount}: {day}.",
      friend: "Doʻstingizning xaridi oʻzgartirildi: {day}.",
    },
    event_order_edit: {
      tenant: "Buyurtma {order} oʻzgartirildi: {day}.",
      you: "Buyurtmangiz {order} oʻzgartirildi: {day}.",
      friend: "Doʻstingizning xaridi oʻzgartirildi: {day}.",
    },
    event_order_addition: {
      tenant: "Buyurtma {order} haqidagi maʼlumot toʻldirildi: {day}.",
      you: "Buyurtmangiz {order} haqidagi maʼlumot toʻldirildi: {day}.",
      friend: "Doʻstingizning xaridi haqidagi maʼlumot toʻldirildi: {day}.",
    },
    event_refund_reversal: {
      tenant: "Buyurtma {order} boʻyicha pul qaytarish bekor qilindi: {day}.",
      you: "Buyurtmangiz {order} boʻyicha pul qaytarish bekor qilindi: {day}.",
      friend: "Doʻstingizning xaridi boʻyicha pul qaytarish bekor qilindi: {day}.",
    },
    event_custom: {
      tenant: "Doʻst {friend} uchun “{event}” voqeasi qayd etildi: {day}.",
      you: "Siz uchun “{event}” voqeasi qayd etildi: {day}.",
      friend: "Doʻstingizning harakati qayd etildi: {day}.",
    },
    note_moved: {
      tenant: "U endi birinchi xarid hisoblanmaydi; uning oʻrnini buyurtma {order} egalladi.",
      you: "U endi birinchi xaridingiz hisoblanmaydi; uning oʻrnini buyurtmangiz {order} egalladi.",
      friend: "U endi doʻstingizning birinchi xaridi hisoblanmaydi; uning oʻrnini boshqa xarid egalladi.",
    },
  },
  aboutRecipient: {
    rewards_total: {
      tenant: "Ushbu taklif boʻyicha amaldagi mukofotlar: {reward}.",
      you: "Ushbu taklif boʻyicha amaldagi mukofotlaringiz: {reward}.",
    },
    rewards_none: {
      tenant: "Ushbu taklif boʻyicha amaldagi mukofot yoʻq.",
      you: "Ushbu taklif boʻyicha amaldagi mukofotingiz yoʻq.",
    },
    note_no_rule: {
      tenant: "Bu voqeaga bogʻliq mukofot yoʻq.",
      you: "Bu voqeaga bogʻliq mukofotingiz yoʻq.",
    },
    note_unchanged: {
      tenant: "Bu mukofotlarni oʻzgartirmadi.",
      you: "Bu sizning mukofotlaringizni oʻzgartirmadi.",
    },
    granted: {
      tenant: "Ishtirokchi {recipient} uchun “{rule}” berildi: {reward}.",
      you: "Sizga “{rule}” berildi: {reward}.",
    },
  },
  words: { quoted: "“{name}”", yes: "ha", no: "yoʻq", nothing: "hech narsa", lifetime: "butun muddat" },
};
