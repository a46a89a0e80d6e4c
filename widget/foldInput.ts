/** What people type into a code field, as the code that it means. Pure. */

/** The server's own limit for a code; what is longer is none. */
const MAX_CODE_LENGTH = 32;
const MIN_CODE_LENGTH = 3;

/**
 * Folded as the server folds: capitals, without dashes, underscores and white space; besides, what phones and
 * mail programs make of them (full-width letters, long dashes, invisible marks). Of a pasted share link its code.
 */
export function foldInput(typed: string): string {
  const text = /^https?:\/\//i.test(typed.trim()) ? codeInLink(typed.trim()) : typed;
  return text
    .normalize("NFKC")
    .replace(/[\s\p{Dash}_\u200b-\u200f\u2060-\u2069\ufeff]/gu, "")
    .toUpperCase();
}

/** Whether the server would know it as a code that might be. */
export function mayBeCode(folded: string): boolean {
  return folded.length >= MIN_CODE_LENGTH && folded.length <= MAX_CODE_LENGTH && /^[0-9A-Z]+$/.test(folded);
}

/** A landing page's link names it in `ref`, a share link in the end of its path. */
function codeInLink(link: string): string {
  try {
    const { pathname, searchParams } = new URL(link);
    return searchParams.get("ref") ?? decodeURIComponent(pathname.split("/").filter(Boolean).pop() ?? "");
  } catch {
    return link;
  }
}
