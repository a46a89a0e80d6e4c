import type { Catalogue } from "./catalogue.ts";

export const he: Catalogue<"one" | "two" | "other"> = {
  neutral: {
    referral_converted: "הרכישה המזכה הראשונה בוצעה ב־{day}.",
    referral_open: "עדיין אין רכישה מזכה.",
    referral_open_until: "עדיין אין רכישה מזכה. רכישות עד {day} מזכות.",
    referral_expired: "התקופה שבה רכישה יכלה לזכות הסתיימה ב־{day} ללא רכישה.",
    referral_same_person:
      "ייתכן שלחבר יש חשבון נוסף עם אותו אימייל או טלפון, או שהיה לו חשבון נוסף שמוזג עם החשבון הזה. כל מה שההזמנה הזאת מזכה בו נבדק לפני שהוא ניתן.",
    referral_old_customer:
      "לפי החנות, החבר היה לקוח כבר מאז {day}, לפני ההזמנה הזאת. כל מה שהיא מזכה בו נבדק לפני שהוא ניתן.",
    referral_same_card: "החבר והמזמין שילמו באותו כרטיס. זה לא מעכב דבר: כך קורה בקרב בני אותו משק בית.",
    referral_same_device: "החבר והמזמין השתמשו באותו מכשיר. זה לא מעכב דבר: כך קורה בקרב בני אותו משק בית.",
    referral_order_open: "ההזמנה מהחבר שייכת לרכישה אחת בלבד, והרכישה הזאת אינה מזכה.",
    referral_orders_apart: "כאן כל רכישה נזקפת למי שהקוד או הקישור שלו שימש בה, ולא לאף אחד אחר.",
    referral_rejected: "ההזמנה מהחבר לא התקבלה.",
    earlier_left_out: {
      by: "count",
      forms: {
        one: "אירוע מוקדם אחד אינו מוצג.",
        two: "שני אירועים מוקדמים אינם מוצגים.",
        other: "{count} אירועים מוקדמים אינם מוצגים.",
      },
    },

    event_unnamed: "דווח על פעולה שלך ב־{day}.",
    note_converted: "זו הרכישה המזכה הראשונה.",
    note_counts_no_more: "הרכישה כבר אינה מזכה.",
    note_counts_again: "הרכישה מזכה כעת.",
    note_taken_back: "הרכישה כבר אינה מזכה, ואין רכישה אחרת שתבוא במקומה.",
    note_over_refund: "הוחזר יותר ממה ששולם; רק סכום הרכישה מובא בחשבון.",
    note_items_exceed_order: "שורות הרכישה מסתכמות ביותר מהרכישה עצמה; כל שורה מובאת בחשבון לפי חלקה.",
    note_unknown_code: "הקוד שצורף אינו שייך לאף תוכנית, ולכן לא הובא בחשבון.",
    note_refunded_before: "סכום של {amount} כבר הוחזר עד אז, והובא בחשבון מיד.",
    event_dispute_opened: "ב־{day} נפתחה מחלוקת על התשלום עבור רכישה {order}.",
    event_dispute_closed: "ב־{day} נסגרה המחלוקת על התשלום עבור רכישה {order}.",
    note_disputed: "מה שהרכישה זיכתה בו ממתין עד שהמחלוקת תיסגר.",
    note_dispute_closed: "מה שהרכישה זיכתה בו כבר לא ממתין.",
    note_choice_cut: "אחד התגמולים לבחירה הוקטן.",
    note_by_hand: "מי ביצע: {who}. סיבה: ״{reason}״.",
    note_used_at_once: "״{rule}״: נוצל מיד, ברכישה הזו עצמה.",
    note_customer_since: "לפי החנות, האדם הזה לקוח מאז {day}.",
    note_same_card: "התברר שהמזמין שילם באותו כרטיס.",
    note_same_device: "התברר שהמזמין השתמש באותו מכשיר.",

    choice_open: "״{rule}״, לבחירה: {options}. אפשר לבחור עד {day}; בלי בחירה יינתן: {first}.",
    choice_due: "״{rule}״, לבחירה: {options}. זמן הבחירה עבר; יינתן: {first}.",
    choice_taken: "״{rule}״, לבחירה היו: {options}. התוצאה: {reward}.",

    coupon_used: "״{rule}״: הקופון מומש ב־{day} ברכישה {order}.",
    coupon_used_again: "״{rule}״: הקופון מומש מחדש ב־{day} לעגלה של רכישה {order}.",
    coupon_freed: "״{rule}״: רכישה {order} החזירה את הקופון ב־{day}.",
    coupon_ended: "״{rule}״: לא דווח על רכישה {order}, ולכן מימוש הקופון הסתיים מעצמו ב־{day}.",

    clamped: "בשל מגבלה התגמול הופחת ל־{reward}.",
    tier_reached_conversions: {
      by: "count",
      forms: {
        one: "הדרגה שהושגה: מחבר אחד שקנה ומעלה.",
        two: "הדרגה שהושגה: משני חברים שקנו ומעלה.",
        other: "הדרגה שהושגה: מ־{count} חברים שקנו ומעלה.",
      },
    },
    tier_reached_signups: {
      by: "count",
      forms: {
        one: "הדרגה שהושגה: מחבר אחד ומעלה.",
        two: "הדרגה שהושגה: משני חברים ומעלה.",
        other: "הדרגה שהושגה: מ־{count} חברים ומעלה.",
      },
    },
    tier_reached_revenue: "הדרגה שהושגה: מרכישות בסך {amount} ומעלה.",
    tier_next_conversions: {
      by: "count",
      forms: {
        one: "עוד חבר אחד שקונה לדרגה הבאה: {reward}.",
        two: "עוד שני חברים שקונים לדרגה הבאה: {reward}.",
        other: "עוד {count} חברים שקונים לדרגה הבאה: {reward}.",
      },
    },
    tier_next_signups: {
      by: "count",
      forms: {
        one: "עוד חבר אחד לדרגה הבאה: {reward}.",
        two: "עוד שני חברים לדרגה הבאה: {reward}.",
        other: "עוד {count} חברים לדרגה הבאה: {reward}.",
      },
    },
    tier_next_revenue: "עוד רכישות בסך {amount} לדרגה הבאה: {reward}.",
    tier_ahead_revenue: "הדרגה הבאה מתחילה ברכישות בסך {from}: {reward}.",
    limit_count_recipient: "מגבלת תגמולים לאדם ({period}): נותרו {left} מתוך {most}.",
    limit_count_referral: "מגבלת תגמולים לחבר ({period}): נותרו {left} מתוך {most}.",
    limit_amount_recipient: "מגבלה לאדם ({period}): נותרו {left} מתוך {most}.",
    limit_amount_referral: "מגבלה לחבר ({period}): נותרו {left} מתוך {most}.",

    missing_any: "נדרש אחד מאלה:",
    missing_order_amount: "סכום הרכישה הוא {seen}: חסרים {short} למינימום של {least}.",
    over_order_amount: "סכום הרכישה הוא {seen}: {over} מעל המקסימום של {most}.",
    missing_amount: "{field}: {seen}, חסרים {short} למינימום של {least}.",
    over_amount: "{field}: {seen}, {over} מעל המקסימום של {most}.",
    missing_condition: "{field} – נדרש: {required}; בפועל: {seen}.",
    missing_condition_hidden: "{field} – התנאי אינו מתקיים.",
    missing_private: "תנאי שרק החנות רואה אינו מתקיים.",
    missing_fact: "{field} – נדרש: {required}; אין מידע.",

    changed_cut: "״{rule}״: {taken} נלקחו בחזרה, נותרו {left}.",
    changed_taken: "״{rule}״: {taken} נלקחו בחזרה, לא נותר דבר.",
    changed_ended: "התגמול ״{rule}״ נלקח בחזרה.",
    changed_grown: "״{rule}״: נוספו {added}, כעת {left}.",
    growth_cut: "״{rule}״ גדל פחות מהרכישה, כי מגבלה או התקציב לא הותירו יותר.",

    state_pending: "״{rule}״: {reward}. בהמתנה; יאושר ב־{day} אם דבר לא יוחזר.",
    state_pending_due: "״{rule}״: {reward}. ההמתנה הסתיימה ב־{day}; יאושר בקרוב.",
    state_in_review: "״{rule}״: {reward}. בבדיקה.",
    state_approved: "״{rule}״: {reward}. אושר.",
    state_approved_expiring: "״{rule}״: {reward}. אושר. מה שלא ינוצל יפוג ב־{day}.",
    state_approved_expired: "״{rule}״: {reward}. אושר. לא נוצל בזמן ופג: {expired}.",
    state_fulfilled: "״{rule}״: {reward}. נמסר.",
    state_voided: "התגמול ״{rule}״ בוטל.",
    state_clawed_back: "התגמול ״{rule}״ נלקח בחזרה לאחר שנמסר.",
    state_other: "״{rule}״: {reward} ({status}).",
  },
  hidden: {
    coupon_used: "״{rule}״: הקופון מומש ב־{day}.",
    coupon_used_again: "״{rule}״: הקופון מומש מחדש ב־{day} לעגלה.",
    coupon_freed: "״{rule}״: הקופון הוחזר ב־{day}.",
    coupon_ended: "״{rule}״: לא בוצעה רכישה, ולכן מימוש הקופון הסתיים מעצמו ב־{day}.",
    note_refunded_before: "עד אז כבר היה החזר על הרכישה, והוא הובא בחשבון מיד.",
    missing_order_amount: "נדרשת רכישה בסכום של {least} לפחות.",
    over_order_amount: "נדרשת רכישה בסכום של {most} לכל היותר.",
  },
  aboutFriend: {
    referral_attributed: {
      tenant: "החבר {friend} הצטרף בעקבות הזמנה של {advocate} ב־{day}.",
      you: "הצטרפת בעקבות הזמנה של חבר ב־{day}.",
      friend: "החבר שלך הצטרף בעקבות ההזמנה שלך ב־{day}.",
    },
    attributed_code: {
      tenant: "הקוד {code} משייך את החבר {friend} אל {advocate}.",
      you: "השתמשת בקוד של חבר.",
      friend: "החבר שלך השתמש בקוד שלך.",
    },
    attributed_click: {
      tenant: "קישור השיתוף של {advocate} משייך אליו את החבר {friend}.",
      you: "נכנסת דרך קישור השיתוף של חבר.",
      friend: "החבר שלך נכנס דרך קישור השיתוף שלך.",
    },
    attributed_manual: {
      tenant: "החבר {friend} שויך אל {advocate} באופן ידני.",
      you: "רשמנו באופן ידני שהגעת בעקבות הזמנה.",
      friend: "רשמנו באופן ידני שהחבר הגיע בעקבות ההזמנה שלך.",
    },
    event_merged: {
      tenant: "ב־{day} החבר {friend} אוחד עם משתתף אחר.",
      you: "ב־{day} שני החשבונות שלך אוחדו לאחד.",
      friend: "ב־{day} נבדק שוב איזו הזמנה תקפה לחבר שלך.",
    },
    event_reassigned: {
      tenant: "ב־{day} תוקן באופן ידני מי הזמין את {friend}.",
      you: "ב־{day} תיקנו באופן ידני מי הזמין אותך.",
      friend: "ב־{day} תיקנו באופן ידני מי הזמין את החבר שלך.",
    },
    event_signup: {
      tenant: "החבר {friend} נרשם ב־{day}.",
      you: "נרשמת ב־{day}.",
      friend: "החבר שלך נרשם ב־{day}.",
    },
    event_purchase: {
      tenant: "החבר {friend} קנה בסכום של {amount} ב־{day} (מספר {order}).",
      you: "קנית בסכום של {amount} ב־{day} (מספר {order}).",
      friend: "החבר שלך ביצע רכישה ב־{day}.",
    },
    event_refund: {
      tenant: "סכום של {amount} מרכישה {order} הוחזר ב־{day}.",
      you: "סכום של {amount} מהרכישה שלך {order} הוחזר ב־{day}.",
      friend: "היה החזר על רכישה של החבר שלך ב־{day}.",
    },
    event_refund_waiting: {
      tenant: "סכום של {amount} מרכישה {order} הוחזר ב־{day}, ומובא בחשבון יחד עם הרכישה.",
      you: "סכום של {amount} מהרכישה שלך {order} הוחזר ב־{day}, ומובא בחשבון יחד עם הרכישה.",
      friend: "היה החזר על רכישה של החבר שלך ב־{day}, והוא מובא בחשבון יחד עם הרכישה.",
    },
    event_refund_total: {
      tenant: "עד {day} הוחזרו בסך הכול {amount} מרכישה {order}.",
      you: "עד {day} הוחזרו בסך הכול {amount} מהרכישה שלך {order}.",
      friend: "היה החזר על רכישה של החבר שלך ב־{day}.",
    },
    event_refund_rest: {
      tenant: "יתרת רכישה {order} הוחזרה ב־{day}.",
      you: "יתרת הרכישה שלך {order} הוחזרה ב־{day}.",
      friend: "היה החזר על רכישה של החבר שלך ב־{day}.",
    },
    event_order_change: {
      tenant: "רכישה {order} שונתה ל־{amount} ב־{day}.",
      you: "הרכישה שלך {order} שונתה ל־{amount} ב־{day}.",
      friend: "רכישה של החבר שלך שונתה ב־{day}.",
    },
    event_order_edit: {
      tenant: "רכישה {order} שונתה ב־{day}.",
      you: "הרכישה שלך {order} שונתה ב־{day}.",
      friend: "רכישה של החבר שלך שונתה ב־{day}.",
    },
    event_order_addition: {
      tenant: "נוספו פרטים על רכישה {order} ב־{day}.",
      you: "נוספו פרטים על הרכישה שלך {order} ב־{day}.",
      friend: "נוספו פרטים על רכישה של החבר שלך ב־{day}.",
    },
    event_refund_reversal: {
      tenant: "החזר על רכישה {order} בוטל ב־{day}.",
      you: "החזר על הרכישה שלך {order} בוטל ב־{day}.",
      friend: "החזר על רכישה של החבר שלך בוטל ב־{day}.",
    },
    event_custom: {
      tenant: "האירוע ״{event}״ דווח עבור החבר {friend} ב־{day}.",
      you: "האירוע ״{event}״ דווח עבורך ב־{day}.",
      friend: "דווח על פעולה של החבר שלך ב־{day}.",
    },
    note_moved: {
      tenant: "היא אינה נחשבת עוד לרכישה הראשונה; את מקומה תופסת רכישה {order}.",
      you: "היא אינה נחשבת עוד לרכישה הראשונה שלך; את מקומה תופסת הרכישה שלך {order}.",
      friend: "היא אינה נחשבת עוד לרכישה הראשונה של החבר שלך; את מקומה תופסת רכישה אחרת.",
    },
  },
  aboutRecipient: {
    rewards_total: {
      tenant: "תגמולים בתוקף עבור הזמנה זו: {reward}.",
      you: "התגמולים שלך בתוקף עבור הזמנה זו: {reward}.",
    },
    rewards_none: {
      tenant: "אין תגמול בתוקף עבור הזמנה זו.",
      you: "אין לך תגמול בתוקף עבור הזמנה זו.",
    },
    note_no_rule: {
      tenant: "אף תגמול אינו תלוי באירוע זה.",
      you: "אף תגמול שלך אינו תלוי באירוע זה.",
    },
    note_unchanged: {
      tenant: "הדבר לא שינה אף תגמול.",
      you: "הדבר לא שינה אף תגמול שלך.",
    },
    granted: {
      tenant: "התגמול ״{rule}״ ניתן ל־{recipient}: {reward}.",
      you: "קיבלת את התגמול ״{rule}״: {reward}.",
    },
  },
  words: { quoted: "״{name}״", yes: "כן", no: "לא", nothing: "דבר", lifetime: "בסך הכול" },
};
