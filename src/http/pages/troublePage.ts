import { html } from "hono/html";
import type { Language } from "../../i18n/languages.ts";
import { pageTexts } from "../../i18n/pageTexts.ts";
import { widgetTexts } from "../../i18n/widgetTexts.ts";
import type { Markup } from "./layout.ts";
import { layout } from "./layout.ts";

/** What people see where a page can't be made at the moment: whose it would be can't be read either. */
export function troublePage(message: string, language: Language, languageUrl: (language: Language) => string): Markup {
  return layout({
    language,
    title: message,
    shop: "",
    // An empty address is the one that was asked for, with all that the link carries.
    main: html`<article class="card"><h1>${message}</h1><a class="button" href="">${widgetTexts[language].retry}</a></article>`,
    languageUrl,
  });
}

/** What people see whose link leads nowhere: no shop is known that the page could be in the colours of. */
export function nothingPage(language: Language, languageUrl: (language: Language) => string): Markup {
  const { unknownTitle, unknownText } = pageTexts[language];
  return layout({
    language,
    title: unknownTitle,
    shop: "",
    main: html`<article class="card"><h1>${unknownTitle}</h1><p>${unknownText}</p></article>`,
    languageUrl,
  });
}
