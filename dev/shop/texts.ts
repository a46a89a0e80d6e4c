import { minorDigits } from "../../src/domain/currencies.ts";
import { currencyFormat } from "../../src/i18n/formats.ts";
import type { ShopTexts } from "./texts/en.ts";
import { en } from "./texts/en.ts";
import { he } from "./texts/he.ts";
import { ru } from "./texts/ru.ts";
import { uk } from "./texts/uk.ts";
import { uz } from "./texts/uz.ts";

export const SHOP_LANGUAGES = ["en", "ru", "uk", "uz", "he"] as const;
export type ShopLanguage = (typeof SHOP_LANGUAGES)[number];

export const TEXTS: Readonly<Record<ShopLanguage, ShopTexts>> = { en, ru, uk, uz, he };

export const LANGUAGE_NAMES: Readonly<Record<ShopLanguage, string>> = {
  en: "English",
  ru: "Русский",
  uk: "Українська",
  uz: "Oʻzbekcha",
  he: "עברית",
};

export function isShopLanguage(text: string | undefined): text is ShopLanguage {
  return SHOP_LANGUAGES.some((language) => language === text);
}

/** The first language of a browser that the shop speaks. */
export function languageFrom(header: string | undefined): ShopLanguage {
  const tags = (header ?? "").slice(0, 500).split(",");
  return tags.map((tag) => tag.trim().slice(0, 2).toLowerCase()).find(isShopLanguage) ?? "en";
}

const amounts = new Map<string, Intl.NumberFormat>();

export function money(amountMinor: number, currency: string, language: ShopLanguage): string {
  const key = `${language} ${currency}`;
  const format = amounts.get(key) ?? currencyFormat(language, currency);
  amounts.set(key, format);
  return format.format(amountMinor / 10 ** minorDigits(currency));
}
