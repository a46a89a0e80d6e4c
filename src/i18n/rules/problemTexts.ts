import type { RulesProblemCode } from "../../domain/rulesProblems.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";
import { SHAPE_TEXTS } from "./shapeTexts.ts";

/** Above the single problems. */
export const REFUSED_TEXT: InEveryLanguage = {
  en: "The rules are not valid.",
  ru: "В правилах есть ошибки.",
  uk: "У правилах є помилки.",
  uz: "Qoidalarda xatolar bor.",
  he: "יש שגיאות בכללים.",
};

/**
 * What is wrong with a rules document, told beside the path of the place. Names and values of the document stay as
 * they are written there.
 */
export const PROBLEM_TEXTS: Readonly<Record<RulesProblemCode, InEveryLanguage>> = {
  ...SHAPE_TEXTS,

  rule_id_form: {
    en: "lower-case letters, digits, - and _; 64 at most",
    ru: "строчные латинские буквы, цифры, - и _; не больше 64 знаков",
    uk: "малі латинські літери, цифри, - і _; не більше ніж 64 знаки",
    uz: "kichik lotin harflari, raqamlar, - va _; koʻpi bilan 64 ta belgi",
    he: "אותיות לטיניות קטנות, ספרות, - ו־_; לכל היותר 64 תווים",
  },
  event_name_form: {
    en: "a letter, then letters, digits, _ . : -; 64 at most",
    ru: "латинская буква, затем буквы, цифры, _ . : -; не больше 64 знаков",
    uk: "латинська літера, далі літери, цифри, _ . : -; не більше ніж 64 знаки",
    uz: "lotin harfi, keyin harflar, raqamlar, _ . : -; koʻpi bilan 64 ta belgi",
    he: "אות לטינית, ואחריה אותיות, ספרות, _ . : -; לכל היותר 64 תווים",
  },
  event_is_refund: {
    en: "a refund can't earn a reward",
    ru: "за возврат вознаграждение не начисляется",
    uk: "за повернення винагороду не нараховують",
    uz: "qaytarish uchun mukofot berilmaydi",
    he: "על החזר לא ניתן תגמול",
  },
  event_of_order: {
    en: "“{event}” is told of an order and earns no reward by itself",
    ru: "«{event}» сообщает о заказе, само по себе оно вознаграждения не приносит",
    uk: "«{event}» повідомляє про замовлення, сама по собі ця подія винагороди не дає",
    uz: "“{event}” buyurtma haqida xabar beradi, uning oʻzi mukofot keltirmaydi",
    he: "״{event}״ מספר על הזמנה, ובפני עצמו אינו מזכה בתגמול",
  },
  nth_falls: {
    en: "to is below from",
    ru: "to меньше, чем from",
    uk: "to менше, ніж from",
    uz: "to qiymati from qiymatidan kichik",
    he: "הערך to קטן מהערך from",
  },
  rate_base_unknown: {
    en: 'one of "order.amountMinor", "items.amountMinor", "event.metadata.<name>"',
    ru: 'одно из: "order.amountMinor", "items.amountMinor", "event.metadata.<имя>"',
    uk: 'одне з: "order.amountMinor", "items.amountMinor", "event.metadata.<назва>"',
    uz: 'quyidagilardan biri: "order.amountMinor", "items.amountMinor", "event.metadata.<nom>"',
    he: 'אחד מאלה: "order.amountMinor", "items.amountMinor", "event.metadata.<שם>"',
  },
  minimum_without_application: {
    en: "only where advocates are approved by application",
    ru: "только там, где пригласивших одобряют по заявке",
    uk: "лише там, де тих, хто запрошує, схвалюють за заявкою",
    uz: "faqat taklif qiluvchilar ariza boʻyicha tasdiqlanadigan joyda",
    he: "רק כשהמזמינים מאושרים לפי בקשה",
  },
  field_unknown: {
    en: 'unknown field "{field}"',
    ru: "неизвестное поле «{field}»",
    uk: "невідоме поле «{field}»",
    uz: "nomaʼlum maydon “{field}”",
    he: "שדה לא מוכר ״{field}״",
  },
  operator_unfit: {
    en: '"{operator}" can\'t be used on {field}; use one of {allowed}',
    ru: "«{operator}» нельзя применить к {field}; можно: {allowed}",
    uk: "«{operator}» не можна застосувати до {field}; можна: {allowed}",
    uz: "“{operator}” amalini {field} uchun ishlatib boʻlmaydi; mumkin: {allowed}",
    he: "אי אפשר להשתמש ב־״{operator}״ על {field}; אפשר: {allowed}",
  },
  value_unfit: {
    en: '"{operator}" on {field} needs {needed}',
    ru: "для «{operator}» у {field} нужно: {needed}",
    uk: "для «{operator}» у {field} потрібно: {needed}",
    uz: "{field} uchun “{operator}” amaliga kerak: {needed}",
    he: "עבור ״{operator}״ על {field} נדרש: {needed}",
  },
  rule_id_taken: {
    en: '"{id}" is already used by another rule',
    ru: "«{id}» уже есть у другого правила",
    uk: "«{id}» уже має інше правило",
    uz: "“{id}” boshqa qoidada ishlatilgan",
    he: "״{id}״ כבר בשימוש בכלל אחר",
  },
  currency_differs: {
    en: "the program's currency is {currency}",
    ru: "валюта программы — {currency}",
    uk: "валюта програми — {currency}",
    uz: "dastur valyutasi — {currency}",
    he: "מטבע התוכנית הוא {currency}",
  },
  currency_missing: {
    en: "an amount needs its currency",
    ru: "у суммы должна быть валюта",
    uk: "сума має бути з валютою",
    uz: "summaning valyutasi koʻrsatilishi kerak",
    he: "לסכום נדרש מטבע",
  },
  nth_without_purchase: {
    en: "only on purchases",
    ru: "только для покупок",
    uk: "лише для покупок",
    uz: "faqat xaridlar uchun",
    he: "רק לרכישות",
  },
  click_without_friend: {
    en: "it is not known who clicks: only an advocate or ancestor can be rewarded",
    ru: "неизвестно, кто перешёл по ссылке: наградить можно только advocate или ancestor",
    uk: "невідомо, хто перейшов за посиланням: винагородити можна лише advocate або ancestor",
    uz: "havolani kim bosgani nomaʼlum: faqat advocate yoki ancestor mukofotlanishi mumkin",
    he: "לא ידוע מי נכנס דרך הקישור: אפשר לתגמל רק advocate או ancestor",
  },
  click_without_referral: {
    en: 'a click belongs to no referral: use "recipient"',
    ru: 'переход по ссылке не относится ни к одному приглашению: укажите "recipient"',
    uk: 'перехід за посиланням не належить до жодного запрошення: вкажіть "recipient"',
    uz: 'havolani bosish hech bir taklifga tegishli emas: "recipient" deb yozing',
    he: 'כניסה דרך קישור אינה שייכת לשום הזמנה: יש לציין "recipient"',
  },
  amount_or_rate: {
    en: "give either {amount} or {rate}",
    ru: "укажите либо {amount}, либо {rate}",
    uk: "вкажіть або {amount}, або {rate}",
    uz: "yo {amount}, yo {rate} koʻrsating",
    he: "יש לציין או {amount} או {rate}",
  },
  limit_of_one_measure: {
    en: "give either count or amountMinor",
    ru: "укажите либо count, либо amountMinor",
    uk: "вкажіть або count, або amountMinor",
    uz: "yo count, yo amountMinor koʻrsating",
    he: "יש לציין או count או amountMinor",
  },
  not_of_a_rate: {
    en: "of and maxMinor belong to a rate",
    ru: "of и maxMinor бывают только вместе с rateBps",
    uk: "of і maxMinor бувають лише разом із rateBps",
    uz: "of va maxMinor faqat rateBps bilan boʻladi",
    he: "השדות of ו־maxMinor אפשריים רק יחד עם rateBps",
  },
  not_of_items: {
    en: 'belongs to a rate of "items.amountMinor", or to an amount per item',
    ru: 'бывает только там, где процент берётся от "items.amountMinor" или сумма даётся за каждую единицу товара',
    uk: 'буває лише там, де відсоток беруть від "items.amountMinor" або суму дають за кожну одиницю товару',
    uz: 'faqat foiz "items.amountMinor" dan olinganda yoki summa har bir dona uchun berilganda boʻladi',
    he: 'אפשרי רק כשהאחוז הוא מתוך "items.amountMinor", או כשהסכום ניתן לכל פריט',
  },
  rate_without_order: {
    en: "rates are only for purchases and conversions; an event of your own may give one of its metadata",
    ru: "процент возможен только за покупки и конверсии, а за ваше собственное событие — лишь от его метаданных",
    uk: "відсоток можливий лише за покупки й конверсії, а за вашу власну подію — лише від її метаданих",
    uz: "foiz faqat xaridlar va konversiyalar uchun boʻladi, oʻz hodisangiz uchun esa faqat uning metamaʼlumotidan",
    he: "אחוז אפשרי רק לרכישות ולהמרות, ולאירוע משלך רק מתוך המטא־דאטה שלו",
  },
  per_of_a_rate: {
    en: "a rate is given once: only an amount is given per item",
    ru: "процент начисляется один раз: за каждую единицу товара даётся только сумма",
    uk: "відсоток нараховується один раз: за кожну одиницю товару дають лише суму",
    uz: "foiz bir marta beriladi: har bir dona uchun faqat summa beriladi",
    he: "אחוז ניתן פעם אחת: רק סכום יכול להינתן לכל פריט",
  },
  per_without_order: {
    en: "only purchases and conversions have items",
    ru: "товары есть только у покупок и конверсий",
    uk: "товари є лише в покупок і конверсій",
    uz: "mahsulotlar faqat xarid va konversiyada boʻladi",
    he: "רק ברכישות ובהמרות יש פריטים",
  },
  steps_fall: {
    en: "steps must rise",
    ru: "каждый следующий уровень должен начинаться выше",
    uk: "кожен наступний рівень має починатися вище",
    uz: "har bir keyingi daraja yuqoriroqdan boshlanishi kerak",
    he: "כל דרגה חייבת להתחיל גבוה מקודמתה",
  },
  refund_of_thing: {
    en: 'discounts and items can only be "unqualify" or "keep"',
    ru: 'для скидок и товаров возможно только "unqualify" или "keep"',
    uk: 'для знижок і товарів можливе лише "unqualify" або "keep"',
    uz: 'chegirma va mahsulotlar uchun faqat "unqualify" yoki "keep" mumkin',
    he: 'להנחות ולמוצרים אפשר רק "unqualify" או "keep"',
  },
  limit_of_thing: {
    en: "discounts and items have no amount to limit",
    ru: "у скидок и товаров нет суммы, которую можно ограничить",
    uk: "у знижок і товарів немає суми, яку можна обмежити",
    uz: "chegirma va mahsulotlarda cheklanadigan summa yoʻq",
    he: "להנחות ולמוצרים אין סכום שאפשר להגביל",
  },
  limit_of_several_units: {
    en: "all steps and options of the rule need the same unit",
    ru: "у всех уровней и вариантов правила должна быть одна и та же единица",
    uk: "усі рівні й варіанти правила мають бути в одній одиниці",
    uz: "qoidaning barcha darajalari va variantlari bir xil birlikda boʻlishi kerak",
    he: "כל הדרגות והאפשרויות של הכלל צריכות להיות באותה יחידה",
  },
  rules_too_large: {
    en: "too much to say of each order: {size}, and the most is {most}; use fewer rules, conditions or values",
    ru: "о каждом заказе получается слишком много данных: {size}, а предел — {most}; уменьшите число правил, условий или значений",
    uk: "про кожне замовлення виходить забагато даних: {size}, а межа — {most}; зменште кількість правил, умов або значень",
    uz: "har bir buyurtma haqida juda koʻp maʼlumot chiqadi: {size}, chegara esa {most}; qoidalar, shartlar yoki qiymatlar sonini kamaytiring",
    he: "יש יותר מדי לומר על כל הזמנה: {size}, והמרב הוא {most}; יש להפחית כללים, תנאים או ערכים",
  },
};
