import type { Clock, RateLimit, RateLimiter } from "../../ports.ts";
import { RATE_WINDOW_MS } from "../../ports.ts";

/** Where counts are kept together for every process and every place. */
export interface UpstashSettings {
  readonly url: string;
  readonly token: string;
}

const PREFIX = "refer-a-friend";

/** The caller waits less long; after that the request itself is given up too. */
const MAX_WAIT_MS = 2_000;

/** Counts one, and lets the count end by itself: both or neither. */
const TAKE = `local count = redis.call("INCR", KEYS[1])
if count == 1 then redis.call("PEXPIRE", KEYS[1], ARGV[1]) end
return count`;

/**
 * Counts in a Redis behind Upstash's REST interface. Nothing is retried and nothing passes for want of an answer: a
 * Redis that refuses or hangs is the caller's to judge, who waits only so long.
 *
 * Two commands are sent by hand: the packages for it would be a twentieth of the Worker, since they bring every command.
 */
export function upstashRateLimiter({ url, token }: UpstashSettings, clock: Clock): RateLimiter {
  const send = async (command: readonly string[]): Promise<unknown> => {
    const response = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(command),
      signal: AbortSignal.timeout(MAX_WAIT_MS),
    });
    // What it says of an error may quote the command.
    if (!response.ok) throw new Error(`the Redis that counts answered ${response.status}`);
    return ((await response.json()) as { readonly result?: unknown }).result;
  };
  const keyOf = ({ name }: RateLimit, subject: string) =>
    `${PREFIX}:${name}:${subject}:${Math.floor(clock.now().getTime() / RATE_WINDOW_MS)}`;
  return {
    take: async (limit, subject) => {
      const count = await send(["EVAL", TAKE, "1", keyOf(limit, subject), `${RATE_WINDOW_MS}`]);
      if (typeof count !== "number") throw new Error("the Redis that counts told no number");
      return count <= limit.most;
    },
    isSpent: async (limit, subject) => Number((await send(["GET", keyOf(limit, subject)])) ?? 0) >= limit.most,
  };
}
