import type { Instant } from "../../domain/periods.ts";
import type { RedeemedCoupons } from "../../domain/redeemedCoupons.ts";
import { redeemedShare } from "../../domain/redeemedCoupons.ts";
import type { Rules } from "../../domain/rules.ts";
import type { BacktestProgram } from "../../engine/history/backtest.ts";
import type { OpenFold } from "../../engine/history/historyFold.ts";
import type { Expected } from "../../engine/history/madeUpYear.ts";
import { madeFor, madeUpYear } from "../../engine/history/madeUpYear.ts";
import type { Tally } from "../../engine/history/tally.ts";

interface Running {
  /** How many of its coupons the program knows to be used. */
  readonly redeemed: RedeemedCoupons;
  /** When the year begins. */
  readonly start: Instant;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * Decides one made-up year by each of some documents.
 *
 * @returns the figures of each, in their order
 * @throws the signal's reason
 */
export async function foldMadeUpYear(
  openFold: OpenFold,
  program: BacktestProgram,
  documents: readonly Rules[],
  expected: Expected,
  { redeemed, start, signal }: Running,
): Promise<readonly Tally[]> {
  signal.throwIfAborted();
  const made = madeFor(documents);
  const page = madeUpYear(expected, program, made, start);
  const sources = page.events.filter(({ type }) => type === "signup" || made.bringsCodes);
  const lastSources = new Map(sources.map(({ participantId, seq }) => [participantId ?? "", seq]));
  // Those who share order nothing in such a year: their coupons are used on an average order.
  const coupons = { share: redeemedShare(redeemed), orderMinor: BigInt(expected.orderMinor) };
  const fold = openFold({ program, documents, period: { from: null, to: null }, lastSources, coupons });
  const stop = () => fold.stop();
  signal.addEventListener("abort", stop);
  try {
    await fold.page(JSON.stringify(page));
    return await fold.close();
  } catch (error) {
    // What a stopped fold throws says less than why it was stopped.
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
    fold.stop();
  }
}
