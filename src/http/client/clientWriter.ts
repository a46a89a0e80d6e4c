import type { MessageCode, Statement, Value } from "../../domain/statement.ts";
import type { ClientTextKey } from "../../i18n/clientTexts.ts";
import { clientTexts, ownTextsOf } from "../../i18n/clientTexts.ts";
import type { Language } from "../../i18n/languages.ts";
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

/** Refusals of a code with a sentence of their own among the explanations. */
const REFUSALS: Readonly<Record<string, MessageCode>> = {
  unknown_code: "refused_unknown_code",
  code_disabled: "refused_code_disabled",
  code_expired: "refused_code_expired",
  code_used_up: "refused_code_used_up",
  not_eligible: "refused_not_eligible",
  self_referral: "refused_self_referral",
  already_referred: "refused_already_referred",
  existing_customer: "refused_existing_customer",
  blocked: "refused_blocked",
  cycle: "refused_cycle",
};

/** @param texts of the program; null where none is known */
export function clientWriter(
  language: Language,
  program: { readonly timezone: string; readonly texts: unknown },
): ClientWriter {
  const { timezone, texts } = program;
  const nameOf = (ruleId: string) => programText(texts, ruleId, language, "name") ?? ruleId;
  const writer = createWriter({ language, timezone, nameOf });
  const own = ownTextsOf(texts, language);
  const say: ClientWriter["say"] = (key, values = {}) => writer.say(own[key] ?? clientTexts[language][key], values);
  return {
    language,
    own,
    say,
    value: (value) => writer.value(value),
    write: (statement, audience) => writer.write(statement, audience),
    refusal(reason) {
      if (reason === "program_not_active") return say("standingProgramNotActive");
      if (reason === "too_late") return say("codeTooLate");
      const code = REFUSALS[reason];
      // A reason of a later day is told as one that nothing can be done about.
      if (code === undefined) return writer.write({ code: "referral_rejected", subject: null, values: {} }, "friend");
      const subject = reason === "already_referred" || reason === "existing_customer" ? ("friend" as const) : null;
      return writer.write({ code, subject, values: {} }, "friend");
    },
  };
}
