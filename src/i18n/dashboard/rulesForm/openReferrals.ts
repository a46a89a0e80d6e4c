import type { InEveryLanguage } from "../../everyLanguage.ts";

/** Whom a publish is for besides new friends: those who were referred before and whose time is not over. */
export const OPEN_REFERRALS: InEveryLanguage = {
  en: {
    by: "count",
    forms: {
      one: "Also for the {count} friend who was referred before",
      other: "Also for the {count} friends who were referred before",
    },
  },
  ru: {
    by: "count",
    forms: {
      one: "И для {count} друга, приглашённого раньше",
      few: "И для {count} друзей, приглашённых раньше",
      many: "И для {count} друзей, приглашённых раньше",
      other: "И для {count} друга, приглашённых раньше",
    },
  },
  uk: {
    by: "count",
    forms: {
      one: "І для {count} друга, запрошеного раніше",
      few: "І для {count} друзів, запрошених раніше",
      many: "І для {count} друзів, запрошених раніше",
      other: "І для {count} друга, запрошених раніше",
    },
  },
  uz: "Avval taklif qilingan {count} ta doʻst uchun ham",
  he: {
    by: "count",
    forms: {
      one: "גם לחבר אחד שהוזמן קודם",
      two: "גם לשני חברים שהוזמנו קודם",
      other: "גם ל־{count} חברים שהוזמנו קודם",
    },
  },
};
