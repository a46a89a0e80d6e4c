import type { OfferTexts } from "./offerTexts.ts";

export const he: OfferTexts<"one" | "two" | "other"> = {
  frames: {
    you: "לך: {reward} {occasion}",
    friend: "לחבר שלך: {reward} {occasion}",
    inviter: "לחבר: {reward} {occasion}",
  },
  otherwise: "אחרת, {line}",
  theirs: {
    signup: "על כל {friend} שנרשם",
    conversion: "על כל {friend} שקונה",
    conversionLeast: "על כל {friend} שקונה ב־{least} לפחות",
    purchase: "על כל קנייה של {friend}",
    purchaseLeast: "על כל קנייה של {friend} ב־{least} לפחות",
    further: "על כל קנייה נוספת של {friend}",
    nthFrom: "על כל קנייה של {friend}, החל מקנייה מספר {from}",
    nthOnly: "על קנייה מספר {from} של {friend}",
    nthRange: "על קניות מספר {from} עד {to} של {friend}",
    lead: "על כל פנייה של {friend}",
    click: "על כל מבקר שמגיע דרך הקישור, פעם ביום",
    custom: "על כל ״{event}״ של {friend}",
    customUnnamed: "על פעולות מסוימות של {friend}",
  },
  own: {
    signup: "על ההרשמה",
    conversion: "על הקנייה הראשונה",
    conversionLeast: "על הקנייה הראשונה ב־{least} לפחות",
    purchase: "על כל קנייה",
    purchaseLeast: "על כל קנייה ב־{least} לפחות",
    further: "על כל קנייה נוספת",
    nthFrom: "על כל קנייה, החל מקנייה מספר {from}",
    nthOnly: "על קנייה מספר {from}",
    nthRange: "על קניות מספר {from} עד {to}",
    lead: "על כל פנייה",
    click: "על כל מבקר שמגיע דרך הקישור, פעם ביום",
    custom: "על כל ״{event}״",
    customUnnamed: "על פעולות מסוימות",
  },
  yours: {
    signup: "על ההרשמה שלך",
    conversion: "על הקנייה הראשונה שלך",
    conversionLeast: "על הקנייה הראשונה שלך ב־{least} לפחות",
    purchase: "על כל קנייה שלך",
    purchaseLeast: "על כל קנייה שלך ב־{least} לפחות",
    further: "על כל קנייה נוספת שלך",
    some: "על חלק מהקניות שלך",
  },
  circles: { friend: "חבר", beyond: "חבר של חבר" },
  notes: {
    leastOrder: "קניות ב־{least} לפחות",
    mostOrder: "קניות עד {most}",
    hold: {
      by: "count",
      forms: { one: "זמין אחרי יום אחד", two: "זמין אחרי יומיים", other: "זמין אחרי {count} ימים" },
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
            one: "בתוך יום אחד מהקנייה הראשונה",
            two: "בתוך יומיים מהקנייה הראשונה",
            other: "בתוך {count} ימים מהקנייה הראשונה",
          },
        },
        months: {
          by: "count",
          forms: {
            one: "בתוך חודש אחד מהקנייה הראשונה",
            two: "בתוך חודשיים מהקנייה הראשונה",
            other: "בתוך {count} חודשים מהקנייה הראשונה",
          },
        },
      },
    },
    month: "בספירה חודשית",
    quarter: "בספירה רבעונית",
    year: "בספירה שנתית",
    rolling: {
      by: "count",
      forms: { one: "בספירה של יום אחד", two: "בספירה של יומיים", other: "בספירה של {count} ימים" },
    },
  },
  steps: {
    conversions: "החל מחבר מספר {count}: {reward}",
    signups: {
      by: "count",
      forms: {
        one: "אחרי שנרשם חבר אחד: {reward}",
        two: "אחרי שנרשמו שני חברים: {reward}",
        other: "אחרי שנרשמו {count} חברים: {reward}",
      },
    },
    revenue: "אחרי קניות של חברים ב־{amount}: {reward}",
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
