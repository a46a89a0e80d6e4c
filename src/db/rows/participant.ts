import type { Instant } from "../../domain/periods.ts";

/** A participant as decisions need them, and as the load statements write them. */
export interface StoredParticipant {
  readonly id: string;
  readonly externalId: string;
  readonly emailFolded: string | null;
  /** As E.164 writes it. */
  readonly phone: string | null;
  readonly country: string | null;
  readonly segments: readonly string[];
  /** Whether the profile says a name, and a language: no decision asks for which. */
  readonly hasName: boolean;
  readonly hasLocale: boolean;
  /** Whether they have no account. */
  readonly guest: boolean;
  /** By a person: kept out of new referrals, on either side. */
  readonly blocked: boolean;
  readonly firstSignupAt: Instant | null;
  readonly firstPurchaseAt: Instant | null;
  /** Since when they are a customer, as the shop says, whatever they bought. */
  readonly customerSince: Instant | null;
  readonly version: number;
  readonly referredVersion: number;
}

/** The columns of a participant, in the order in which `participant_array` writes them. */
export type ParticipantArray = readonly [
  id: string,
  externalId: string,
  emailFolded: string | null,
  country: string | null,
  segments: readonly string[],
  blocked: boolean,
  firstSignupAt: Instant | null,
  firstPurchaseAt: Instant | null,
  version: number,
  referredVersion: number,
  customerSince: Instant | null,
  phone: string | null,
  hasName: boolean,
  hasLocale: boolean,
  guest: boolean,
];

/** An alias, and the name of its participant. */
export type AliasArray = readonly [alias: string, externalId: string];

export function parseParticipant(row: ParticipantArray): StoredParticipant {
  return {
    id: row[0],
    externalId: row[1],
    emailFolded: row[2],
    country: row[3],
    segments: row[4],
    blocked: row[5],
    firstSignupAt: row[6],
    firstPurchaseAt: row[7],
    version: row[8],
    referredVersion: row[9],
    customerSince: row[10],
    phone: row[11],
    hasName: row[12],
    hasLocale: row[13],
    guest: row[14],
  };
}

/** A participant with what they share, earned and brought. Sums are decimal strings of minor units. */
export interface ParticipantView {
  readonly slug: string;
  readonly externalId: string;
  /** Their other names, in order. */
  readonly aliases: readonly string[];
  readonly email: string | null;
  readonly phone: string | null;
  readonly name: string | null;
  readonly mayBeNamed: boolean;
  readonly guest: boolean;
  readonly locale: string | null;
  readonly country: string | null;
  readonly segments: readonly string[];
  readonly customerSince: string | null;
  readonly createdAt: string;
  readonly blockedAt: string | null;
  readonly blockedReason: string | null;
  readonly codes: readonly {
    readonly code: string;
    readonly vanity: string | null;
    /** As they were written. */
    readonly further: readonly string[];
    readonly program: string;
  }[];
  readonly balances: readonly {
    readonly unit: string;
    readonly pending: string;
    readonly available: string;
    readonly paid: string;
  }[];
  readonly clicks: number;
  readonly signups: number;
  readonly conversions: number;
}

/** A participant as those who change them see them. */
export interface ParticipantProfile {
  readonly id: string;
  readonly externalId: string;
  readonly referredVersion: number;
  readonly email: string | null;
  readonly phone: string | null;
  readonly name: string | null;
  readonly mayBeNamed: boolean;
  readonly guest: boolean;
  readonly locale: string | null;
  readonly country: string | null;
  readonly segments: readonly string[];
  readonly firstSignupAt: string | null;
  readonly firstPurchaseAt: string | null;
  readonly customerSince: string | null;
  readonly createdAt: string;
  readonly blockedAt: string | null;
  readonly blockedReason: string | null;
}

/**
 * How a text finds participants, in the order in which they are told: those whom the whole text names, and then those
 * of whom something begins with it.
 */
export const PARTICIPANT_MATCHES = [
  { by: "externalId", whole: true },
  { by: "email", whole: true },
  { by: "phone", whole: true },
  { by: "code", whole: true },
  { by: "order", whole: true },
  { by: "coupon", whole: true },
  { by: "externalId", whole: false },
  { by: "email", whole: false },
  { by: "phone", whole: false },
  { by: "code", whole: false },
] as const satisfies readonly { readonly by: string; readonly whole: boolean }[];

export type ParticipantMatch = (typeof PARTICIPANT_MATCHES)[number];

/** A participant of a search. */
export interface FoundParticipant
  extends Pick<
    ParticipantView,
    | "externalId"
    | "email"
    | "phone"
    | "name"
    | "mayBeNamed"
    | "guest"
    | "locale"
    | "country"
    | "segments"
    | "customerSince"
    | "createdAt"
    | "blockedAt"
    | "blockedReason"
    | "balances"
  > {
  readonly id: string;
  /** The place in `PARTICIPANT_MATCHES`; null where all are listed. */
  readonly nthMatch: number | null;
  /** What was found, as it is stored; where all are listed, the id. */
  readonly text: string;
}
