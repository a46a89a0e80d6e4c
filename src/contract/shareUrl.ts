import { foldCode } from "../domain/codes.ts";

/** What links keep on their way through messages and mails; other signs end a link there, or begin its query. */
const KEPT = /^[\p{L}\p{M}\p{N}._-]+$/u;

/**
 * A share link, in the form that works on any host: with the tenant's slug, and with the code as its owner wrote it,
 * where that can be written in a link.
 *
 * @param baseUrl without a slash at the end
 */
export function shareUrl(baseUrl: string, slug: string, code: string): string {
  return `${baseUrl}/r/${slug}/${encodeURIComponent(KEPT.test(code) ? code : foldCode(code))}`;
}
