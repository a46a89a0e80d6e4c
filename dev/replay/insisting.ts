import { setTimeout as sleep } from "node:timers/promises";
import type { Call } from "./replay.ts";

/** Of a service that is busy, and of one that is away: it is back by then, or does not come. */
const MOST_ATTEMPTS = 30;
const LONGEST_WAIT_S = 10;

/**
 * Asks again for what the service had no time for, when it says to. Everything that the replay tells has a name of its
 * own, so a repeat of what was stored after all changes nothing.
 *
 * @param wait takes milliseconds
 */
export function insisting(call: Call, wait: (ms: number) => Promise<unknown> = sleep): Call {
  return async (path, body) => {
    for (let attempt = 1; ; attempt++) {
      const reply = await call(path, body);
      if (!isBusy(reply) || attempt === MOST_ATTEMPTS) return reply;
      const asked = Number(reply.headers.get("retry-after") ?? 1);
      await wait(Math.min(asked, LONGEST_WAIT_S) * 1_000);
    }
  };
}

/** As a whole, or in an event of a batch. */
function isBusy({ status, body }: Awaited<ReturnType<Call>>): boolean {
  if (status === 503) return true;
  const { results } = (body ?? {}) as { results?: readonly { readonly status?: number }[] };
  return Array.isArray(results) && results.some((result) => result.status === 503);
}
