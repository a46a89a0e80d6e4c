import type { Rules } from "../domain/rules.ts";
import { MAX_DAYS } from "../domain/rulesSchema.ts";
import { fillText } from "./fillText.ts";
import { formatsOf } from "./formats.ts";
import { isolate } from "./isolate.ts";
import type { Language } from "./languages.ts";
import { directionOf } from "./languages.ts";
import { pageTexts } from "./pageTexts.ts";

/** The program whose conditions are told. */
export interface Termed {
  readonly rules: Rules;
  readonly timezone: string;
  /** RFC 3339. */
  readonly endsAt: string | null;
}

/** What a friend should know before they count on an offer: who it is for, and until when. */
export function offerTerms({ rules, timezone, endsAt }: Termed, language: Language): string[] {
  const texts = pageTexts[language];
  const formats = formatsOf(language);
  const { newCustomersOnly, lateEntryDays, windowDays } = rules.attribution;
  const terms = newCustomersOnly ? [texts.termNew] : [];
  const days = formats.number(lateEntryDays);
  // The longest time there is stands for no end, which is nothing to know.
  if (lateEntryDays === 0) terms.push(texts.termAtOnce);
  else if (lateEntryDays < MAX_DAYS) {
    terms.push(fillText(formats, texts.termLate, { count: days }, lateEntryDays));
  }
  if (windowDays > 0 && windowDays < MAX_DAYS) {
    terms.push(fillText(formats, texts.termWindow, { count: formats.number(windowDays) }, windowDays));
  }
  if (endsAt !== null) {
    const written = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: timezone }).format(
      Date.parse(endsAt) - 1,
    );
    const day = isolate(written, "words", directionOf(language));
    terms.push(fillText(formats, texts.termUntil, { day }));
  }
  return terms;
}
