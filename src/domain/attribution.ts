import type { CodeRefusal, CodeTerms } from "./codeTerms.ts";
import { CODE_REFUSAL_REASONS, CODE_REFUSALS } from "./codeTerms.ts";
import { isSameEmail } from "./emails.ts";
import type { ListedMessage } from "./matters.ts";
import type { Instant } from "./periods.ts";
import { DAY_MS, MINUTE_MS } from "./periods.ts";
import type { Attribution } from "./rules.ts";

/** Who may become whose friend. */

/** As stored; `expired` is only shown. */
export const REFERRAL_STATUSES = ["attributed", "converted", "rejected"] as const;
export type ReferralStatus = (typeof REFERRAL_STATUSES)[number];

/** The `rejectedReason` of a referral that ended when its friend was merged with another participant: no refusal. */
export const MERGED_REASON = "merged";

/** A live referral ties a friend to an advocate; a refusal is only kept. A membership is asked as one that lives. */
export function isLiveReferral(status: ReferralStatus | "membership"): boolean {
  return status !== "rejected";
}

/** The last instant at which a purchase may still earn; null has no end. */
export function creditEnd(attributedAt: Instant, creditWindowDays: number | null): Instant | null {
  return creditWindowDays === null ? null : attributedAt + creditWindowDays * DAY_MS;
}

/** Shown, never stored: attributed, with the credit window of its version over. */
export function isExpired(
  { status, attributedAt }: { readonly status: string; readonly attributedAt: Instant },
  creditWindowDays: number | null,
  now: Instant,
): boolean {
  const end = creditEnd(attributedAt, creditWindowDays);
  return status === "attributed" && end !== null && end < now;
}

/**
 * Since when a participant is a friend who brings a code or click at an instant: they may have bought something
 * `graceMinutes` before.
 *
 * @param earliestSince their earliest purchase with something left since an instant, or null
 */
export function attributedSince(
  at: Instant,
  { graceMinutes }: Pick<Attribution, "graceMinutes">,
  earliestSince: (since: Instant) => Instant | null,
): Instant {
  return Math.min(at, earliestSince(at - graceMinutes * MINUTE_MS) ?? at);
}

/** Whether a purchase that arrives now moves the beginning of a referral to itself. */
export function movesAttribution(
  { attributedAt, enteredAt }: { readonly attributedAt: Instant; readonly enteredAt: Instant },
  { graceMinutes }: Pick<Attribution, "graceMinutes">,
  purchase: { readonly occurredAt: Instant; readonly amountMinor: bigint },
): boolean {
  const { occurredAt, amountMinor } = purchase;
  return amountMinor > 0n && occurredAt < attributedAt && occurredAt >= enteredAt - graceMinutes * MINUTE_MS;
}

/** Whether a participant was a customer before an instant, as the shop says; a purchase is given no time beside it. */
export function isCustomerBefore(customerSince: Instant | null, at: Instant): boolean {
  return customerSince !== null && customerSince < at;
}

export interface ClickSeen {
  readonly code: string;
  readonly at: Instant;
  /** How the link was shared, where it said so. */
  readonly channel: string | null;
}

/** How far up the chain of advocates a cycle is looked for; a longer chain counts as one. */
export const MAX_ANCESTORS = 50;

/** So much later than the event a click may be: the shop's clock, which dates the event, may be that slow. */
export const CLICK_AHEAD_MS = 5 * 60_000;

/** The click that wins among those inside the window, or null. Of two at the same instant the later listed wins. */
export function chooseClick(
  clicks: readonly ClickSeen[],
  { model, windowDays }: Pick<Attribution, "model" | "windowDays">,
  at: Instant,
): ClickSeen | null {
  const inside = clicks.filter((click) => at - windowDays * DAY_MS <= click.at && click.at <= at + CLICK_AHEAD_MS);
  return inside.reduce<ClickSeen | null>((best, click) => {
    if (best === null) return click;
    return (model === "last_touch" ? click.at >= best.at : click.at < best.at) ? click : best;
  }, null);
}

export const PROGRAM_STATUSES = ["draft", "active", "paused", "ended"] as const;
export type ProgramStatus = (typeof PROGRAM_STATUSES)[number];

