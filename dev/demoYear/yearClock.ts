import type { Clock } from "../../src/ports.ts";

/** A clock that can be put to any time, from which it goes on as fast as the real one. */
export interface YearClock extends Clock {
  set(at: Date): void;
}

/** @param real what tells how fast time passes, and what sleeping waits for */
export function yearClock(real: Clock): YearClock {
  let start = real.now().getTime();
  let began = performance.now();
  return {
    now: () => new Date(start + Math.floor(performance.now() - began)),
    sleep: (ms) => real.sleep(ms),
    set(at) {
      start = at.getTime();
      began = performance.now();
    },
  };
}
