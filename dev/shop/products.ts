import type { raw } from "hono/html";
import { html } from "hono/html";
import { DRAWINGS } from "./drawings.ts";
import type { ShopLanguage } from "./texts.ts";

export const CURRENCY = "GBP";

export interface Product {
  readonly sku: string;
  readonly category: "tea" | "books" | "table";
  readonly priceMinor: number;
  readonly name: Readonly<Record<ShopLanguage, string>>;
  readonly about: Readonly<Record<ShopLanguage, string>>;
  readonly picture: ReturnType<typeof raw>;
}

/** What the guide through the demo puts into the cart: dear enough for the demo's program to count the order. */
export const TOUR_SKU = "POT-1";

export const PRODUCTS: readonly Product[] = [
  {
    sku: "TEA-ASSAM",
    category: "tea",
    priceMinor: 950,
    name: { en: "Morning Assam", ru: "Утренний ассам", uk: "Ранковий асам", uz: "Tonggi Assam", he: "אסאם של בוקר" },
    about: {
      en: "Strong and malty, 125 g",
      ru: "Крепкий, солодовый, 125 г",
      uk: "Міцний, солодовий, 125 г",
      uz: "Toʻq va xushboʻy, 125 g",
      he: "חזק ומלא גוף, 125 גרם",
    },
    picture: DRAWINGS.assam,
  },
  {
    sku: "TEA-MINT",
    category: "tea",
    priceMinor: 850,
    name: { en: "Garden Mint", ru: "Садовая мята", uk: "Садова м’ята", uz: "Bogʻ yalpizi", he: "נענע מהגינה" },
    about: {
      en: "Fresh leaves, no caffeine, 80 g",
      ru: "Свежий лист, без кофеина, 80 г",
      uk: "Свіжий лист, без кофеїну, 80 г",
      uz: "Yangi barglar, kofeinsiz, 80 g",
      he: "עלים רעננים, ללא קפאין, 80 גרם",
    },
    picture: DRAWINGS.mint,
  },
  {
    sku: "POT-1",
    category: "table",
    priceMinor: 3400,
    name: {
      en: "Stoneware teapot",
      ru: "Глиняный чайник",
      uk: "Глиняний чайник",
      uz: "Sopol choynak",
      he: "קומקום קרמיקה",
    },
    about: {
      en: "For three cups and one long talk",
      ru: "На три чашки и долгий разговор",
      uk: "На три чашки й довгу розмову",
      uz: "Uch piyola va uzoq suhbat uchun",
      he: "לשלוש כוסות ושיחה ארוכה",
    },
    picture: DRAWINGS.pot,
  },
  {
    sku: "CUP-1",
    category: "table",
    priceMinor: 1400,
    name: {
      en: "Everyday cup",
      ru: "Чашка на каждый день",
      uk: "Чашка на щодень",
      uz: "Har kungi piyola",
      he: "ספל ליום־יום",
    },
    about: {
      en: "Hand-thrown, keeps warm",
      ru: "Ручная работа, держит тепло",
      uk: "Ручна робота, тримає тепло",
      uz: "Qoʻlda yasalgan, issiqni saqlaydi",
      he: "עבודת יד, שומר על החום",
    },
    picture: DRAWINGS.cup,
  },
  {
    sku: "BOOK-YEAR",
    category: "books",
    priceMinor: 1800,
    name: { en: "A Year of Tea", ru: "Год чая", uk: "Рік чаю", uz: "Choyning bir yili", he: "שנה של תה" },
    about: {
      en: "Twelve months, fifty recipes",
      ru: "Двенадцать месяцев, пятьдесят рецептов",
      uk: "Дванадцять місяців, п’ятдесят рецептів",
      uz: "Oʻn ikki oy, ellikta retsept",
      he: "שנים־עשר חודשים, חמישים מתכונים",
    },
    picture: DRAWINGS.year,
  },
  {
    sku: "BOOK-SLOW",
    category: "books",
    priceMinor: 1250,
    name: {
      en: "Slow Sundays",
      ru: "Неспешные воскресенья",
      uk: "Неквапні неділі",
      uz: "Shoshmas yakshanbalar",
      he: "שבתות נינוחות",
    },
    about: {
      en: "Short stories to read in one sitting",
      ru: "Рассказы на один вечер",
      uk: "Оповідання на один вечір",
      uz: "Bir oʻtirishda oʻqiladigan hikoyalar",
      he: "סיפורים קצרים לקריאה אחת",
    },
    picture: DRAWINGS.slow,
  },
  {
    sku: "HONEY-1",
    category: "table",
    priceMinor: 790,
    name: { en: "Linden honey", ru: "Липовый мёд", uk: "Липовий мед", uz: "Joʻka asali", he: "דבש טיליה" },
    about: {
      en: "From one meadow, 250 g",
      ru: "С одного луга, 250 г",
      uk: "З однієї луки, 250 г",
      uz: "Bitta yaylovdan, 250 g",
      he: "מאחו אחד, 250 גרם",
    },
    picture: DRAWINGS.honey,
  },
  {
    sku: "CANDLE-1",
    category: "table",
    priceMinor: 1650,
    name: {
      en: "Reading candle",
      ru: "Свеча для чтения",
      uk: "Свічка для читання",
      uz: "Kitobxon shami",
      he: "נר לקריאה",
    },
    about: {
      en: "Beeswax, burns for three long books",
      ru: "Пчелиный воск, хватит на три толстые книги",
      uk: "Бджолиний віск, вистачить на три товсті книжки",
      uz: "Asalari mumidan, uch qalin kitobga yetadi",
      he: "שעוות דבורים, מספיק לשלושה ספרים עבים",
    },
    picture: DRAWINGS.candle,
  },
];

export function productOf(sku: string): Product | undefined {
  return PRODUCTS.find((product) => product.sku === sku);
}

/** A picture at any size. */
export function pictureOf(product: Product) {
  return html`<span class="picture">${product.picture}</span>`;
}
