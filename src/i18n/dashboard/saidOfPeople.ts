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
  name_added: {
    tone: "good",
    text: {
      en: "The name is this person’s now.",
      ru: "Теперь это имя этого человека.",
      uk: "Тепер це ім’я цієї людини.",
      uz: "Endi bu nom shu odamniki.",
      he: "השם שייך עכשיו לאדם הזה.",
    },
  },
  name_ended: {
    tone: "good",
    text: {
      en: "The name is no longer this person’s.",
      ru: "Это имя больше не относится к этому человеку.",
      uk: "Це ім’я більше не стосується цієї людини.",
      uz: "Bu nom endi shu odamniki emas.",
      he: "השם כבר לא שייך לאדם הזה.",
    },
  },
  name_itself: {
    tone: "bad",
    text: {
      en: "Nothing was changed: this is the person’s own id.",
      ru: "Ничего не изменено: это собственный ID человека.",
      uk: "Нічого не змінено: це власний ID людини.",
      uz: "Hech narsa oʻzgarmadi: bu odamning oʻz ID raqami.",
      he: "שום דבר לא השתנה: זה המזהה של האדם עצמו.",
    },
  },
  name_merged: {
    tone: "bad",
    text: {
      en: "Nothing was changed: under this name someone was merged with this person, which can't be undone.",
      ru: "Ничего не изменено: под этим именем объединили другого участника, это не отменить.",
      uk: "Нічого не змінено: під цим іменем об’єднали іншого учасника, цього не скасувати.",
      uz: "Hech narsa oʻzgarmadi: bu nom ostida boshqa ishtirokchi birlashtirilgan, buni bekor qilib boʻlmaydi.",
      he: "שום דבר לא השתנה: תחת השם הזה אוחד משתתף אחר, ואי אפשר לבטל את זה.",
    },
  },
  name_of_alias: {
    tone: "bad",
    text: {
      en: "Nothing was changed: this is another name of someone else. End it there first.",
      ru: "Ничего не изменено: это другое имя другого человека. Сначала снимите его там.",
      uk: "Нічого не змінено: це інше ім’я іншої людини. Спершу зніміть його там.",
      uz: "Hech narsa oʻzgarmadi: bu boshqa odamning boshqa nomi. Avval oʻsha yerda bekor qiling.",
      he: "שום דבר לא השתנה: זה שם נוסף של אדם אחר. צריך להסיר אותו שם קודם.",
    },
  },
  name_of_person: {
    tone: "bad",
    text: {
      en: "Nothing was changed: the shop has reported someone by this id already.",
      ru: "Ничего не изменено: магазин уже сообщал о ком-то под этим ID.",
      uk: "Нічого не змінено: магазин уже повідомляв про когось під цим ID.",
      uz: "Hech narsa oʻzgarmadi: doʻkon shu ID bilan kimdir haqida xabar bergan.",
      he: "שום דבר לא השתנה: החנות כבר דיווחה על מישהו תחת המזהה הזה.",
    },
  },
  names_full: {
    tone: "bad",
    text: {
      en: "Nothing was changed: the person has as many names as may be. End one that nothing comes by.",
      ru: "Ничего не изменено: у человека уже столько имён, сколько можно. Снимите то, под которым ничего не приходит.",
      uk: "Нічого не змінено: у людини вже стільки імен, скільки можна. Зніміть те, під яким нічого не надходить.",
      uz: "Hech narsa oʻzgarmadi: odamning nomlari eng koʻp songa yetgan. Hech narsa kelmaydiganini bekor qiling.",
      he: "שום דבר לא השתנה: לאדם יש כבר כמה שמות שמותר. אפשר להסיר שם שכבר לא מגיע תחתיו דבר.",
    },
  },
  merged: {
    tone: "good",
    text: {
      en: "The two accounts are one now. Below is what moved.",
      ru: "Два аккаунта объединены. Ниже — что перешло.",
      uk: "Два акаунти об’єднано. Нижче — що перейшло.",
      uz: "Ikki akkaunt birlashtirildi. Nima oʻtgani quyida.",
      he: "שני החשבונות אוחדו. למטה רשום מה עבר.",
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
  reassigned: {
    tone: "good",
    text: {
      en: "The person is a friend of the other advocate now.",
      ru: "Теперь друг закреплён за другим пригласившим.",
      uk: "Тепер друга закріплено за іншим запрошувачем.",
      uz: "Doʻst endi boshqa taklif qiluvchiga biriktirilgan.",
      he: "החבר הועבר למזמין האחר.",
    },
  },
} as const satisfies Readonly<Record<string, { readonly tone: "good" | "bad"; readonly text: InEveryLanguage }>>;
