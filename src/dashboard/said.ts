import type { Said } from "../i18n/dashboard/said.ts";
import { SAID_TEXTS } from "../i18n/dashboard/said.ts";
import type { Language } from "../i18n/languages.ts";
import type { Frame } from "./page.ts";

/** The codes of all that a page may say of the step that led to it. */
export const SAID = Object.keys(SAID_TEXTS) as [Said, ...Said[]];

/** What a page says of the step that led to it; null where none did. */
export function saidOf(code: Said | undefined, language: Language): NonNullable<Frame["said"]> | null {
  if (code === undefined) return null;
  const { text, tone } = SAID_TEXTS[code];
  return { text: text[language], tone };
}

/** The address of a page that says so. */
export function withSaid(to: string, code: Said): string {
  const [path = "", fragment] = to.split("#");
  const address = `${path}${path.includes("?") ? "&" : "?"}said=${code}`;
  return fragment === undefined ? address : `${address}#${fragment}`;
}
