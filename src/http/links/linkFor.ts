import type { Context } from "hono";
import { readShareLink } from "../../db/queries/shareLinks.ts";
import type { App } from "../appDeps.ts";
import { NO_CODE } from "./linkParts.ts";
import { mayTellUnknown } from "./mayTellUnknown.ts";
import type { ShareLink } from "./shareLinkCache.ts";
import { shareLinkOf, standInTarget } from "./shareLinkCache.ts";

/** Where a share link leads. A code seen within a minute costs no statement and is asked of no limiter; one that exists, of none at all. */
export async function linkFor(
  app: App,
  context: Context,
  { slug, code, now }: { readonly slug: string | null; readonly code: string; readonly now: Date },
  requestId: string,
): Promise<ShareLink | null> {
  const key = `${slug ?? ""}/${code}`;
  const cached = app.shareLinks.get(key, now.getTime());
  if (cached !== undefined) return cached;
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
