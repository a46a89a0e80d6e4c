import type { InEveryLanguage } from "../everyLanguage.ts";

/** What each recipe would cost, beside it: a made-up year under what a marketer expects. */
export const RECIPE_COST_TEXTS = {
  title: {
    en: "What would they cost?",
    ru: "Во сколько они обойдутся?",
    uk: "Скільки вони коштуватимуть?",
    uz: "Ular qancha turadi?",
    he: "כמה הן יעלו?",
  },
  how: {
    en: "Say what you expect of a year. The rules of each recipe decide that year, and what they would give stands beside it.",
    ru: "Укажите, чего ждёте от года. Правила каждого рецепта рассчитают этот год, и рядом появится, во что он обойдётся.",
    uk: "Вкажіть, чого очікуєте від року. Правила кожного рецепта розрахують цей рік, і поруч зʼявиться, скільки він коштуватиме.",
    uz: "Bir yildan nimani kutayotganingizni yozing. Har bir retsept qoidalari shu yilni hisoblaydi va yonida narxi chiqadi.",
    he: "כתבו למה אתם מצפים בשנה. הכללים של כל מתכון מחשבים את השנה הזו, והעלות מופיעה לידו.",
  },
  friends: {
    en: "Friends in a year",
    ru: "Друзей за год",
    uk: "Друзів за рік",
    uz: "Yiliga doʻstlar",
    he: "חברים בשנה",
  },
  calculate: { en: "Calculate", ru: "Рассчитать", uk: "Розрахувати", uz: "Hisoblash", he: "חישוב" },
  ofYear: {
    en: "About {amount} a year",
    ru: "Около {amount} в год",
    uk: "Близько {amount} на рік",
    uz: "Yiliga taxminan {amount}",
    he: "בערך {amount} בשנה",
  },
  ofCustomer: {
    en: "{amount} for each new customer",
    ru: "{amount} за каждого нового клиента",
    uk: "{amount} за кожного нового клієнта",
    uz: "har bir yangi mijozga {amount}",
    he: "{amount} לכל לקוח חדש",
  },
  events: {
    en: "Not counted: clicks and actions that you report, since a made-up year has none.",
    ru: "Не учтено: переходы и действия, о которых вы сообщаете, – в примерном году их нет.",
    uk: "Не враховано: переходи й дії, про які ви повідомляєте, – у приблизному році їх немає.",
    uz: "Hisobga olinmagan: bosishlar va siz xabar beradigan amallar, chunki taxminiy yilda ular yoʻq.",
    he: "לא נספרו: קליקים ופעולות שאתם מדווחים עליהן, כי בשנה משוערת אין כאלה.",
  },
  facts: {
    en: "Not counted: shares of certain goods or of your margin, since a made-up order has neither.",
    ru: "Не учтено: доля от отдельных товаров или от вашей прибыли, – у примерного заказа их нет.",
    uk: "Не враховано: частка від окремих товарів або від вашого прибутку, – у приблизного замовлення їх немає.",
    uz: "Hisobga olinmagan: ayrim mahsulotlardan yoki foydangizdan ulush, chunki taxminiy buyurtmada ular yoʻq.",
    he: "לא נספרו: חלק ממוצרים מסוימים או מהרווח שלכם, כי בהזמנה משוערת אין אותם.",
  },
  uncosted: {
    en: "Not counted: coupons, points and gifts, until the rules say what each costs you.",
    ru: "Не учтено: купоны, баллы и подарки, пока в правилах не указано, во что они вам обходятся.",
    uk: "Не враховано: купони, бали й подарунки, доки в правилах не вказано, скільки вони вам коштують.",
    uz: "Hisobga olinmagan: kuponlar, ballar va sovgʻalar, qoidalarda ularning narxi yozilmaguncha.",
    he: "לא נספרו: קופונים, נקודות ומתנות, עד שהכללים יאמרו כמה כל אחד עולה לכם.",
  },
  wrong: {
    en: "Write whole numbers above zero, at most 100 percent, and a price for the average order.",
    ru: "Напишите целые числа больше нуля, не больше 100 процентов, и сумму среднего заказа.",
    uk: "Напишіть цілі числа, більші за нуль, не більше 100 відсотків, і суму середнього замовлення.",
    uz: "Noldan katta butun sonlar, koʻpi bilan 100 foiz va oʻrtacha buyurtma summasini yozing.",
    he: "כתבו מספרים שלמים גדולים מאפס, לא יותר מ־100 אחוז, ומחיר להזמנה ממוצעת.",
  },
  tooMany: {
    en: "That is too much to compare at once. Try fewer friends or fewer orders; the cost grows with them.",
    ru: "Для сравнения это слишком много. Уменьшите число друзей или заказов: стоимость растёт вместе с ними.",
    uk: "Для порівняння це забагато. Зменште число друзів або замовлень: вартість зростає разом із ними.",
    uz: "Birdaniga solishtirish uchun bu juda koʻp. Doʻstlar yoki buyurtmalarni kamaytiring: narx ular bilan oshadi.",
    he: "זה יותר מדי להשוואה בבת אחת. נסו פחות חברים או פחות הזמנות; העלות גדלה איתם.",
  },
  busy: {
    en: "Other figures are being calculated. Try again in a moment.",
    ru: "Сейчас считаются другие цифры. Попробуйте через минуту.",
    uk: "Зараз рахуються інші цифри. Спробуйте за хвилину.",
    uz: "Hozir boshqa raqamlar hisoblanmoqda. Birozdan keyin urinib koʻring.",
    he: "נתונים אחרים מחושבים כרגע. נסו שוב בעוד רגע.",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
