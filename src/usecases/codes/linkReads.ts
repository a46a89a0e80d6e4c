import type { ShareLinkView } from "../../db/queries/shareLinks.ts";
import { readShareLinks } from "../../db/queries/shareLinks.ts";
import { within } from "../../db/within.ts";
import type { Database } from "../../ports.ts";

/** A share link to be looked up. */
export interface LinkToRead {
  /** Null on a host that serves one tenant. */
  readonly slug: string | null;
  /** Folded. */
  readonly code: string;
  /** By `performance.now()`: the answer is waited for no longer. */
  readonly until: number;
}

/**
 * Looks up where a share link leads.
 *
 * @returns null when there is no such tenant, or several and none is named
 * @throws {DatabaseError}
 */
export type ReadLink = (link: LinkToRead) => Promise<ShareLinkView | null>;

/** How this process looks up the share links of a database. */
export type LinkReads = (database: Database) => ReadLink;

/** Where no request may wait for another, as in an isolate of Workers: each has a statement of its own. */
export const eachByItself: LinkReads = (database) => {
  return async ({ slug, code, until }) => {
    const links = await readShareLinks(
      within(database, () => until),
      slug,
      [code],
    );
    return links?.[0] ?? null;
  };
};
