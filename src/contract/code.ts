import * as z from "zod";
import type { CodeRecord, CodeView } from "../db/rows/code.ts";
import type { CodeReason, PublicReason } from "../domain/attribution.ts";
import { CODE_REASONS, isActive } from "../domain/attribution.ts";
import { codeRefusalOf } from "../domain/codeTerms.ts";
import { eligibilityFrom, ineligibleFor } from "../domain/eligibility.ts";
import { shareUrl } from "./shareUrl.ts";
import type { Shown } from "./shown.ts";

export const issuedCode = z
  .strictObject({
    code: z.string(),
    vanity: z.string().nullable(),
    shareUrl: z.url(),
    program: z.string(),
    participant: z.string(),
  })
  .meta({ id: "IssuedCode" });

export const codeRecord = z
  .strictObject({
    code: z.string(),
    vanity: z.string().nullable(),
    program: z.string(),
    participant: z.string(),
    disabled: z.boolean(),
    expiresAt: z.iso.datetime().nullable(),
    maxUses: z.int().nullable(),
    uses: z.int(),
  })
  .meta({ id: "CodeRecord" });

const offer = z.strictObject({
  currency: z.string(),
  rewards: z.array(
    z.strictObject({
      ruleId: z.string(),
      on: z.string(),
      grant: z.record(z.string(), z.unknown()),
      texts: z.record(z.string(), z.unknown()),
    }),
  ),
});

export const codeReply = z
  .strictObject({
    code: z.string(),
    program: z.string(),
    redeemable: z.boolean(),
    reason: z.enum(CODE_REASONS).nullable(),
    offer: offer.nullable(),
  })
  .meta({ id: "Code" });

/** The parts of a published rules document that an offer shows. */
interface PublishedRules {
  readonly rewards: readonly {
    readonly id: string;
    readonly recipient: unknown;
    readonly on: { readonly event: string };
    readonly grant: Readonly<Record<string, unknown>>;
  }[];
}

/** A code that was issued, and to whom. */
export interface IssuedCode {
  readonly code: string;
  /** As its owner wrote it. */
  readonly vanity: string | null;
  /** The keys of its program and its owner. */
  readonly program: string;
  readonly participant: string;
}

/**
 * The JSON of an issued code.
 *
 * @param baseUrl what share links start with
 * @param slug of the tenant
 */
export function presentIssuedCode(
  { code, vanity, program, participant }: IssuedCode,
  baseUrl: string,
  slug: string,
): Shown<typeof issuedCode> {
  return { code, vanity, shareUrl: shareUrl(baseUrl, slug, vanity ?? code), program, participant };
}

/** The JSON of what a person has set on a code. */
export function presentCodeRecord(record: CodeRecord): Shown<typeof codeRecord> {
  const { code, program, participant, disabled, maxUses, uses, vanity } = record;
  const expiresAt = record.expiresAt === null ? null : new Date(record.expiresAt).toISOString();
  return { code, program, participant, disabled, expiresAt, maxUses, uses, vanity };
}

/** The JSON of a code: whether a friend may use it now, and what the latest version offers them. */
export function presentCode(view: CodeView, now: Date): Shown<typeof codeReply> {
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

function offerOf({ rules, texts, currency }: CodeView): Shown<typeof offer> | null {
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
