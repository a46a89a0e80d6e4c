import { minorDigits } from "./currencies.ts";
import type { Movement, PayoutPlace } from "./ledger.ts";
import { movedByPayout } from "./ledger.ts";
import { greatest } from "./money.ts";
import type { PayeeKind } from "./payoutDetails.ts";

/**
 * Cash that was approved waits to be paid out. A payout takes what one participant is due of a unit at a cutoff, and the
 * rewards that it stands for are fulfilled by it. What a refund takes back meanwhile is owed, and the next payout is less
 * by it.
 */

/** How a payout leaves: in a file that a person takes to where it is paid, by a service that hears of it, or by Stripe. */
export const PAYOUT_METHODS = [
  /** A table with everything that is known of where each is paid. */
  "csv",
  /** What PayPal takes. */
  "paypal_csv",
  /** What banks of the euro take: pain.001.001.09. */
  "sepa_xml",
  "external",
  /** A transfer to an account that is connected to the tenant's. */
  "stripe_connect",
] as const;
export type PayoutMethod = (typeof PAYOUT_METHODS)[number];

/** Of which kind the details have to be that a method pays to; null where it pays without. */
const NEEDED: Readonly<Record<PayoutMethod, PayeeKind | null>> = {
  csv: null,
  paypal_csv: "paypal",
  sepa_xml: "iban",
  external: null,
  stripe_connect: "stripe",
};

/** The currencies that PayPal sends. */
const OF_PAYPAL: ReadonlySet<string> = new Set(
  "AUD BRL CAD CNY CZK DKK EUR HKD HUF ILS JPY MYR MXN TWD NZD NOK PHP PLN GBP SGD SEK CHF THB USD".split(" "),
);

/** Whether a method sends a unit of cash: `cash:EUR`. */
export function sends(method: PayoutMethod, unit: string): boolean {
  if (method === "sepa_xml") return unit === "cash:EUR";
  return method !== "paypal_csv" || OF_PAYPAL.has(unit.slice("cash:".length));
}

export const PAYOUT_STATUSES = [
  /** Set aside; it is not sent before a person confirms its batch. */
  "created",
  /** A person has confirmed it. */
  "sending",
  "paid",
  /** It could not be paid. */
  "failed",
  /** It was paid and came back. */
  "returned",
  /** It was ended before it was sent. */
  "cancelled",
  /** Its rewards and what was owed came to exactly nothing, so there was nothing to send. */
  "netted",
] as const;
export type PayoutStatus = (typeof PAYOUT_STATUSES)[number];

/** What happens to a payout. */
export const PAYOUT_STEPS = ["send", "paid", "failed", "returned", "cancel"] as const;
export type PayoutStep = (typeof PAYOUT_STEPS)[number];

const NEXT: Readonly<Record<PayoutStep, Partial<Record<PayoutStatus, PayoutStatus>>>> = {
  send: { created: "sending" },
  // Who paid may say at first that it failed, and then that it did not.
  paid: { sending: "paid", failed: "paid" },
  failed: { sending: "failed" },
  returned: { paid: "returned" },
  cancel: { created: "cancelled" },
};

const PLACES: Readonly<Record<PayoutStatus, PayoutPlace>> = {
  created: "clearing",
  sending: "clearing",
  paid: "world",
  failed: "available",
  returned: "available",
  cancelled: "available",
  netted: "world",
};

/** While a payout is one of these, its amount is set aside for it. */
export const SET_ASIDE: readonly PayoutStatus[] = PAYOUT_STATUSES.filter((status) => PLACES[status] === "clearing");

/** Whether a payout holds: its rewards are fulfilled by it. */
export function payoutHolds(status: PayoutStatus): boolean {
  return PLACES[status] !== "available";
}

/** A payout that is decided on. */
export interface PayoutToMove {
  readonly participantId: string;
  /** 0 or more. */
  readonly amountMinor: bigint;
  readonly status: PayoutStatus;
}

export type PayoutMove =
  | {
      readonly kind: "moves";
      readonly to: PayoutStatus;
      /** What it posts; null where its amount stays where it is, or is nothing. */
      readonly movement: Movement | null;
      /** What its rewards become: those that are fulfilled approved, or those that are approved fulfilled. */
      readonly rewards: "approved" | "fulfilled" | null;
    }
  /** It is where the step leads. */
  | { readonly kind: "repeated" }
  | { readonly kind: "forbidden" };

/** What a step does to a payout. One that comes to nothing has nothing to send. */
export function stepPayout(payout: PayoutToMove, step: PayoutStep, unit: string): PayoutMove {
  const { status, amountMinor } = payout;
  const next = NEXT[step][status];
  if (next === undefined) {
    const isThere = Object.values(NEXT[step]).includes(status) || (step === "send" && status === "netted");
    return isThere ? { kind: "repeated" } : { kind: "forbidden" };
  }
  const to = next === "sending" && amountMinor === 0n ? "netted" : next;
  const held = payoutHolds(status);
  return {
    kind: "moves",
    to,
    movement: movementOf(payout, unit, PLACES[status], PLACES[to]),
    rewards: held === payoutHolds(to) ? null : held ? "approved" : "fulfilled",
  };
}

/** What a new payout posts: it is set aside from what is available. */
export function payoutMade(payout: Omit<PayoutToMove, "status">, unit: string): Movement | null {
  return movementOf(payout, unit, "available", PLACES.created);
}

function movementOf(
  { participantId, amountMinor }: Omit<PayoutToMove, "status">,
  unit: string,
  from: PayoutPlace,
  to: PayoutPlace,
): Movement | null {
  if (from === to || amountMinor === 0n) return null;
  return movedByPayout({ participantId }, unit, from, to, amountMinor);
}

