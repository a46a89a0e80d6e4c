import type { InEveryLanguage } from "../everyLanguage.ts";
import { SAID_OF_PAYOUTS } from "./saidOfPayouts.ts";
import { SAID_OF_PEOPLE } from "./saidOfPeople.ts";

/** What a page says of the step that led to it: its address has the code. */
export const SAID_TEXTS = {
  invited: {
    tone: "good",
    text: {
      en: "Invited.",
      ru: "Приглашение отправлено.",
      uk: "Запрошення надіслано.",
      uz: "Taklif qilindi.",
      he: "ההזמנה נשלחה.",
    },
  },
  saved: {
    tone: "good",
    text: { en: "Saved.", ru: "Сохранено.", uk: "Збережено.", uz: "Saqlandi.", he: "נשמר." },
  },
  sent: {
    tone: "good",
    text: { en: "It is on its way.", ru: "Отправляется.", uk: "Надсилається.", uz: "Yuborilmoqda.", he: "בדרך." },
  },
  ...SAID_OF_PEOPLE,
  ...SAID_OF_PAYOUTS,
  rewards_moved: {
    tone: "good",
    text: {
      en: "The selected rewards were changed.",
      ru: "Выбранные вознаграждения изменены.",
      uk: "Вибрані винагороди змінено.",
      uz: "Tanlangan mukofotlar oʻzgartirildi.",
      he: "התגמולים שנבחרו עודכנו.",
    },
  },
  rewards_some_left: {
    tone: "good",
    text: {
      en: "Those that could be changed were. The others are as they were.",
      ru: "Изменены те, которые можно было изменить. Остальные остались как были.",
      uk: "Змінено ті, які можна було змінити. Решта залишилися як були.",
      uz: "Oʻzgartirish mumkin boʻlganlari oʻzgartirildi. Qolganlari avvalgidek.",
      he: "מה שאפשר היה לעדכן עודכן. השאר נותר כפי שהיה.",
    },
  },
  rewards_none_moved: {
    tone: "bad",
    text: {
      en: "None of the selected rewards can be changed like this.",
      ru: "Ни одно из выбранных вознаграждений так изменить нельзя.",
      uk: "Жодну з вибраних винагород так змінити не можна.",
      uz: "Tanlangan mukofotlarning hech birini bunday oʻzgartirib boʻlmaydi.",
      he: "אי אפשר לעדכן כך אף אחד מהתגמולים שנבחרו.",
    },
  },
  codes_issued: {
    tone: "good",
    text: {
      en: "Everyone has their code.",
      ru: "Коды есть у всех.",
      uk: "Коди є в усіх.",
      uz: "Hammaning kodi bor.",
      he: "לכולם יש קוד.",
    },
  },
  codes_refused: {
    tone: "bad",
    text: {
      en: "No code was given: it is another's or could hurt, or the person has 20 codes already or may not be an advocate.",
      ru: "Код не выдан: он чужой или обидный, у человека уже 20 кодов, или он не может приглашать.",
      uk: "Код не видано: він чужий або образливий, у людини вже 20 кодів, або вона не може запрошувати.",
      uz: "Kod berilmadi: u boshqaniki yoki haqoratli, odamda 20 ta kod bor yoki u taklif qila olmaydi.",
      he: "לא ניתן קוד: הוא של מישהו אחר או פוגעני, או שכבר יש 20 קודים, או שאי אפשר להזמין.",
    },
  },
  code_taken: {
    tone: "bad",
    text: {
      en: "Another person has this code.",
      ru: "Этот код занят другим человеком.",
      uk: "Цей код має інша людина.",
      uz: "Bu kod boshqa odamniki.",
      he: "הקוד הזה שייך לאדם אחר.",
    },
  },
  vanity_unclear: {
    tone: "bad",
    text: {
      en: "A code has 2 to 40 letters or digits. The letters are of one alphabet: those of two look alike.",
      ru: "Код состоит из 2–40 букв или цифр. Буквы — одного алфавита: в разных есть похожие.",
      uk: "Код складається з 2–40 літер або цифр. Літери — однієї абетки: у різних є схожі.",
      uz: "Kod 2–40 ta harf yoki raqamdan iborat. Harflar bitta alifbodan boʻlsin: turlilarida oʻxshashlari bor.",
      he: "קוד מורכב מ־2 עד 40 אותיות או ספרות. האותיות הן של אלפבית אחד, כי יש אותיות שנראות זהות.",
    },
  },
  coupons_freed: {
    tone: "good",
    text: {
      en: "The coupons can be used again.",
      ru: "Купоны снова можно использовать.",
      uk: "Купони знову можна використати.",
      uz: "Kuponlardan yana foydalanish mumkin.",
      he: "אפשר להשתמש בקופונים שוב.",
    },
  },
  coupons_some_freed: {
    tone: "good",
    text: {
      en: "Some coupons can be used again. The orders of the others were reported meanwhile.",
      ru: "Часть купонов снова можно использовать. Заказы с остальными тем временем поступили.",
      uk: "Частину купонів знову можна використати. Замовлення з рештою тим часом надійшли.",
      uz: "Ayrim kuponlardan yana foydalanish mumkin. Qolganlarining buyurtmalari bu orada keldi.",
      he: "בחלק מהקופונים אפשר להשתמש שוב. הרכישות של השאר דווחו בינתיים.",
    },
  },
  coupons_not_freed: {
    tone: "bad",
    text: {
      en: "No coupon was freed: none was selected, or the orders were reported meanwhile.",
      ru: "Купоны не освобождены: ничего не выбрано, или заказы тем временем поступили.",
      uk: "Купони не звільнено: нічого не вибрано, або замовлення тим часом надійшли.",
      uz: "Kupon boʻshatilmadi: hech narsa tanlanmagan yoki buyurtmalar bu orada keldi.",
      he: "לא שוחרר קופון: לא נבחר דבר, או שהרכישות דווחו בינתיים.",
    },
  },
  removed: {
    tone: "good",
    text: { en: "Removed.", ru: "Удалено.", uk: "Видалено.", uz: "Oʻchirildi.", he: "הוסר." },
  },
  picture_unfit: {
    tone: "bad",
    text: {
      en: "No picture was added: choose a PNG, a JPEG or a WebP of at most 900 kB.",
      ru: "Картинка не добавлена: выберите PNG, JPEG или WebP не больше 900 кБ.",
      uk: "Зображення не додано: виберіть PNG, JPEG або WebP не більше 900 кБ.",
      uz: "Rasm qoʻshilmadi: 900 kB gacha PNG, JPEG yoki WebP tanlang.",
      he: "התמונה לא נוספה: יש לבחור PNG, JPEG או WebP של עד 900 ק״ב.",
    },
  },
  pictures_full: {
    tone: "bad",
    text: {
      en: "No picture was added: there are 100, as many as a shop may have. Remove one first.",
      ru: "Картинка не добавлена: их уже 100, больше нельзя. Сначала удалите одну.",
      uk: "Зображення не додано: їх уже 100, більше не можна. Спочатку видаліть одне.",
      uz: "Rasm qoʻshilmadi: 100 ta rasm bor, bundan koʻp mumkin emas. Avval bittasini oʻchiring.",
      he: "התמונה לא נוספה: יש כבר 100, וזה המקסימום. יש להסיר אחת קודם.",
    },
  },
  picture_shown: {
    tone: "bad",
    text: {
      en: "The picture stays: a material shows it. Change that one first.",
      ru: "Картинка осталась: её показывает материал. Сначала измените его.",
      uk: "Зображення залишилося: його показує матеріал. Спочатку змініть його.",
      uz: "Rasm qoldi: uni material koʻrsatmoqda. Avval oʻsha materialni oʻzgartiring.",
      he: "התמונה נשארה: אחד החומרים מציג אותה. יש לשנות אותו קודם.",
    },
  },
  sent_before: {
    tone: "bad",
    text: {
      en: "This form was sent before with other content. Open the page again and try once more.",
      ru: "Эта форма уже отправлялась с другим содержанием. Откройте страницу заново и попробуйте ещё раз.",
      uk: "Цю форму вже надсилали з іншим вмістом. Відкрийте сторінку знову й спробуйте ще раз.",
      uz: "Bu shakl avval boshqa mazmun bilan yuborilgan. Sahifani qayta ochib, yana urinib koʻring.",
      he: "הטופס הזה כבר נשלח עם תוכן אחר. אפשר לפתוח את העמוד מחדש ולנסות שוב.",
    },
  },
  program_created: {
    tone: "good",
    text: {
      en: "The draft is there. Customers see nothing of it before it is published.",
      ru: "Черновик создан. До публикации покупатели его не видят.",
      uk: "Чернетку створено. До публікації покупці її не бачать.",
      uz: "Qoralama yaratildi. Eʼlon qilinmaguncha xaridorlar uni koʻrmaydi.",
      he: "הטיוטה נוצרה. הלקוחות לא רואים אותה לפני הפרסום.",
    },
  },
  program_paused: {
    tone: "good",
    text: {
      en: "The program is paused.",
      ru: "Программа приостановлена.",
      uk: "Програму призупинено.",
      uz: "Dastur toʻxtatib turildi.",
      he: "התוכנית הושהתה.",
    },
  },
  program_resumed: {
    tone: "good",
    text: {
      en: "The program goes on.",
      ru: "Программа возобновлена.",
      uk: "Програму відновлено.",
      uz: "Dastur davom etmoqda.",
      he: "התוכנית חודשה.",
    },
  },
  program_ended: {
    tone: "good",
    text: {
      en: "The program has ended.",
      ru: "Программа завершена.",
      uk: "Програму завершено.",
      uz: "Dastur tugatildi.",
      he: "התוכנית הסתיימה.",
    },
  },
  program_removed: {
    tone: "good",
    text: {
      en: "The program is deleted.",
      ru: "Программа удалена.",
      uk: "Програму видалено.",
      uz: "Dastur oʻchirildi.",
      he: "התוכנית נמחקה.",
    },
  },
  program_used: {
    tone: "bad",
    text: {
      en: "The program can’t be deleted: it was published, or has codes, applications or refused referrals. End it instead.",
      ru: "Программу нельзя удалить: она уже публиковалась либо в ней есть коды, заявки или отклонённые приглашения. Завершите её.",
      uk: "Програму не можна видалити: її вже публікували або в ній є коди, заявки чи відхилені запрошення. Завершіть її.",
      uz: "Dasturni oʻchirib boʻlmaydi: u eʼlon qilingan yoki unda kodlar, arizalar yoxud rad etilgan takliflar bor. Uni tugating.",
      he: "אי אפשר למחוק את התוכנית: היא כבר פורסמה, או שיש בה קודים, בקשות או הזמנות שנדחו. אפשר לסיים אותה במקום זאת.",
    },
  },
  program_stays: {
    tone: "bad",
    text: {
      en: "That can’t be done with the program as it is now.",
      ru: "В нынешнем состоянии программы это невозможно.",
      uk: "За нинішнього стану програми це неможливо.",
      uz: "Dasturning hozirgi holatida buni qilib boʻlmaydi.",
      he: "אי אפשר לעשות זאת במצב הנוכחי של התוכנית.",
    },
  },
  draft_discarded: {
    tone: "good",
    text: {
      en: "The draft is gone. These are the rules in force.",
      ru: "Черновик удалён. Перед вами действующие правила.",
      uk: "Чернетку видалено. Перед вами чинні правила.",
      uz: "Qoralama oʻchirildi. Bular — amaldagi qoidalar.",
      he: "הטיוטה נמחקה. אלה הכללים שבתוקף.",
    },
  },
  draft_newer: {
    tone: "bad",
    text: {
      en: "The draft stays: a colleague has saved it meanwhile. Here it is as it is now.",
      ru: "Черновик не удалён: тем временем его сохранил коллега. Вот он в нынешнем виде.",
      uk: "Чернетку не видалено: тим часом її зберіг колега. Ось вона в нинішньому вигляді.",
      uz: "Qoralama qoldi: bu orada hamkasbingiz uni saqladi. Hozirgi holati shu.",
      he: "הטיוטה נשארה: מישהו מהצוות שמר אותה בינתיים. כך היא נראית עכשיו.",
    },
  },
  version_published: {
    tone: "good",
    text: {
      en: "A new version is in force.",
      ru: "Новая версия вступила в силу.",
      uk: "Нова версія набула чинності.",
      uz: "Yangi versiya kuchga kirdi.",
      he: "גרסה חדשה נכנסה לתוקף.",
    },
  },
  year_begun: {
    tone: "good",
    text: {
      en: "A year of orders is being told to this shop.",
      ru: "Магазину передаётся год заказов.",
      uk: "Магазину передається рік замовлень.",
      uz: "Doʻkonga bir yillik buyurtmalar uzatilmoqda.",
      he: "שנה של רכישות מסופרת עכשיו לחנות הזו.",
    },
  },
} as const satisfies Readonly<Record<string, { readonly tone: "good" | "bad"; readonly text: InEveryLanguage }>>;

export type Said = keyof typeof SAID_TEXTS;
