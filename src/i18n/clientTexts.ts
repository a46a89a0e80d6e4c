import type { ToldEndReason } from "../domain/endReasons.ts";
import type { Text } from "./catalogue.ts";
import type { ClientSentences } from "./client/clientSentences.ts";
import { CLIENT_SENTENCES } from "./client/clientSentences.ts";
import { OWN_CLIENT_TEXTS } from "./client/ownClientTexts.ts";
import type { EndTextKey } from "./endTextKey.ts";
import { endTextKey } from "./endTextKey.ts";
import type { Language } from "./languages.ts";
import { END_PANEL_TEXTS } from "./lists/endReasons.ts";
import { widgetTexts } from "./widgetTexts.ts";

/** The sentences for customers that depend on values, with the values that each may use. */
export const CLIENT_TEXTS = { ...CLIENT_SENTENCES, ...listed(() => []) } as const;

export type ClientTextKey = keyof typeof CLIENT_TEXTS;
export type ClientTexts = Readonly<Record<ClientTextKey, Text<never>>>;

/** By the texts that each is made of: those of a language that comes late are others once it is there. */
const made = new WeakMap<ClientSentences<never>, ClientTexts>();

/** All that customers are told in a language; what has not come yet is English. */
export function clientTextsOf(language: Language): ClientTexts {
  const own: ClientSentences<never> = OWN_CLIENT_TEXTS[language];
  const known = made.get(own);
  if (known !== undefined) return known;
  const texts = withLists(language, own);
  made.set(own, texts);
  return texts;
}

function withLists(language: Language, own: ClientSentences<never>): ClientTexts {
  return { ...own, ...listed((reason) => END_PANEL_TEXTS[reason][language]) };
}

/** What there is of each reason for an end that has a sentence, under the key of its sentence. */
function listed<T>(of: (reason: ToldEndReason) => T) {
  const reasons = Object.keys(END_PANEL_TEXTS) as ToldEndReason[];
  return Object.fromEntries(reasons.map((reason) => [endTextKey(reason), of(reason)])) as {
    readonly [R in ToldEndReason as EndTextKey<R>]: T;
  };
}

/** What is told where no program is at hand whose words could be asked for, and coupons alike wherever they are shown. */
const ALWAYS_OURS = /^(problem|coupon|codeTooLate$|redeemed$|choiceMade$)/;

/** Whatever a tenant may say in other words: the fixed texts of the elements, and sentences that a panel shows. */
export function isReplaceable(key: string): boolean {
  return Object.hasOwn(widgetTexts.en, key) || (Object.hasOwn(CLIENT_TEXTS, key) && !ALWAYS_OURS.test(key));
}

/** What a program says in a tenant's own words, by language and key: the entry of its texts under this name. */
export const OWN_TEXTS = "$widget";

/** A program's own words in one language; keys that are not known are as if they were not there. */
export function ownTextsOf(texts: unknown, language: Language): Readonly<Record<string, string>> {
  const all: unknown = typeof texts === "object" && texts !== null ? Reflect.get(texts, OWN_TEXTS) : null;
  const own: unknown = typeof all === "object" && all !== null ? Reflect.get(all, language) : null;
  if (typeof own !== "object" || own === null) return {};
  return Object.fromEntries(
    Object.entries(own).filter((entry): entry is [string, string] => {
      return typeof entry[1] === "string" && isReplaceable(entry[0]);
    }),
  );
}
