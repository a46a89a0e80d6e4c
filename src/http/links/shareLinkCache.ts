import type { ShareLinkView } from "../../db/queries/shareLinks.ts";
import { CODE_ALPHABET, CODE_LENGTH } from "../../domain/codeAlphabet.ts";
import { hmacSha256 } from "../../engine/events/hmac.ts";
import { type LandingPage, landingPage } from "./landingPages.ts";
import { NO_CODE } from "./linkParts.ts";

/** A share link made ready: a click only has to add its id. */
export interface ShareLink {
  readonly tenantId: string;
  readonly clickSecret: string;
  /** Where an unknown code leads; null when there is nowhere to go. */
  readonly fallbackUrl: string | null;
  /** Where else links may lead that ask for another page. */
  readonly allowedOrigins: readonly string[];
  /** Null for an unknown code of which that is told. */
  readonly target: ShareTarget | null;
}

export interface ShareTarget {
  /** For whom clicks are recorded; null for a code that does not exist. */
  readonly owner: { readonly programId: string; readonly participantId: string } | null;
  /** Then it matters who clicks. */
  readonly paysForClicks: boolean;
  /** As the link has it, folded. */
  readonly code: string;
  /** What clicks carry: the primary code, whichever of its names the link has. */
  readonly primary: string;
  /** As its program has it. */
  readonly landingUrl: string;
  readonly page: LandingPage;
}

/** What a share link's row means for the code, folded. */
export function shareLinkOf(view: ShareLinkView, asked: string): ShareLink {
  const { tenantId, clickSecret, fallbackUrl, allowedOrigins, code } = view;
  const ofTenant = { tenantId, clickSecret, fallbackUrl, allowedOrigins };
  if (code === null) return { ...ofTenant, target: null };
  const { programId, participantId, landingUrl, ...more } = code;
  const page = landingPage(landingUrl, asked);
  return { ...ofTenant, target: { owner: { programId, participantId }, code: asked, landingUrl, page, ...more } };
}

/** Where a code that does not exist leads, when that is not told: as another one would. */
export function standInTarget(
  { landingUrl, isPrimary }: NonNullable<ShareLinkView["standIn"]>,
  asked: string,
  clickSecret: string,
): ShareTarget {
  const primary = isPrimary ? asked : madeUpPrimary(clickSecret, asked);
  const page = landingPage(landingUrl, asked);
  return { owner: null, paysForClicks: false, code: asked, primary, landingUrl, page };
}

/** What looks like the primary code of one that does not exist: the same each time, and known from no other. */
function madeUpPrimary(clickSecret: string, asked: string): string {
  const drawn = Buffer.from(hmacSha256(clickSecret, `primary ${asked}`), "base64url");
  const letters = [...drawn.subarray(0, CODE_LENGTH)].map((byte) => CODE_ALPHABET[byte % CODE_ALPHABET.length]);
  return letters.join("");
}

/** A code seen within a minute is answered from memory. */
export const KNOWN_FOR_MS = 60_000;
/** A code that does not exist may be made at any moment. */
export const UNKNOWN_FOR_MS = 5_000;
/** So long after it was looked up a link goes on to lead to where it led, while the database is away. */
export const LAST_KNOWN_FOR_MS = 24 * 60 * 60_000;
/** Until the database is asked once more for such a link. */
export const AWAY_FOR_MS = 5_000;
/** They hold 15 MB, of the 128 that an isolate of a Worker has. */
const MAX_KNOWN = 20_000;
/** Apart, so that guessing codes can't push out those in use. */
const MAX_UNKNOWN = 2_000;
/** Shops of which it is known where the last link led. */
const MAX_SHOPS = 1_000;

/** Which link: the tenant's slug, null on a host that serves one tenant, and the folded code. */
export interface LinkKey {
  readonly slug: string | null;
  readonly code: string;
}

/** Share links that this process has looked up lately. */
export interface ShareLinkCache {
  /** Undefined when it has to be looked up. */
  get(key: LinkKey, now: number): ShareLink | null | undefined;
  put(key: LinkKey, found: ShareLink | null, now: number): void;
  /** Where a link led that was looked up within a day; null for others. */
  lastKnown(key: LinkKey, now: number): ShareLink | null;
  /** Where the last link of its shop led that was looked up within a day; null where there was none. */
  lastOfShop(key: LinkKey, now: number): ShareLink | null;
  /** Answers with what was last known for a while, since the database is away. */
  keepOn(key: LinkKey, found: ShareLink, now: number): void;
  /** Forgets everything: this process has just changed what links lead to. */
  clear(): void;
  /** Forgets what did not exist: this process has just made a code. */
  forgetUnknown(): void;
}

interface Entry {
  readonly found: ShareLink | null;
  readonly until: number;
  /** When it was looked up. */
  readonly at: number;
}

export function createShareLinkCache(): ShareLinkCache {
  const known = new Map<string, Entry>();
  const unknown = new Map<string, Entry>();
  const shops = new Map<string, Entry>();
  return {
    get(key, now) {
      const name = nameOf(key);
      const entry = known.get(name) ?? unknown.get(name);
      return entry === undefined || entry.until <= now ? undefined : entry.found;
    },
    put(key, found, now) {
      const name = nameOf(key);
      if (exists(found)) {
        unknown.delete(name);
        add(known, MAX_KNOWN, name, { found, until: now + KNOWN_FOR_MS, at: now });
        add(shops, MAX_SHOPS, key.slug ?? "", { found, until: now, at: now });
      } else {
        known.delete(name);
        add(unknown, MAX_UNKNOWN, name, { found, until: now + UNKNOWN_FOR_MS, at: now });
      }
    },
    lastKnown: (key, now) => recent(known.get(nameOf(key)), now),
    lastOfShop: (key, now) => linkBeside(recent(shops.get(key.slug ?? ""), now), key.code),
    keepOn(key, found, now) {
      const name = nameOf(key);
      const entry = known.get(name);
      const until = now + AWAY_FOR_MS;
      // When it was looked up stays as it was.
      if (entry !== undefined) known.set(name, { ...entry, until });
      else add(unknown, MAX_UNKNOWN, name, { found, until, at: now });
    },
    clear() {
      known.clear();
      unknown.clear();
      shops.clear();
    },
    forgetUnknown: () => unknown.clear(),
  };
}

function recent(entry: Entry | undefined, now: number): ShareLink | null {
  return entry !== undefined && now - entry.at < LAST_KNOWN_FOR_MS ? entry.found : null;
}

function nameOf({ slug, code }: LinkKey): string {
  return `${slug ?? ""}/${code}`;
}

function exists(found: ShareLink | null): boolean {
  return found !== null && found.target !== null && found.target.owner !== null;
}

/** A link that was never looked up, led to where another one of its shop was: whether its code exists is found later. */
function linkBeside(other: ShareLink | null, code: string): ShareLink | null {
  if (other === null || other.target === null || code === NO_CODE) return null;
  const { landingUrl } = other.target;
  const page = landingPage(landingUrl, code);
  return { ...other, target: { owner: null, paysForClicks: false, code, primary: code, landingUrl, page } };
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