/** What tied the friend to the advocate: a code that was entered, a click, or a person. */
export const REFERRAL_SOURCES = ["code", "click", "manual"] as const;

export interface ProgramStatusAndDates {
  readonly status: ProgramStatus;
  readonly startsAt: Instant | null;
  readonly endsAt: Instant | null;
  /** When a person paused or ended it while it was active: what happened before is taken. Not asked for the present. */
  readonly pausedAt?: Instant | null;
}

/** Whether a program takes new friends at an instant; what a budget has paused takes none, whenever it happened. */
export function isActive({ status, startsAt, endsAt, pausedAt = null }: ProgramStatusAndDates, at: Instant): boolean {
  const wasActive = status === "active" || (status !== "draft" && pausedAt !== null && at < pausedAt);
  return wasActive && (startsAt === null || startsAt <= at) && (endsAt === null || at < endsAt);
}

export interface Person {
  readonly id: string;
  readonly emailFolded: string | null;
  /** As E.164 writes it. */
  readonly phone: string | null;
  /** Kept out of new referrals, on either side, by a person. */
  readonly blocked: boolean;
}

export interface AttributionFacts {
  readonly at: Instant;
  /** Null where the code is unknown. */
  readonly advocate: Person | null;
  /** Of the code or the click's code; null where it is unknown. */
  readonly code: CodeTerms | null;
  /** Whether the latest version lets this advocate be one. */
  readonly eligible: boolean;
  readonly friend: Person & {
    /** By occurredAt, before the event at hand. */
    readonly firstSignupAt: Instant | null;
    /** Of those of which something is left. */
    readonly firstPurchaseAt: Instant | null;
    /** Since when they are a customer, as the shop says. */
    readonly customerSince: Instant | null;
  };
  /** Whether the advocate is another name of the friend. */
  readonly isOnePerson: boolean;
  readonly program: ProgramStatusAndDates;
  readonly attribution: Attribution | null;
  readonly alreadyReferred: boolean;
  /** Reasons that a person has waived: they don't refuse. */
  readonly waived: readonly RefusalReason[];
  /** The advocate's own advocate, and so on upwards; asked only when nothing else refuses. */
  ancestors(): Iterable<string>;
}

interface AttributionRefusal {
  readonly holds: (facts: AttributionFacts) => boolean;
  /** What its sentence needs, by the names of `statement.ts`. */
  readonly values: readonly string[];
  /** Whom its sentence is about; null where all read the same. */
  readonly about: "friend" | null;
}

type Holds = AttributionRefusal["holds"];

const plain = (holds: Holds) => ({ holds, values: [], about: null }) as const;
const aboutFriend = (holds: Holds) => ({ holds, values: [], about: "friend" }) as const;

const OF_CODE = Object.fromEntries(
  Object.entries(CODE_REFUSALS).map(([reason, holds]) => [
    reason,
    plain(({ code, at }) => code !== null && holds(code, at)),
  ]),
) as Readonly<Record<CodeRefusal, ReturnType<typeof plain>>>;

/**
 * Why a friend is not tied to an advocate, in the order in which it is looked at: the first that holds is kept with the
 * referral as its `rejectedReason`.
 */
export const REFUSALS = {
  /** The program has no such code. */
  unknown_code: plain(({ advocate, code }) => advocate === null || code === null),
  ...OF_CODE,
  /** The program is a draft, paused or ended, or the event happened before its start or after its end. */
  program_not_active: plain(({ attribution, program, at }) => attribution === null || !isActive(program, at)),
  /** The latest version does not let the owner of the code be an advocate. */
  not_eligible: plain(({ eligible }) => !eligible),
  /** The owner of the code and the friend are one participant, or one person under two names. */
  self_referral: plain(({ advocate, friend, isOnePerson }) => {
    return isOnePerson || advocate?.id === friend.id || areReachedAlike(advocate, friend);
  }),
  /** A person keeps one of the two out of new referrals. */
  blocked: plain(({ advocate, friend }) => advocate?.blocked === true || friend.blocked),
  /** The friend has a live referral in the program already, under whatever name. */
  already_referred: aboutFriend(({ alreadyReferred }) => alreadyReferred),
  /** The friend has bought before under whatever name, or is a customer as the shop says, and the program is for new customers. */
  existing_customer: aboutFriend(({ attribution, friend: { firstPurchaseAt, customerSince }, at }) => {
    if (attribution?.newCustomersOnly !== true) return false;
    if (isCustomerBefore(customerSince, at)) return true;
    return firstPurchaseAt !== null && firstPurchaseAt < at - attribution.graceMinutes * MINUTE_MS;
  }),
  /** The time after the first signup in which a code may still be entered is over. */
  too_late: {
    holds: ({ attribution, friend, at }) => {
      return attribution !== null && at > (friend.firstSignupAt ?? at) + attribution.lateEntryDays * DAY_MS;
    },
    values: ["count"],
    about: null,
  },
  /** The friend is above the advocate in the chain of invitations. */
  cycle: plain(({ friend, ancestors }) => isCycle(friend.id, ancestors())),
} as const satisfies Readonly<Record<string, AttributionRefusal>>;

