import type { FORCED } from "../../domain/attribution.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** What the form says in which a person is tied to an advocate by hand. */
export const BY_HAND_TEXTS = {
  title: {
    en: "Attribute by hand",
    ru: "Закрепить вручную",
    uk: "Закріпити вручну",
    uz: "Qoʻlda biriktirish",
    he: "שיוך ידני",
  },
  intro: {
    en: "The person becomes the friend of an advocate, as if they had signed up with the advocate’s code. What they have bought since then is judged by the rules of the program.",
    ru: "Человек станет другом пригласившего, как если бы зарегистрировался по его коду. Покупки, сделанные с того времени, будут рассмотрены по правилам программы.",
    uk: "Людина стане другом запрошувача, ніби зареєструвалася за його кодом. Покупки, зроблені відтоді, буде розглянуто за правилами програми.",
    uz: "Bu odam taklif qiluvchining doʻsti boʻladi, goʻyo uning kodi bilan roʻyxatdan oʻtgandek. Oʻshandan beri qilgan xaridlari dastur qoidalari boʻyicha koʻrib chiqiladi.",
    he: "האדם יהפוך לחבר של מי שהזמין אותו, כאילו נרשם עם הקוד שלו. מה שקנה מאז ייבחן לפי כללי התוכנית.",
  },
  firstSignup: {
    en: "First signup",
    ru: "Первая регистрация",
    uk: "Перша реєстрація",
    uz: "Birinchi roʻyxatdan oʻtish",
    he: "הרשמה ראשונה",
  },
  firstOrder: {
    en: "First order",
    ru: "Первый заказ",
    uk: "Перше замовлення",
    uz: "Birinchi buyurtma",
    he: "רכישה ראשונה",
  },
  advocate: { en: "Advocate", ru: "Пригласивший", uk: "Запрошувач", uz: "Taklif qiluvchi", he: "המזמין" },
  by: { en: "Named by", ru: "Указан по", uk: "Вказано за", uz: "Nima boʻyicha", he: "לפי" },
  externalId: { en: "Id", ru: "ID", uk: "ID", uz: "ID", he: "מזהה" },
  since: { en: "Since when", ru: "С какого времени", uk: "Від якого часу", uz: "Qaysi vaqtdan", he: "ממתי" },
  sinceHint: {
    en: "Empty means now. Choose a time before an order for it to count. Time zone: {timezone}.",
    ru: "Пусто — с этого момента. Чтобы заказ был учтён, выберите время до него. Часовой пояс: {timezone}.",
    uk: "Порожньо — від цієї миті. Щоб замовлення було враховано, виберіть час до нього. Часовий пояс: {timezone}.",
    uz: "Boʻsh boʻlsa — shu ondan. Buyurtma hisobga olinishi uchun undan oldingi vaqtni tanlang. Vaqt mintaqasi: {timezone}.",
    he: "ריק פירושו מעכשיו. כדי שרכישה תיחשב, יש לבחור זמן שלפניה. אזור זמן: {timezone}.",
  },
  reasonHint: {
    en: "For colleagues who ask later. Customers never see it.",
    ru: "Для коллег, которые спросят позже. Покупатели этого не видят.",
    uk: "Для колег, які запитають пізніше. Покупці цього не бачать.",
    uz: "Keyinroq soʻraydigan hamkasblar uchun. Xaridorlar buni koʻrmaydi.",
    he: "למי מהצוות שישאל בהמשך. הלקוחות לא רואים את זה.",
  },
  force: {
    en: "Make an exception",
    ru: "Сделать исключение",
    uk: "Зробити виняток",
    uz: "Istisno qilish",
    he: "לשייך בכל זאת",
  },
  othersHold: {
    en: "Every other reason still refuses.",
    ru: "Все остальные причины отказа действуют.",
    uk: "Усі інші причини відмови діють.",
    uz: "Qolgan barcha rad sabablari amal qiladi.",
    he: "כל סיבת דחייה אחרת עדיין תקפה.",
  },
  notDone: {
    en: "Nothing was changed.",
    ru: "Ничего не изменено.",
    uk: "Нічого не змінено.",
    uz: "Hech narsa oʻzgarmadi.",
    he: "שום דבר לא השתנה.",
  },
  mayWaive: {
    en: "You can make an exception below.",
    ru: "Ниже можно сделать исключение.",
    uk: "Нижче можна зробити виняток.",
    uz: "Quyida istisno qilish mumkin.",
    he: "אפשר לשייך בכל זאת, למטה.",
  },
  attribute: { en: "Attribute", ru: "Закрепить", uk: "Закріпити", uz: "Biriktirish", he: "שיוך" },
  noPrograms: {
    en: "No program has been published yet.",
    ru: "Ни одна программа ещё не опубликована.",
    uk: "Жодної програми ще не опубліковано.",
    uz: "Hali birorta dastur eʼlon qilinmagan.",
    he: "עדיין לא פורסמה אף תוכנית.",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;

/** What no longer refuses where a person of the staff makes an exception. */
export const WAIVED_TEXTS: Readonly<Record<(typeof FORCED)[number], InEveryLanguage>> = {
  existing_customer: {
    en: "An existing customer is attributed too.",
    ru: "Закрепляется и тот, кто уже был покупателем.",
    uk: "Закріплюється і той, хто вже був покупцем.",
    uz: "Avvaldan xaridor boʻlgan odam ham biriktiriladi.",
    he: "גם מי שכבר היה לקוח ישויך.",
  },
  too_late: {
    en: "A person who is too late to enter a code is attributed too.",
    ru: "Закрепляется и тот, кто опоздал ввести код.",
    uk: "Закріплюється і той, хто спізнився ввести код.",
    uz: "Kodni kiritish muddati oʻtgan odam ham biriktiriladi.",
    he: "גם מי שאיחר להזין קוד ישויך.",
  },
};

/** What is wrong with what was typed, or found out about it. */
export const BY_HAND_PROBLEMS = {
  advocate: {
    en: "Write an id of at most 255 characters, or a code of at most 64.",
    ru: "Напишите ID до 255 символов или код до 64.",
    uk: "Напишіть ID до 255 символів або код до 64.",
    uz: "255 belgigacha ID yoki 64 belgigacha kod yozing.",
    he: "יש לכתוב מזהה של עד 255 תווים או קוד של עד 64.",
  },
  not_found: {
    en: "No one has this id.",
    ru: "Человека с таким ID нет.",
    uk: "Людини з таким ID немає.",
    uz: "Bunday ID li odam yoʻq.",
    he: "אין אדם עם המזהה הזה.",
  },
  no_code: {
    en: "This person has no code in the program. Give them one first, under Codes.",
    ru: "У этого человека нет кода в программе. Сначала выдайте код в разделе «Коды».",
    uk: "У цієї людини немає коду в програмі. Спочатку видайте код у розділі «Коди».",
    uz: "Bu odamning dasturda kodi yoʻq. Avval “Kodlar” boʻlimida kod bering.",
    he: "לאדם הזה אין קוד בתוכנית. יש לתת קוד קודם, תחת ״קודים״.",
  },
  attributedAt: {
    en: "Choose a day and a time that is not in the future.",
    ru: "Выберите день и время не в будущем.",
    uk: "Виберіть день і час не в майбутньому.",
    uz: "Kelajakda boʻlmagan kun va vaqtni tanlang.",
    he: "יש לבחור תאריך ושעה שאינם בעתיד.",
  },
  too_many_decisions: {
    en: "The person has bought more since then than can be decided at once. Choose a later time.",
    ru: "С того времени куплено больше, чем можно рассмотреть за один раз. Выберите более позднее время.",
    uk: "Відтоді куплено більше, ніж можна розглянути за один раз. Виберіть пізніший час.",
    uz: "Oʻshandan beri bir martada koʻrib chiqib boʻlmaydigan darajada koʻp xarid qilingan. Keyinroq vaqtni tanlang.",
    he: "מאז נקנה יותר ממה שאפשר לבחון בבת אחת. יש לבחור זמן מאוחר יותר.",
  },
  reason: {
    en: "Write why, in at most 500 characters.",
    ru: "Напишите причину, до 500 символов.",
    uk: "Напишіть причину, до 500 символів.",
    uz: "Sababini yozing, koʻpi bilan 500 belgi.",
    he: "יש לכתוב סיבה, עד 500 תווים.",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;

export type ByHandProblem = keyof typeof BY_HAND_PROBLEMS;
