import type { ShareLinkView } from "../../db/queries/shareLinks.ts";

/** A share link made ready: a click only has to add its id. */
export interface ShareLink {
  readonly tenantId: string;
  readonly clickSecret: string;
  /** Where an unknown code leads; null when there is nowhere to go. */
  readonly fallbackUrl: string | null;
  /** Null for an unknown code of which that is told. */
  readonly target: ShareTarget | null;
}

export interface ShareTarget {
  /** For whom clicks are recorded; null for a code that does not exist. */
  readonly owner: { readonly programId: string; readonly participantId: string } | null;
  /** The landing page with the code added, up to its fragment, and the fragment. */
  readonly url: string;
  readonly fragment: string;
}

/** What a share link's row means for the code, folded. */
export function shareLinkOf({ tenantId, clickSecret, fallbackUrl, code }: ShareLinkView, asked: string): ShareLink {
  if (code === null) return { tenantId, clickSecret, fallbackUrl, target: null };
  const { programId, participantId } = code;
  const target = { owner: { programId, participantId }, ...landingPage(code.landingUrl, asked) };
  return { tenantId, clickSecret, fallbackUrl, target };
}

/** Where a code that does not exist leads, when that is not told: as another one would. */
export function standInTarget(landingUrl: string, asked: string): ShareTarget {
  return { owner: null, ...landingPage(landingUrl, asked) };
}

/** A landing page with a code added, up to its fragment, and the fragment. */
export function landingPage(landingUrl: string, code: string): { readonly url: string; readonly fragment: string } {
  // As the URL standard writes it: a header takes nothing but ASCII.
  const { href, hash, search } = new URL(landingUrl);
  const page = href.slice(0, href.length - hash.length);
  const joint = search !== "" ? "&" : page.endsWith("?") ? "" : "?";
  return { url: `${page}${joint}ref=${encodeURIComponent(code)}`, fragment: hash };
}

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
  get(key: string, now: number): ShareLink | null | undefined;
  put(key: string, found: ShareLink | null, now: number): void;
  /** Forgets everything: this process has just changed what links lead to. */
  clear(): void;
  /** Forgets what did not exist: this process has just made a code. */
  forgetUnknown(): void;
}

interface Entry {
  readonly found: ShareLink | null;
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
      if (found !== null && found.target !== null && found.target.owner !== null) {
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
