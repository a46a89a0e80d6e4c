import type { ShareLinkView } from "../db/queries/shareLinks.ts";

/** A code seen within a minute is answered from memory. */
export const KNOWN_FOR_MS = 60_000;
/** A code that does not exist may be made at any moment. */
export const UNKNOWN_FOR_MS = 5_000;
const MAX_KNOWN = 20_000;
/** Apart, so that guessing codes can't push out those in use. */
const MAX_UNKNOWN = 2_000;

/** Share links that this process has looked up lately. */
export interface ShareLinkCache {
  /** Undefined when it has to be looked up. */
  get(key: string, now: number): ShareLinkView | null | undefined;
  put(key: string, found: ShareLinkView | null, now: number): void;
  /** Forgets everything: this process has just changed what links lead to. */
  clear(): void;
  /** Forgets what did not exist: this process has just made a code. */
  forgetUnknown(): void;
}

interface Entry {
  readonly found: ShareLinkView | null;
  readonly until: number;
}

export function createShareLinkCache(): ShareLinkCache {
  const known = new Map<string, Entry>();
  const unknown = new Map<string, Entry>();
  return {
    get(key, now) {
      const entry = known.get(key) ?? unknown.get(key);
      return entry === undefined || entry.until <= now ? undefined : entry.found;
    },
    put(key, found, now) {
      if (found !== null && found.code !== null) {
        unknown.delete(key);
        add(known, MAX_KNOWN, key, { found, until: now + KNOWN_FOR_MS });
      } else {
        known.delete(key);
        add(unknown, MAX_UNKNOWN, key, { found, until: now + UNKNOWN_FOR_MS });
      }
    },
    clear() {
      known.clear();
      unknown.clear();
    },
    forgetUnknown: () => unknown.clear(),
  };
}

/** A Map keeps the order of insertion: what was looked up first goes first. */
function add(entries: Map<string, Entry>, most: number, key: string, entry: Entry): void {
  entries.delete(key);
  if (entries.size >= most) {
    for (const oldest of entries.keys()) {
      entries.delete(oldest);
      break;
    }
  }
  entries.set(key, entry);
}
