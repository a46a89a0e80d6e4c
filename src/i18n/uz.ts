import type { Catalogue } from "./catalogue.ts";

export const uz: Catalogue<"one" | "other"> = {
  neutral: {
    referral_converted: "Hisobga olingan birinchi xarid sanasi: {day}.",
    referral_open: "Hozircha hisobga olingan xarid yoʻq.",
    referral_open_until: "Hozircha hisobga olingan xarid yoʻq. Xaridlar hisobga olinadigan oxirgi kun: {day}.",
    referral_expired: "Xarid hisobga olinadigan muddat tugadi ({day}), xarid boʻlmadi.",
    referral_order_open: "Bu taklif faqat bitta buyurtmaga tegishli, u buyurtma esa hisobga olinmagan.",
    referral_orders_apart:
      "Bu yerda har bir xarid kimning kodi yoki havolasi bilan qilingan boʻlsa, faqat oʻsha kishiga hisoblanadi.",
    referral_rejected: "Taklif qabul qilinmadi.",
    rewards_total: "Ushbu taklif boʻyicha amaldagi mukofotlar: {reward}.",
    rewards_none: "Ushbu taklif boʻyicha amaldagi mukofot yoʻq.",
    earlier_left_out: {
      by: "count",
      forms: {
        one: "Undan oldingi {count} ta voqea koʻrsatilmagan.",
        other: "Undan oldingi {count} ta voqea koʻrsatilmagan.",
      },
    },

    refused_unknown_code: "Bunday kod mavjud emas.",
    refused_code_disabled: "Bu kod oʻchirib qoʻyilgan.",
    refused_code_expired: "Bu kodning muddati tugagan.",
    refused_code_used_up: "Bu koddan ruxsat etilgan miqdorda foydalanib boʻlingan.",
    refused_program_not_active: "Oʻsha paytda dastur yangi doʻstlarni qabul qilmayotgan edi.",
    refused_not_eligible: "Bu kodning egasi dasturda qatnasha olmaydi.",
    refused_self_referral: "Oʻzini oʻzi taklif qilib boʻlmaydi: kod shu odamning oʻziga tegishli.",
    refused_blocked: "Taklif tekshiruvda toʻxtatildi.",
    refused_too_late: {
      by: "count",
      forms: {
        one: "Kod juda kech kiritildi: uni birinchi roʻyxatdan oʻtgandan keyin {count} kun ichida kiritish mumkin.",
        other: "Kod juda kech kiritildi: uni birinchi roʻyxatdan oʻtgandan keyin {count} kun ichida kiritish mumkin.",
      },
    },
    refused_too_late_at_once: "Kod juda kech kiritildi: uni faqat birinchi roʻyxatdan oʻtishda kiritish mumkin.",
    refused_cycle: "Takliflar aylana boʻlib yopila olmaydi: ikkalasidan biri avvalroq ikkinchisini olib kelgan.",
    refused_other: "Sababi: {reason}.",

    note_converted: "Bu hisobga olingan birinchi xarid.",
    note_counts_no_more: "Bu xarid endi hisobga olinmaydi.",
    note_taken_back: "Bu xarid endi hisobga olinmaydi va uning oʻrnini bosadigan boshqa xarid yoʻq.",
    note_over_refund: "Toʻlanganidan koʻproq qaytarildi; faqat buyurtma summasi hisobga olinadi.",
    note_refunded_before: "Shu paytgacha {amount} qaytarilgan edi; bu darhol hisobga olindi.",
    note_no_rule: "Bu voqeaga bogʻliq mukofot yoʻq.",
    note_unchanged: "Bu mukofotlarni oʻzgartirmadi.",
    note_choice_cut: "Tanlanadigan mukofotlardan biri kamaydi.",

    skipped_currency_mismatch: "“{rule}” berilmadi: buyurtma valyutasi — {currency}, dastur valyutasi — {expected}.",
    skipped_too_early: "“{rule}” berilmadi: xaridlar hisobga olinadigan birinchi kun — {day}.",
    skipped_too_late: "“{rule}” berilmadi: xaridlar hisobga olinadigan oxirgi kun — {day}.",
    skipped_outside_credit_window: "“{rule}” berilmadi: xarid hisobga olinadigan muddatdan tashqarida qilingan.",
    skipped_not_qualifying: "“{rule}” berilmadi: xarid dastur shartlariga mos emas.",
    skipped_not_nth: "“{rule}” berilmadi: u tartib boʻyicha boshqa xaridlar uchun.",
    skipped_not_nth_only: "“{rule}” berilmadi: u faqat {from}-raqamli hisobga olingan xarid uchun.",
    skipped_not_nth_from: "“{rule}” berilmadi: u {from}-raqamdan boshlab hisobga olingan xaridlar uchun.",
    skipped_not_nth_range: "“{rule}” berilmadi: u {from}-raqamdan {to}-raqamgacha hisobga olingan xaridlar uchun.",
    skipped_already_rewarded: "“{rule}” qayta berilmadi: bu taklif uchun u allaqachon berilgan.",
    skipped_fact_missing: "“{rule}” berilmadi: u bogʻliq boʻlgan maʼlumot yoʻq.",
    skipped_condition_not_met: "“{rule}” berilmadi: shartlardan biri bajarilmagan.",
    skipped_group_taken: "“{rule}” berilmadi: uning oʻrniga boshqa mukofot berilgan.",
    skipped_group_taken_by: "“{rule}” berilmadi: uning oʻrniga “{taker}” berilgan.",
    skipped_no_recipient: "“{rule}” berilmadi: uni oladigan odam yoʻq.",
    skipped_zero_amount: "“{rule}” berilmadi: summa nolga teng.",
    skipped_limit_reached: "“{rule}” berilmadi: cheklovga yetilgan.",
    skipped_budget_exhausted: "“{rule}” berilmadi: dastur byudjeti bunga yetmaydi.",
    skipped_not_eligible: "“{rule}” berilmadi: oluvchi dasturda qatnasha olmaydi.",
    skipped_blocked: "“{rule}” berilmadi: tekshiruvda toʻxtatilgan.",
    skipped_other: "“{rule}” berilmadi: {reason}.",

    choice_open: "“{rule}”, tanlov: {options}. Tanlashning oxirgi kuni: {day}; tanlanmasa, beriladi: {first}.",
    choice_due: "“{rule}”, tanlov: {options}. Tanlash vaqti tugadi; beriladi: {first}.",
    choice_taken: "“{rule}”, tanlov: {options}. Natija: {reward}.",

    clamped: "Cheklov tufayli mukofot kamaytirildi: {reward}.",
    tier_reached_conversions: {
      by: "count",
      forms: {
        one: "Erishilgan daraja: {count} ta konversiyadan boshlab.",
        other: "Erishilgan daraja: {count} ta konversiyadan boshlab.",
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
        one: "Keyingi darajagacha yana {count} ta konversiya kerak. U yerda: {reward}.",
        other: "Keyingi darajagacha yana {count} ta konversiya kerak. U yerda: {reward}.",
      },
    },
    tier_next_signups: {
      by: "count",
      forms: {
        one: "Keyingi darajagacha yana {count} ta doʻst kerak. U yerda: {reward}.",
        other: "Keyingi darajagacha yana {count} ta doʻst kerak. U yerda: {reward}.",
      },
    },
    tier_next_revenue: "Keyingi darajagacha yana {amount} miqdorida xarid kerak. U yerda: {reward}.",
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
    missing_condition_hidden: "{field} — kerak: {required}.",
    missing_fact: "{field} — kerak: {required}; maʼlumot yoʻq.",

    changed_cut: "“{rule}”: {taken} qaytarib olindi, {left} qoldi.",
    changed_taken: "“{rule}”: {taken} qaytarib olindi, hech narsa qolmadi.",
    changed_ended: "“{rule}” qaytarib olindi.",

    state_pending: "“{rule}”: {reward}. Kutilmoqda; hech narsa qaytarilmasa, tasdiqlanadigan sana: {day}.",
    state_pending_due: "“{rule}”: {reward}. Kutish muddati tugadi ({day}); tez orada tasdiqlanadi.",
    state_in_review: "“{rule}”: {reward}. Tekshirilmoqda.",
    state_approved: "“{rule}”: {reward}. Tasdiqlangan.",
    state_fulfilled: "“{rule}”: {reward}. Berilgan.",
    state_voided_refund: "“{rule}” bekor qilindi, chunki xarid qaytarildi.",
    state_voided: "“{rule}” bekor qilindi.",
    state_clawed_back: "“{rule}” berilgandan keyin qaytarib olindi.",
    state_other: "“{rule}”: {reward} ({status}).",
  },
  aboutFriend: {
    referral_attributed: {
      tenant: "Doʻst {friend} ishtirokchi {advocate} taklifi bilan qoʻshildi; sana: {day}.",
      you: "Siz doʻstingiz taklifi bilan qoʻshildingiz; sana: {day}.",
      friend: "Doʻstingiz sizning taklifingiz bilan qoʻshildi; sana: {day}.",
    },
    refused_already_referred: {
      tenant: "Doʻst {friend} boshqa taklif bilan allaqachon kelgan.",
      you: "Siz boshqa taklif bilan allaqachon kelgansiz.",
      friend: "Doʻstingiz boshqa taklif bilan allaqachon kelgan.",
    },
    refused_existing_customer: {
      tenant: "{friend} allaqachon mijoz edi, dastur esa yangi mijozlar uchun.",
      you: "Siz allaqachon mijozimiz edingiz, dastur esa yangi mijozlar uchun.",
      friend: "Doʻstingiz allaqachon mijozimiz edi, dastur esa yangi mijozlar uchun.",
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
    event_signup: {
      tenant: "Doʻst {friend} roʻyxatdan oʻtdi: {day}.",
      you: "Siz roʻyxatdan oʻtdingiz: {day}.",
      friend: "Doʻstingiz roʻyxatdan oʻtdi: {day}.",
    },
    event_purchase: {
      tenant: "Doʻst {friend} {amount} miqdorida xarid qildi, buyurtma {order}: {day}.",
      you: "Siz {amount} miqdorida xarid qildingiz, buyurtma {order}: {day}.",
      friend: "Doʻstingiz {amount} miqdorida xarid qildi: {day}.",
    },
    event_refund: {
      tenant: "Buyurtma {order} boʻyicha {amount} qaytarildi: {day}.",
      you: "Buyurtmangiz {order} boʻyicha {amount} qaytarildi: {day}.",
      friend: "Doʻstingizning xaridi boʻyicha {amount} qaytarildi: {day}.",
    },
    event_refund_waiting: {
      tenant: "Buyurtma {order} boʻyicha {amount} qaytarildi va bu buyurtma bilan birga hisobga olinadi: {day}.",
      you: "Buyurtmangiz {order} boʻyicha {amount} qaytarildi va bu buyurtma bilan birga hisobga olinadi: {day}.",
      friend: "Doʻstingizning xaridi boʻyicha {amount} qaytarildi va bu xarid bilan birga hisobga olinadi: {day}.",
    },
    event_custom: {
      tenant: "Doʻst {friend} uchun “{event}” voqeasi qayd etildi: {day}.",
      you: "Siz uchun “{event}” voqeasi qayd etildi: {day}.",
      friend: "Doʻstingiz uchun “{event}” voqeasi qayd etildi: {day}.",
    },
    note_moved: {
      tenant: "U endi birinchi xarid hisoblanmaydi; uning oʻrnini buyurtma {order} egalladi.",
      you: "U endi birinchi xaridingiz hisoblanmaydi; uning oʻrnini buyurtmangiz {order} egalladi.",
      friend: "U endi doʻstingizning birinchi xaridi hisoblanmaydi; uning oʻrnini boshqa xarid egalladi.",
    },
  },
  aboutRecipient: {
    granted: {
      tenant: "Ishtirokchi {recipient} uchun “{rule}” berildi: {reward}.",
      you: "Sizga “{rule}” berildi: {reward}.",
      advocate: "Sizni taklif qilgan doʻstingizga “{rule}” berildi: {reward}.",
      friend: "Doʻstingizga “{rule}” berildi: {reward}.",
    },
  },
  words: { quoted: "“{name}”", yes: "ha", no: "yoʻq", nothing: "hech narsa", lifetime: "butun muddat" },
};
