import type { HistoryHead } from "../../db/queries/history.ts";
import type { Tally } from "../../engine/history/tally.ts";

/** How long a history is kept: as long as a marketer thinks between two changes. */
export const KEPT_FOR_MS = 5 * 60_000;
/** Of all that are kept at once: some 50 MB of text. A longer one is read anew each time. */
export const MAX_KEPT_EVENTS = 100_000;
/** What came since is a page of its own each time; of more pages than that the history is read anew. */
export const MAX_KEPT_PAGES = 200;

/** A part of a history as the database wrote it, under a name by which a thread knows it again. */
export interface KeptPage {
  readonly name: string;
  readonly json: string;
}

/** What was read of a history, and serves the next draft too. */
export interface KeptHistory {
  /**
   * As the database wrote them, from the first event on. No event changes, so they stay true when more have come; one that
   * was numbered earlier and committed later than their last is missed as long as they are kept.
   */
  readonly pages: readonly KeptPage[];
  /** The seq of the last event in them; less than all where reading was given up before its end. */
  readonly upTo: number;
  /** What the rest is of: the last event that there was, and which coupons were used by then. */
  readonly state: string;
  readonly head: HistoryHead;
  readonly sources: Readonly<Record<string, number>>;
  /** Under the rules of the latest version; null where there is none, or where they were not decided yet. */
  readonly today: Tally | null;
}

/** Histories that are being tried out by people who go on typing. */
export interface KeptHistories {
  /** @param key names the history: whose it is, and which part is counted */
  find(key: string): KeptHistory | null;
  keep(key: string, history: KeptHistory): void;
}

/** Those of one process. */
export function createKeptHistories(): KeptHistories {
  const kept = new Map<string, { readonly history: KeptHistory; readonly forgetting: NodeJS.Timeout }>();
  const forget = (key: string) => {
    const entry = kept.get(key);
    if (entry !== undefined) clearTimeout(entry.forgetting);
    kept.delete(key);
  };
  const put = (key: string, history: KeptHistory) => {
    forget(key);
    kept.set(key, { history, forgetting: setTimeout(forget, KEPT_FOR_MS, key).unref() });
  };
  return {
    find(key) {
      const history = kept.get(key)?.history ?? null;
      if (history !== null) put(key, history);
      return history;
    },
    keep(key, history) {
      if (history.head.events > MAX_KEPT_EVENTS || history.pages.length > MAX_KEPT_PAGES) return forget(key);
      put(key, history);
      let events = [...kept.values()].reduce((sum, entry) => sum + entry.history.head.events, 0);
      for (const [oldest, entry] of kept) {
        if (events <= MAX_KEPT_EVENTS) break;
        events -= entry.history.head.events;
        forget(oldest);
      }
    },
  };
}

/** In an isolate of Workers, whose memory is small, each history is read anew. */
export const keptNowhere: KeptHistories = { find: () => null, keep: () => {} };
