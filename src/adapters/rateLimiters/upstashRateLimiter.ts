import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import type { RateLimit, RateLimiter } from "../../ports.ts";
import { RATE_WINDOW_MS } from "../../ports.ts";

/** Where counts are kept together for every process and every place. */
export interface UpstashSettings {
  readonly url: string;
  readonly token: string;
}

const PREFIX = "refer-a-friend";

/**
 * Counts in a Redis behind Upstash's REST interface. Nothing is retried and nothing passes for want of an answer: a
 * Redis that refuses or hangs is the caller's to judge, who waits only so long.
 */
export function upstashRateLimiter({ url, token }: UpstashSettings): RateLimiter {
  const redis = new Redis({ url, token, retry: false, enableTelemetry: false });
  const limiters = new Map<string, Ratelimit>();
  const limiterOf = ({ name, most }: RateLimit): Ratelimit => {
    const key = `${name} ${most}`;
    let limiter = limiters.get(key);
    if (limiter === undefined) {
      limiter = new Ratelimit({
        redis,
        limiter: Ratelimit.fixedWindow(most, `${RATE_WINDOW_MS} ms`),
        prefix: `${PREFIX}:${name}`,
        // Its own time limit lets requests through, and its memory of the blocked never shrinks.
        timeout: 0,
        ephemeralCache: false,
      });
      limiters.set(key, limiter);
    }
    return limiter;
  };
  return {
    take: async (limit, subject) => (await limiterOf(limit).limit(subject)).success,
    isSpent: async (limit, subject) => (await limiterOf(limit).getRemaining(subject)).remaining <= 0,
  };
}
