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
  /** The names of pages that are kept for the next draft; a thread forgets all others. */
  readonly kept?: readonly string[];
}

/** A history that is being decided. */
export interface HistoryFold {
  /**
   * Decides one page more.
   *
   * @param json a `HistoryPage` as the database wrote it, which may go to another thread unread
   * @param name of a page that is kept, under which a thread that has read it finds it again: no other text ever has it
   */
  page(json: string, name?: string): Promise<void>;
  /** The figures of each document, in their order, with advocates by their external ids. */
  close(): Promise<readonly Tally[]>;
  /** Ends it wherever it is; what waits for it fails. */
  stop(): void;
}

export type OpenFold = (job: FoldJob) => HistoryFold;

/** So many events are decided before others have their turn: some milliseconds. */
const SLICE = 250;

/** A thread keeps so much of what it has read, in characters of text: some 40 MB in memory. */
const MAX_KEPT_TEXT = 32 * 1024 * 1024;

interface PagesFold extends Pick<HistoryFold, "close" | "stop"> {
  /** Decides one page more, and leaves it as it is. */
  decide(page: HistoryPage): Promise<void>;
}

/**
 * Decides a history in the thread that asks for it.
 *
 * @param pause lets others have their turn
 */
export function foldHere(job: FoldJob, pause: () => Promise<void>): HistoryFold {
  const fold = foldPages(job, pause);
  return { ...fold, page: async (json) => await fold.decide(JSON.parse(json)) };
}

function foldPages(
  { program, documents, period, lastSources, coupons }: FoldJob,
  pause: () => Promise<void>,
): PagesFold {
  const backtests = documents.map((rules) => openBacktest(program, rules, period, lastSources, coupons));
  let isStopped = false;
  return {
    async decide({ events, participants, codes }) {
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
  | { readonly kind: "page"; readonly json: string; readonly name: string | undefined }
  /** A page that may have been sent before: false where it has to be sent. */
  | { readonly kind: "known"; readonly name: string }
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
    async page(json, name) {
      if (name !== undefined && (await thread.call({ kind: "known", name })) === true) return;
      await thread.call({ kind: "page", json, name });
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
export function answersCalls(maxKeptText = MAX_KEPT_TEXT): (call: FoldCall) => Promise<unknown> {
  const known = knownPages(maxKeptText);
  let fold: PagesFold | null = null;
  return async (call) => {
    if (call.kind === "open") {
      known.keepOnly(call.job.kept ?? []);
      fold = foldPages(call.job, async () => {});
      return null;
    }
    if (fold === null) throw new Error("no history is open");
    if (call.kind === "known") {
      const page = known.find(call.name);
      if (page === null) return false;
      await fold.decide(page);
      return true;
    }
    if (call.kind === "page") return await fold.decide(known.read(call.json, call.name));
    const closed = fold.close();
    fold = null;
    return await closed;
  };
}

/** What a thread has read and may be asked for again, so that it reads the same text once. */
function knownPages(maxText: number) {
  const pages = new Map<string, { readonly page: HistoryPage; readonly length: number }>();
  let length = 0;
  return {
    find: (name: string) => pages.get(name)?.page ?? null,
    read(json: string, name: string | undefined): HistoryPage {
      const page = JSON.parse(json) as HistoryPage;
      if (name !== undefined && length + json.length <= maxText) {
        pages.set(name, { page, length: json.length });
        length += json.length;
      }
      return page;
    },
    keepOnly(names: readonly string[]): void {
      const kept = new Set(names);
      for (const [name, page] of pages) {
        if (kept.has(name)) continue;
        pages.delete(name);
        length -= page.length;
      }
    },
  };
}
