import type { Clock } from "../ports.ts";

/** A clock that stands still until it is told to move; sleeping moves it. */
export interface FixedClock extends Clock {
  advance(ms: number): void;
}

export function fixedClock(at: string): FixedClock {
  let now = Date.parse(at);
  return {
    now: () => new Date(now),
    advance(ms) {
      now += ms;
    },
    async sleep(ms) {
      now += ms;
    },
  };
}
