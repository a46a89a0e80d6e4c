import type { MaterialKind } from "../../domain/materials.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** What the page of a program's materials says. */
export const MATERIALS_TEXTS = {
  languages: { en: "Languages", ru: "Языки", uk: "Мови", uz: "Tillar", he: "שפות" },
  shared: {
    en: "What advocates share",
    ru: "Чем делятся участники",
    uk: "Чим діляться учасники",
    uz: "Ishtirokchilar nima ulashadi",
    he: "מה המזמינים משתפים",
  },
  none: {
    en: "Advocates have nothing ready to send in this language yet. Write them a first message below.",
    ru: "На этом языке участникам пока нечего отправить. Напишите ниже первое сообщение.",
    uk: "Цією мовою учасникам поки нічого надсилати. Напишіть нижче перше повідомлення.",
    uz: "Bu tilda ishtirokchilar yuborishi uchun hali hech narsa yoʻq. Quyida birinchi xabarni yozing.",
    he: "אין עדיין בשפה הזאת שום דבר מוכן לשליחה. אפשר לכתוב הודעה ראשונה כאן למטה.",
  },
  add: { en: "Add a material", ru: "Новый материал", uk: "Новий матеріал", uz: "Yangi material", he: "חומר חדש" },
  change: {
    en: "Change the material",
    ru: "Изменить материал",
    uk: "Змінити матеріал",
    uz: "Materialni oʻzgartirish",
    he: "עריכת החומר",
  },
  kind: { en: "Kind", ru: "Вид", uk: "Вид", uz: "Turi", he: "סוג" },
  name: { en: "Title", ru: "Название", uk: "Назва", uz: "Sarlavha", he: "כותרת" },
  channel: { en: "Channel", ru: "Канал", uk: "Канал", uz: "Kanal", he: "ערוץ" },
  channelHint: {
    en: "Of a message, such as email or whatsapp. Reports tell channels apart.",
    ru: "Для сообщения, например email или whatsapp. В отчётах каналы видны отдельно.",
    uk: "Для повідомлення, наприклад email або whatsapp. У звітах канали видно окремо.",
    uz: "Xabar uchun, masalan email yoki whatsapp. Hisobotlarda kanallar alohida koʻrinadi.",
    he: "של הודעה, למשל email או whatsapp. הדוחות מבחינים בין ערוצים.",
  },
  text: { en: "Text", ru: "Текст", uk: "Текст", uz: "Matn", he: "טקסט" },
  textHint: {
    en: "May contain {variables}. Amounts come from the published rules, so they are never out of date.",
    ru: "Можно вставить {variables}. Суммы берутся из опубликованных правил и поэтому не устаревают.",
    uk: "Можна вставити {variables}. Суми беруться з опублікованих правил, тож не застарівають.",
    uz: "{variables} qoʻyish mumkin. Miqdorlar eʼlon qilingan qoidalardan olinadi, shuning uchun eskirmaydi.",
    he: "אפשר לשלב {variables}. הסכומים נלקחים מהכללים שפורסמו, ולכן הם תמיד עדכניים.",
  },
  url: { en: "Link", ru: "Ссылка", uk: "Посилання", uz: "Havola", he: "קישור" },
  urlHint: {
    en: "Of a document or a video; it starts with https://.",
    ru: "На документ или видео; начинается с https://.",
    uk: "На документ або відео; починається з https://.",
    uz: "Hujjat yoki videoga; https:// bilan boshlanadi.",
    he: "למסמך או לסרטון; מתחיל ב־https://.",
  },
  picture: { en: "Picture", ru: "Картинка", uk: "Зображення", uz: "Rasm", he: "תמונה" },
  noPicture: { en: "None", ru: "Нет", uk: "Немає", uz: "Yoʻq", he: "ללא" },
  lastDay: {
    en: "Last day",
    ru: "Последний день",
    uk: "Останній день",
    uz: "Oxirgi kun",
    he: "יום אחרון",
  },
  lastDayHint: {
    en: "Empty: shown until you remove it.",
    ru: "Если пусто, показывается, пока вы его не удалите.",
    uk: "Якщо порожньо, показується, доки ви його не видалите.",
    uz: "Boʻsh boʻlsa, oʻchirib tashlamaguningizcha koʻrsatiladi.",
    he: "ריק: מוצג עד שיוסר.",
  },
  over: { en: "Over", ru: "Завершён", uk: "Завершено", uz: "Tugagan", he: "הסתיים" },
  always: { en: "Always", ru: "Всегда", uk: "Завжди", uz: "Doim", he: "תמיד" },
  remove: { en: "Remove", ru: "Удалить", uk: "Видалити", uz: "Oʻchirish", he: "הסרה" },
  removeText: {
    en: "Advocates see it no more. What they have sent stays as it is.",
    ru: "Участники больше не увидят его. Уже отправленное останется как есть.",
    uk: "Учасники більше не побачать його. Уже надіслане залишиться як є.",
    uz: "Ishtirokchilar uni boshqa koʻrmaydi. Yuborilganlari oʻz holicha qoladi.",
    he: "המזמינים לא יראו אותו עוד. מה שכבר נשלח נשאר כפי שהוא.",
  },
  pictures: { en: "Pictures", ru: "Картинки", uk: "Зображення", uz: "Rasmlar", he: "תמונות" },
  noPictures: {
    en: "There are no pictures yet. A good one shows the product and little text.",
    ru: "Картинок пока нет. Лучше всего работает фото товара почти без текста.",
    uk: "Зображень поки немає. Найкраще працює фото товару майже без тексту.",
    uz: "Hali rasm yoʻq. Mahsulot suratida matn kam boʻlgani yaxshi.",
    he: "אין עדיין תמונות. תמונה טובה מראה את המוצר, עם מעט טקסט.",
  },
  file: {
    en: "PNG, JPEG or WebP, up to 900 kB",
    ru: "PNG, JPEG или WebP, до 900 кБ",
    uk: "PNG, JPEG або WebP, до 900 кБ",
    uz: "PNG, JPEG yoki WebP, 900 kB gacha",
    he: "PNG, JPEG או WebP, עד 900 ק״ב",
  },
  addPicture: {
    en: "Add the picture",
    ru: "Добавить картинку",
    uk: "Додати зображення",
    uz: "Rasm qoʻshish",
    he: "הוספת תמונה",
  },
  size: {
    en: "{width} × {height}",
    ru: "{width} × {height}",
    uk: "{width} × {height}",
    uz: "{width} × {height}",
    he: "{width} × {height}",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;

export const MATERIAL_KIND_NAMES = {
  message: { en: "Message", ru: "Сообщение", uk: "Повідомлення", uz: "Xabar", he: "הודעה" },
  picture: { en: "Picture", ru: "Картинка", uk: "Зображення", uz: "Rasm", he: "תמונה" },
  pdf: { en: "Document", ru: "Документ", uk: "Документ", uz: "Hujjat", he: "מסמך" },
  video: { en: "Video", ru: "Видео", uk: "Відео", uz: "Video", he: "סרטון" },
} as const satisfies Readonly<Record<MaterialKind, InEveryLanguage>>;

/** What is wrong with a field of a material. */
export const MATERIAL_PROBLEMS = {
  title: {
    en: "Write a title of at most 200 characters.",
    ru: "Введите название, не длиннее 200 знаков.",
    uk: "Введіть назву, не довшу за 200 знаків.",
    uz: "200 belgidan oshmaydigan sarlavha yozing.",
    he: "יש לכתוב כותרת של עד 200 תווים.",
  },
  text: {
    en: "A message needs a text of at most 2,000 characters.",
    ru: "Сообщению нужен текст, не длиннее 2000 знаков.",
    uk: "Повідомленню потрібен текст, не довший за 2000 знаків.",
    uz: "Xabarga 2000 belgidan oshmaydigan matn kerak.",
    he: "להודעה דרוש טקסט של עד 2,000 תווים.",
  },
  unknown_variable: {
    en: "The text has a word in braces that can't be filled in. The hint below names those that can.",
    ru: "В тексте есть слово в фигурных скобках, которое нечем заменить. В подсказке ниже указаны доступные.",
    uk: "У тексті є слово у фігурних дужках, яке нічим замінити. У підказці нижче вказано доступні.",
    uz: "Matnda oʻrniga hech narsa qoʻyib boʻlmaydigan qavsli soʻz bor. Quyida mumkin boʻlganlari yozilgan.",
    he: "יש בטקסט מילה בסוגריים מסולסלים שאין מה להציב במקומה. האפשרויות רשומות למטה.",
  },
  channel: {
    en: "Use small Latin letters, digits, - and _, 32 at most.",
    ru: "Используйте строчные латинские буквы, цифры, - и _, не больше 32.",
    uk: "Використовуйте малі латинські літери, цифри, - та _, не більше 32.",
    uz: "Kichik lotin harflari, raqamlar, - va _ dan foydalaning, koʻpi bilan 32 ta.",
    he: "אותיות לטיניות קטנות, ספרות, - ו־_, עד 32.",
  },
  url: {
    en: "Write an address that starts with https://.",
    ru: "Введите адрес, который начинается с https://.",
    uk: "Введіть адресу, що починається з https://.",
    uz: "https:// bilan boshlanadigan manzilni yozing.",
    he: "יש לכתוב כתובת שמתחילה ב־https://.",
  },
  picture: {
    en: "Choose a picture. New ones are added below.",
    ru: "Выберите картинку. Новые добавляются ниже.",
    uk: "Виберіть зображення. Нові додаються нижче.",
    uz: "Rasm tanlang. Yangilari quyida qoʻshiladi.",
    he: "יש לבחור תמונה. תמונות חדשות מוסיפים למטה.",
  },
  lastDay: {
    en: "Choose a day, or leave it empty.",
    ru: "Выберите день или оставьте поле пустым.",
    uk: "Виберіть день або залиште поле порожнім.",
    uz: "Kunni tanlang yoki boʻsh qoldiring.",
    he: "יש לבחור יום, או להשאיר ריק.",
  },
  too_many_materials: {
    en: "The program has 200 materials, as many as it may have. Remove one first.",
    ru: "У программы уже 200 материалов, больше нельзя. Сначала удалите один.",
    uk: "У програми вже 200 матеріалів, більше не можна. Спочатку видаліть один.",
    uz: "Dasturda 200 ta material bor, bundan koʻp mumkin emas. Avval bittasini oʻchiring.",
    he: "לתוכנית יש 200 חומרים, וזה המקסימום. יש להסיר אחד קודם.",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;

export type MaterialProblem = keyof typeof MATERIAL_PROBLEMS;
