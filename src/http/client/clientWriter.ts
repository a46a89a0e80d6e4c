import type { REFUSALS, RefusalReason } from "../../domain/attribution.ts";
import { isRefusalReason, NOT_NEW, reasonOutside } from "../../domain/attribution.ts";
import type { Statement, Value } from "../../domain/statement.ts";
import type { ClientTextKey } from "../../i18n/clientTexts.ts";
import { clientTextsOf, ownTextsOf } from "../../i18n/clientTexts.ts";
import type { Language } from "../../i18n/languages.ts";
import { programNames } from "../../i18n/programNames.ts";
import { programText } from "../../i18n/programTexts.ts";
import { createWriter } from "../../i18n/writer.ts";

/** Writes what customers read, in one language and in the tenant's own words where there are any. */
export interface ClientWriter {
  readonly language: Language;
  /** The tenant's own words by key: of the elements' fixed texts too. */
  readonly own: Readonly<Record<string, string>>;
  say(key: ClientTextKey, values?: Readonly<Record<string, Value>>): string;
  value(value: Value): string;
  write(statement: Statement, audience: "advocate" | "friend"): string;
  /** A refusal, told to the friend whom it is about. */
  refusal(reason: string): string;
}

/** Refusals that customers hear in other words than an explanation's: those that depend on values are among them. */
const IN_OTHER_WORDS = {
  program_not_active: "standingProgramNotActive",
  too_late: "codeTooLate",
} as const satisfies Partial<Record<RefusalReason, ClientTextKey>> & Record<ValuedRefusal, ClientTextKey>;

type ValuedRefusal = {
  [R in RefusalReason]: (typeof REFUSALS)[R]["values"] extends readonly [] ? never : R;
}[RefusalReason];

function isInOtherWords(reason: RefusalReason): reason is keyof typeof IN_OTHER_WORDS {
  return Object.hasOwn(IN_OTHER_WORDS, reason);
}

/**
 * @param texts of the program; null where none is known
 * @param locale of the language, in whose form dates are written
 */
export function clientWriter(
  language: Language,
  program: { readonly timezone: string; readonly texts: unknown },
  locale: string = language,
): ClientWriter {
  const { timezone, texts } = program;
  const nameOf = (ruleId: string) => programText(texts, ruleId, language, "name") ?? ruleId;
  const writer = createWriter({ language, locale, timezone, nameOf, names: programNames(texts, language) });
  const own = ownTextsOf(texts, language);
  const say: ClientWriter["say"] = (key, values = {}) => writer.say(own[key] ?? clientTextsOf(language)[key], values);
  return {
    language,
    own,
    say,
    value: (value) => writer.value(value),
    write: (statement, audience) => writer.write(statement, audience),
    refusal(reason) {
      if (reasonOutside(reason) === NOT_NEW)
        return writer.write({ code: "refused_not_new", subject: null, values: {} }, "friend");
      // A reason of a later version is told as one that nothing can be done about.
      if (!isRefusalReason(reason)) {
        return writer.write({ code: "referral_rejected", subject: null, values: {} }, "friend");
      }
      if (isInOtherWords(reason)) return say(IN_OTHER_WORDS[reason]);
      return writer.write({ code: `refused_${reason}`, subject: null, values: {} }, "friend");
    },
  };
}
