import type { Context } from "hono";
import type { Language } from "../../i18n/languages.ts";
import { DEFAULT_LANGUAGE, LANGUAGES, wantedLanguage } from "../../i18n/languages.ts";
import { broughtLanguage } from "../../i18n/lateTexts.ts";
import type { App } from "../appDeps.ts";

/**
 * The language of a page: what its address asks for, else what the browser does, else that of the advocate.
 * Agents that make previews say none, and a card among friends is read in the language of the one who sends it.
 * Its texts are there when it has come.
 */
export function pageLanguage({ deps }: App, context: Context, sharer: string | null): Promise<Language> {
  const asked = context.req.query("lang");
  return broughtLanguage(
    deps.assets,
    LANGUAGES.find((language) => language === asked) ??
      wantedLanguage(context.req.header("accept-language") ?? null) ??
      wantedLanguage(sharer) ??
      DEFAULT_LANGUAGE,
  );
}
