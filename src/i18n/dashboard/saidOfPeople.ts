import type { InEveryLanguage } from "../everyLanguage.ts";

/** What the page of one person says of the step that led to it. */
export const SAID_OF_PEOPLE = {
  bonus_given: {
    tone: "good",
    text: {
      en: "The balance was changed.",
      ru: "Баланс изменён.",
      uk: "Баланс змінено.",
      uz: "Balans oʻzgartirildi.",
      he: "היתרה עודכנה.",
    },
  },
  bonus_limit: {
    tone: "bad",
    text: {
      en: "Support may not give this person so much in one month. Ask an owner or a marketer.",
      ru: "Поддержка не может начислить этому человеку столько за месяц. Обратитесь к владельцу или маркетологу.",
      uk: "Підтримка не може нарахувати цій людині стільки за місяць. Зверніться до власника або маркетолога.",
      uz: "Yordam xizmati bu odamga bir oyda buncha bera olmaydi. Egasi yoki marketologga murojaat qiling.",
      he: "לתמיכה אסור לזכות אדם אחד בסכום כזה בחודש. אפשר לפנות לבעלים או לשיווק.",
    },
  },
  amount_unclear: {
    tone: "bad",
    text: {
      en: "Nothing was changed: write the amount as a number, such as 5.00.",
      ru: "Ничего не изменено: запишите сумму числом, например 5,00.",
      uk: "Нічого не змінено: запишіть суму числом, наприклад 5,00.",
      uz: "Hech narsa oʻzgarmadi: miqdorni son bilan yozing, masalan 5,00.",
      he: "שום דבר לא השתנה: יש לכתוב את הסכום כמספר, למשל 5.00.",
    },
  },
  blocked: {
    tone: "good",
    text: {
      en: "The person is blocked.",
      ru: "Человек заблокирован.",
      uk: "Людину заблоковано.",
      uz: "Odam bloklandi.",
      he: "האדם נחסם.",
    },
  },
  unblocked: {
    tone: "good",
    text: {
      en: "The person is no longer blocked.",
      ru: "Блокировка снята.",
      uk: "Блокування знято.",
      uz: "Blok olib tashlandi.",
      he: "החסימה בוטלה.",
    },
  },
  attributed: {
    tone: "good",
    text: {
      en: "The person is a friend of the advocate now.",
      ru: "Человек закреплён за пригласившим.",
      uk: "Людину закріплено за запрошувачем.",
      uz: "Odam taklif qiluvchiga biriktirildi.",
      he: "האדם שויך למזמין.",
    },
  },
  attributed_before: {
    tone: "good",
    text: {
      en: "The person was a friend of this advocate already. Nothing was changed.",
      ru: "Человек уже закреплён за этим пригласившим. Ничего не изменено.",
      uk: "Людину вже закріплено за цим запрошувачем. Нічого не змінено.",
      uz: "Odam bu taklif qiluvchiga avvalroq biriktirilgan. Hech narsa oʻzgarmadi.",
      he: "האדם כבר משויך למזמין הזה. שום דבר לא השתנה.",
    },
  },
} as const satisfies Readonly<Record<string, { readonly tone: "good" | "bad"; readonly text: InEveryLanguage }>>;
