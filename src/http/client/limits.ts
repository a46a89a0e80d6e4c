import { createHmac } from "node:crypto";
import type { Deps } from "../../deps.ts";
import type { RateLimit } from "../../ports.ts";
import { RATE_WINDOW_MS } from "../../ports.ts";
import { logDefect } from "../replies/failure.ts";
import { ProblemError } from "../replies/problem.ts";
import { networkOf } from "./networkOf.ts";

/** Requests of one network address a minute; many people may share one. */
export const ADDRESS_LIMIT: RateLimit = { name: "address", most: 300 };
/** Requests of one participant a minute. */
export const PARTICIPANT_LIMIT: RateLimit = { name: "participant", most: 60 };
/**
 * Codes a minute of one program that don't exist or can't be used. A code without an owner belongs to no program: those
 * of a tenant are counted together, and once they are used up no browser is told of any code until the minute is over.
 *
 * A new code has 10 characters out of 31: 31^10 = 8.2e14. At 60 failures a minute, day and night, an attacker tries
 * 3.2e7 codes a year, so among 100,000 codes in use they find one in 250 years. Older codes have 8 characters, 31^8 =
 * 8.5e11: among as many of those they find 4 in a year, each of which its owner gives to friends for nothing.
 * Codes that people choose for themselves are words, meant to be found.
 */
export const FAILED_CODE_LIMIT: RateLimit = { name: "failedCodes", most: 60 };

/**
 * The same of one network address, in whatever tenant: it stops long before the tenant's other visitors would be, so
 * that no single page full of nonsense closes a program's door.
 */
export const FAILED_CODE_ADDRESS_LIMIT: RateLimit = { name: "failedCodesOfAddress", most: 10 };

/**
 * Links to codes that don't exist, of one network address, counted apart from its other requests. More than its
 * failed codes: one broken link, sent out, brings many people there, and some of them from one address.
 */
export const FAILED_LINK_LIMIT: RateLimit = ADDRESS_LIMIT;

/** A limiter that has not answered by then is down. */
const LIMITER_TIMEOUT_MS = 300;

/** The limits of one request. */
export interface RequestLimits {
  /** @throws {ProblemError} rate_limited, limiter_unavailable */
  ofAddress(): Promise<void>;
  /** After the token is proved, so that no one can use up the requests of another participant. */
  ofParticipant(tenantId: string, externalId: string): Promise<void>;
  /** Before it is told what a code is. */
  ofFailedCodes(tenantId: string): Promise<void>;
  /** After a code has failed, before that is told; the program is null for a code without an owner. */
  codeFailed(tenantId: string, program: string | null): Promise<void>;
  /** Before it is looked up where a link leads. */
  ofFailedLinks(): Promise<void>;
  linkFailed(): Promise<void>;
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
  const links = address === null ? null : hashed("links", networkOf(address));
  /** Whether the request may go on. */
  const ask = async (asking: () => Promise<boolean>): Promise<void> => {
    if (isDown) return;
    let isAllowed: boolean;
    try {
      isAllowed = await inTime(asking());
    } catch (error) {
      // Asked once a request: a limiter that hangs costs each of them its time limit once.
      isDown = true;
      logDefect(error, request.requestId);
      if (!request.needsLimiter) return;
      throw new ProblemError("limiter_unavailable", "Nothing was done. Send the request again in a moment.");
    }
    if (!isAllowed) throw tooMany(clock.now());
  };
  return {
    async ofAddress() {
      if (network !== null) await ask(() => rateLimiter.take(ADDRESS_LIMIT, network));
    },
    ofParticipant: (tenantId, externalId) =>
      ask(() => rateLimiter.take(PARTICIPANT_LIMIT, hashed("participant", tenantId, externalId))),
    ofFailedCodes: (tenantId) =>
      ask(async () => {
        const spent = await Promise.all([
          rateLimiter.isSpent(FAILED_CODE_LIMIT, hashed("codes", tenantId)),
          network !== null && rateLimiter.isSpent(FAILED_CODE_ADDRESS_LIMIT, network),
        ]);
        return !spent.includes(true);
      }),
    codeFailed: (tenantId, program) => {
      const subject = program === null ? hashed("codes", tenantId) : hashed("codes", tenantId, program);
      return ask(async () => {
        // First its own: what one address asks for beyond that is not counted against everybody.
        const isOwnLeft = network === null || (await rateLimiter.take(FAILED_CODE_ADDRESS_LIMIT, network));
        return isOwnLeft && (await rateLimiter.take(FAILED_CODE_LIMIT, subject));
      });
    },
    async ofFailedLinks() {
      if (links !== null) await ask(async () => !(await rateLimiter.isSpent(FAILED_LINK_LIMIT, links)));
    },
    async linkFailed() {
      if (links !== null) await ask(() => rateLimiter.take(FAILED_LINK_LIMIT, links));
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
