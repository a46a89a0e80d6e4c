/**
 * A share link, in the form that works on any host: with the tenant's slug.
 *
 * @param baseUrl without a slash at the end
 */
export function shareUrl(baseUrl: string, slug: string, code: string): string {
  return `${baseUrl}/r/${slug}/${encodeURIComponent(code)}`;
}