export type RefusalReason = keyof typeof REFUSALS;

export const REFUSAL_REASONS = Object.keys(REFUSALS) as RefusalReason[];

/** The reasons that a person may waive who ties a friend to an advocate by hand. */
export const FORCED = ["existing_customer", "too_late"] as const satisfies readonly RefusalReason[];

/** The reasons that keep a person from giving a friend to another advocate: of all others it is not asked. */
export const REASSIGN_REASONS = ["self_referral", "blocked", "cycle"] as const satisfies readonly RefusalReason[];

/** The reasons that hold against a code of the tenant, whatever participant brings it. */
export const CODE_REASONS = [
  ...CODE_REFUSAL_REASONS,
  "program_not_active",
  "not_eligible",
  "blocked",
] as const satisfies readonly RefusalReason[];
export type CodeReason = (typeof CODE_REASONS)[number];

/** What strangers are told: that a participant was blocked is between them and the shop. */
export type PublicReason = Exclude<CodeReason, "blocked">;

/**
 * The reasons that tell what else is known of a person: whether they have another account, and what they did there. The
 * shop alone reads which it was. All others read the same of each, or an address could be tried out.
 */
const NOT_NEW_REASONS = [
  "self_referral",
  "already_referred",
  "existing_customer",
] as const satisfies readonly RefusalReason[];

/** What all but the shop read in place of those reasons. */
export const NOT_NEW = "not_new";

/** A reason as all but the shop read it. */
export function reasonOutside<Reason extends string | null>(reason: Reason): Reason | typeof NOT_NEW {
  return reason === MERGED_REASON || NOT_NEW_REASONS.some((each) => each === reason) ? NOT_NEW : reason;
}

/** More that is said of a reason; `other` is for one of another version. */
export const REFUSAL_VARIANTS = {
  /** Codes may be entered at the first signup and not later. */
  too_late_at_once: { says: [] },
  /** What advocates and friends are told of several. */
  not_new: { says: [] },
  /** It was accepted, and ended when its friend was merged with another participant: `MERGED_REASON`. */
  merged: { says: [] },
  other: { says: ["reason"] },
} as const satisfies Readonly<Record<string, ListedMessage>>;

/** Whether a stored reason is one of this version's. */
export function isRefusalReason(reason: string | null): reason is RefusalReason {
  return reason !== null && Object.hasOwn(REFUSALS, reason);
}

/** The first reason against attributing the friend to the advocate, or null. */
export function refusalOf(facts: AttributionFacts): RefusalReason | null {
  return REFUSAL_REASONS.find((reason) => !facts.waived.includes(reason) && REFUSALS[reason].holds(facts)) ?? null;
}

/** Also of those whose contacts are not hashed yet under the key in use. */
function areReachedAlike(a: Person | null, b: Person): boolean {
  if (a === null) return false;
  return isSameEmail(a.emailFolded, b.emailFolded) || (a.phone !== null && a.phone === b.phone);
}

function isCycle(friendId: string, ancestors: Iterable<string>): boolean {
  let level = 0;
  for (const ancestor of ancestors) {
    level += 1;
    if (ancestor === friendId || level > MAX_ANCESTORS) return true;
  }
  return false;
}
