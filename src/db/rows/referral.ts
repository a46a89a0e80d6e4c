import type { ReferralStatus } from "../../domain/attribution.ts";
import type { Instant } from "../../domain/periods.ts";
import type { ReviewReason } from "../../domain/reviewReasons.ts";
import type { Sign } from "../../domain/signs.ts";

/** A referral, as `referral_json` writes it and as the engine holds it: times are milliseconds. */
export interface StoredReferral {
  readonly id: string;
  readonly programId: string;
  readonly version: number;
  /** "membership" is no referral, and never stored: it is a membership in the form in which rules are asked. */
  readonly status: ReferralStatus | "membership";
  readonly advocateId: string | null;
  readonly friendId: string;
  readonly code: string | null;
  /** Null for a membership. */
  readonly source: "code" | "click" | "manual" | null;
  readonly channel: string | null;
  /** Since when purchases may earn: its event, or a purchase a little before it. */
  readonly attributedAt: Instant;
  /** When the event happened that attributed. */
  readonly enteredAt: Instant;
  readonly convertedAt: Instant | null;
  readonly conversionOrderId: string | null;
  /** The one order it is for, in a program that binds orders; null where it is the friend's for good. */
  readonly orderId: string | null;
  /** Whether it is the first live one of its friend and advocate in the program, and so a friend more. */
  readonly newFriend: boolean;
  readonly qualifyingCount: number;
  readonly reversals: number;
  readonly rejectedReason: string | null;
  /** Why what it earns is looked at before it is given out. */
  readonly reviewReasons: readonly ReviewReason[];
  /** What friend and advocate have in common, as far as a decision has seen it. */
  readonly signs: readonly Sign[];
}

/** The columns of a referral, in the order in which `referral_array` writes them. */
export type ReferralArray = readonly [
  id: string,
  programId: string,
  version: number,
  status: ReferralStatus,
  advocateId: string | null,
  friendId: string,
  code: string | null,
  source: StoredReferral["source"],
  channel: string | null,
  attributedAt: Instant,
  convertedAt: Instant | null,
  conversionOrderId: string | null,
  orderId: string | null,
  newFriend: boolean,
  qualifyingCount: number,
  reversals: number,
  rejectedReason: string | null,
  enteredAt: Instant,
  reviewReasons: readonly ReviewReason[],
  signs: readonly Sign[],
];

export function parseReferral(row: ReferralArray): StoredReferral {
  return {
    id: row[0],
    programId: row[1],
    version: row[2],
    status: row[3],
    advocateId: row[4],
    friendId: row[5],
    code: row[6],
    source: row[7],
    channel: row[8],
    attributedAt: row[9],
    convertedAt: row[10],
    conversionOrderId: row[11],
    orderId: row[12],
    newFriend: row[13],
    qualifyingCount: row[14],
    reversals: row[15],
    rejectedReason: row[16],
    enteredAt: row[17],
    reviewReasons: row[18],
    signs: row[19],
  };
}

/** Ids of memberships begin with it; the API never shows them. */
export const MEMBERSHIP_PREFIX = "mem_";

/** What a referral is of, by the names that people outside give. */
export interface ReferralOf {
  /** Its key. */
  readonly program: string;
  /** Their externalId; null where the code that was entered has no owner. */
  readonly advocate: string | null;
  readonly friend: string;
}

/** A referral with what it is of, as reads write it. */
export interface ReferralView {
  readonly referral: StoredReferral;
  readonly of: ReferralOf;
  /** Of its pinned version; null has no end. */
  readonly creditWindowDays: number | null;
}