/** Why nothing is sent to a participant, whatever they are due. */
export const PAYOUT_BARS = [
  /** They are blocked. */
  "blocked",
  /** They have not said where they are paid, or have said something that the method does not pay to. */
  "no_details",
  /** Where they are paid was changed a short while ago. */
  "details_held",
  /** Another participant has had the same account, and that was not looked at yet. */
  "same_account",
] as const;
export type PayoutBar = (typeof PAYOUT_BARS)[number];

/** What may bar a participant from being paid. */
export interface PayeeStanding {
  readonly isBlocked: boolean;
  /** Where they are paid; null where that is not known. */
  readonly kind: PayeeKind | null;
  /** Until when a change of where they are paid holds what they get; null where nothing does. */
  readonly heldUntil: number | null;
  readonly sameAccount: boolean;
}

/** What bars a participant from being paid by a method at a moment; null where nothing does. */
export function barOf(
  { isBlocked, kind, heldUntil, sameAccount }: PayeeStanding,
  method: PayoutMethod,
  at: number,
): PayoutBar | null {
  if (isBlocked) return "blocked";
  const needed = NEEDED[method];
  if (needed !== null && kind !== needed) return "no_details";
  if (heldUntil !== null && heldUntil > at) return "details_held";
  return sameAccount ? "same_account" : null;
}

/** Why a participant with something in a unit is left out of a batch. */
export const LEFT_OUT_REASONS = [
  ...PAYOUT_BARS,
  /** More was taken back than they have. */
  "in_debt",
  /** What there is, is of programs that pay an advocate for the first time once more of their friends have bought. */
  "first_friends",
  /** Whatever there is was given after the cutoff, or waits for a choice or a review. */
  "waits",
  /** It comes to less than is sent at all. */
  "below_minimum",
] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** The most approved rewards that one payout fulfils: the rest is paid by the next. */
export const MAX_PAID_REWARDS = 2_000;

/** An approved reward that may be paid. */
export interface PayableReward {
  readonly id: string;
  readonly amountMinor: bigint;
  readonly approvedAt: number;
  /** Its recipient has still to choose, or something about it is to be reviewed: a dispute of its order, for one. */
  readonly waits: boolean;
  /** Its program pays its recipient for the first time once more of their friends have bought. */
  readonly awaitsFriends: boolean;
}

/** What a participant has in one unit of cash. */
export interface Payee {
  /** Below 0 where they owe. */
  readonly availableMinor: bigint;
  /** Of the bonuses above 0 those that were given after the cutoff and in no payout since. */
  readonly laterBonusesMinor: bigint;
  /** Approved rewards: `MAX_PAID_REWARDS` at most. */
  readonly rewards: readonly PayableReward[];
  /** What the approved ones beyond these come to. */
  readonly furtherMinor: bigint;
  readonly bar: PayoutBar | null;
}

export interface PayoutTerms {
  /** What was approved or given by then is paid. */
  readonly cutoff: number;
  readonly minimumMinor: bigint;
  readonly method: PayoutMethod;
  /** "cash:GBP" */
  readonly unit: string;
}

export type Due =
  | { readonly kind: "payout"; readonly amountMinor: bigint; readonly rewardIds: readonly string[] }
  | { readonly kind: "left_out"; readonly reason: LeftOutReason; readonly amountMinor: bigint }
  /** They have nothing and owe nothing. */
  | { readonly kind: "nothing" };

/** What a participant is due at a cutoff, or why they are left out. */
export function dueOf(payee: Payee, terms: PayoutTerms): Due {
  const dueByNow = payee.rewards.filter(({ approvedAt, waits }) => !waits && approvedAt <= terms.cutoff);
  const included = dueByNow.filter(({ awaitsFriends }) => !awaitsFriends);
  const approved = sumOf(payee.rewards) + payee.furtherMinor;
  const leftMinor = approved - sumOf(included) + payee.laterBonusesMinor;
  const payable = payee.availableMinor - leftMinor;
  if (payee.availableMinor === 0n && approved === 0n && payable === 0n) return { kind: "nothing" };
  const leftOut = (reason: LeftOutReason): Due => ({ kind: "left_out", reason, amountMinor: payable });
  if (payee.bar !== null) return leftOut(payee.bar);
  if (payable < 0n) return leftOut("in_debt");
  if (payable === 0n) {
    if (included.length > 0) return { kind: "payout", amountMinor: 0n, rewardIds: idsOf(included) };
    return leftOut(dueByNow.length > 0 ? "first_friends" : "waits");
  }
  const amountMinor = payable - (payable % smallestSent(terms));
  if (amountMinor < greatest(1n, terms.minimumMinor)) return leftOut("below_minimum");
  return { kind: "payout", amountMinor, rewardIds: idsOf(included) };
}

/** Banks and PayPal take these in whole units alone, though their hundredths are counted. */
const WHOLE_ALONE: ReadonlySet<string> = new Set(["cash:HUF", "cash:TWD"]);

/** The smallest amount that a method sends; a payout is a whole number of it, rounded down. */
function smallestSent({ method, unit }: PayoutTerms): bigint {
  if (method === "external") return 1n;
  if (method !== "stripe_connect") return WHOLE_ALONE.has(unit) ? 100n : 1n;
  // Stripe counts no hundredths of the ariary, and takes thousandths only where the last digit is 0.
  if (unit === "cash:MGA") return 100n;
  return minorDigits(unit.slice("cash:".length)) === 3 ? 10n : 1n;
}

function sumOf(rewards: readonly PayableReward[]): bigint {
  return rewards.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

const idsOf = (rewards: readonly PayableReward[]) => rewards.map(({ id }) => id);
