import type { Click } from "../../ports.ts";

/**
 * What a sink does with the clicks it has collected. Taking the same ones again is safe.
 *
 * @returns how many were refused for good; throws when trying again may help.
 */
export type TakeClicks = (clicks: readonly Click[]) => Promise<number>;

/** Failures that may pass are tried again this often in all, after 100, 200 and 400 ms. */
const maxAttempts = 4;
const firstPauseMs = 100;

/**
 * Takes a batch or gives it up after a few attempts; never throws.
 *
 * @returns how many are lost.
 */
export async function takeOrLose(take: TakeClicks, clicks: readonly Click[]): Promise<number> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    try {
      return await take(clicks);
    } catch {
      if (attempt < maxAttempts) await pause(firstPauseMs * 2 ** (attempt - 1));
    }
  }
  return clicks.length;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
