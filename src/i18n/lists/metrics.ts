import type { MetricName } from "../../domain/metrics.ts";
import type { Language } from "../languages.ts";

type InWords = Readonly<Record<Language, string>>;

/** What each figure of a report is called, and what it counts and when, in a sentence. */
export const METRIC_TEXTS: Readonly<Record<MetricName, { readonly name: InWords; readonly meaning: InWords }>> = {
  clicks: {
    name: { en: "Clicks", ru: "Переходы", uk: "Переходи", uz: "Bosishlar", he: "כניסות" },
    meaning: {
      en: "Visits through share links, by when they were made.",
      ru: "Переходы по ссылкам приглашений — по времени перехода.",
      uk: "Переходи за посиланнями запрошень — за часом переходу.",
      uz: "Taklif havolalari orqali kirishlar — kirish vaqti boʻyicha.",
      he: "כניסות דרך קישורי הזמנה, לפי מועד הכניסה.",
    },
  },
  friends: {
    name: { en: "Friends", ru: "Друзья", uk: "Друзі", uz: "Doʻstlar", he: "חברים" },
    meaning: {
      en: "People whom advocates brought, by when they were attributed. Each friend of an advocate counts once.",
      ru: "Те, кого привели пригласившие, — по времени, когда приглашение принято. Каждый друг считается один раз.",
      uk: "Ті, кого привели запрошувачі, — за часом, коли запрошення прийнято. Кожен друг рахується один раз.",
      uz: "Taklif qiluvchilar olib kelgan odamlar — taklif qabul qilingan vaqt boʻyicha. Har bir doʻst bir marta sanaladi.",
      he: "אנשים שהמזמינים הביאו, לפי מועד השיוך. כל חבר של מזמין נספר פעם אחת.",
    },
  },
  referrals: {
    name: { en: "Referrals", ru: "Приглашения", uk: "Запрошення", uz: "Takliflar", he: "הזמנות" },
    meaning: {
      en: "Referrals that were not refused, by when they were attributed: one a friend, or one an order where the program binds orders.",
      ru: "Приглашения, которые не отклонены, — по времени, когда они приняты: одно на друга или одно на заказ, если программа привязывает заказы.",
      uk: "Запрошення, які не відхилено, — за часом, коли їх прийнято: одне на друга або одне на замовлення, якщо програма прив’язує замовлення.",
      uz: "Rad etilmagan takliflar — qabul qilingan vaqt boʻyicha: har bir doʻstga bitta yoki dastur buyurtmalarni bogʻlasa, har bir buyurtmaga bitta.",
      he: "הזמנות שלא נדחו, לפי מועד השיוך: אחת לכל חבר, או אחת לכל רכישה אם התוכנית משייכת רכישות.",
    },
  },
  converted: {
    name: {
      en: "Of these, converted",
      ru: "Из них купили",
      uk: "З них купили",
      uz: "Ulardan xarid qilganlar",
      he: "מתוכן הבשילו",
    },
    meaning: {
      en: "Of the period's referrals, those with a qualifying purchase by now, whenever it was made.",
      ru: "Приглашения этого периода, по которым к настоящему времени есть засчитанная покупка, когда бы она ни была.",
      uk: "Запрошення цього періоду, за якими дотепер є зарахована покупка, коли б вона не відбулася.",
      uz: "Shu davrdagi takliflardan hozirgacha hisobga olingan xaridi borlari; xarid qachon boʻlganidan qatʼi nazar.",
      he: "מתוך ההזמנות של התקופה, אלה שכבר יש בהן רכישה מזכה, בכל מועד שהוא.",
    },
  },
  newCustomers: {
    name: {
      en: "New customers",
      ru: "Новые покупатели",
      uk: "Нові покупці",
      uz: "Yangi xaridorlar",
      he: "לקוחות חדשים",
    },
    meaning: {
      en: "Referrals whose first qualifying purchase was in the period, whenever they were attributed.",
      ru: "Приглашения, по которым первая засчитанная покупка пришлась на этот период, когда бы их ни приняли.",
      uk: "Запрошення, за якими перша зарахована покупка припала на цей період, коли б їх не прийняли.",
      uz: "Birinchi hisobga olingan xaridi shu davrga toʻgʻri kelgan takliflar; qachon qabul qilinganidan qatʼi nazar.",
      he: "הזמנות שהרכישה המזכה הראשונה בהן הייתה בתקופה, בכל מועד שיוך.",
    },
  },
  orders: {
    name: { en: "Orders", ru: "Заказы", uk: "Замовлення", uz: "Buyurtmalar", he: "רכישות" },
    meaning: {
      en: "Orders of friends that qualify, by when they were placed.",
      ru: "Засчитанные заказы друзей — по времени заказа.",
      uk: "Зараховані замовлення друзів — за часом замовлення.",
      uz: "Doʻstlarning hisobga olingan buyurtmalari — buyurtma vaqti boʻyicha.",
      he: "רכישות מזכות של חברים, לפי מועד הרכישה.",
    },
  },
  revenueMinor: {
    name: { en: "Revenue", ru: "Выручка", uk: "Виторг", uz: "Tushum", he: "הכנסות" },
    meaning: {
      en: "What is left of these orders after refunds, by when they were placed.",
      ru: "Сумма этих заказов за вычетом возвратов — по времени заказа.",
      uk: "Сума цих замовлень за вирахуванням повернень — за часом замовлення.",
      uz: "Shu buyurtmalarning qaytarilganidan keyin qolgan summasi — buyurtma vaqti boʻyicha.",
      he: "מה שנותר מהרכישות האלה אחרי החזרים, לפי מועד הרכישה.",
    },
  },
  costMinor: {
    name: {
      en: "Cost of rewards",
      ru: "Стоимость вознаграждений",
      uk: "Вартість винагород",
      uz: "Mukofotlar xarajati",
      he: "עלות התגמולים",
    },
    meaning: {
      en: "Cash and credit in full, also while they are held; of discounts what orders have used of them so far; of everything else what you expect one to cost. By when what earned them happened.",
      ru: "Деньги и суммы на счёт в магазине — полностью, даже пока они ожидают; скидки — сколько по ним уже дано в заказах; всё остальное — по ожидаемой вами стоимости. По времени события, за которое они даны.",
      uk: "Гроші та суми на рахунок у магазині — повністю, навіть поки вони очікують; знижки — скільки за ними вже надано в замовленнях; усе інше — за очікуваною вами вартістю. За часом події, за яку їх надано.",
      uz: "Pul va doʻkon hisobiga berilgan pul — ushlab turilgan paytda ham toʻliq; chegirmalar — buyurtmalarda hozirgacha berilgan qismi; qolgan hammasi — siz kutgan narx boʻyicha. Ular berilgan voqea vaqti boʻyicha.",
      he: "כסף וזיכוי במלואם, גם כל עוד הם מוחזקים; מהנחות: מה שנוצל מהן עד כה ברכישות; וכל השאר לפי העלות שציפיתם לה. לפי מועד האירוע שזיכה בהם.",
    },
  },
  customers: {
    name: {
      en: "Customers who bought",
      ru: "Покупатели",
      uk: "Покупці",
      uz: "Xarid qilganlar",
      he: "לקוחות שרכשו",
    },
    meaning: {
      en: "People who bought in the period, whether or not an advocate brought them. Each counts once.",
      ru: "Все, кто покупал в этом периоде, по приглашению или нет. Каждый считается один раз.",
      uk: "Усі, хто купував у цьому періоді, за запрошенням чи ні. Кожен рахується один раз.",
      uz: "Shu davrda xarid qilgan barcha odamlar, taklif bilan kelgan yoki kelmagan. Har biri bir marta sanaladi.",
      he: "כל מי שרכש בתקופה, בהזמנה או בלעדיה. כל אדם נספר פעם אחת.",
    },
  },
  conversionRateBps: {
    name: {
      en: "Conversion rate",
      ru: "Доля купивших",
      uk: "Частка тих, хто купив",
      uz: "Xarid qilganlar ulushi",
      he: "שיעור ההמרה",
    },
    meaning: {
      en: "The part of the period's referrals that has converted by now.",
      ru: "Доля приглашений этого периода, по которым уже есть засчитанная покупка.",
      uk: "Частка запрошень цього періоду, за якими вже є зарахована покупка.",
      uz: "Shu davrdagi takliflarning hozirgacha hisobga olingan xaridi bor qismi.",
      he: "החלק מההזמנות של התקופה שכבר יש בהן רכישה מזכה.",
    },
  },
  averageOrderMinor: {
    name: {
      en: "Average order",
      ru: "Средний заказ",
      uk: "Середнє замовлення",
      uz: "Oʻrtacha buyurtma",
      he: "רכישה ממוצעת",
    },
    meaning: {
      en: "Revenue divided by orders.",
      ru: "Выручка, делённая на число заказов.",
      uk: "Виторг, поділений на кількість замовлень.",
      uz: "Tushumning buyurtmalar soniga nisbati.",
      he: "ההכנסות חלקי מספר הרכישות.",
    },
  },
  costPerCustomerMinor: {
    name: {
      en: "Cost per new customer",
      ru: "Стоимость нового покупателя",
      uk: "Вартість нового покупця",
      uz: "Yangi xaridor narxi",
      he: "עלות ללקוח חדש",
    },
    meaning: {
      en: "Cost of rewards divided by the period's referrals that have converted by now.",
      ru: "Стоимость вознаграждений, делённая на число приглашений этого периода с засчитанной покупкой.",
      uk: "Вартість винагород, поділена на кількість запрошень цього періоду із зарахованою покупкою.",
      uz: "Mukofotlar xarajatining shu davrdagi hisobga olingan xaridi bor takliflar soniga nisbati.",
      he: "עלות התגמולים חלקי מספר ההזמנות של התקופה שכבר יש בהן רכישה מזכה.",
    },
  },
  costOfRevenueBps: {
    name: {
      en: "Cost of revenue",
      ru: "Доля выручки на вознаграждения",
      uk: "Частка виторгу на винагороди",
      uz: "Tushumdan mukofotlarga ketgan ulush",
      he: "חלק התגמולים בהכנסות",
    },
    meaning: {
      en: "The part of the revenue that rewards cost.",
      ru: "Какую часть выручки составляет стоимость вознаграждений.",
      uk: "Яку частину виторгу становить вартість винагород.",
      uz: "Mukofotlar xarajati tushumning qancha qismini tashkil etadi.",
      he: "איזה חלק מההכנסות עולים התגמולים.",
    },
  },
  friendsPerCustomerBps: {
    name: { en: "K-factor", ru: "K-фактор", uk: "K-фактор", uz: "K-omil", he: "מקדם K" },
    meaning: {
      en: "How many friends each customer who bought in the period brought: friends divided by customers.",
      ru: "Сколько друзей привёл каждый, кто покупал в этом периоде: число друзей, делённое на число покупателей.",
      uk: "Скільки друзів привів кожен, хто купував у цьому періоді: кількість друзів, поділена на кількість покупців.",
      uz: "Shu davrda xarid qilgan har bir xaridor qancha doʻst olib kelgani: doʻstlar sonining xaridorlar soniga nisbati.",
      he: "כמה חברים הביא כל לקוח שרכש בתקופה: מספר החברים חלקי מספר הלקוחות.",
    },
  },
};
