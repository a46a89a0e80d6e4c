/** Who may be an advocate of a program. Always asked with the rules of its latest version. */

export const APPROVALS = ["open", "application"] as const;

export interface Eligibility {
  /** "application": only participants whom a person has approved. */
  readonly approval: (typeof APPROVALS)[number];
  /** Participants of any of these; null: of any or none. */
  readonly segments: readonly string[] | null;
  /** How many of 10,000 participants, chosen by `isInSample`; null: all. */
  readonly sampleBps: number | null;
}

export const SALES_MEASURES = ["conversions", "revenue"] as const;

/**
 * What an approved advocate has to bring to stay one. An approval holds for `withinDays`; then it is given again if
 * their friends have bought enough since, else taken back until a person thinks better of it.
 */
export interface Minimum {
  readonly by: (typeof SALES_MEASURES)[number];
  /** Conversions, or minor units of what friends' qualifying purchases come to after refunds. */
  readonly atLeast: number;
  readonly withinDays: number;
}

/** The reason of a refusal by the review: the minimum was not met. */
export const LAPSED = "minimum_not_met";

/** Whether an advocate lost their approval to a review, and not to a person's word: they may apply again at once. */
export function isLapsed({ status, reason, decidedBy }: DecidedApplication): boolean {
  return status === "refused" && reason === LAPSED && decidedBy?.type === "job";
}

/** An application, as far as it says who has decided about it. */
export interface DecidedApplication {
  readonly status: ApplicationStatus;
  readonly reason: string | null;
  readonly decidedBy: { readonly type: string } | null;
}

/** So many friends must have bought, so that what they paid together tells of none of them what they paid. */
const FEWEST_TOLD = 3;

/** What an advocate is told of a review that they lapsed by: what was asked, and what they brought. */
export interface Lapse {
  readonly minimum: Minimum;
  readonly conversions: number;
  readonly revenueMinor: number;
  /** How many friends have bought for something; absent from reviews of before it was counted. */
  readonly buyers?: number;
}

/** What was brought of what was asked for; null where that would say what one friend paid. */
export function broughtOf({ minimum, conversions, revenueMinor, buyers = 0 }: Lapse): number | null {
  if (minimum.by === "conversions") return conversions;
  return buyers >= FEWEST_TOLD ? revenueMinor : null;
}

/** What an advocate's friends have bought since the approval. */
export type Sales = Readonly<Record<Minimum["by"], bigint>>;

/** Whether an approval is given again when its time is over. */
export function staysIn({ by, atLeast }: Minimum, sales: Sales): boolean {
  return sales[by] >= BigInt(atLeast);
}

/** A document that says nothing of it, or a program never published: anyone. */
export const OPEN_TO_ALL: Eligibility = { approval: "open", segments: null, sampleBps: null };

export const APPLICATION_STATUSES = ["applied", "approved", "refused"] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

/** Why a participant may not be an advocate, in the order in which it is looked at. */
export const INELIGIBLE_REASONS = [
  /** They belong to none of the segments that may. */
  "segment",
  /** They are not in the sample. */
  "sample",
  /** Advocates are approved one by one, and they have not applied. */
  "needs_application",
  /** Their application has not been decided about. */
  "application_pending",
  /** A person, or a review of their sales, has refused it. */
  "application_refused",
] as const;
export type IneligibleReason = (typeof INELIGIBLE_REASONS)[number];

/** What is asked of a participant who would be an advocate. */
export interface Candidate {
  readonly externalId: string;
  readonly segments: readonly string[];
  /** Null where they never applied. */
  readonly application: ApplicationStatus | null;
}

/** As a rules document says it. */
export interface WrittenEligibility {
  readonly approval: Eligibility["approval"];
  readonly segments?: readonly string[] | null | undefined;
  readonly sampleBps?: number | null | undefined;
}

/** The part of a stored rules document that says who may be an advocate, in the engine's own form. */
export function eligibilityFrom(written: WrittenEligibility | null): Eligibility {
  if (written === null) return OPEN_TO_ALL;
  const { approval, segments, sampleBps } = written;
  return { approval, segments: segments ?? null, sampleBps: sampleBps ?? null };
}

/**
 * The first reason why a participant may not be an advocate, or null. All parts have to hold; what an application
 * can't mend is told first.
 */
export function ineligibleFor(
  eligibility: Eligibility,
  candidate: Candidate,
  program: string,
): IneligibleReason | null {
  const { approval, segments, sampleBps } = eligibility;
  if (segments !== null && !candidate.segments.some((segment) => segments.includes(segment))) return "segment";
  if (sampleBps !== null && !isInSample(candidate.externalId, program, sampleBps)) return "sample";
  return approval === "open" ? null : BY_APPLICATION[candidate.application ?? "none"];
}

const BY_APPLICATION = {
  none: "needs_application",
  applied: "application_pending",
  refused: "application_refused",
  approved: null,
} as const satisfies Record<ApplicationStatus | "none", IneligibleReason | null>;

const BASIS_POINTS = 10_000;
const SEPARATOR = "\u001f";
const encoder = new TextEncoder();

/**
 * Whether a participant belongs to a program's sample of `sampleBps` in 10,000. It depends on their externalId and
 * the program's key alone, so anyone can work it out and it never changes; a larger sample contains the smaller
 * one, and the samples of two programs have nothing to do with each other.
 *
 * The hash h is 32-bit FNV-1a over the UTF-8 of `{program}`, U+001F, `{externalId}`, finished by MurmurHash3's
 * `fmix32`; its bucket is floor(h * 10000 / 2^32), and buckets below `sampleBps` are in.
 */
export function isInSample(externalId: string, program: string, sampleBps: number): boolean {
  return Math.floor((hashOf(program + SEPARATOR + externalId) * BASIS_POINTS) / 2 ** 32) < sampleBps;
}

function hashOf(text: string): number {
  let h = 0x811c9dc5;
  for (const byte of encoder.encode(text)) h = Math.imul(h ^ byte, 0x01000193);
  // FNV leaves the high bits of short texts alike, and they are those that choose the bucket.
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
