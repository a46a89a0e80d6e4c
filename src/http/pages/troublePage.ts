import { html } from "hono/html";
import type { Language } from "../../i18n/languages.ts";
import type { Markup } from "./layout.ts";
import { layout } from "./layout.ts";

/** What people see where a page can't be made at the moment: whose it would be can't be read either. */
export function troublePage(message: string, language: Language, languageUrl: (language: Language) => string): Markup {
  return layout({
    language,
    title: message,
    shop: "",
    main: html`<article class="card"><h1>${message}</h1></article>`,
    languageUrl,
  });
}
