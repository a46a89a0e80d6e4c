import type { InEveryLanguage } from "../everyLanguage.ts";

/** What the home of a shop says. */
export const HOME_TEXTS = {
  telling: {
    en: "The year comes in now, from its first week on. The figures grow by themselves for half a minute.",
    ru: "Данные за год поступают прямо сейчас, начиная с первой недели. Полминуты цифры обновляются сами.",
    uk: "Дані за рік надходять просто зараз, починаючи з першого тижня. Пів хвилини цифри оновлюються самі.",
    uz: "Yil maʼlumotlari hozir, birinchi haftadan boshlab kelmoqda. Raqamlar yarim daqiqa davomida oʻzi yangilanadi.",
    he: "נתוני השנה נכנסים עכשיו, מהשבוע הראשון. המספרים מתעדכנים מעצמם במשך חצי דקה.",
  },
  attention: {
    en: "Needs attention",
    ru: "Требует внимания",
    uk: "Потребує уваги",
    uz: "Eʼtibor kerak",
    he: "דורש טיפול",
  },
  allWell: {
    en: "Nothing waits for you.",
    ru: "Сейчас от вас ничего не требуется.",
    uk: "Зараз від вас нічого не потрібно.",
    uz: "Hozir sizdan hech narsa talab qilinmaydi.",
    he: "שום דבר לא ממתין לך כרגע.",
  },
  top: {
    en: "Top advocates",
    ru: "Лучшие пригласившие",
    uk: "Найкращі запрошувачі",
    uz: "Eng faol taklif qiluvchilar",
    he: "המזמינים המובילים",
  },
  advocate: { en: "Advocate", ru: "Пригласивший", uk: "Запрошувач", uz: "Taklif qiluvchi", he: "מזמין" },
  allAdvocates: {
    en: "All advocates",
    ru: "Все пригласившие",
    uk: "Усі запрошувачі",
    uz: "Barcha taklif qiluvchilar",
    he: "לכל המזמינים",
  },
  noAdvocates: {
    en: "No advocate brought a friend in this period.",
    ru: "За этот период никто не привёл друзей.",
    uk: "За цей період ніхто не привів друзів.",
    uz: "Bu davrda hech kim doʻst olib kelmadi.",
    he: "אף מזמין לא הביא חבר בתקופה הזאת.",
  },
  isNew: { en: "new", ru: "впервые", uk: "уперше", uz: "yangi", he: "חדש" },
  noneConverted: {
    en: "No friend has bought yet",
    ru: "Ни один друг ещё не купил",
    uk: "Жоден друг ще не купив",
    uz: "Hali birorta doʻst xarid qilmagan",
    he: "אף חבר עדיין לא רכש",
  },
  noneBought: {
    en: "No customer bought in this period",
    ru: "За этот период никто не покупал",
    uk: "За цей період ніхто не купував",
    uz: "Bu davrda hech kim xarid qilmadi",
    he: "אף לקוח לא רכש בתקופה הזאת",
  },
  byDay: { en: "by day", ru: "по дням", uk: "за днями", uz: "kunlar boʻyicha", he: "לפי ימים" },
  byWeek: { en: "by week", ru: "по неделям", uk: "за тижнями", uz: "haftalar boʻyicha", he: "לפי שבועות" },
  byMonth: { en: "by month", ru: "по месяцам", uk: "за місяцями", uz: "oylar boʻyicha", he: "לפי חודשים" },
  chartTitle: {
    en: "{metric}, {by}",
    ru: "{metric}, {by}",
    uk: "{metric}, {by}",
    uz: "{metric}, {by}",
    he: "{metric}, {by}",
  },
  chartSummary: {
    en: "{metric}: {total} in this period",
    ru: "{metric}: {total} за период",
    uk: "{metric}: {total} за період",
    uz: "{metric}: davr uchun {total}",
    he: "{metric}: {total} בתקופה",
  },
  yearBefore: { en: "A year before", ru: "Год назад", uk: "Рік тому", uz: "Bir yil oldin", he: "שנה קודם" },
  weekOf: {
    en: "Week of {day}",
    ru: "Неделя с {day}",
    uk: "Тиждень з {day}",
    uz: "{day} haftasi",
    he: "שבוע שמתחיל ב־{day}",
  },
  noProgram: {
    en: "There is no program yet. Begin with a recipe, and change it as you like.",
    ru: "Программы ещё нет. Начните с готового рецепта и измените его, как вам нужно.",
    uk: "Програми ще немає. Почніть із готового рецепта й змініть його, як вам потрібно.",
    uz: "Hali dastur yoʻq. Tayyor namunadan boshlang va uni xohlagancha oʻzgartiring.",
    he: "אין עדיין תוכנית. אפשר להתחיל ממתכון מוכן ולשנות אותו.",
  },
  chooseRecipe: {
    en: "Choose a recipe",
    ru: "Выбрать рецепт",
    uk: "Вибрати рецепт",
    uz: "Namunani tanlash",
    he: "בחירת מתכון",
  },
  noEvents: {
    en: "Nothing was reported yet. Add the snippet to your shop, and watch the first event arrive.",
    ru: "Событий ещё не было. Добавьте код в магазин и увидите здесь первое событие.",
    uk: "Подій ще не було. Додайте код до магазину й побачите тут першу подію.",
    uz: "Hali voqealar yoʻq. Doʻkoningizga kodni qoʻshing va birinchi voqeani shu yerda koʻring.",
    he: "עדיין לא דווח דבר. אפשר להוסיף את הקוד לחנות ולראות כאן את האירוע הראשון.",
  },
  setUp: {
    en: "Set up the shop",
    ru: "Подключить магазин",
    uk: "Підключити магазин",
    uz: "Doʻkonni ulash",
    he: "חיבור החנות",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;

/** What wants attention, each by its kind. */
export const ATTENTION_TEXTS = {
  reviews: {
    en: { by: "count", forms: { one: "{count} reward waits for review", other: "{count} rewards wait for review" } },
    ru: {
      by: "count",
      forms: {
        one: "{count} вознаграждение ждёт проверки",
        few: "{count} вознаграждения ждут проверки",
        many: "{count} вознаграждений ждут проверки",
        other: "{count} вознаграждения ждут проверки",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "{count} винагорода чекає на перевірку",
        few: "{count} винагороди чекають на перевірку",
        many: "{count} винагород чекають на перевірку",
        other: "{count} винагороди чекають на перевірку",
      },
    },
    uz: {
      by: "count",
      forms: { one: "{count} ta mukofot tekshiruvni kutmoqda", other: "{count} ta mukofot tekshiruvni kutmoqda" },
    },
    he: {
      by: "count",
      forms: {
        one: "תגמול אחד ממתין לבדיקה",
        two: "שני תגמולים ממתינים לבדיקה",
        other: "{count} תגמולים ממתינים לבדיקה",
      },
    },
  },
  budgetSpent: {
    en: "The budget of “{program}” is spent: it gives no more rewards",
    ru: "Бюджет программы «{program}» исчерпан: вознаграждения больше не выдаются",
    uk: "Бюджет програми «{program}» вичерпано: винагороди більше не надаються",
    uz: "“{program}” dasturining byudjeti tugadi: mukofotlar berilmayapti",
    he: "התקציב של ״{program}״ נוצל: לא ניתנים עוד תגמולים",
  },
  budgetEnds: {
    en: "{percent} of the budget of “{program}” is spent",
    ru: "Израсходовано {percent} бюджета программы «{program}»",
    uk: "Витрачено {percent} бюджету програми «{program}»",
    uz: "“{program}” dasturi byudjetining {percent} qismi sarflandi",
    he: "{percent} מהתקציב של ״{program}״ נוצלו",
  },
  budgetEndsIn: {
    en: {
      by: "count",
      forms: {
        one: "The budget of “{program}” lasts about {count} more day at the present pace",
        other: "The budget of “{program}” lasts about {count} more days at the present pace",
      },
    },
    ru: {
      by: "count",
      forms: {
        one: "Бюджета «{program}» хватит примерно на {count} день при нынешнем темпе",
        few: "Бюджета «{program}» хватит примерно на {count} дня при нынешнем темпе",
        many: "Бюджета «{program}» хватит примерно на {count} дней при нынешнем темпе",
        other: "Бюджета «{program}» хватит примерно на {count} дня при нынешнем темпе",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "Бюджету «{program}» вистачить приблизно на {count} день за нинішнього темпу",
        few: "Бюджету «{program}» вистачить приблизно на {count} дні за нинішнього темпу",
        many: "Бюджету «{program}» вистачить приблизно на {count} днів за нинішнього темпу",
        other: "Бюджету «{program}» вистачить приблизно на {count} дня за нинішнього темпу",
      },
    },
    uz: {
      by: "count",
      forms: {
        one: "“{program}” byudjeti hozirgi surʼatda taxminan yana {count} kunga yetadi",
        other: "“{program}” byudjeti hozirgi surʼatda taxminan yana {count} kunga yetadi",
      },
    },
    he: {
      by: "count",
      forms: {
        one: "בקצב הנוכחי התקציב של ״{program}״ יספיק לעוד יום אחד בערך",
        two: "בקצב הנוכחי התקציב של ״{program}״ יספיק לעוד יומיים בערך",
        other: "בקצב הנוכחי התקציב של ״{program}״ יספיק לעוד {count} ימים בערך",
      },
    },
  },
  neverPublished: {
    en: "“{program}” is a draft: publish it and it begins",
    ru: "«{program}» — черновик: опубликуйте программу, чтобы она началась",
    uk: "«{program}» — чернетка: опублікуйте програму, щоб вона почалася",
    uz: "“{program}” — qoralama: boshlanishi uchun uni eʼlon qiling",
    he: "״{program}״ היא טיוטה: היא תתחיל כשתפורסם",
  },
  noCodes: {
    en: "No one has a code of “{program}” yet",
    ru: "Ни у кого ещё нет кода программы «{program}»",
    uk: "Ні в кого ще немає коду програми «{program}»",
    uz: "Hali hech kimda “{program}” kodi yoʻq",
    he: "לאף אחד אין עדיין קוד של ״{program}״",
  },
  endsSoon: {
    en: { by: "count", forms: { one: "“{program}” ends in {count} day", other: "“{program}” ends in {count} days" } },
    ru: {
      by: "count",
      forms: {
        one: "«{program}» закончится через {count} день",
        few: "«{program}» закончится через {count} дня",
        many: "«{program}» закончится через {count} дней",
        other: "«{program}» закончится через {count} дня",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "«{program}» закінчиться через {count} день",
        few: "«{program}» закінчиться через {count} дні",
        many: "«{program}» закінчиться через {count} днів",
        other: "«{program}» закінчиться через {count} дня",
      },
    },
    uz: {
      by: "count",
      forms: { one: "“{program}” {count} kundan keyin tugaydi", other: "“{program}” {count} kundan keyin tugaydi" },
    },
    he: {
      by: "count",
      forms: {
        one: "״{program}״ תסתיים בעוד יום אחד",
        two: "״{program}״ תסתיים בעוד יומיים",
        other: "״{program}״ תסתיים בעוד {count} ימים",
      },
    },
  },
  applications: {
    en: {
      by: "count",
      forms: { one: "{count} person asks to join “{program}”", other: "{count} people ask to join “{program}”" },
    },
    ru: {
      by: "count",
      forms: {
        one: "{count} человек хочет участвовать в «{program}»",
        few: "{count} человека хотят участвовать в «{program}»",
        many: "{count} человек хотят участвовать в «{program}»",
        other: "{count} человека хотят участвовать в «{program}»",
      },
    },
    uk: {
      by: "count",
      forms: {
        one: "{count} людина хоче долучитися до «{program}»",
        few: "{count} людини хочуть долучитися до «{program}»",
        many: "{count} людей хочуть долучитися до «{program}»",
        other: "{count} людини хочуть долучитися до «{program}»",
      },
    },
    uz: {
      by: "count",
      forms: {
        one: "{count} kishi “{program}” dasturiga qoʻshilmoqchi",
        other: "{count} kishi “{program}” dasturiga qoʻshilmoqchi",
      },
    },
    he: {
      by: "count",
      forms: {
        one: "אדם אחד מבקש להצטרף אל ״{program}״",
        two: "שני אנשים מבקשים להצטרף אל ״{program}״",
        other: "{count} אנשים מבקשים להצטרף אל ״{program}״",
      },
    },
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
