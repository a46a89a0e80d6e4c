import type { AnyCatalogue, Catalogue } from "./catalogue.ts";
import { en } from "./en.ts";
import { he } from "./he.ts";
import type { Language } from "./languages.ts";
import { END_TEXTS } from "./lists/endReasons.ts";
import { FRIEND_REFUSAL_TEXTS, REFUSAL_TEXTS } from "./lists/refusals.ts";
import { SKIP_HIDDEN_TEXTS, SKIP_TEXTS } from "./lists/skipReasons.ts";
import { ru } from "./ru.ts";
import { uk } from "./uk.ts";
import { uz } from "./uz.ts";

/** Everything that each language has to say. */
export const CATALOGUES: Readonly<Record<Language, AnyCatalogue>> = {
  en: withLists("en", en),
  ru: withLists("ru", ru),
  uk: withLists("uk", uk),
  uz: withLists("uz", uz),
  he: withLists("he", he),
};

function withLists(language: Language, own: Catalogue<never>): AnyCatalogue {
  return {
    ...own,
    neutral: {
      ...own.neutral,
      ...listed("refused", REFUSAL_TEXTS, language),
      ...listed("skipped", SKIP_TEXTS, language),
      ...listed("state_voided", END_TEXTS, language),
    },
    hidden: { ...own.hidden, ...listed("skipped", SKIP_HIDDEN_TEXTS, language) },
    aboutFriend: { ...own.aboutFriend, ...listed("refused", FRIEND_REFUSAL_TEXTS, language) },
  };
}

/** The texts of a list in one language, under the codes of its messages. */
function listed<P extends string, Name extends string, In extends Readonly<Record<Language, unknown>>>(
  prefix: P,
  texts: Readonly<Record<Name, In>>,
  language: Language,
) {
  const entries = Object.entries<In>(texts);
  return Object.fromEntries(entries.map(([name, text]) => [`${prefix}_${name}`, text[language]])) as {
    readonly [N in Name as `${P}_${N}`]: In[Language];
  };
}
