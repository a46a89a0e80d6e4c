import type { Clock, RateLimit, RateLimitBinding, RateLimiter } from "../../ports.ts";
import { RATE_WINDOW_MS } from "../../ports.ts";

export type RateLimitBindings = Readonly<Record<RateLimit["name"], RateLimitBinding>>;

const MAX_SPENT = 10_000;

/**
 * Counts by the bindings of Workers: by location, and about right rather than exactly. A binding can't be asked
 * without counting, so what it has refused is remembered by the isolate for the rest of the window.
 */
export function bindingRateLimiter(bindings: RateLimitBindings, clock: Clock): RateLimiter {
  let window = 0;
  let spent = new Set<string>();

  const spentNow = (): Set<string> => {
    const current = Math.floor(clock.now().getTime() / RATE_WINDOW_MS);
    if (current !== window || spent.size >= MAX_SPENT) {
      window = current;
      spent = new Set();
    }
    return spent;
  };
  return {
    async take({ name }, subject) {
      const { success } = await bindings[name].limit({ key: subject });
      if (!success) spentNow().add(`${name}:${subject}`);
      return success;
    },
    isSpent: async ({ name }, subject) => spentNow().has(`${name}:${subject}`),
  };
}
