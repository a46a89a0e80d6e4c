import type { ShareLinkView } from "../../db/queries/shareLinks.ts";
import { MAX_LINKS_AT_ONCE, readShareLinks } from "../../db/queries/shareLinks.ts";
import { within } from "../../db/within.ts";
import { DatabaseError, NO_FREE_CONNECTION } from "../../ports.ts";
import type { LinkReads, LinkToRead } from "./linkReads.ts";

/** Those whose time ends within the same so many milliseconds may share a statement, which ends with the first of them. */
const ENDS_WITHIN_MS = 100;
/** Links that are asked for and not answered, as many as statements may wait; more are refused at once. */
export const MAX_ASKED_LINKS = 10_000;
/** Of them those under one slug, so that one tenant's do not take the others' place. */
export const MAX_ASKED_OF_ONE = 4_000;

/** Links that go into one statement. */
interface Share {
  readonly slug: string | null;
  /** The codes, each once, and the place of its answer. */
  readonly places: Map<string, number>;
  until: number;
  readonly answer: Promise<readonly ShareLinkView[] | null>;
  readonly send: () => void;
}

/**
 * Looks up by one statement what is asked for within one turn of the event loop. For Node alone. No link waits for
 * another one's statement, and none of them longer than for its own: nothing that it reads can be locked by a write.
 *
 * @param soon calls when this turn of the event loop is over
 */
export function sharedLinkReads(soon: (work: () => void) => void): LinkReads {
  return (database) => {
    /** Those that still take links, by slug and by when their time ends. */
    let open = new Map<string, Share>();
    const asked = { inAll: 0, of: new Map<string | null, number>() };

    function count(slug: string | null, change: number): void {
      const ofOne = (asked.of.get(slug) ?? 0) + change;
      asked.inAll += change;
      if (ofOne > 0) asked.of.set(slug, ofOne);
      else asked.of.delete(slug);
    }

    function sendAll(): void {
      const shares = open;
      open = new Map();
      for (const share of shares.values()) share.send();
    }

    function begin({ slug, until }: LinkToRead): Share {
      const { promise, resolve } = Promise.withResolvers<readonly ShareLinkView[] | null>();
      const send = () => {
        const inTime = within(database, () => share.until);
        resolve(readShareLinks(inTime, slug, [...share.places.keys()]));
      };
      const share: Share = { slug, places: new Map(), until, answer: promise, send };
      return share;
    }

    function shareFor(link: LinkToRead): Share {
      const name = `${Math.floor(link.until / ENDS_WITHIN_MS)} ${link.slug ?? ""}`;
      const known = open.get(name);
      if (known !== undefined && (known.places.size < MAX_LINKS_AT_ONCE || known.places.has(link.code))) return known;
      // A full one goes before this turn is over.
      if (known !== undefined) known.send();
      else if (open.size === 0) soon(sendAll);
      const share = begin(link);
      open.set(name, share);
      return share;
    }

    return async (link) => {
      const { slug, code } = link;
      if (asked.inAll >= MAX_ASKED_LINKS || (asked.of.get(slug) ?? 0) >= MAX_ASKED_OF_ONE) throw tooMany();
      const share = shareFor(link);
      const place = share.places.get(code) ?? share.places.size;
      share.places.set(code, place);
      share.until = Math.min(share.until, link.until);
      count(slug, 1);
      try {
        return (await share.answer)?.[place] ?? null;
      } finally {
        count(slug, -1);
      }
    };
  };
}

function tooMany(): DatabaseError {
  return new DatabaseError("Too many links wait to be looked up.", NO_FREE_CONNECTION, null);
}
