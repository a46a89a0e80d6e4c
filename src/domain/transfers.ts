import { minorDigits } from "./currencies.ts";
import type { PayoutBar, PayoutStatus } from "./payouts.ts";
import type { WebhookAnswer } from "./webhooks.ts";
import { retryAfterMs } from "./webhooks.ts";

/**
 * A payout by Stripe is a transfer from the tenant's account there to one that is connected to it. Whether one was made is
 * not always known: an answer can get lost. So what Stripe has is looked up before anything is sent again, under the same
 * key, and a person decides before Stripe forgets that key.
 */

/** Stripe knows an idempotency key for 24 hours. So long after a payout was confirmed, nothing is sent of it any more. */
export const DECIDE_AFTER_HOURS = 23;
/** So many transfers of one tenant are under way at once. */
export const MAX_TRANSFERS_UNDER_WAY = 4;
/** An answer of Stripe is waited for so long. */
export const ANSWER_PROVIDER_WITHIN_MS = 15_000;
/** So much of an answer is read: two transfers in a list are some 2 kB. */
export const MAX_PROVIDER_BYTES = 65_536;

/** Why a person has to decide whether a payout was paid. */
export const TRANSFER_DOUBTS = [
  /** It may have been sent, and Stripe could not be asked. */
  "outcome_unknown",
  /** Stripe has a transfer for it that is not what was asked for, was taken back, or is not the only one. */
  "differs",
  /** Stripe has no transfer for it, and would not take one for as long as one may be sent. */
  "not_sent",
] as const;
export type TransferDoubt = (typeof TRANSFER_DOUBTS)[number];

/** Why a payout still waits to be sent. */
export const TRANSFER_PROBLEMS = [
  "no_answer",
  /** Something came back from which nothing can be told. */
  "unclear_answer",
  /** Stripe is asked too much, or still works on it. */
  "busy",
  "balance_insufficient",
  /** Stripe does not take the tenant's key, or the key may not make transfers. */
  "key_refused",
  "no_key",
  /** It was begun with the key of another account, or of the other mode. */
  "other_account",
] as const;
export type TransferProblem = (typeof TRANSFER_PROBLEMS)[number];

/** Why a payout by Stripe has failed. */
export type TransferRefusal = PayoutBar | "account_refused" | "amount_refused" | "transfer_refused";

/** Whether Stripe may still pay a payout: then it can't be paid in another way, and no person says what became of it. */
export function isWithStripe(payout: {
  readonly status: PayoutStatus;
  readonly transfer: { readonly needsDecision: TransferDoubt | null } | null;
}): boolean {
  const { status, transfer } = payout;
  return status === "sending" && transfer !== null && transfer.needsDecision === null;
}

export interface Transfer {
  readonly payoutId: string;
  /** "cash:GBP" */
  readonly unit: string;
  readonly amountMinor: bigint;
  /** The account that is paid, such as acct_1032D82eZvKYlo2C. */
  readonly accountId: string;
}

/** Where Stripe counts other minor units than ISO 4217. */
const STRIPE_DIGITS: ReadonlyMap<string, number> = new Map([
  ["ISK", 2],
  ["UGX", 2],
  ["MGA", 0],
]);

/** An amount as Stripe counts it; null where it has no number for it. */
export function stripeAmount(unit: string, amountMinor: bigint): bigint | null {
  const currency = unit.slice(unit.indexOf(":") + 1);
  const ours = minorDigits(currency);
  const digits = STRIPE_DIGITS.get(currency) ?? ours;
  if (digits >= ours) return amountMinor * 10n ** BigInt(digits - ours);
  const divisor = 10n ** BigInt(ours - digits);
  return amountMinor % divisor === 0n ? amountMinor / divisor : null;
}

/** What Stripe is sent, as it is kept before and sent as often as it has to be; null for an amount that it has no number for. */
export function transferRequest({ payoutId, unit, amountMinor, accountId }: Transfer): string | null {
  const amount = stripeAmount(unit, amountMinor);
  if (amount === null) return null;
  return new URLSearchParams({
    amount: String(amount),
    currency: unit.slice(unit.indexOf(":") + 1).toLowerCase(),
    destination: accountId,
    transfer_group: payoutId,
    "metadata[payout]": payoutId,
  }).toString();
}

/** What is known of a transfer after Stripe was asked. */
export type TransferVerdict =
  | { readonly kind: "paid"; readonly reference: string }
  | { readonly kind: "refused"; readonly reason: TransferRefusal }
  | { readonly kind: "doubt"; readonly doubt: TransferDoubt }
  | {
      readonly kind: "again";
      readonly problem: TransferProblem;
      /** Not before. */
      readonly afterMs: number;
      /** Stripe has refused it and keeps that answer under the key, so that the next one needs another. */
      readonly nextKey: boolean;
    };

/** What a lookup by the payout's id has found; "none" where Stripe has nothing. */
export function verdictOfLookup(answer: WebhookAnswer, request: string, now: Date): TransferVerdict | "none" {
  const list = answer.status === 200 ? objectOf(answer.text) : null;
  if (list === null) return waitingFor(answer, now);
  const { data } = list;
  const group = new URLSearchParams(request).get("transfer_group");
  // One that names another payout was not asked for: the answer is none.
  if (list["object"] !== "list" || !Array.isArray(data) || data.some((one) => one?.transfer_group !== group)) {
    return again("unclear_answer");
  }
  if (data.length === 0) return "none";
  const [only] = data;
  return data.length === 1 ? verdictOfTransfer(only, request) : { kind: "doubt", doubt: "differs" };
}

