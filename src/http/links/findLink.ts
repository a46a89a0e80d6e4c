import type { Context } from "hono";
import { isOverloaded, isUnavailable, isUnknown } from "../../db/pgErrors.ts";
import type { ShareLinkView } from "../../db/queries/shareLinks.ts";
import { openTenantSecret } from "../../engine/events/tenantSecrets.ts";
import { WAIT_WITHIN_MS } from "../../ports.ts";
import type { App } from "../appDeps.ts";
import { logCrowd } from "../replies/failure.ts";
import { NO_CODE } from "./linkParts.ts";
import { mayTellUnknown } from "./mayTellUnknown.ts";
import type { LinkKey, ShareLink } from "./shareLinkCache.ts";
import { shareLinkOf, standInTarget } from "./shareLinkCache.ts";

export interface AskedLink extends LinkKey {
  readonly now: Date;
}

/** A visitor by a link that was looked up before can be led on without the database, and waits no longer for it. */
export const PATIENCE_MS = 1_000;

/** Where a share link leads, if this process has seen it within a minute; undefined when it has to be looked up. */
export function knownLink({ shareLinks }: App, asked: AskedLink): ShareLink | null | undefined {
  return shareLinks.get(asked, asked.now.getTime());
}

/**
 * Looks up where a share link leads. A code that exists is asked of no limiter. While the database is away the link
 * leads to where it, or another of its shop, led last.
 */
export async function findLink(
  app: App,
  context: Context,
  asked: AskedLink,
  requestId: string,
): Promise<ShareLink | null> {
  const now = asked.now.getTime();
  const own = app.shareLinks.lastKnown(asked, now);
  let row: ShareLinkView | null;
  try {
    const { slug, code } = asked;
    const until = performance.now() + (own === null ? WAIT_WITHIN_MS : PATIENCE_MS);
    row = await app.readLink({ slug, code, until });
  } catch (error) {
    const last = own ?? app.shareLinks.lastOfShop(asked, now);
    if (last === null || !isDatabaseAway(error)) throw error;
    logCrowd("share link", error, requestId);
    app.shareLinks.keepOn(asked, last, now);
    return last;
  }
  const link = await linkOf(app, context, { row: await opened(app, row), code: asked.code }, requestId);
  app.shareLinks.put(asked, link, now);
  return link;
}

async function opened({ deps }: App, row: ShareLinkView | null): Promise<ShareLinkView | null> {
  if (row === null) return null;
  const { tenantId, clickSecret: kept } = row;
  return { ...row, clickSecret: await openTenantSecret(deps.sealing, tenantId, "clickSecret", kept) };
}

async function linkOf(
  app: App,
  context: Context,
  { row, code }: { readonly row: ShareLinkView | null; readonly code: string },
  requestId: string,
): Promise<ShareLink | null> {
  if (row === null) return null;
  const link = shareLinkOf(row, code);
  if (link.target !== null || row.standIn === null || code === NO_CODE) return link;
  const isTold = await mayTellUnknown(app, context, requestId, row.tenantId);
  return isTold ? link : { ...link, target: standInTarget(row.standIn, code, row.clickSecret) };
}

function isDatabaseAway(error: unknown): boolean {
  return isUnavailable(error) || isOverloaded(error) || isUnknown(error);
}
