import type { InEveryLanguage } from "../everyLanguage.ts";

/** What a marketer chooses a recipe by, by its key: what it is called, and what it is good for. */
export const RECIPE_TEXTS = {
  "per-click": {
    name: {
      en: "Pay per click",
      ru: "Оплата за переход",
      uk: "Оплата за перехід",
      uz: "Har bir bosish uchun toʻlov",
      he: "תשלום לפי כניסה",
    },
    use: {
      en: "For reach: visits through a link are paid, few a day for each advocate, under a monthly budget.",
      ru: "Для охвата: оплачиваются переходы по ссылке, немного в день на каждого, в пределах месячного бюджета.",
      uk: "Для охоплення: оплачуються переходи за посиланням, небагато на день на кожного, у межах місячного бюджету.",
      uz: "Keng tarqalish uchun: havola orqali kirishlar toʻlanadi, kuniga cheklangan, oylik byudjet doirasida.",
      he: "לחשיפה: משלמים על כניסות דרך הקישור, מעט ביום לכל מזמין, ובתוך תקציב חודשי.",
    },
  },
  "per-lead": {
    name: {
      en: "Pay per lead",
      ru: "Оплата за заявку",
      uk: "Оплата за заявку",
      uz: "Har bir soʻrov uchun toʻlov",
      he: "תשלום לפי פנייה",
    },
    use: {
      en: "For what is sold by talking: a friend’s first enquiry is paid, whether or not they buy.",
      ru: "Для продаж через общение: оплачивается первая заявка друга, купит он или нет.",
      uk: "Для продажів через спілкування: оплачується перша заявка друга, купить він чи ні.",
      uz: "Suhbat orqali sotiladigan narsalar uchun: doʻstning birinchi soʻrovi toʻlanadi, sotib olsa ham, olmasa ham.",
      he: "למה שנמכר בשיחה: משלמים על הפנייה הראשונה של חבר, גם אם לא קנה.",
    },
  },
  "per-action": {
    name: {
      en: "Pay per action",
      ru: "Оплата за действие",
      uk: "Оплата за дію",
      uz: "Har bir amal uchun toʻlov",
      he: "תשלום לפי פעולה",
    },
    use: {
      en: "For a step that matters to you, such as a trial: it is paid once for each friend.",
      ru: "Для важного вам шага, например пробного периода: оплачивается один раз за каждого друга.",
      uk: "Для важливого вам кроку, наприклад пробного періоду: оплачується один раз за кожного друга.",
      uz: "Siz uchun muhim qadam, masalan sinov davri uchun: har bir doʻst uchun bir marta toʻlanadi.",
      he: "לצעד שחשוב לך, למשל תקופת ניסיון: משלמים פעם אחת על כל חבר.",
    },
  },
  "per-sale": {
    name: {
      en: "Pay per sale",
      ru: "Оплата за продажу",
      uk: "Оплата за продаж",
      uz: "Har bir savdo uchun toʻlov",
      he: "תשלום לפי מכירה",
    },
    use: {
      en: "For a simple promise: the same cash for every purchase above a minimum, for half a year.",
      ru: "Для простого обещания: одна и та же сумма за каждую покупку от минимума, полгода.",
      uk: "Для простої обіцянки: та сама сума за кожну покупку від мінімуму, пів року.",
      uz: "Oddiy vaʼda uchun: eng kam summadan oshgan har bir xaridga bir xil pul, yarim yil davomida.",
      he: "להבטחה פשוטה: אותו סכום על כל רכישה מעל מינימום, במשך חצי שנה.",
    },
  },
  "revenue-share": {
    name: {
      en: "Revenue share",
      ru: "Доля от выручки",
      uk: "Частка від виторгу",
      uz: "Tushumdan ulush",
      he: "חלק מההכנסות",
    },
    use: {
      en: "For long partnerships: a tenth of everything that a friend ever buys.",
      ru: "Для долгого партнёрства: десятая часть всего, что друг когда-либо купит.",
      uk: "Для довгого партнерства: десята частина всього, що друг будь-коли купить.",
      uz: "Uzoq hamkorlik uchun: doʻst sotib oladigan hamma narsaning oʻndan biri.",
      he: "לשותפות ארוכה: עשירית מכל מה שחבר יקנה אי פעם.",
    },
  },
  "double-sided-discount": {
    name: {
      en: "Double-sided discount",
      ru: "Скидка обоим",
      uk: "Знижка обом",
      uz: "Ikki tomonga chegirma",
      he: "הנחה לשני הצדדים",
    },
    use: {
      en: "For shops: a coupon for the friend who joins, and one of the same worth for the advocate once they buy.",
      ru: "Для магазинов: купон другу при регистрации и такой же пригласившему после покупки друга.",
      uk: "Для магазинів: купон другові під час реєстрації і такий самий запрошувачу після покупки друга.",
      uz: "Doʻkonlar uchun: qoʻshilgan doʻstga kupon, u xarid qilgach taklif qilganga ham xuddi shunday kupon.",
      he: "לחנויות: קופון לחבר שמצטרף, וקופון באותו שווי למזמין אחרי שהחבר קנה.",
    },
  },
  "order-commission": {
    name: {
      en: "A commission on each order",
      ru: "Комиссия с каждого заказа",
      uk: "Комісія з кожного замовлення",
      uz: "Har bir buyurtmadan komissiya",
      he: "עמלה על כל רכישה",
    },
    use: {
      en: "For affiliates: each order pays the advocate whose code or link it came with, even if another advocate brought the customer before.",
      ru: "Для партнёров: за каждый заказ платят партнёру, с чьим кодом или ссылкой он сделан, даже если покупателя раньше привёл другой партнёр.",
      uk: "Для партнерів: за кожне замовлення платять партнерові, з чиїм кодом чи посиланням його зроблено, навіть якщо покупця раніше привів інший партнер.",
      uz: "Hamkorlar uchun: har bir buyurtma kimning kodi yoki havolasi bilan kelgan boʻlsa, oʻsha hamkorga toʻlanadi, xaridorni ilgari boshqa hamkor olib kelgan boʻlsa ham.",
      he: "לשותפים: כל רכישה מזכה את השותף שהקוד או הקישור שלו הביא אותה, גם אם שותף אחר הביא את הלקוח קודם.",
    },
  },
  "books-only": {
    name: {
      en: "A rate on the books in a basket",
      ru: "Процент с книг в корзине",
      uk: "Відсоток із книжок у кошику",
      uz: "Savatdagi kitoblardan foiz",
      he: "אחוז מהספרים בסל",
    },
    use: {
      en: "For one category: a rate of those items, and nothing of the rest. Name your own category.",
      ru: "Для одной категории: процент с этих товаров и ничего с остальных. Укажите свою категорию.",
      uk: "Для однієї категорії: відсоток із цих товарів і нічого з решти. Укажіть свою категорію.",
      uz: "Bitta toifa uchun: faqat shu mahsulotlardan foiz. Oʻz toifangizni yozing.",
      he: "לקטגוריה אחת: אחוז מהמוצרים האלה ולא מהשאר. יש לציין את הקטגוריה שלך.",
    },
  },
  "margin-share": {
    name: {
      en: "A share of the margin for twelve months",
      ru: "Доля маржи на двенадцать месяцев",
      uk: "Частка маржі на дванадцять місяців",
      uz: "Oʻn ikki oy davomida foydadan ulush",
      he: "חלק מהרווח לשנים־עשר חודשים",
    },
    use: {
      en: "For margins that differ: a share of what is left to you. Your server reports the margin of each purchase.",
      ru: "Для разной маржи: доля того, что остаётся вам. Ваш сервер сообщает маржу каждой покупки.",
      uk: "Для різної маржі: частка того, що лишається вам. Ваш сервер повідомляє маржу кожної покупки.",
      uz: "Foyda har xil boʻlganda: sizga qoladigan qismdan ulush. Serveringiz har bir xaridning foydasini yuboradi.",
      he: "לרווח משתנה: חלק ממה שנשאר לך. השרת שלך מדווח את הרווח בכל רכישה.",
    },
  },
  "bonus-and-discount": {
    name: {
      en: "A bonus for the friend, a discount for the advocate",
      ru: "Бонус другу, скидка пригласившему",
      uk: "Бонус другові, знижка запрошувачу",
      uz: "Doʻstga bonus, taklif qiluvchiga chegirma",
      he: "בונוס לחבר, הנחה למזמין",
    },
    use: {
      en: "For a second visit of both: shop credit for the friend’s first purchase, a coupon for the advocate’s next one.",
      ru: "Чтобы оба вернулись: деньги на счёт в магазине за первую покупку друга и купон пригласившему на следующую.",
      uk: "Щоб обоє повернулися: гроші на рахунок у магазині за першу покупку друга і купон на наступну запрошувачу.",
      uz: "Ikkalasi ham qaytishi uchun: doʻstning birinchi xaridi uchun doʻkon hisobiga pul, taklif qiluvchining keyingi xaridiga kupon.",
      he: "כדי ששניהם יחזרו: זיכוי לחבר על הרכישה הראשונה, וקופון למזמין על הבאה.",
    },
  },
  "points-for-actions": {
    name: {
      en: "Points for several actions",
      ru: "Баллы за разные действия",
      uk: "Бали за різні дії",
      uz: "Turli amallar uchun ball",
      he: "נקודות על כמה פעולות",
    },
    use: {
      en: "For a club: points for one’s own purchases and reviews, and for friends who join and buy.",
      ru: "Для клуба: баллы за свои покупки и отзывы и за друзей, которые пришли и купили.",
      uk: "Для клубу: бали за власні покупки й відгуки та за друзів, які прийшли й купили.",
      uz: "Klub uchun: oʻz xaridlari va fikrlari, qoʻshilgan va xarid qilgan doʻstlar uchun ball.",
      he: "למועדון: נקודות על רכישות וביקורות, ועל חברים שהצטרפו וקנו.",
    },
  },
  "gifts-for-friends": {
    name: {
      en: "A gift at 3, 10 and 25 friends",
      ru: "Подарок за 3, 10 и 25 друзей",
      uk: "Подарунок за 3, 10 і 25 друзів",
      uz: "3, 10 va 25 ta doʻst uchun sovgʻa",
      he: "מתנה על 3, 10 ו־25 חברים",
    },
    use: {
      en: "For fans: three gifts of yours, each larger than the last. You send them by hand.",
      ru: "Для поклонников: три ваших подарка, каждый больше прежнего. Отправляете их вы сами.",
      uk: "Для прихильників: три ваші подарунки, кожен більший за попередній. Надсилаєте їх ви самі.",
      uz: "Muxlislar uchun: uchta sovgʻa, har biri avvalgisidan kattaroq. Ularni oʻzingiz joʻnatasiz.",
      he: "לאוהדים: שלוש מתנות, כל אחת גדולה מקודמתה. המשלוח בידיים שלך.",
    },
  },
  "two-level": {
    name: { en: "Two levels", ru: "Два уровня", uk: "Два рівні", uz: "Ikki daraja", he: "שתי רמות" },
    use: {
      en: "For networks: the advocate earns, and so does the one who brought them, a little.",
      ru: "Для сетей: зарабатывает пригласивший и немного — тот, кто привёл его самого.",
      uk: "Для мереж: заробляє запрошувач і трохи — той, хто привів його самого.",
      uz: "Tarmoqlar uchun: taklif qiluvchi ham, uni olib kelgan odam ham biroz topadi.",
      he: "לרשתות: המזמין מרוויח, וקצת גם מי שהביא אותו.",
    },
  },
  "pilot-for-segment": {
    name: {
      en: "Closed pilot for a segment",
      ru: "Закрытый пилот для сегмента",
      uk: "Закритий пілот для сегмента",
      uz: "Segment uchun yopiq sinov",
      he: "פיילוט סגור לסגמנט",
    },
    use: {
      en: "For a first try: only people of a segment may share, and a budget ends it by itself.",
      ru: "Для первой пробы: приглашать могут только люди из сегмента, а бюджет сам её завершит.",
      uk: "Для першої спроби: запрошувати можуть лише люди із сегмента, а бюджет сам її завершить.",
      uz: "Birinchi sinov uchun: faqat segmentdagilar taklif qila oladi, byudjet uni oʻzi tugatadi.",
      he: "לניסיון ראשון: רק אנשים מסגמנט אחד יכולים לשתף, והתקציב מסיים אותו מעצמו.",
    },
  },
  "pilot-for-sample": {
    name: {
      en: "Closed pilot for a sample",
      ru: "Закрытый пилот для выборки",
      uk: "Закритий пілот для вибірки",
      uz: "Tanlanma uchun yopiq sinov",
      he: "פיילוט סגור למדגם",
    },
    use: {
      en: "For a fair comparison: one person in ten may share, and the other nine show what would have come anyway.",
      ru: "Для честного сравнения: приглашать может один из десяти, остальные девять показывают, что было бы и так.",
      uk: "Для чесного порівняння: запрошувати може один із десяти, решта дев’ять показують, що було б і так.",
      uz: "Adolatli taqqoslash uchun: oʻndan bir kishi taklif qila oladi, qolgan toʻqqiztasi busiz nima boʻlishini koʻrsatadi.",
      he: "להשוואה הוגנת: אחד מעשרה יכול לשתף, והתשעה האחרים מראים מה היה קורה בכל מקרה.",
    },
  },
  "approved-partners": {
    name: {
      en: "Approved partners with a minimum of sales",
      ru: "Одобренные партнёры с минимумом продаж",
      uk: "Схвалені партнери з мінімумом продажів",
      uz: "Tasdiqlangan hamkorlar, eng kam savdo bilan",
      he: "שותפים מאושרים עם מינימום מכירות",
    },
    use: {
      en: "For chosen partners: they apply, you approve, and those who sell enough stay for another 90 days.",
      ru: "Для отобранных партнёров: они подают заявку, вы одобряете, и кто продаёт достаточно, остаётся ещё на 90 дней.",
      uk: "Для вибраних партнерів: вони подають заявку, ви схвалюєте, і хто продає достатньо, лишається ще на 90 днів.",
      uz: "Tanlangan hamkorlar uchun: ular ariza beradi, siz tasdiqlaysiz, yetarlicha sotganlar yana 90 kun qoladi.",
      he: "לשותפים נבחרים: הם מגישים בקשה, האישור בידיים שלך, ומי שמוכר מספיק נשאר ל־90 יום נוספים.",
    },
  },
} as const satisfies Readonly<Record<string, { readonly name: InEveryLanguage; readonly use: InEveryLanguage }>>;

/** The keys of the recipes. */
export type RecipeKey = keyof typeof RECIPE_TEXTS;
