import type { Text } from "./catalogue.ts";
import type { Language } from "./languages.ts";

/** What the hosted pages say: the friend's landing page, the advocates' page and the card of a share link. */
export interface PageTexts<Form extends Intl.LDMLPluralRule = never> {
  readonly yourOffer: string;
  /** Above what the person who sent the invitation is given. */
  readonly friendGets: string;
  readonly copy: string;
  readonly goToShop: string;
  /** Under the button: what goes along with the visitor who presses it. */
  readonly codeComesAlong: string;
  readonly enterCode: string;
  readonly terms: string;
  readonly termNew: string;
  readonly termLate: Text<Form>;
  readonly termAtOnce: string;
  /** For how long a visit by the link ties a friend. */
  readonly termWindow: Text<Form>;
  readonly termUntil: string;
  readonly unknownTitle: string;
  readonly unknownText: string;
  readonly endedTitle: string;
  /** Of what may be valid again. */
  readonly notNowTitle: string;
  readonly shopStillOpen: string;
  readonly signedOut: string;
  readonly noProgram: string;
  readonly languages: string;
}

const en: PageTexts<"one" | "other"> = {
  yourOffer: "Your welcome offer",
  friendGets: "What your friend gets",
  copy: "Copy",
  goToShop: "Go to {shop}",
  codeComesAlong: "Your code is applied automatically.",
  enterCode: "Enter the code when you sign up or pay.",
  terms: "Good to know",
  termNew: "For new customers.",
  termLate: {
    by: "count",
    forms: {
      one: "The code can be entered up to {count} day after signing up.",
      other: "The code can be entered up to {count} days after signing up.",
    },
  },
  termAtOnce: "Enter the code when you sign up; later is too late.",
  termWindow: {
    by: "count",
    forms: {
      one: "The link counts for {count} day after it was opened.",
      other: "The link counts for {count} days after it was opened.",
    },
  },
  termUntil: "Until {day}.",
  unknownTitle: "This invite link doesn’t work",
  unknownText: "Check that the link is complete, or ask your friend to send it again.",
  endedTitle: "This invitation can’t be used any more",
  notNowTitle: "This invitation isn’t valid right now",
  shopStillOpen: "You can still shop with us.",
  signedOut: "To get your own link, open this page from your account in the shop.",
  noProgram: "There is no offer to share at the moment.",
  languages: "Languages",
};

const ru: PageTexts<"one" | "few" | "many" | "other"> = {
  yourOffer: "Подарок для вас",
  friendGets: "Что получит ваш друг",
  copy: "Скопировать",
  goToShop: "Перейти в {shop}",
  codeComesAlong: "Код подставится сам.",
  enterCode: "Введите код при регистрации или оплате.",
  terms: "Полезно знать",
  termNew: "Для новых покупателей.",
  termLate: {
    by: "count",
    forms: {
      one: "Код можно ввести в течение {count} дня после регистрации.",
      few: "Код можно ввести в течение {count} дней после регистрации.",
      many: "Код можно ввести в течение {count} дней после регистрации.",
      other: "Код можно ввести в течение {count} дня после регистрации.",
    },
  },
  termAtOnce: "Введите код при регистрации: позже это будет невозможно.",
  termWindow: {
    by: "count",
    forms: {
      one: "Переход по ссылке засчитывается в течение {count} дня.",
      few: "Переход по ссылке засчитывается в течение {count} дней.",
      many: "Переход по ссылке засчитывается в течение {count} дней.",
      other: "Переход по ссылке засчитывается в течение {count} дня.",
    },
  },
  termUntil: "До {day}.",
  unknownTitle: "Эта ссылка-приглашение не работает",
  unknownText: "Проверьте, что ссылка полная, или попросите друга прислать её ещё раз.",
  endedTitle: "Это приглашение больше не действует",
  notNowTitle: "Сейчас это приглашение не действует",
  shopStillOpen: "Но делать покупки в магазине можно и без него.",
  signedOut: "Чтобы получить свою ссылку, откройте эту страницу из личного кабинета магазина.",
  noProgram: "Сейчас нет действующих предложений.",
  languages: "Языки",
};

