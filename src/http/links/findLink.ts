import type { Context } from "hono";
import { readShareLink } from "../../db/queries/shareLinks.ts";
import type { App } from "../appDeps.ts";
import { NO_CODE } from "./linkParts.ts";
import { mayTellUnknown } from "./mayTellUnknown.ts";
import type { ShareLink } from "./shareLinkCache.ts";
import { shareLinkOf, standInTarget } from "./shareLinkCache.ts";

export interface AskedLink {
  /** Null on a host that serves one tenant. */
  readonly slug: string | null;
  /** Folded. */
  readonly code: string;
  readonly now: Date;
}

/** Where a share link leads, if this process has seen it within a minute; undefined when it has to be looked up. */
export function knownLink({ shareLinks }: App, { slug, code, now }: AskedLink): ShareLink | null | undefined {
  return shareLinks.get(keyOf(slug, code), now.getTime());
}

/** Looks up where a share link leads. A code that exists is asked of no limiter. */
export async function findLink(
  app: App,
  context: Context,
  { slug, code, now }: AskedLink,
  requestId: string,
): Promise<ShareLink | null> {
  const key = keyOf(slug, code);
  const row = await readShareLink(app.deps.database, slug, code);
  const link = row === null ? null : shareLinkOf(row, code);
  if (row === null || link === null || link.target !== null || row.standIn === null || code === NO_CODE) {
    app.shareLinks.put(key, link, now.getTime());
    return link;
  }
  const isTold = await mayTellUnknown(app, context, requestId, row.tenantId);
  const answer = isTold ? link : { ...link, target: standInTarget(row.standIn.landingUrl, code) };
  app.shareLinks.put(key, answer, now.getTime());
  return answer;
}

function keyOf(slug: string | null, code: string): string {
  return `${slug ?? ""}/${code}`;
}
