import type { ClientSentences } from "./clientSentences.ts";

export const he: ClientSentences<"one" | "two" | "other"> = {
  problemSignIn: "יש להתחבר שוב.",
  problemTooMany: "יותר מדי ניסיונות. אפשר לנסות שוב בעוד דקה.",
  problemTryAgain: "כרגע זה לא אפשרי. אפשר לנסות שוב בעוד רגע.",
  problemInvalid: "משהו כאן אינו תקין. כדאי לבדוק.",
  problemUnknownProgram: "אין כאן כרגע הטבה לשתף.",
  problemCodeTaken: "הקוד הזה תפוס. יש לבחור קוד אחר.",
  problemCodeUnfit: "אי אפשר להשתמש בקוד הזה. יש לבחור קוד אחר.",
  problemCodeCharacters: "קוד מורכב מאותיות ומספרות. אפשר לשים ביניהן רווח, מקף או נקודה.",
  problemCodeLength: "בקוד צריכות להיות 2 עד 40 אותיות או ספרות.",
  problemCodeScripts: "הקוד מערבב אותיות של שני אלפביתים. יש לבחור באחד מהם.",
  problemTooManyCodes: "אי אפשר לקבל עוד קודים.",
  problemEnteredBefore: "הקוד הזה כבר הוזן.",
  problemChoiceOver: "כבר אי אפשר לבחור בזה.",
  problemOther: "משהו השתבש. אפשר לנסות שוב.",

  standingApplicationRequired: "אפשר להגיש בקשה להשתתף בתוכנית.",
  standingApplicationPending: "הבקשה שלך התקבלה ותיבדק בקרוב.",
  standingApplicationRefused: "הבקשה שלך לא אושרה.",
  standingLapsedFriends: {
    by: "count",
    forms: {
      one: "כדי להישאר בתוכנית היה צריך חבר אחד לקנות בתוך {time}.",
      two: "כדי להישאר בתוכנית היו צריכים שני חברים לקנות בתוך {time}.",
      other: "כדי להישאר בתוכנית היו צריכים {count} חברים לקנות בתוך {time}.",
    },
  },
  standingLapsedRevenue: "כדי להישאר בתוכנית הרכישות של החברים שלך היו צריכות להגיע ל־{least} בתוך {time}.",
  standingBroughtFriends: {
    by: "count",
    forms: { one: "חבר אחד קנה.", two: "שני חברים קנו.", other: "{count} חברים קנו." },
  },
  standingBroughtRevenue: "הן הגיעו ל־{amount}.",
  standingBroughtLess: "הן הגיעו לפחות מזה.",
  standingApplyAgain: "אפשר להגיש בקשה חדשה כבר עכשיו.",
  standingNotInSegment: "התוכנית מיועדת ללקוחות נבחרים.",
  standingNotSampled: "התוכנית נבחנת כעת עם חלק מהלקוחות. עדיין אי אפשר להצטרף.",
  standingProgramNotActive: "כרגע אי אפשר להזמין חברים חדשים לתוכנית.",
  standingProgramPaused: "התוכנית מושהית: הזמנות של חברים לא נספרות כרגע.",
  standingProgramEnded: "התוכנית הסתיימה: הזמנות חדשות של חברים לא נספרות.",
  standingProgramStarts: "התוכנית מתחילה ב־{day}",
  standingCodeDisabled: "החנות השביתה את הקוד שלך, ולכן הקישור לא פועל כרגע. אפשר לפנות לחנות.",
  standingCodeOver: "הקוד שלך כבר לא בתוקף, ולכן הקישור לא פועל. אפשר לבקש מהחנות קוד חדש.",
  standingBlocked: "אי אפשר להשתתף בתוכנית. אם זו טעות, כדאי לפנות לחנות.",

  shareSubject: "בואו ל־{shop}",
  shareMessage: "בואו ל־{shop}. {offer}",
  shareMessagePlain: "בואו ל־{shop}.",

  progressConversions: {
    by: "count",
    forms: {
      one: "עוד חבר אחד שקונה: החל מהחבר ה־{nth}, {reward} על כל אחד",
      two: "עוד שני חברים שקונים: החל מהחבר ה־{nth}, {reward} על כל אחד",
      other: "עוד {count} חברים שקונים: החל מהחבר ה־{nth}, {reward} על כל אחד",
    },
  },
  progressSignups: {
    by: "count",
    forms: {
      one: "עוד חבר אחד שמצטרף: החל מהחבר ה־{nth}, {reward} על כל אחד",
      two: "עוד שני חברים שמצטרפים: החל מהחבר ה־{nth}, {reward} על כל אחד",
      other: "עוד {count} חברים שמצטרפים: החל מהחבר ה־{nth}, {reward} על כל אחד",
    },
  },
  progressTop: "הגעת לדרגה הגבוהה ביותר: {reward}",
  progressRevenue: "כשרכישות החברים יגיעו ל־{from}, {reward} על כל אחת",

  friendLabel: "חבר {number}",
  friendJoined: "הצטרפות ב־{day}",
  friendExpired: "הצטרפות ב־{day}, ללא רכישה בזמן",
  friendBought: "רכישה ראשונה ב־{day}",
  friendRejected: "לא אושר",

  rewardPending: "בהמתנה עד {day}",
  rewardDue: "יאושר בקרוב",
  rewardInReview: "בבדיקה",
  rewardApproved: "זמין",
  rewardFulfilled: "נמסר",
  rewardVoided: "בוטל",
  rewardClawedBack: "נלקח בחזרה",

  couponPercent: "{percent} הנחה",
  couponPercentFrom: "{percent} הנחה ברכישה ב־{least} לפחות",
  couponAmount: "{amount} הנחה",
  couponAmountFrom: "{amount} הנחה ברכישה ב־{least} לפחות",
  couponShipping: "משלוח חינם",
  couponShippingFrom: "משלוח חינם ברכישה ב־{least} לפחות",
  couponUntil: "בתוקף עד {day}",

  choiceUntil: "יש לבחור תגמול עד {day}",
  choiceMade: "הבחירה נשמרה: {reward}",

  codeAccepted: "הקוד תקף.",
  codeTooLate: "מאוחר מדי להזין קוד.",
  redeemed: "ההזמנה מהחבר התקבלה. ברוכים הבאים!",
};