const uk: PageTexts<"one" | "few" | "many" | "other"> = {
  yourOffer: "Подарунок для вас",
  friendGets: "Що отримає ваш друг",
  copy: "Скопіювати",
  goToShop: "Перейти до {shop}",
  codeComesAlong: "Код підставиться сам.",
  enterCode: "Введіть код під час реєстрації або оплати.",
  terms: "Корисно знати",
  termNew: "Для нових покупців.",
  termLate: {
    by: "count",
    forms: {
      one: "Код можна ввести протягом {count} дня після реєстрації.",
      few: "Код можна ввести протягом {count} днів після реєстрації.",
      many: "Код можна ввести протягом {count} днів після реєстрації.",
      other: "Код можна ввести протягом {count} дня після реєстрації.",
    },
  },
  termAtOnce: "Введіть код під час реєстрації: пізніше буде неможливо.",
  termWindow: {
    by: "count",
    forms: {
      one: "Перехід за посиланням зараховується протягом {count} дня.",
      few: "Перехід за посиланням зараховується протягом {count} днів.",
      many: "Перехід за посиланням зараховується протягом {count} днів.",
      other: "Перехід за посиланням зараховується протягом {count} дня.",
    },
  },
  termUntil: "До {day}.",
  unknownTitle: "Це посилання-запрошення не працює",
  unknownText: "Перевірте, чи посилання повне, або попросіть друга надіслати його ще раз.",
  endedTitle: "Це запрошення більше не діє",
  notNowTitle: "Зараз це запрошення не діє",
  shopStillOpen: "Але робити покупки в магазині можна й без нього.",
  signedOut: "Щоб отримати своє посилання, відкрийте цю сторінку зі свого кабінету в магазині.",
  noProgram: "Зараз немає чинних пропозицій.",
  languages: "Мови",
};

const uz: PageTexts<"one" | "other"> = {
  yourOffer: "Siz uchun sovgʻa",
  friendGets: "Doʻstingiz nima oladi",
  copy: "Nusxalash",
  goToShop: "{shop} doʻkoniga oʻtish",
  codeComesAlong: "Kod oʻzi qoʻllanadi.",
  enterCode: "Kodni roʻyxatdan oʻtishda yoki toʻlovda kiriting.",
  terms: "Bilib qoʻying",
  termNew: "Yangi xaridorlar uchun.",
  termLate: {
    by: "count",
    forms: {
      one: "Kodni roʻyxatdan oʻtgandan keyin {count} kun ichida kiritish mumkin.",
      other: "Kodni roʻyxatdan oʻtgandan keyin {count} kun ichida kiritish mumkin.",
    },
  },
  termAtOnce: "Kodni roʻyxatdan oʻtishda kiriting: keyin kech boʻladi.",
  termWindow: {
    by: "count",
    forms: {
      one: "Havola ochilgandan keyin {count} kun davomida hisobga olinadi.",
      other: "Havola ochilgandan keyin {count} kun davomida hisobga olinadi.",
    },
  },
  termUntil: "{day} sanasigacha.",
  unknownTitle: "Bu taklif havolasi ishlamaydi",
  unknownText: "Havola toʻliqligini tekshiring yoki doʻstingizdan uni qayta yuborishni soʻrang.",
  endedTitle: "Bu taklif endi amal qilmaydi",
  notNowTitle: "Bu taklif hozir amal qilmayapti",
  shopStillOpen: "Doʻkonda baribir xarid qilishingiz mumkin.",
  signedOut: "Oʻz havolangizni olish uchun bu sahifani doʻkondagi shaxsiy kabinetingizdan oching.",
  noProgram: "Hozir amaldagi aksiya yoʻq.",
  languages: "Tillar",
};

const he: PageTexts<"one" | "two" | "other"> = {
  yourOffer: "ההטבה שלך",
  friendGets: "מה החבר מקבל",
  copy: "העתקה",
  goToShop: "למעבר אל {shop}",
  codeComesAlong: "הקוד יופעל אוטומטית.",
  enterCode: "יש להזין את הקוד בהרשמה או בתשלום.",
  terms: "כדאי לדעת",
  termNew: "ללקוחות חדשים.",
  termLate: {
    by: "count",
    forms: {
      one: "אפשר להזין את הקוד עד יום אחד אחרי ההרשמה.",
      two: "אפשר להזין את הקוד עד יומיים אחרי ההרשמה.",
      other: "אפשר להזין את הקוד עד {count} ימים אחרי ההרשמה.",
    },
  },
  termAtOnce: "יש להזין את הקוד בזמן ההרשמה, לא אחריה.",
  termWindow: {
    by: "count",
    forms: {
      one: "הכניסה דרך הקישור נספרת במשך יום אחד.",
      two: "הכניסה דרך הקישור נספרת במשך יומיים.",
      other: "הכניסה דרך הקישור נספרת במשך {count} ימים.",
    },
  },
  termUntil: "עד {day}.",
  unknownTitle: "הקישור הזה מהחבר לא עובד",
  unknownText: "כדאי לבדוק שהקישור שלם, או לבקש מהחבר לשלוח אותו שוב.",
  endedTitle: "ההזמנה מהחבר כבר לא בתוקף",
  notNowTitle: "ההזמנה מהחבר אינה בתוקף כרגע",
  shopStillOpen: "אפשר עדיין לקנות בחנות.",
  signedOut: "כדי לקבל קישור אישי, יש לפתוח את הדף מהאזור האישי בחנות.",
  noProgram: "אין כרגע הטבה לשתף.",
  languages: "שפות",
};

export const pageTexts: Readonly<Record<Language, PageTexts>> = { en, ru, uk, uz, he };
