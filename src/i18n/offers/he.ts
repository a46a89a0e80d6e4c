import type { OfferTexts } from "./offerTexts.ts";

export const he: OfferTexts<"one" | "two" | "other"> = {
  frames: {
    you: "לך: {reward} {occasion}",
    friend: "לחבר שלך: {reward} {occasion}",
    inviter: "לחבר שהזמין אותך: {reward} {occasion}",
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
    click: "על כל כניסה דרך הקישור",
    custom: "על כל ״{event}״ של {friend}",
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
    click: "על כל כניסה דרך הקישור",
    custom: "על כל ״{event}״",
  },
  circles: { friend: "חבר", beyond: "חבר של חבר" },
  notes: {
    leastOrder: "הזמנות ב־{least} לפחות",
    conditions: "בכפוף לתנאים",
    within: {
      attribution: {
        days: {
          by: "count",
          forms: { one: "במשך יום אחד מההצטרפות", two: "במשך יומיים מההצטרפות", other: "במשך {count} ימים מההצטרפות" },
        },
        months: {
          by: "count",
          forms: {
            one: "במשך חודש אחד מההצטרפות",
            two: "במשך חודשיים מההצטרפות",
            other: "במשך {count} חודשים מההצטרפות",
          },
        },
      },
      conversion: {
        days: {
          by: "count",
          forms: {
            one: "במשך יום אחד מהרכישה הראשונה",
            two: "במשך יומיים מהרכישה הראשונה",
            other: "במשך {count} ימים מהרכישה הראשונה",
          },
        },
        months: {
          by: "count",
          forms: {
            one: "במשך חודש אחד מהרכישה הראשונה",
            two: "במשך חודשיים מהרכישה הראשונה",
            other: "במשך {count} חודשים מהרכישה הראשונה",
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
    conversions: {
      by: "count",
      forms: {
        one: "החל מחבר אחד: {reward}",
        two: "החל משני חברים: {reward}",
        other: "החל מ־{count} חברים: {reward}",
      },
    },
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
