import type { CodeFault } from "../../domain/chosenCodes.ts";
import { CODE_FAULTS } from "../../domain/chosenCodes.ts";
import type { NeutralCode } from "../../domain/statement.ts";
import { catalogueOf } from "../../i18n/catalogues.ts";
import type { ClientTextKey } from "../../i18n/clientTexts.ts";
import { clientTextsOf } from "../../i18n/clientTexts.ts";
import type { Language } from "../../i18n/languages.ts";
import type { Ineligibility } from "../../usecases/people/openPanel.ts";
import type { ProblemCode, ProblemError } from "../replies/problem.ts";

/**
 * Why a participant may not be an advocate: the reason that the API gives, and the sentence that says so. Programs may
 * replace these sentences by their keys, so the keys keep the word that the API has for it.
 */
export const INELIGIBILITIES = {
  needs_application: ["application_required", "standingApplicationRequired"],
  application_pending: ["application_pending", "standingApplicationPending"],
  application_refused: ["application_refused", "standingApplicationRefused"],
  segment: ["not_in_segment", "standingNotInSegment"],
  sample: ["not_sampled", "standingNotSampled"],
  program_not_active: ["program_not_active", "standingProgramNotActive"],
  blocked: ["blocked", "standingBlocked"],
  code_disabled: ["code_disabled", "standingCodeDisabled"],
  code_expired: ["code_expired", "standingCodeOver"],
  code_used_up: ["code_used_up", "standingCodeOver"],
} as const satisfies Readonly<Record<Ineligibility, readonly [reason: string, text: ClientTextKey]>>;

const TEXTS: Partial<Readonly<Record<ProblemCode, ClientTextKey>>> = {
  unauthorized: "problemSignIn",
  rate_limited: "problemTooMany",
  limiter_unavailable: "problemTryAgain",
  busy: "problemTryAgain",
  database_unavailable: "problemTryAgain",
  outcome_unknown: "problemTryAgain",
  invalid_json: "problemInvalid",
  invalid_request: "problemInvalid",
  unprocessable: "problemInvalid",
  program_required: "problemUnknownProgram",
  program_not_found: "problemUnknownProgram",
  code_taken: "problemCodeTaken",
  code_unfit: "problemCodeUnfit",
  too_many_codes: "problemTooManyCodes",
  participant_blocked: "standingBlocked",
  choice_over: "problemChoiceOver",
  choice_taken: "problemChoiceOver",
  no_choice: "problemChoiceOver",
  option_gone: "problemChoiceOver",
  reward_state: "problemChoiceOver",
  event_conflict: "problemEnteredBefore",
};

const STATEMENTS: Partial<Readonly<Record<ProblemCode, NeutralCode>>> = { unknown_code: "refused_unknown_code" };

/** What is wrong with a code that a customer chose. */
const CODE_TEXTS: Readonly<Record<CodeFault, ClientTextKey>> = {
  characters: "problemCodeCharacters",
  length: "problemCodeLength",
  scripts: "problemCodeScripts",
};

/** By what the developer of the page is told of it, which no other value is told. */
const CODE_TEXT_OF: ReadonlyMap<string, ClientTextKey> = new Map(
  (Object.keys(CODE_TEXTS) as CodeFault[]).map((fault) => [CODE_FAULTS[fault], CODE_TEXTS[fault]]),
);

/** What a customer is told of a problem. The rest of it is for the developer of the page. */
export function customerMessage({ code, reason, errors }: ProblemError, language: Language): string {
  const statement = STATEMENTS[code];
  if (statement !== undefined) return plain(catalogueOf(language).neutral[statement]);
  const ineligible = Object.entries(INELIGIBILITIES).find(([name]) => code === "not_eligible" && name === reason)?.[1];
  const ofCode = errors.map(({ message }) => CODE_TEXT_OF.get(message)).find((text) => text !== undefined);
  return plain(clientTextsOf(language)[ineligible?.[1] ?? ofCode ?? TEXTS[code] ?? "problemOther"]);
}

/** None of these depends on a value. */
function plain(text: unknown): string {
  return typeof text === "string" ? text : "";
}
