import { html, raw } from "hono/html";
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

/** Pictures are drawn with attributes alone: inline styles are nothing that the page's policy allows. */
const picture = (ground: string, drawing: string) =>
  raw(
    `<svg viewBox="0 0 200 150" aria-hidden="true"><rect width="200" height="150" fill="${ground}"/>${drawing}</svg>`,
  );

const shadow = '<ellipse cx="100" cy="128" rx="62" ry="7" fill="#000" opacity=".12"/>';

const tin = (ground: string, body: string, label: string) =>
  picture(
    ground,
    `${shadow}<rect x="66" y="42" width="68" height="84" rx="6" fill="${body}"/><rect x="63" y="30" width="74" height="18" rx="6" fill="${body}"/><path d="M63 46h74" stroke="#000" opacity=".2" stroke-width="2"/><rect x="74" y="62" width="52" height="44" rx="4" fill="${label}"/><path d="M100 98c-14-10-14-24 0-30 14 6 14 20 0 30Zm0 0V74" fill="none" stroke="${body}" stroke-width="3" stroke-linecap="round"/>`,
  );

const book = (ground: string, cover: string, band: string) =>
  picture(
    ground,
    `${shadow}<path d="M64 34c0-5 4-9 9-9h66v92H73c-5 0-9 4-9 9z" fill="${cover}"/><path d="M73 117h66v9H73c-12 0-12-9 0-9Z" fill="#fff"/><path d="M73 126h66" stroke="${cover}" stroke-width="3"/><rect x="82" y="44" width="44" height="26" rx="2" fill="${band}"/><path d="M88 53h32M88 61h22" stroke="${cover}" stroke-width="3" stroke-linecap="round"/>`,
  );

const pot = picture(
  "#e6ddcf",
  `${shadow}<path d="M58 78c-22-2-24 34 6 32" fill="none" stroke="#2f5d62" stroke-width="8"/><path d="M142 88c14-2 14-22 26-24l4 8c-8 4-8 24-28 30z" fill="#2f5d62"/><path d="M56 84c0-20 20-32 44-32s46 12 46 32c0 26-18 42-45 42S56 110 56 84Z" fill="#3f7a80"/><path d="M74 56c4-12 50-12 54 0z" fill="#2f5d62"/><circle cx="101" cy="42" r="6" fill="#2f5d62"/><path d="M70 82c2-10 10-16 20-18" stroke="#fff" opacity=".5" stroke-width="4" fill="none" stroke-linecap="round"/>`,
);

const cup = picture(
  "#e3e6dc",
  `${shadow}<path d="M132 70c22-4 24 30-6 30" fill="none" stroke="#c96f4a" stroke-width="8"/><path d="M60 62h74c0 40-12 60-37 60S60 102 60 62Z" fill="#d9825c"/><ellipse cx="97" cy="62" rx="37" ry="9" fill="#7a4a2b"/><path d="M86 46c-6-8 6-12 0-22M106 46c-6-8 6-12 0-22" stroke="#8a8f82" stroke-width="4" fill="none" stroke-linecap="round"/>`,
);

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
    picture: tin("#f1e2cf", "#a2421f", "#fbeedd"),
  },
  {
    sku: "TEA-MINT",
    category: "tea",
    priceMinor: 850,
    name: { en: "Garden Mint", ru: "Садовая мята", uk: "Садова мʼята", uz: "Bogʻ yalpizi", he: "נענע מהגינה" },
    about: {
      en: "Fresh leaves, no caffeine, 80 g",
      ru: "Свежий лист, без кофеина, 80 г",
      uk: "Свіжий лист, без кофеїну, 80 г",
      uz: "Yangi barglar, kofeinsiz, 80 g",
      he: "עלים רעננים, ללא קפאין, 80 גרם",
    },
    picture: tin("#dfe9dc", "#3c6e47", "#f0f7ea"),
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
    picture: pot,
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
    picture: cup,
  },
  {
    sku: "BOOK-YEAR",
    category: "books",
    priceMinor: 1800,
    name: { en: "A Year of Tea", ru: "Год чая", uk: "Рік чаю", uz: "Choyning bir yili", he: "שנה של תה" },
    about: {
      en: "Twelve months, fifty recipes",
      ru: "Двенадцать месяцев, пятьдесят рецептов",
      uk: "Дванадцять місяців, пʼятдесят рецептів",
      uz: "Oʻn ikki oy, ellikta retsept",
      he: "שנים־עשר חודשים, חמישים מתכונים",
    },
    picture: book("#e4e0ea", "#54427a", "#f4eefc"),
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
    picture: book("#dbe6ea", "#24556b", "#eaf6fb"),
  },
];

export function productOf(sku: string): Product | undefined {
  return PRODUCTS.find((product) => product.sku === sku);
}

/** A picture at any size. */
export function pictureOf(product: Product) {
  return html`<span class="picture">${product.picture}</span>`;
}
