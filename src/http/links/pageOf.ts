import { type LandingPage, landingPage, pageAskedFor } from "./landingPages.ts";
import type { LinkQuery } from "./linkQuery.ts";
import type { ShareLink, ShareTarget } from "./shareLinkCache.ts";

/** Where a link leads: the landing page, or another of the shop's that the link asks for, with what the link carries. */
export function pageOf(
  { allowedOrigins }: ShareLink,
  { page, landingUrl, code }: ShareTarget,
  { to, carried }: LinkQuery,
): LandingPage {
  if (to === null && carried.length === 0) return page;
  return landingPage(pageAskedFor(to, landingUrl, allowedOrigins) ?? landingUrl, code, carried);
}
