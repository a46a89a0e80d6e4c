import type { Context } from "hono";
import { foldCode, mayBeCode } from "../../domain/codes.ts";
import type { Language } from "../../i18n/languages.ts";
import { writtenCode } from "./mangledLinks.ts";

/** The parts of links that people follow: whatever they hold, there is a page or a redirect for it. */

const SLUG = /^[a-z0-9][a-z0-9-]{0,62}$/;
const CLICK = /^[\w.-]{1,340}$/;
/** Nothing has this code: it stands for all that can't be one. */
export const NO_CODE = "";

/** A code as it is stored, without what a message has put around it; or one that nothing has. */
export function codeIn(text: string | undefined): string {
  const folded = foldCode(writtenCode(text ?? ""));
  return mayBeCode(folded) ? folded : NO_CODE;
}

export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

/** The click that a redirect added to the address; null for what can't be one. */
export function clickIn(context: Context): string | null {
  const click = context.req.query("click");
  return click !== undefined && CLICK.test(click) ? click : null;
}

/** The address of the same page in another language: relative, with everything else that it was asked with. */
export function inLanguage(context: Context, language: Language): string {
  const query = new URLSearchParams(context.req.query());
  query.set("lang", language);
  return `?${query.toString()}`;
}
