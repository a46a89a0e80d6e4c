import { publicReasonAgainst } from "../../contract/code.ts";
import type { CodeView } from "../../db/rows/code.ts";
import { parseStored } from "../../db/rows/program.ts";
import { NOT_NEW } from "../../domain/attribution.ts";
import { foldEmail, isSameEmail } from "../../domain/emails.ts";
import type { ReportedParticipant } from "../../engine/events/report.ts";
import type { Language } from "../../i18n/languages.ts";
import { directionOf } from "../../i18n/languages.ts";
import { offerText } from "../../i18n/offerText.ts";
import { clientWriter } from "./clientWriter.ts";

/**
 * The JSON of a code for a browser.
 *
 * @param visitor the participant who would use it; null where none has signed in
 */
export function presentClientCode(view: CodeView, visitor: ReportedParticipant | null, language: Language, now: Date) {
  const { code, program, rules, currency, texts, timezone } = view;
  const writer = clientWriter(language, { timezone, texts });
  const reason = publicReasonAgainst(view, now) ?? (visitor === null ? null : reasonAgainstVisitor(view, visitor));
  const offer =
    rules === null ? null : offerText({ rules: parseStored(rules, currency), currency, texts }, language, "friend");
  return {
    code,
    program,
    redeemable: reason === null,
    reason,
    message: reason === null ? (offer?.friend[0] ?? writer.say("codeAccepted")) : writer.refusal(reason),
    offer: offer === null ? null : { headline: offer.headline, friend: offer.friend },
    language,
    direction: directionOf(language),
  };
}

/** What is known already of this person and this code; the rest is found out when it is redeemed. */
function reasonAgainstVisitor({ owner, visitor }: CodeView, { externalId, ...said }: ReportedParticipant) {
  const email = said.email ?? null;
  const given = { emailFolded: email === null ? null : foldEmail(email), phone: said.phone ?? null };
  const { emailFolded, phone } = visitor ?? given;
  const isOnePerson =
    owner.externalId === (visitor?.externalId ?? externalId) ||
    isSameEmail(emailFolded, owner.emailFolded) ||
    (phone !== null && phone === owner.phone);
  return isOnePerson || visitor?.isReferred === true ? NOT_NEW : null;
}
