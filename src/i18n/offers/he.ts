import type { OfferTexts } from "./offerTexts.ts";

export const he: OfferTexts<"one" | "two" | "other"> = {
  frames: {
    you: "לך: {reward} {occasion}",
    friend: "לחבר שלך: {reward} {occasion}",
    headed: "{reward} {occasion}",
  },
  otherwise: "אחרת, {line}",
  theirs: {
    signup: "על כל {friend} שנרשם",
    conversion: "על כל {friend} שקונה",
    conversionLeast: "על כל {friend} שקונה ב־{least} לפחות",
    purchase: "על כל רכישה של {friend}",
    purchaseLeast: "על כל רכישה של {friend} ב־{least} לפחות",
    further: "על כל רכישה נוספת של {friend}",
    nthFrom: "על כל רכישה של {friend}, החל מהרכישה ה־{from}",
    nthOnly: "על הרכישה ה־{from} של {friend}",
    nthRange: "על הרכישות ה־{from} עד ה־{to} של {friend}",
    lead: "על כל פנייה של {friend}",
    click: "על כל מבקר שמגיע דרך הקישור, פעם ביום",
    custom: "על כל ״{event}״ של {friend}",
    customUnnamed: "על פעולות מסוימות של {friend}",
  },
  own: {
    signup: "על ההרשמה",
    conversion: "על הרכישה הראשונה",
    conversionLeast: "על הרכישה הראשונה ב־{least} לפחות",
    purchase: "על כל רכישה",
    purchaseLeast: "על כל רכישה ב־{least} לפחות",
    further: "על כל רכישה נוספת",
    nthFrom: "על כל רכישה, החל מהרכישה ה־{from}",
    nthOnly: "על הרכישה ה־{from}",
    nthRange: "על הרכישות ה־{from} עד ה־{to}",
    lead: "על כל פנייה",
    click: "על כל מבקר שמגיע דרך הקישור, פעם ביום",
    custom: "על כל ״{event}״",
    customUnnamed: "על פעולות מסוימות",
  },
  yours: {
    signup: "על ההרשמה שלך",
    conversion: "על הרכישה הראשונה שלך",
    conversionLeast: "על הרכישה הראשונה שלך ב־{least} לפחות",
    purchase: "על כל רכישה שלך",
    purchaseLeast: "על כל רכישה שלך ב־{least} לפחות",
    further: "על כל רכישה נוספת שלך",
    some: "על חלק מהרכישות שלך",
  },
  circles: { friend: "חבר", beyond: "חבר של חבר" },
  notes: {
    leastOrder: "רכישות ב־{least} לפחות",
    mostOrder: "רכישות עד {most}",
    hold: {
      by: "count",
      forms: { one: "זמין אחרי יום אחד", two: "זמין אחרי יומיים", other: "זמין אחרי {count} ימים" },
    },
    firstFriends: {
      by: "count",
      forms: {
        one: "התשלום הראשון אחרי שחבר אחד קנה",
        two: "התשלום הראשון אחרי ששני חברים קנו",
        other: "התשלום הראשון אחרי ש־{count} חברים קנו",
      },
    },
    limits: {
      day: "עד {most} ביום",
      month: "עד {most} בחודש",
      year: "עד {most} בשנה",
      lifetime: "עד {most} בסך הכול",
    },
    times: { by: "count", forms: { one: "פעם אחת", two: "פעמיים", other: "{count} פעמים" } },
    perFriend: "{limit} על חבר אחד",
    conditions: "בכפוף לתנאים",
    within: {
      attribution: {
        days: {
          by: "count",
          forms: { one: "בתוך יום אחד מההצטרפות", two: "בתוך יומיים מההצטרפות", other: "בתוך {count} ימים מההצטרפות" },
        },
        months: {
          by: "count",
          forms: {
            one: "בתוך חודש אחד מההצטרפות",
            two: "בתוך חודשיים מההצטרפות",
            other: "בתוך {count} חודשים מההצטרפות",
          },
        },
      },
      conversion: {
        days: {
          by: "count",
          forms: {
            one: "בתוך יום אחד מהרכישה הראשונה",
            two: "בתוך יומיים מהרכישה הראשונה",
            other: "בתוך {count} ימים מהרכישה הראשונה",
          },
        },
        months: {
          by: "count",
          forms: {
            one: "בתוך חודש אחד מהרכישה הראשונה",
            two: "בתוך חודשיים מהרכישה הראשונה",
            other: "בתוך {count} חודשים מהרכישה הראשונה",
          },
        },
      },
    },
    month: "בספירה חודשית",
    quarter: "בספירה רבעונית",
    year: "בספירה שנתית",
    rolling: {
      by: "count",
      forms: { one: "לפי היום האחרון", two: "לפי היומיים האחרונים", other: "לפי {count} הימים האחרונים" },
    },
  },
  steps: {
    conversions: "החל מהחבר ה־{nth}: {reward}",
    signups: {
      by: "count",
      forms: {
        one: "אחרי שנרשם חבר אחד: {reward}",
        two: "אחרי שנרשמו שני חברים: {reward}",
        other: "אחרי שנרשמו {count} חברים: {reward}",
      },
    },
    revenue: "אחרי רכישות של חברים ב־{amount}: {reward}",
  },
  headlines: {
    both: "{friend} לחבר, {advocate} לך",
    advocateOnly: "מזמינים חברים ומקבלים {advocate}",
    friendOnly: "{friend} לחברים שלך",
    none: "מזמינים חברים",
    welcome: "{friend} במתנה מחבר",
    welcomeOnly: "חבר הזמין אותך",
  },
};
