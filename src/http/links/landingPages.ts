import { nameOf } from "./linkQuery.ts";

/** Where share links lead. */

/** A page with the code added, up to its fragment, and the fragment: a click only has to add its id. */
export interface LandingPage {
  readonly url: string;
  readonly fragment: string;
}

/** The longest page that a link may ask for. */
export const MAX_TO_LENGTH = 2_000;

/** A path of the same origin, or a whole address; never what browsers read as another origin. */
const PATH_OR_URL = /^(?:\/(?![/\\])|https?:\/\/[^/\\])/i;
/** Parsers drop tabs and the like, and take a backslash for a slash. */
const MISREAD = /[\\\p{Cc}]/u;

/** What we add ourselves, in place of what an address says of it. */
const OURS = new Set(["ref", "click"]);

/**
 * A page with a code added. Its own parameters win over those that come with the link.
 *
 * @param carried parameters of the link, as they are written
 */
export function landingPage(address: string, code: string, carried: readonly string[] = []): LandingPage {
  // As the URL standard writes it: a header takes nothing but ASCII.
  const { href, hash, search } = new URL(address);
  const page = href.slice(0, href.length - hash.length - search.length);
  const own = piecesOf(search.slice(1)).filter((piece) => !OURS.has(nameOf(piece)));
  const names = new Set(own.map(nameOf));
  const more = carried.filter((piece) => !names.has(nameOf(piece))).map(inAscii);
  const base = page.endsWith("?") ? page.slice(0, -1) : page;
  return { url: `${base}?${[...own, ...more, `ref=${encodeURIComponent(code)}`].join("&")}`, fragment: hash };
}

/**
 * The page of the shop that a link asks for in place of the landing page.
 *
 * @param to a path, or a whole address
 * @param landingUrl of the program; its origin is the shop's
 * @param origins others that are the shop's too
 * @returns null where it asks for none, or for anything that is not the shop's
 */
export function pageAskedFor(to: string | null, landingUrl: string, origins: readonly string[]): string | null {
  if (to === null || to.length > MAX_TO_LENGTH || !PATH_OR_URL.test(to) || MISREAD.test(to)) return null;
  if (!URL.canParse(to, landingUrl)) return null;
  const { href, origin, username, password } = new URL(to, landingUrl);
  if (username !== "" || password !== "") return null;
  return origin === new URL(landingUrl).origin || origins.includes(origin) ? href : null;
}

function piecesOf(query: string): string[] {
  return query === "" ? [] : query.split("&");
}

/** A parameter as the URL standard writes it. */
function inAscii(piece: string): string {
  return new URL(`http://x/?${piece.replaceAll("#", "%23")}`).search.slice(1);
}
