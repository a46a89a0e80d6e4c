import { logError } from "../../log.ts";
import type { Click } from "../../ports.ts";

/**
 * What a sink does with the clicks it has collected. Taking the same ones again is safe.
 *
 * @returns how many were refused for good; throws when trying again may help.
 */
export type TakeClicks = (clicks: readonly Click[]) => Promise<number>;

/** Failures that may pass are tried again this often in all, after 100, 200 and 400 ms. */
export const MAX_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Takes a batch, or gives it up after a few attempts and says so in the log; never throws.
 *
 * @param triesAgain asked after each failure
 * @returns how many are lost.
 */
export async function takeOrLose(
  take: TakeClicks,
  clicks: readonly Click[],
  triesAgain: (error: unknown, failures: number) => boolean = (_, failures) => failures < MAX_ATTEMPTS,
): Promise<number> {
  for (let failures = 1; ; failures++) {
    try {
      return await take(clicks);
    } catch (error) {
      if (!triesAgain(error, failures)) {
        logError(`clicks lost: ${clicks.length}, after ${failures} attempts`, error);
        return clicks.length;
      }
    }
    await pause(Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS));
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
