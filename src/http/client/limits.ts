import { createHmac } from "node:crypto";
import type { Deps } from "../../deps.ts";
import type { RateLimit } from "../../ports.ts";
import { RATE_WINDOW_MS } from "../../ports.ts";
import { logCrowd } from "../replies/failure.ts";
import { ProblemError } from "../replies/problem.ts";
import { networkOf } from "./networkOf.ts";

/** Requests of one network address a minute; many people may share one. */
export const ADDRESS_LIMIT: RateLimit = { name: "address", most: 300 };
/** Requests of one participant a minute. */
export const PARTICIPANT_LIMIT: RateLimit = { name: "participant", most: 60 };
/**
 * Codes a minute of one tenant of which strangers are told that they don't exist, by all doors and addresses together:
 * share links, landing pages and the check of a code. More are answered as some other code of the tenant would be
 * (`db/queries/standIns.ts`), and so are those that come while the limiter is down. So no one is refused for what
 * others tried: right codes are always answered. A wrong one that a customer typed may be taken for a right one in
 * such a minute; the redemption tells.
 *
 * A guesser learns one code a second in this way, however many addresses ask. A new code has 10 characters out of 31:
 * 31^10 = 8.2e14. Day and night that is 3.2e7 codes a year, so among 100,000 codes in use they find one in 250 years.
 * Older codes have 8 characters, 31^8 = 8.5e11: among as many of those they find 4 in a year, each of which its owner
 * gives to friends for nothing. Codes that people choose for themselves are words, meant to be found.
 */
export const FAILED_CODE_LIMIT: RateLimit = { name: "failedCodes", most: 60 };

/**
 * The same of one network address, so that one alone does not use up what its tenant's customers are told. And the
 * failed codes a minute of one participant who has signed in: they are told the truth, and after that refused, alone.
 * A tenant decides who may sign in; with a thousand accounts a guesser learns 170 codes a second more.
 */
export const OWN_FAILED_CODE_LIMIT: RateLimit = { name: "ownFailedCodes", most: 10 };

/** Forms of one network address a minute that ask for a link to sign in. */
export const SIGN_IN_ADDRESS_LIMIT: RateLimit = { name: "signInAddress", most: 10 };
/** The same of one e-mail, from whatever address it is asked for: its owner is not to be flooded. */
export const SIGN_IN_EMAIL_LIMIT: RateLimit = { name: "signInEmail", most: 3 };

/** A limiter that has not answered by then is down. */
const LIMITER_TIMEOUT_MS = 300;

/** The limits of one request. */
export interface RequestLimits {
  /** @throws {ProblemError} rate_limited, limiter_unavailable */
  ofAddress(): Promise<void>;
  /** After the token is proved, so that no one can use up the requests of another participant. */
  ofParticipant(tenantId: string, externalId: string): Promise<void>;
  /** Before a participant is told what a code is. */
  ofFailedCodes(tenantId: string, externalId: string): Promise<void>;
  /** After a participant's code has failed, before that is told. */
  codeFailed(tenantId: string, externalId: string): Promise<void>;
  /** Before a link to sign in is made for an e-mail. */
  ofSignIn(email: string): Promise<void>;
  /** Whether a stranger may be told that a code does not exist; counts it. Never refuses. */
  mayTellUnknown(tenantId: string): Promise<boolean>;
}

type RateLimitDeps = Pick<Deps, "rateLimiter" | "subjectKey" | "clock">;

/**
 * @param address where the request comes from, if that is known
 * @param needsLimiter whether the request is refused when the limiter is down: what tells codes apart has to be, since
 *   guessing would cost nothing; anything else goes on
 */
export function limitsOf(
  { rateLimiter, subjectKey, clock }: RateLimitDeps,
  request: { readonly address: string | null; readonly needsLimiter: boolean; readonly requestId: string },
): RequestLimits {
  let isDown = false;

  const { address } = request;
  const hashed = (...parts: readonly string[]) => {
    return createHmac("sha256", subjectKey).update(JSON.stringify(parts)).digest("base64url");
  };
  const network = address === null ? null : hashed("address", networkOf(address));
  /** What the limiter says; null while it is down. */
  const hear = async (asking: () => Promise<boolean>): Promise<boolean | null> => {
    if (isDown) return null;
    try {
      return await inTime(asking());
    } catch (error) {
      // Asked once a request: a limiter that hangs costs each of them its time limit once.
      isDown = true;
      logCrowd("rate limiter", error, request.requestId);
      return null;
    }
  };
  /** Whether the request may go on. */
  const ask = async (asking: () => Promise<boolean>): Promise<void> => {
    const isAllowed = await hear(asking);
    if (isAllowed === false) throw tooMany(clock.now());
    if (isAllowed === null && request.needsLimiter) {
      throw new ProblemError("limiter_unavailable", "Nothing was done. Send the request again in a moment.");
    }
  };
  const ofOne = (tenantId: string, externalId: string) => hashed("participant", tenantId, externalId);
  return {
    async ofAddress() {
      if (network !== null) await ask(() => rateLimiter.take(ADDRESS_LIMIT, network));
    },
    ofParticipant: (tenantId, externalId) =>
      ask(() => rateLimiter.take(PARTICIPANT_LIMIT, ofOne(tenantId, externalId))),
    ofFailedCodes: (tenantId, externalId) =>
      ask(async () => !(await rateLimiter.isSpent(OWN_FAILED_CODE_LIMIT, ofOne(tenantId, externalId)))),
    codeFailed: (tenantId, externalId) =>
      ask(() => rateLimiter.take(OWN_FAILED_CODE_LIMIT, ofOne(tenantId, externalId))),
    async ofSignIn(email) {
      // First its own: what one address asks for beyond that is not counted against the e-mail's owner.
      if (network !== null) await ask(() => rateLimiter.take(SIGN_IN_ADDRESS_LIMIT, network));
      await ask(() => rateLimiter.take(SIGN_IN_EMAIL_LIMIT, hashed("signIn", email)));
    },
    async mayTellUnknown(tenantId) {
      const isTold = await hear(async () => {
        // First its own: what one address asks for beyond that is not counted against all others.
        const isOwnLeft = network === null || (await rateLimiter.take(OWN_FAILED_CODE_LIMIT, network));
        return isOwnLeft && (await rateLimiter.take(FAILED_CODE_LIMIT, hashed("codes", tenantId)));
      });
      return isTold === true;
    },
  };
}

/** The header that says when a request that was one too many may be sent again. */
export function retryAfter({ code }: ProblemError, now: Date): Record<string, string> {
  return code === "rate_limited" ? { "retry-after": `${secondsToNextWindow(now)}` } : {};
}

function secondsToNextWindow(now: Date): number {
  return Math.ceil((RATE_WINDOW_MS - (now.getTime() % RATE_WINDOW_MS)) / 1000);
}

function tooMany(now: Date): ProblemError {
  return new ProblemError("rate_limited", `Send the request again in ${secondsToNextWindow(now)} seconds.`);
}

async function inTime<T>(deciding: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("the rate limiter did not answer in time")), LIMITER_TIMEOUT_MS);
  try {
    return await Promise.race([deciding, late]);
  } finally {
    clearTimeout(timer);
    // What it still does no longer matters.
    deciding.catch(() => {});
  }
}
