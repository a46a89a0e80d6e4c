import type { Rules } from "../../domain/rules.ts";
import type { BacktestProgram, HistoryPage } from "./backtest.ts";
import { backtestPage, closeBacktest, openBacktest } from "./backtest.ts";
import type { CouponsExpected } from "./couponsUsed.ts";
import type { CountedPeriod, Tally } from "./tally.ts";

/** What a history is decided under, and what is counted of it: plain data, so that it can go to another thread. */
export interface FoldJob {
  readonly program: BacktestProgram;
  /** Each is folded over the same pages. */
  readonly documents: readonly Rules[];
  readonly period: CountedPeriod;
  /** The seq of the last event in which a participant brings a code or click, is given to another advocate or merged. */
  readonly lastSources: ReadonlyMap<string, number>;
  readonly coupons: CouponsExpected;
}

/** A history that is being decided. */
export interface HistoryFold {
  /**
   * Decides one page more.
   *
   * @param json a `HistoryPage` as the database wrote it, which may go to another thread unread
   */
  page(json: string): Promise<void>;
  /** The figures of each document, in their order, with advocates by their external ids. */
  close(): Promise<readonly Tally[]>;
  /** Ends it wherever it is; what waits for it fails. */
  stop(): void;
}

export type OpenFold = (job: FoldJob) => HistoryFold;

/** So many events are decided before others have their turn: some milliseconds. */
const SLICE = 250;

/**
 * Decides a history in the thread that asks for it.
 *
 * @param pause lets others have their turn
 */
export function foldHere(
  { program, documents, period, lastSources, coupons }: FoldJob,
  pause: () => Promise<void>,
): HistoryFold {
  const backtests = documents.map((rules) => openBacktest(program, rules, period, lastSources, coupons));
  let isStopped = false;
  return {
    async page(json) {
      const { events, participants, codes } = JSON.parse(json) as HistoryPage;
      for (let start = 0; start < events.length; start += SLICE) {
        if (isStopped) throw new Error("the fold was stopped");
        const slice = events.slice(start, start + SLICE);
        const named = start === 0 ? { participants, codes } : { participants: [], codes: [] };
        for (const backtest of backtests) backtestPage(backtest, { events: slice, ...named });
        await pause();
      }
    },
    close: () => Promise.resolve(backtests.map((backtest) => closeBacktest(backtest))),
    stop() {
      isStopped = true;
    },
  };
}

/** What the thread that serves asks of the one that folds. */
export type FoldCall =
  | { readonly kind: "open"; readonly job: FoldJob }
  | { readonly kind: "page"; readonly json: string }
  | { readonly kind: "close" };

/** A thread that answers one call after the other. */
export interface FoldThread {
  call(message: FoldCall): Promise<unknown>;
  /** Gives it back; calls that wait for their answer fail. */
  leave(): void;
}

/** Decides a history in another thread, which hands every call to `answersCalls`. */
export function foldInThread(thread: FoldThread, job: FoldJob): HistoryFold {
  // A job that can't be opened fails each call after it too.
  thread.call({ kind: "open", job }).catch(() => {});
  return {
    async page(json) {
      await thread.call({ kind: "page", json });
    },
    async close() {
      const tallies = (await thread.call({ kind: "close" })) as readonly Tally[];
      thread.leave();
      return tallies;
    },
    stop: () => thread.leave(),
  };
}

/** The other thread's half of `foldInThread`: a job that is opened takes the place of one that was not closed. */
export function answersCalls(): (call: FoldCall) => Promise<unknown> {
  let fold: HistoryFold | null = null;
  return async (call) => {
    if (call.kind === "open") {
      fold = foldHere(call.job, async () => {});
      return null;
    }
    if (fold === null) throw new Error("no history is open");
    if (call.kind === "page") return await fold.page(call.json);
    const closed = fold.close();
    fold = null;
    return await closed;
  };
}
