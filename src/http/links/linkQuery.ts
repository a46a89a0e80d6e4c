import { queryInPath } from "./mangledLinks.ts";

/** What a share link says beside its code. */
export interface LinkQuery {
  /** How it was shared, as stored. */
  readonly channel: string | null;
  /** Which other page of the shop it is for, as it was written. */
  readonly to: string | null;
  /** The other parameters, as they are written: they go on to the landing page. */
  readonly carried: readonly string[];
}

/** The longest channel. */
export const MAX_CHANNEL_LENGTH = 40;
/** What is carried beyond so many parameters, or so many characters in all, is dropped. */
export const MAX_CARRIED = 40;
export const MAX_CARRIED_LENGTH = 2_000;

const NO_QUERY: LinkQuery = { channel: null, to: null, carried: [] };
/** What our own panel writes, and most links say. */
const CHANNEL_ALONE = /^via=([a-z0-9_-]{1,40})$/;
const NOT_IN_CHANNEL = /[^a-z0-9_-]/g;
/** What a program that writes HTML makes of "&". */
const OF_HTML = /^amp;/;

/** These are ours: what a link says of them does not reach the landing page. */
const OWN = new Set(["via", "to", "ref", "click"]);

/**
 * Reads what a link was asked with.
 *
 * @param written the code as it stands in the path, which may hold a query whose "?" was encoded
 */
export function linkQueryOf(url: string, written: string): LinkQuery {
  const start = url.indexOf("?");
  const query = start < 0 ? "" : url.slice(start + 1);
  const inPath = queryInPath(written);
  if (query === "" && inPath === "") return NO_QUERY;
  const channelAlone = inPath === "" ? CHANNEL_ALONE.exec(query)?.[1] : undefined;
  if (channelAlone !== undefined) return { ...NO_QUERY, channel: channelAlone };
  // What is in a path is a query only where it names values: else it is a rest of a sentence.
  const pieces = [...query.split("&"), ...inPath.split("&").filter((piece) => piece.includes("="))];
  return readPieces(pieces.map((piece) => piece.replace(OF_HTML, "")).filter((piece) => piece !== ""));
}

/** The name of a parameter, as a page reads it. */
export function nameOf(piece: string): string {
  return textOf(piece.split("=", 1)[0] ?? "");
}

function readPieces(pieces: readonly string[]): LinkQuery {
  const values = new Map<string, string>();
  const carried: string[] = [];
  let room = MAX_CARRIED_LENGTH;
  for (const piece of pieces) {
    const name = nameOf(piece).toLowerCase();
    if (OWN.has(name)) {
      if (!values.has(name)) values.set(name, textOf(piece.slice(piece.indexOf("=") + 1)));
    } else if (carried.length < MAX_CARRIED && piece.length <= room) {
      carried.push(piece);
      room -= piece.length;
    }
  }
  return { channel: channelOf(values.get("via") ?? ""), to: values.get("to") ?? null, carried };
}

/** A channel as it is stored: small letters, digits, "-" and "_" alone. */
function channelOf(text: string): string | null {
  const kept = text.toLowerCase().replace(NOT_IN_CHANNEL, "").slice(0, MAX_CHANNEL_LENGTH);
  return kept === "" ? null : kept;
}

/** As forms encode it; what is no encoding stays as it is. */
function textOf(encoded: string): string {
  const spaced = encoded.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