/** What became of a request that was sent. */
export function verdictOfSend(answer: WebhookAnswer, request: string, now: Date): TransferVerdict {
  const { status } = answer;
  const body = objectOf(answer.text);
  if (status === 200) return body === null ? again("unclear_answer") : verdictOfTransfer(body, request);
  const error = body?.["error"] as Readonly<Record<string, unknown>> | undefined;
  // What Stripe did not say itself says nothing of the transfer.
  if (typeof error?.["type"] !== "string" || ![400, 402, 404].includes(status ?? 0)) return waitingFor(answer, now);
  if (error["type"] === "idempotency_error") return { kind: "doubt", doubt: "differs" };
  if (error["code"] === "balance_insufficient") return { ...again("balance_insufficient"), nextKey: true };
  return { kind: "refused", reason: REASONS.get(String(error["code"])) ?? byParameter(error["param"]) };
}

/** The codes of Stripe that say what is to be mended. */
const REASONS: ReadonlyMap<string, TransferRefusal> = new Map([
  ...["account_invalid", "account_closed", "transfers_not_allowed", "insufficient_capabilities_for_transfer"].map(
    (code) => [code, "account_refused"] as const,
  ),
  ...["amount_too_small", "amount_too_large", "parameter_invalid_integer"].map(
    (code) => [code, "amount_refused"] as const,
  ),
]);

function byParameter(param: unknown): TransferRefusal {
  if (param === "destination") return "account_refused";
  return param === "amount" || param === "currency" ? "amount_refused" : "transfer_refused";
}

/** A transfer that is exactly what was asked for, and that was not taken back, has paid. */
function verdictOfTransfer(transfer: Readonly<Record<string, unknown>>, request: string): TransferVerdict {
  const asked = new URLSearchParams(request);
  const { id, object, amount, reversed, amount_reversed: taken } = transfer;
  if (object !== "transfer" || typeof id !== "string" || !/^tr_[A-Za-z0-9_]{1,200}$/.test(id)) {
    return again("unclear_answer");
  }
  const isSame =
    String(amount) === asked.get("amount") &&
    ["currency", "destination", "transfer_group"].every((name) => transfer[name] === asked.get(name));
  if (!isSame || reversed !== false || taken !== 0) return { kind: "doubt", doubt: "differs" };
  return { kind: "paid", reference: id };
}

/** Nothing is known by it. */
function waitingFor({ status, retryAfter }: WebhookAnswer, now: Date): TransferVerdict {
  if (status === null) return again("no_answer");
  if (status === 401 || status === 403) return again("key_refused");
  if (status === 409 || status === 429) return { ...again("busy"), afterMs: retryAfterMs(retryAfter, now) };
  return again("unclear_answer");
}

/** It is tried again, with its next turn. */
export function again(problem: TransferProblem) {
  return { kind: "again" as const, problem, afterMs: 0, nextKey: false };
}

/** What a person has to decide when it is too late to send it. @param mayBeSent whether it ever may have been sent */
export function doubtOf(mayBeSent: boolean): TransferVerdict {
  return { kind: "doubt", doubt: mayBeSent ? "outcome_unknown" : "not_sent" };
}

function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** How long after each attempt the next one comes, the last for all further ones. */
const PAUSES_MS = [5 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, 60 * MINUTE_MS] as const;
/** What is missing at Stripe is not there a moment later. */
const LEAST_PAUSE_MS: Readonly<Partial<Record<TransferProblem, number>>> = {
  balance_insufficient: 5 * MINUTE_MS,
  key_refused: 5 * MINUTE_MS,
  no_key: 5 * MINUTE_MS,
  other_account: 5 * MINUTE_MS,
};

/**
 * How long until it is tried again.
 *
 * @param tries how many there were, this one too
 * @param drawn from 0 to 1, so that what failed together does not come back together
 */
export function pauseOf(
  { problem, afterMs }: { problem: TransferProblem; afterMs: number },
  tries: number,
  drawn: number,
) {
  const pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length) - 1] ?? PAUSES_MS[0];
  return Math.round(Math.max(afterMs, LEAST_PAUSE_MS[problem] ?? 0, pause) * (1 + SPREAD * drawn));
}

const SPREAD = 0.2;

/** Under what name Stripe tells a repeat from a second transfer: the payout's own id, and another once it has refused that. */
export function idempotencyKeyOf(payoutId: string, keyNumber: number): string {
  return keyNumber === 1 ? payoutId : `${payoutId}-${keyNumber}`;
}

/** What Stripe says of a key when it is asked whose it is. */
export type KeyVerdict =
  | { readonly kind: "known"; readonly account: string }
  | { readonly kind: "refused" }
  | { readonly kind: "unknown" };

export function verdictOfKey({ status, text }: WebhookAnswer): KeyVerdict {
  const id = status === 200 ? objectOf(text)?.["id"] : null;
  if (typeof id === "string" && /^acct_[A-Za-z0-9]{1,200}$/.test(id)) return { kind: "known", account: id };
  return { kind: status === 401 || status === 403 ? "refused" : "unknown" };
}
