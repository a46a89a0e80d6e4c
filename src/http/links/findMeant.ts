import type { Context } from "hono";
import type { App } from "../appDeps.ts";
import { type AskedLink, findLink, knownLink } from "./findLink.ts";
import { codeIn, isSlug, NO_CODE } from "./linkParts.ts";
import type { ShareLink } from "./shareLinkCache.ts";

/** A link, and as which it was found. */
export interface FoundLink {
  readonly asked: AskedLink;
  /** Null where no tenant is served here that it could be of. */
  readonly link: ShareLink | null;
}

/** Finds the link that was meant. */
export async function findMeant(app: App, context: Context, asked: AskedLink, requestId: string): Promise<FoundLink> {
  const { slug, code } = asked;
  const known = knownLink(app, asked);
  const link = known !== undefined ? known : await lookUp(app, context, asked, requestId);
  if (link !== null || slug === null || code !== NO_CODE) return { asked, link };
  // On a host that serves one tenant: the code, and behind its slash what a message has put there.
  const alone = { ...asked, slug: null, code: codeIn(slug) };
  return { asked: alone, link: await lookUp(app, context, alone, requestId) };
}

async function lookUp(app: App, context: Context, asked: AskedLink, requestId: string): Promise<ShareLink | null> {
  return asked.slug !== null && !isSlug(asked.slug) ? null : await findLink(app, context, asked, requestId);
}
