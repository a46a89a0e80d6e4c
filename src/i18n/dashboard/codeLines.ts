import type { InEveryLanguage } from "../everyLanguage.ts";

/** What is said of many codes that are given at once, a customer a line. */
export const CODE_LINES_TEXTS = {
  mend: {
    en: "These lines were refused. They stand in the box below: mend them and send them once more.",
    ru: "Эти строки не приняты. Они остались в поле ниже: исправьте их и отправьте ещё раз.",
    uk: "Ці рядки не прийнято. Вони залишилися в полі нижче: виправте їх і надішліть ще раз.",
    uz: "Bu qatorlar qabul qilinmadi. Ular pastdagi maydonda qoldi: tuzatib, yana yuboring.",
    he: "השורות האלה לא התקבלו. הן נשארו בתיבה למטה: אפשר לתקן ולשלוח שוב.",
  },
  taken: {
    en: "Lines taken",
    ru: "Принято строк",
    uk: "Прийнято рядків",
    uz: "Qabul qilingan qatorlar",
    he: "שורות שהתקבלו",
  },
  refused: {
    en: "Lines refused",
    ru: "Не принято строк",
    uk: "Не прийнято рядків",
    uz: "Qabul qilinmagan qatorlar",
    he: "שורות שלא התקבלו",
  },
  line: { en: "Line", ru: "Строка", uk: "Рядок", uz: "Qator", he: "שורה" },
  says: { en: "What it says", ru: "Что написано", uk: "Що написано", uz: "Nima yozilgan", he: "מה כתוב בה" },
  why: { en: "Why", ru: "Причина", uk: "Причина", uz: "Sababi", he: "סיבה" },
  more: {
    en: {
      by: "count",
      forms: {
        one: "{count} further line was refused. It stands in the box too.",
        other: "{count} further lines were refused. They stand in the box too.",
      },
    },
    ru: "Не показано строк: {count}. Они тоже не приняты и остались в поле.",
    uk: "Не показано рядків: {count}. Їх теж не прийнято, і вони залишилися в полі.",
    uz: "Koʻrsatilmagan qatorlar: {count}. Ular ham qabul qilinmadi va maydonda qoldi.",
    he: "שורות שאינן מוצגות: {count}. גם הן לא התקבלו ונשארו בתיבה.",
  },
  count: {
    en: "Nothing was given. Write 1 to {most} lines, one customer each.",
    ru: "Ничего не выдано. Напишите от 1 до {most} строк, по одному покупателю в каждой.",
    uk: "Нічого не видано. Напишіть від 1 до {most} рядків, по одному покупцю в кожному.",
    uz: "Hech narsa berilmadi. 1 tadan {most} tagacha qator yozing, har birida bitta xaridor boʻlsin.",
    he: "לא ניתן דבר. יש לכתוב 1 עד {most} שורות, לקוח אחד בכל שורה.",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;

/** Why a line was refused. */
export const CODE_LINE_PROBLEMS = {
  parts: {
    en: "Write an id, or an id, a comma and one code.",
    ru: "Напишите ID или ID, запятую и один код.",
    uk: "Напишіть ID або ID, кому й один код.",
    uz: "ID yoki ID, vergul va bitta kod yozing.",
    he: "יש לכתוב מזהה, או מזהה, פסיק וקוד אחד.",
  },
  id: {
    en: "The id of the customer has 1 to 255 characters, and no control characters.",
    ru: "В ID покупателя от 1 до 255 символов, без управляющих.",
    uk: "В ID покупця від 1 до 255 символів, без керівних.",
    uz: "Xaridor ID si 1 tadan 255 tagacha belgidan iborat, boshqaruv belgilarisiz.",
    he: "במזהה הלקוח יש 1 עד 255 תווים, בלי תווי בקרה.",
  },
  characters: {
    en: "A code is letters and digits. Between them may be spaces and {signs}.",
    ru: "Код состоит из букв и цифр. Между ними могут быть пробелы и {signs}.",
    uk: "Код складається з літер і цифр. Між ними можуть бути пробіли та {signs}.",
    uz: "Kod harf va raqamlardan iborat. Ular orasida boʻsh joy va {signs} boʻlishi mumkin.",
    he: "קוד מורכב מאותיות ומספרות. ביניהן יכולים להיות רווחים ו־{signs}.",
  },
  length: {
    en: "A code has 2 to 40 letters or digits.",
    ru: "В коде от 2 до 40 букв или цифр.",
    uk: "У коді від 2 до 40 літер або цифр.",
    uz: "Kodda 2 tadan 40 tagacha harf yoki raqam boʻladi.",
    he: "בקוד יש 2 עד 40 אותיות או ספרות.",
  },
  scripts: {
    en: "The letters are of two alphabets. They look alike, and no one could tell which to type.",
    ru: "Буквы взяты из двух алфавитов. Они похожи, и не понять, какие набирать.",
    uk: "Літери взято з двох абеток. Вони схожі, і не зрозуміти, які набирати.",
    uz: "Harflar ikki alifbodan olingan. Ular oʻxshash, qaysi birini terishni bilib boʻlmaydi.",
    he: "האותיות לקוחות משני אלפביתים. הן דומות זו לזו, ואי אפשר לדעת מה להקליד.",
  },
  code_taken: {
    en: "This code is given out already.",
    ru: "Этот код уже выдан.",
    uk: "Цей код уже видано.",
    uz: "Bu kod allaqachon berilgan.",
    he: "הקוד הזה כבר ניתן.",
  },
  too_many_codes: {
    en: "The customer has 20 codes of this program, which is the most.",
    ru: "У покупателя уже 20 кодов этой программы, больше нельзя.",
    uk: "Покупець уже має 20 кодів цієї програми, більше не можна.",
    uz: "Xaridorda bu dasturning 20 ta kodi bor, bundan ortiq boʻlmaydi.",
    he: "ללקוח כבר יש 20 קודים בתוכנית הזו, ואי אפשר יותר.",
  },
  participant_blocked: {
    en: "The customer is blocked.",
    ru: "Покупатель заблокирован.",
    uk: "Покупця заблоковано.",
    uz: "Xaridor bloklangan.",
    he: "הלקוח חסום.",
  },
  participant_is_guest: {
    en: "The customer is a guest and has no account.",
    ru: "Покупатель — гость, у него нет аккаунта.",
    uk: "Покупець — гість, у нього немає акаунта.",
    uz: "Xaridor — mehmon, uning akkaunti yoʻq.",
    he: "הלקוח הוא אורח ואין לו חשבון.",
  },
  segment: {
    en: "The customer is in none of the segments that may invite.",
    ru: "Покупатель не входит ни в один из сегментов, которым можно приглашать.",
    uk: "Покупець не входить до жодного із сегментів, яким можна запрошувати.",
    uz: "Xaridor taklif qilishi mumkin boʻlgan segmentlarning hech birida yoʻq.",
    he: "הלקוח אינו באף אחד מהסגמנטים שיכולים להזמין.",
  },
  sample: {
    en: "The program is open to a part of the customers, and this one is not among them.",
    ru: "Программа открыта для части покупателей, и этот в неё не попал.",
    uk: "Програма відкрита для частини покупців, і цей до неї не потрапив.",
    uz: "Dastur xaridorlarning bir qismiga ochiq, bu xaridor ular orasida yoʻq.",
    he: "התוכנית פתוחה לחלק מהלקוחות, והלקוח הזה אינו ביניהם.",
  },
  needs_application: {
    en: "The customer has to apply first.",
    ru: "Покупатель сначала должен подать заявку.",
    uk: "Покупець спершу має подати заявку.",
    uz: "Xaridor avval ariza topshirishi kerak.",
    he: "הלקוח צריך קודם להגיש בקשה.",
  },
  application_pending: {
    en: "The application of the customer is not decided yet.",
    ru: "Заявка покупателя ещё не рассмотрена.",
    uk: "Заявку покупця ще не розглянуто.",
    uz: "Xaridorning arizasi hali koʻrib chiqilmagan.",
    he: "הבקשה של הלקוח עוד לא נבדקה.",
  },
  application_refused: {
    en: "The application of the customer was refused.",
    ru: "Заявка покупателя отклонена.",
    uk: "Заявку покупця відхилено.",
    uz: "Xaridorning arizasi rad etilgan.",
    he: "הבקשה של הלקוח נדחתה.",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
