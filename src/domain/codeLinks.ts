/**
 * Codes in links that people paste where a code belongs. Links are known by their form and not by their host: a tenant's
 * links may have stood on hosts that this deployment no longer has, and a code that no one has stays unknown anyway.
 */

/** What mail programs and messengers put around a link, and what no one sees. */
const AROUND = /^[\s"'<([{\p{Default_Ignorable_Code_Point}\p{Quotation_Mark}]+/u;
/** What ends a path, and no code: slashes, and what closes a sentence or a bracket around the link. */
const ENDING = /[^\p{L}\p{M}\p{N}]+$/u;
/** A host of any scheme or none, its path, and its query. */
const LINK = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^\s/?#]*(\/[^\s?#]*)?(?:\?([^\s#]*))?/i;
const SHARED = /\/r\/(?:[^/]+\/)?([^/]+)$/i;
const LANDED = /(?:^|&)ref=([^&]*)/i;
const JOINED = /\/join\/(?:[^/]+\/)?([^/]+)$/i;

/**
 * The code of a share link, or of the page to which one leads, as it is written there; null for what is no such link.
 * Links that an older fold has made capitals of, or has taken dashes from, are known too.
 */
export function codeInLink(text: string): string | null {
  if (!text.includes("/") && !text.includes("?")) return null;
  const [, path = "", query = ""] = LINK.exec(text.replace(AROUND, "")) ?? [];
  const ended = path.replace(ENDING, "");
  const found = SHARED.exec(ended)?.[1] ?? LANDED.exec(query)?.[1] ?? JOINED.exec(ended)?.[1];
  return found === undefined ? null : decoded(found);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
