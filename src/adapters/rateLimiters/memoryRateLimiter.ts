import type { Clock, RateLimit, RateLimiter } from "../../ports.ts";
import { RATE_WINDOW_MS } from "../../ports.ts";

/** So many subjects are counted in one window; of more, the first ones are forgotten. */
export const MAX_SUBJECTS = 100_000;

/** Counts in this process, for one process on one machine. Each window begins with an empty map. */
export function memoryRateLimiter(clock: Clock): RateLimiter {
  let window = 0;
  let counts = new Map<string, number>();

  const countOf = (name: string): number => {
    const current = Math.floor(clock.now().getTime() / RATE_WINDOW_MS);
    if (current !== window) {
      window = current;
      counts = new Map();
    }
    return counts.get(name) ?? 0;
  };
  return {
    async take(limit, subject) {
      const name = nameOf(limit, subject);
      const count = countOf(name);
      if (count >= limit.most) return false;
      if (count === 0 && counts.size >= MAX_SUBJECTS) forgetFirst(counts);
      counts.set(name, count + 1);
      return true;
    },
    async isSpent(limit, subject) {
      return countOf(nameOf(limit, subject)) >= limit.most;
    },
  };
}

function nameOf({ name }: RateLimit, subject: string): string {
  return `${name}:${subject}`;
}

function forgetFirst(counts: Map<string, number>): void {
  for (const name of counts.keys()) {
    counts.delete(name);
    return;
  }
}
