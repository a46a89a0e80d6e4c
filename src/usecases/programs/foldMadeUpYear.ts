import type { Instant } from "../../domain/periods.ts";
import type { Rules } from "../../domain/rules.ts";
import type { BacktestProgram } from "../../engine/history/backtest.ts";
import type { OpenFold } from "../../engine/history/historyFold.ts";
import type { Expected } from "../../engine/history/madeUpYear.ts";
import { madeFor, madeUpYear } from "../../engine/history/madeUpYear.ts";
import type { Tally } from "../../engine/history/tally.ts";

interface Running {
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
  { start, signal }: Running,
): Promise<readonly Tally[]> {
  signal.throwIfAborted();
  const made = madeFor(documents);
  const page = madeUpYear(expected, program, made, start);
  const sources = page.events.filter(({ type }) => type === "signup" || made.bringsCodes);
  const lastSources = new Map(sources.map(({ participantId, seq }) => [participantId ?? "", seq]));
  const fold = openFold({ program, documents, period: { from: null, to: null }, lastSources });
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
