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
/** With the tenant's slug before the code, where there are two parts. */
const SHARED = /\/r\/(?:([^/]+)\/)?([^/]+)$/i;
const LANDED = /(?:^|&)ref=([^&]*)/i;
const JOINED = /\/join\/(?:([^/]+)\/)?([^/]+)$/i;

/**
 * The code of a share link, or of the page to which one leads, as it is written there; null for what is no such link.
 * Links that an older fold has made capitals of, or has taken dashes from, are known too.
 */
export function codeInLink(text: string): string | null {
  return partsOf(text)?.code ?? null;
}

/**
 * The code of another tenant to which a text is a link, with that tenant's slug before it, so that it is no code of this
 * one: who pasted the link meant none. Null for all other texts.
 */
export function codeOfOther(text: string, slug: string): string | null {
  const { slug: named = null, code } = partsOf(text) ?? {};
  return named === null || plainSlug(named) === plainSlug(slug) ? null : `${plainSlug(named)}/${code}`;
}

/** The landing page of a shop is its own, and its path names no tenant. */
function partsOf(text: string): { readonly slug: string | null; readonly code: string } | null {
  if (!text.includes("/") && !text.includes("?")) return null;
  const [, path = "", query = ""] = LINK.exec(text.replace(AROUND, "")) ?? [];
  const ended = path.replace(ENDING, "");
  const landed = LANDED.exec(query)?.[1];
  const [, slug, code] = SHARED.exec(ended) ?? (landed === undefined ? JOINED.exec(ended) : null) ?? [];
  const found = code ?? landed;
  return found === undefined ? null : { slug: slug === undefined ? null : decoded(slug), code: decoded(found) };
}

/** As it comes back from messages: in capitals, with or without its dashes. */
function plainSlug(slug: string): string {
  return slug.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
