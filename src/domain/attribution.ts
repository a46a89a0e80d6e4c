import type { CodeRefusal, CodeStanding } from "./codeStanding.ts";
import { codeRefusalOf } from "./codeStanding.ts";
import type { Instant } from "./periods.ts";
import { DAY_MS } from "./periods.ts";
import type { Attribution } from "./rules.ts";

/** Who may become whose friend. */

export type RefusalReason =
  | "unknown_code"
  | CodeRefusal
  | "program_not_active"
  | "not_eligible"
  | "self_referral"
  | "blocked"
  | "already_referred"
  | "existing_customer"
  | "too_late"
  | "cycle";

export interface ClickSeen {
  readonly code: string;
  readonly at: Instant;
  /** How the link was shared, where it said so. */
  readonly channel: string | null;
}

/** How far up the chain of advocates a cycle is looked for; a longer chain counts as one. */
export const MAX_ANCESTORS = 50;

/** The click that wins among those inside the window, or null. Of two at the same instant the later listed wins. */
export function chooseClick(
  clicks: readonly ClickSeen[],
  { model, windowDays }: Pick<Attribution, "model" | "windowDays">,
  at: Instant,
): ClickSeen | null {
  const inside = clicks.filter((click) => at - windowDays * DAY_MS <= click.at && click.at <= at);
  return inside.reduce<ClickSeen | null>((best, click) => {
    if (best === null) return click;
    return (model === "last_touch" ? click.at >= best.at : click.at < best.at) ? click : best;
  }, null);
}

export interface ProgramStanding {
  readonly status: "draft" | "active" | "paused" | "ended";
  readonly startsAt: Instant | null;
  readonly endsAt: Instant | null;
}

/** Whether a program takes new friends at an instant. */
export function isActive({ status, startsAt, endsAt }: ProgramStanding, at: Instant): boolean {
  return status === "active" && (startsAt === null || startsAt <= at) && (endsAt === null || at < endsAt);
}

export interface Person {
  readonly id: string;
  readonly emailFolded: string | null;
  /** Kept out of new referrals, on either side, by a person. */
  readonly blocked: boolean;
}

export interface AttributionFacts {
  readonly at: Instant;
  /** Null where the code is unknown. */
  readonly advocate: Person | null;
  /** Of the code or the click's code; null where it is unknown. */
  readonly code: CodeStanding | null;
  /** Whether the latest version lets this advocate be one. */
  readonly eligible: boolean;
  readonly friend: Person & {
    /** By occurredAt, before the event at hand. */
    readonly firstSignupAt: Instant | null;
    readonly firstPurchaseAt: Instant | null;
  };
  readonly program: ProgramStanding;
  readonly attribution: Attribution | null;
  readonly alreadyReferred: boolean;
  /** The advocate's own advocate, and so on upwards; asked only when nothing else refuses. */
  ancestors(): Iterable<string>;
}

/** The first reason against attributing the friend to the advocate, or null. */
export function refusalOf(facts: AttributionFacts): RefusalReason | null {
  const { at, advocate, code, friend, program, attribution } = facts;
  if (advocate === null || code === null) return "unknown_code";
  const codeRefusal = codeRefusalOf(code, at);
  if (codeRefusal !== null) return codeRefusal;
  if (attribution === null || !isActive(program, at)) return "program_not_active";
  if (!facts.eligible) return "not_eligible";
  if (advocate.id === friend.id || sameEmail(advocate, friend)) return "self_referral";
  if (advocate.blocked || friend.blocked) return "blocked";
  if (facts.alreadyReferred) return "already_referred";
  const bought = friend.firstPurchaseAt !== null && friend.firstPurchaseAt < at;
  if (attribution.newCustomersOnly && bought) return "existing_customer";
  const first = friend.firstSignupAt ?? at;
  if (at > first + attribution.lateEntryDays * DAY_MS) return "too_late";
  return isCycle(friend.id, facts.ancestors()) ? "cycle" : null;
}

function sameEmail(a: Person, b: Person): boolean {
  return a.emailFolded !== null && a.emailFolded === b.emailFolded;
}

function isCycle(friendId: string, ancestors: Iterable<string>): boolean {
  let level = 0;
  for (const ancestor of ancestors) {
    level += 1;
    if (ancestor === friendId || level > MAX_ANCESTORS) return true;
  }
  return false;
}
