import { insertClicks } from "../../db/queries/clicks.ts";
import { type Click, type Database, DatabaseError } from "../../ports.ts";

/** Failures that may pass are tried again this often in all, after 100, 200 and 400 ms. */
const maxAttempts = 4;
const firstPauseMs = 100;

/** Data exceptions (22) and constraint violations (23): trying again would change nothing. */
const refusedData = /^2[23]/;

/**
 * Stores a batch. One click that the database refuses (a channel with a NUL in it, say) doesn't take the
 * others with it: its batch is halved until it is alone.
 *
 * @returns how many were refused.
 * @throws {DatabaseError} for a failure that may pass; storing the whole batch again is safe.
 */
export async function storeClicks(database: Database, clicks: readonly Click[]): Promise<number> {
  if (clicks.length === 0) return 0;
  try {
    await insertClicks(database, clicks);
    return 0;
  } catch (error) {
    if (!(error instanceof DatabaseError) || !refusedData.test(error.sqlState ?? "")) throw error;
    if (clicks.length === 1) return 1;
    const middle = Math.ceil(clicks.length / 2);
    const refused = await storeClicks(database, clicks.slice(0, middle));
    return refused + (await storeClicks(database, clicks.slice(middle)));
  }
}

/**
 * Stores a batch or gives it up after a few attempts; never throws.
 *
 * @returns how many are lost.
 */
export async function storeClicksOrLose(database: Database, clicks: readonly Click[]): Promise<number> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    try {
      return await storeClicks(database, clicks);
    } catch {
      if (attempt < maxAttempts) await pause(firstPauseMs * 2 ** (attempt - 1));
    }
  }
  return clicks.length;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
