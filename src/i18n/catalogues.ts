import type { AnyCatalogue, Catalogue } from "./catalogue.ts";
import type { Language } from "./languages.ts";
import { END_TEXTS } from "./lists/endReasons.ts";
import { REFUSAL_TEXTS } from "./lists/refusals.ts";
import { SKIP_HIDDEN_TEXTS, SKIP_TEXTS } from "./lists/skipReasons.ts";
import { OWN_CATALOGUES } from "./ownCatalogues.ts";

/** By the texts that each is made of: those of a language that comes late are others once it is there. */
const made = new WeakMap<Catalogue<never>, AnyCatalogue>();

/** Everything that a language has to say; what has not come yet is English. */
export function catalogueOf(language: Language): AnyCatalogue {
  const own: Catalogue<never> = OWN_CATALOGUES[language];
  const known = made.get(own);
  if (known !== undefined) return known;
  const catalogue = withLists(language, own);
  made.set(own, catalogue);
  return catalogue;
}

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
