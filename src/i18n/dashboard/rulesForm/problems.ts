import type { InEveryLanguage } from "../../everyLanguage.ts";

/** Why a typed text can't be read. */
export const READING_TEXTS = {
  text_missing: {
    en: "Fill this in.",
    ru: "Заполните это поле.",
    uk: "Заповніть це поле.",
    uz: "Buni toʻldiring.",
    he: "יש למלא את השדה.",
  },
  not_whole: {
    en: "Write a whole number.",
    ru: "Напишите целое число.",
    uk: "Напишіть ціле число.",
    uz: "Butun son yozing.",
    he: "יש לכתוב מספר שלם.",
  },
  not_number: {
    en: "Write a number.",
    ru: "Напишите число.",
    uk: "Напишіть число.",
    uz: "Son yozing.",
    he: "יש לכתוב מספר.",
  },
  too_many_decimals: {
    en: "Too many digits after the point: at most {most}.",
    ru: "Слишком много знаков после запятой: не больше {most}.",
    uk: "Забагато знаків після коми: не більше ніж {most}.",
    uz: "Nuqtadan keyin raqamlar koʻp: koʻpi bilan {most}.",
    he: "יותר מדי ספרות אחרי הנקודה: לכל היותר {most}.",
  },
  number_too_long: {
    en: "This number is too large.",
    ru: "Это число слишком большое.",
    uk: "Це число завелике.",
    uz: "Bu son juda katta.",
    he: "המספר גדול מדי.",
  },
  not_a_time: {
    en: "Write a date, such as 2026-12-24.",
    ru: "Напишите дату, например 2026-12-24.",
    uk: "Напишіть дату, наприклад 2026-12-24.",
    uz: "Sanani yozing, masalan 2026-12-24.",
    he: "יש לכתוב תאריך, למשל 2026-12-24.",
  },
  list_unreadable: {
    en: "Write values with commas between them.",
    ru: "Напишите значения через запятую.",
    uk: "Напишіть значення через кому.",
    uz: "Qiymatlarni vergul bilan yozing.",
    he: "יש לכתוב ערכים עם פסיקים ביניהם.",
  },
  not_offered: {
    en: "Choose one of the list.",
    ru: "Выберите из списка.",
    uk: "Виберіть зі списку.",
    uz: "Roʻyxatdan tanlang.",
    he: "יש לבחור מהרשימה.",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;

/** Problems of rules whose sentences name parts of the document, in words for those who see a form. */
export const PLAIN_PROBLEMS = {
  missing: {
    en: "Fill this in.",
    ru: "Заполните это поле.",
    uk: "Заповніть це поле.",
    uz: "Buni toʻldiring.",
    he: "יש למלא את השדה.",
  },
  wrong_type: {
    en: "This value does not fit here.",
    ru: "Это значение сюда не подходит.",
    uk: "Це значення сюди не підходить.",
    uz: "Bu qiymat bu yerga toʻgʻri kelmaydi.",
    he: "הערך לא מתאים כאן.",
  },
  not_allowed: {
    en: "Choose one of the list.",
    ru: "Выберите из списка.",
    uk: "Виберіть зі списку.",
    uz: "Roʻyxatdan tanlang.",
    he: "יש לבחור מהרשימה.",
  },
  nth_falls: {
    en: "The last purchase comes before the first.",
    ru: "Последняя покупка раньше первой.",
    uk: "Остання покупка раніше за першу.",
    uz: "Oxirgi xarid birinchisidan oldin.",
    he: "הרכישה האחרונה לפני הראשונה.",
  },
  rate_base_unknown: {
    en: "Say what the share is of.",
    ru: "Укажите, от чего берётся доля.",
    uk: "Вкажіть, від чого береться частка.",
    uz: "Ulush nimadan olinishini koʻrsating.",
    he: "יש לציין ממה נגזר החלק.",
  },
  field_unknown: {
    en: "Choose what the condition is about.",
    ru: "Выберите, о чём условие.",
    uk: "Виберіть, про що умова.",
    uz: "Shart nima haqida ekanini tanlang.",
    he: "יש לבחור במה עוסק התנאי.",
  },
  operator_unfit: {
    en: "This comparison does not fit.",
    ru: "Такое сравнение не подходит.",
    uk: "Таке порівняння не підходить.",
    uz: "Bu taqqoslash toʻgʻri kelmaydi.",
    he: "ההשוואה לא מתאימה.",
  },
  value_unfit: {
    en: "This value does not fit the comparison.",
    ru: "Значение не подходит к сравнению.",
    uk: "Значення не підходить до порівняння.",
    uz: "Qiymat taqqoslashga toʻgʻri kelmaydi.",
    he: "הערך לא מתאים להשוואה.",
  },
  click_without_friend: {
    en: "Only the advocate can be rewarded for a click, since it is not known who clicks.",
    ru: "За переход вознаградить можно только пригласившего: кто перешёл, неизвестно.",
    uk: "За перехід можна винагородити лише запрошувача: хто перейшов, невідомо.",
    uz: "Bosish uchun faqat taklif qiluvchini mukofotlash mumkin: kim bosgani nomaʼlum.",
    he: "על כניסה אפשר לתגמל רק את המזמין, כי לא ידוע מי נכנס.",
  },
  click_without_referral: {
    en: "A click is of no friend yet: limit it for each person who is rewarded.",
    ru: "Переход ещё ни к какому другу не относится: ограничьте на каждого получателя.",
    uk: "Перехід ще не стосується жодного друга: обмежте на кожного отримувача.",
    uz: "Bosish hali hech bir doʻstga tegishli emas: har bir oluvchi uchun cheklang.",
    he: "כניסה עוד לא שייכת לחבר: יש להגביל לכל מקבל.",
  },
  amount_or_rate: {
    en: "Give an amount or a share.",
    ru: "Укажите сумму или долю.",
    uk: "Вкажіть суму або частку.",
    uz: "Miqdor yoki ulush koʻrsating.",
    he: "יש לציין סכום או חלק.",
  },
  shipping_alone: {
    en: "Free shipping takes nothing else off.",
    ru: "Бесплатная доставка не сочетается с другой скидкой.",
    uk: "Безкоштовна доставка не поєднується з іншою знижкою.",
    uz: "Bepul yetkazib berish boshqa chegirma bilan birga berilmaydi.",
    he: "משלוח חינם לא מצטרף להנחה אחרת.",
  },
  limit_of_one_measure: {
    en: "Limit the number or the amount.",
    ru: "Ограничьте число или сумму.",
    uk: "Обмежте кількість або суму.",
    uz: "Sonini yoki summasini cheklang.",
    he: "יש להגביל את המספר או את הסכום.",
  },
  not_of_a_rate: {
    en: "This belongs to a share only.",
    ru: "Это бывает только у доли.",
    uk: "Це буває лише в частки.",
    uz: "Bu faqat ulushda boʻladi.",
    he: "זה שייך רק לחלק באחוזים.",
  },
  not_of_items: {
    en: "This belongs to a share of some items only.",
    ru: "Это бывает только у доли от некоторых товаров.",
    uk: "Це буває лише в частки від деяких товарів.",
    uz: "Bu faqat ayrim mahsulotlar ulushida boʻladi.",
    he: "זה שייך רק לחלק מפריטים מסוימים.",
  },
  refund_of_thing: {
    en: "Discounts and gifts can't shrink with a refund.",
    ru: "Скидки и подарки не уменьшаются при возврате.",
    uk: "Знижки й подарунки не зменшуються при поверненні.",
    uz: "Chegirma va sovgʻalar qaytarishda kamaymaydi.",
    he: "הנחות ומתנות לא קטנות עם החזר.",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;

/** What is allowed and probably not meant. */
export const WARNING_TEXTS = {
  step_pays_less: {
    en: "This step gives less than the one before.",
    ru: "Этот уровень даёт меньше предыдущего.",
    uk: "Цей рівень дає менше за попередній.",
    uz: "Bu daraja oldingisidan kam beradi.",
    he: "הדרגה הזאת נותנת פחות מהקודמת.",
  },
  no_budget: {
    en: "Nothing limits what this program gives.",
    ru: "Ничто не ограничивает, сколько даёт эта программа.",
    uk: "Ніщо не обмежує, скільки дає ця програма.",
    uz: "Bu dastur beradigan narsani hech narsa cheklamaydi.",
    he: "שום דבר לא מגביל את מה שהתוכנית נותנת.",
  },
  hold_short: {
    en: "Most refunds come within {days} days, and rewards are approved before that.",
    ru: "Большинство возвратов приходит в течение {days} дн., а вознаграждения одобряются раньше.",
    uk: "Більшість повернень надходить протягом {days} дн., а винагороди схвалюють раніше.",
    uz: "Koʻp qaytarishlar {days} kun ichida keladi, mukofotlar esa undan oldin tasdiqlanadi.",
    he: "רוב ההחזרים מגיעים בתוך {days} ימים, והתגמולים מאושרים לפני כן.",
  },
  limit_unreachable: {
    en: "This limit is never reached.",
    ru: "Этот лимит никогда не достигается.",
    uk: "Цього ліміту ніколи не досягають.",
    uz: "Bu cheklovga hech qachon yetilmaydi.",
    he: "למגבלה הזאת לעולם לא מגיעים.",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
