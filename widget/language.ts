import type { Language } from "../src/i18n/languages.ts";
import { languageOf } from "./languageOf.ts";

/** The element's own `lang`, else the page's, else the browser's. */
export function languageOfElement(element: HTMLElement): Language {
  const around = element.closest<HTMLElement>("[lang]");
  return languageOf([element.lang, around?.lang, document.documentElement.lang, ...navigator.languages]);
}
