/** How webhooks are tried, and when they are given up: numbers of Standard Webhooks 1.0.0. */

/** So many endpoints a tenant may have. */
export const MAX_WEBHOOKS = 20;
/** So many of one endpoint are under way at once; of one that fails, one, so that it holds up no others. */
export const MAX_UNDER_WAY = 4;
/** An answer is waited for so long. */
export const ANSWER_WEBHOOK_WITHIN_MS = 15_000;
/** So much of an answer is kept. */
export const MAX_ANSWER_BYTES = 1_024;
/** Where nothing but failures came back for so long, nothing more is sent. */
export const DISABLE_AFTER_DAYS = 5;
/** Two secrets sign for so long after a rotation. */
export const BOTH_SECRETS_HOURS = 24;
/** So many notices one replay sends. */
export const MAX_REPLAYED = 1_000;

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** How long after each attempt the next one comes; after the last there is none. */
const PAUSES_MS = [
  ...[5 * SECOND_MS, 5 * MINUTE_MS, 30 * MINUTE_MS],
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR_MS),
] as const;
/** Each pause is up to so much longer or shorter, so that what failed together does not come back together. */
const SPREAD = 0.2;
const MAX_RETRY_AFTER_MS = 24 * HOUR_MS;

/** What came back. */
export interface WebhookAnswer {
  /** Null where none came. */
  readonly status: number | null;
  /** Its first part, or what went wrong. */
  readonly text: string;
  readonly retryAfter: string | null;
}

export type Verdict =
  | { readonly kind: "delivered" }
  /** The endpoint says that it is gone. */
  | { readonly kind: "gone" }
  /** It was tried as often as may be. */
  | { readonly kind: "failed" }
  | { readonly kind: "again"; readonly afterMs: number };

/**
 * What becomes of a delivery.
 *
 * @param attempts how many there were, this one too
 * @param drawn from 0 to 1: where in its span the next one comes
 */
export function verdictOf(answer: WebhookAnswer, attempts: number, now: Date, drawn: number): Verdict {
  const { status } = answer;
  if (status !== null && status >= 200 && status < 300) return { kind: "delivered" };
  if (status === 410) return { kind: "gone" };
  const pause = PAUSES_MS[attempts - 1];
  if (pause === undefined) return { kind: "failed" };
  const asked = retryAfterMs(answer.retryAfter, now);
  return { kind: "again", afterMs: Math.round(Math.max(asked, pause * (1 - SPREAD + 2 * SPREAD * drawn))) };
}

/** `Retry-After` as seconds or as a date; 0 where it says nothing, and a day at most. */
export function retryAfterMs(text: string | null, now: Date): number {
  if (text === null || text === "") return 0;
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * SECOND_MS : Date.parse(text) - now.getTime();
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}
