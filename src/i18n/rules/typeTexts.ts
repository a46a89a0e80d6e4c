import type { TYPES } from "../../domain/phrases.ts";
import type { InEveryLanguage } from "../everyLanguage.ts";

/** What a value of a rules document has to be, for its author. */
export const TYPE_TEXTS: Readonly<Record<keyof typeof TYPES, InEveryLanguage>> = {
  a_string: { en: "a string", ru: "строка", uk: "рядок", uz: "matn", he: "מחרוזת" },
  a_number: { en: "a number", ru: "число", uk: "число", uz: "son", he: "מספר" },
  a_whole_number: { en: "a whole number", ru: "целое число", uk: "ціле число", uz: "butun son", he: "מספר שלם" },
  a_boolean: {
    en: "true or false",
    ru: "true или false",
    uk: "true або false",
    uz: "true yoki false",
    he: "true או false",
  },
  an_object: { en: "an object", ru: "объект", uk: "об’єкт", uz: "obyekt", he: "אובייקט" },
  a_list: { en: "a list", ru: "список", uk: "список", uz: "roʻyxat", he: "רשימה" },
  one_value: { en: "one value", ru: "одно значение", uk: "одне значення", uz: "bitta qiymat", he: "ערך אחד" },
  list_of_strings: {
    en: "a list of strings",
    ru: "список строк",
    uk: "список рядків",
    uz: "matnlar roʻyxati",
    he: "רשימת מחרוזות",
  },
  two_numbers: {
    en: "a list of two numbers, the smaller first",
    ru: "список из двух чисел, сначала меньшее",
    uk: "список із двох чисел, спершу менше",
    uz: "ikkita sondan iborat roʻyxat, avval kichigi",
    he: "רשימה של שני מספרים, הקטן קודם",
  },
  a_time: {
    en: "an RFC 3339 time with its offset, or a date",
    ru: "время по RFC 3339 со смещением или дата",
    uk: "час за RFC 3339 зі зміщенням або дата",
    uz: "RFC 3339 boʻyicha siljishi koʻrsatilgan vaqt yoki sana",
    he: "זמן לפי RFC 3339 עם היסט, או תאריך",
  },
};
