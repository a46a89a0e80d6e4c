import type { Language } from "./languages.ts";

/** The first letter as a sentence begins; marks of direction before it stay. */
export function capitalised(text: string, language: Language): string {
  return text.replace(/^(\p{Cf}*)(\p{Ll})/u, (_, marks: string, letter: string) => {
    return marks + letter.toLocaleUpperCase(language);
  });
}

/** The first letter as it is inside a sentence; an abbreviation stays as it is. */
export function uncapitalised(text: string, language: Language): string {
  return text.replace(/^(\p{Lu})(?!\p{Lu})/u, (letter) => letter.toLocaleLowerCase(language));
}
