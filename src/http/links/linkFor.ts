import type { Context } from "hono";
import { readShareLink } from "../../db/queries/shareLinks.ts";
import type { App } from "../appDeps.ts";
import { lookUpCode } from "./lookUpCode.ts";
import type { ShareLink } from "./shareLinkCache.ts";
import { shareLinkOf } from "./shareLinkCache.ts";

/** Where a share link leads. A code seen within a minute costs no statement and is asked of no limiter. */
export async function linkFor(
  app: App,
  context: Context,
  { slug, code, now }: { readonly slug: string | null; readonly code: string; readonly now: Date },
  requestId: string,
): Promise<ShareLink | null> {
  const key = `${slug ?? ""}/${code}`;
  const cached = app.shareLinks.get(key, now.getTime());
  if (cached !== undefined) return cached;
  const link = await lookUpCode(app, context, requestId, async () => {
    const row = await readShareLink(app.deps.database, slug, code);
    const found = row === null ? null : shareLinkOf(row, code);
    return { found, isUnknown: found === null || found.target === null };
  });
  app.shareLinks.put(key, link, now.getTime());
  return link;
}
