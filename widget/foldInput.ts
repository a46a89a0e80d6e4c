/** What people type into a code field, as the code that it means. Pure. */

/** The server's own limit for a code; what is longer is none. */
const MAX_CODE_LENGTH = 40;
const MIN_CODE_LENGTH = 2;

/**
 * Folded nearly as the server folds: letters and digits in capitals, without signs, spaces and what no one sees. Letters
 * that look like Latin ones are left to the server. Of a pasted share link its code.
 */
export function foldInput(typed: string): string {
  const text = /^https?:\/\//i.test(typed.trim()) ? codeInLink(typed.trim()) : typed;
  return text
    .normalize("NFKC")
    .replace(/[^\p{L}\p{M}\p{N}]/gu, "")
    .toUpperCase();
}

/** Whether the server would know it as a code that might be. */
export function mayBeCode(folded: string): boolean {
  return folded.length >= MIN_CODE_LENGTH && folded.length <= MAX_CODE_LENGTH;
}

/** A landing page's link names it in `ref`, a share link in the end of its path. */
function codeInLink(link: string): string {
  try {
    const { pathname, searchParams } = new URL(link);
    return searchParams.get("ref") ?? decodeURIComponent(pathname.split("/").filter(Boolean).pop() ?? "");
  } catch {
    // It is still being typed.
    return "";
  }
}
