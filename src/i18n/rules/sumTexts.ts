import type { SUMS } from "../../domain/phrases.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** What the larger parts of a rules document come to: a limit, a budget, a ladder of tiers. */
export const SUM_TEXTS: Readonly<Record<keyof typeof SUMS, InEveryLanguage>> = {
  within: {
    en: "{length} from {start}",
    ru: "{length} {start}",
    uk: "{length} {start}",
    uz: "{start} {length}",
    he: "{length} {start}",
  },
  applies_to_skus: {
    en: "the items {skus}",
    ru: "товары {skus}",
    uk: "товари {skus}",
    uz: "mahsulotlar: {skus}",
    he: "המוצרים {skus}",
  },
  applies_to_categories: {
    en: "the categories {categories}",
    ru: "категории {categories}",
    uk: "категорії {categories}",
    uz: "toifalar: {categories}",
    he: "הקטגוריות {categories}",
  },
  minimum_conversions: {
    en: {
      by: "count",
      forms: { one: "{count} conversion within {days}", other: "{count} conversions within {days}" },
    },
    ru: {
      by: "count",
      forms: {
        one: "{count} конверсия, срок — {days}",
        few: "{count} конверсии, срок — {days}",
        many: "{count} конверсий, срок — {days}",
        other: "{count} конверсии, срок — {days}",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "{count} конверсія, строк — {days}",
        few: "{count} конверсії, строк — {days}",
        many: "{count} конверсій, строк — {days}",
        other: "{count} конверсії, строк — {days}",
      },
    },
    uz: "{days} ichida {count} ta konversiya",
    he: {
      by: "count",
      forms: {
        one: "המרה אחת בתוך {days}",
        two: "שתי המרות בתוך {days}",
        other: "{count} המרות בתוך {days}",
      },
    },
  },
  minimum_revenue: {
    en: "{amount} of sales within {days}",
    ru: "покупки на {amount}, срок — {days}",
    uk: "покупки на {amount}, строк — {days}",
    uz: "{days} ichida {amount} miqdorida xarid",
    he: "רכישות בסך {amount} בתוך {days}",
  },
  budget: {
    en: "{amount} {period}",
    ru: "{amount} {period}",
    uk: "{amount} {period}",
    uz: "{period} {amount}",
    he: "{amount} {period}",
  },
  step: {
    en: "{grant} from {from} on",
    ru: "с {from} — {grant}",
    uk: "з {from} — {grant}",
    uz: "{from} dan boshlab {grant}",
    he: "מ־{from} ומעלה {grant}",
  },
  tiers: {
    en: "{steps} ({by}, {window})",
    ru: "{steps} ({by}, {window})",
    uk: "{steps} ({by}, {window})",
    uz: "{steps} ({by}, {window})",
    he: "{steps} ({by}, {window})",
  },
  limit_count_recipient: {
    en: {
      by: "count",
      forms: { one: "{count} reward per recipient {period}", other: "{count} rewards per recipient {period}" },
    },
    ru: {
      by: "count",
      forms: {
        one: "{count} вознаграждение на получателя {period}",
        few: "{count} вознаграждения на получателя {period}",
        many: "{count} вознаграждений на получателя {period}",
        other: "{count} вознаграждения на получателя {period}",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "{count} винагорода на отримувача {period}",
        few: "{count} винагороди на отримувача {period}",
        many: "{count} винагород на отримувача {period}",
        other: "{count} винагороди на отримувача {period}",
      },
    },
    uz: "bir oluvchiga {period} {count} ta mukofot",
    he: {
      by: "count",
      forms: {
        one: "תגמול אחד למקבל {period}",
        two: "שני תגמולים למקבל {period}",
        other: "{count} תגמולים למקבל {period}",
      },
    },
  },
  limit_count_referral: {
    en: {
      by: "count",
      forms: { one: "{count} reward per referral {period}", other: "{count} rewards per referral {period}" },
    },
    ru: {
      by: "count",
      forms: {
        one: "{count} вознаграждение на приглашение {period}",
        few: "{count} вознаграждения на приглашение {period}",
        many: "{count} вознаграждений на приглашение {period}",
        other: "{count} вознаграждения на приглашение {period}",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "{count} винагорода на запрошення {period}",
        few: "{count} винагороди на запрошення {period}",
        many: "{count} винагород на запрошення {period}",
        other: "{count} винагороди на запрошення {period}",
      },
    },
    uz: "bir taklifga {period} {count} ta mukofot",
    he: {
      by: "count",
      forms: {
        one: "תגמול אחד להזמנה {period}",
        two: "שני תגמולים להזמנה {period}",
        other: "{count} תגמולים להזמנה {period}",
      },
    },
  },
  limit_amount_recipient: {
    en: "{amount} per recipient {period}",
    ru: "{amount} на получателя {period}",
    uk: "{amount} на отримувача {period}",
    uz: "bir oluvchiga {period} {amount}",
    he: "{amount} למקבל {period}",
  },
  limit_amount_referral: {
    en: "{amount} per referral {period}",
    ru: "{amount} на приглашение {period}",
    uk: "{amount} на запрошення {period}",
    uz: "bir taklifga {period} {amount}",
    he: "{amount} להזמנה {period}",
  },
};
