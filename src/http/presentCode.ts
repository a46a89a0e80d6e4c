import type { CodeView } from "../db/queries/codes.ts";
import type { CodeReason, PublicReason } from "../domain/attribution.ts";
import { isActive } from "../domain/attribution.ts";
import { codeRefusalOf } from "../domain/codeStanding.ts";
import { eligibilityFrom, ineligibleFor } from "../domain/eligibility.ts";

/** The parts of a published rules document that an offer shows. */
interface PublishedRules {
  readonly rewards: readonly {
    readonly id: string;
    readonly recipient: unknown;
    readonly on: { readonly event: string };
    readonly grant: unknown;
  }[];
}

/** The JSON of a code: whether a friend may use it now, and what the latest version offers them. */
export function presentCode(view: CodeView, now: Date) {
  const { code, program } = view;
  const reason = reasonAgainst(view, now);
  return { code, program, redeemable: reason === null, reason, offer: offerOf(view) };
}

/** The first that holds, in the order in which an attribution would be refused. */
export function reasonAgainst(view: CodeView, date: Date): CodeReason | null {
  const now = date.getTime();
  const { disabled, maxUses, uses, status, owner, eligibility } = view;
  const refusal = codeRefusalOf({ disabled, maxUses, uses, expiresAt: at(view.expiresAt) }, now);
  if (refusal !== null) return refusal;
  if (!isActive({ status, startsAt: at(view.startsAt), endsAt: at(view.endsAt) }, now)) return "program_not_active";
  if (ineligibleFor(eligibilityFrom(eligibility), owner, view.program) !== null) return "not_eligible";
  return owner.blocked ? "blocked" : null;
}

/** The first that holds, as strangers are told it. */
export function publicReasonAgainst(view: CodeView, date: Date): PublicReason | null {
  const reason = reasonAgainst(view, date);
  return reason === "blocked" ? "not_eligible" : reason;
}

function offerOf({ rules, texts, currency }: CodeView) {
  if (rules === null) return null;
  const { rewards } = rules as PublishedRules;
  const forFriends = rewards.filter(({ recipient }) => recipient === "friend");
  return {
    currency,
    rewards: forFriends.map(({ id, on, grant }) => ({ ruleId: id, on: on.event, grant, texts: texts[id] ?? {} })),
  };
}

function at(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}
