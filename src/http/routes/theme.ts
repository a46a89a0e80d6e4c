import { createHash } from "node:crypto";
import * as z from "zod";
import { readAccent } from "../../db/queries/tenants.ts";
import { openRoute } from "../endpoint.ts";
import { isSlug } from "../links/linkParts.ts";
import { themeStyle } from "../pages/themeStyle.ts";
import { isKnown } from "../replies/assetReply.ts";
import { ProblemError } from "../replies/problem.ts";

const FILE = /^(.{1,100})\.css$/;

/** Shops link it from their pages, so a change arrives within minutes. */
const HEADERS = {
  "cache-control": "public, max-age=300",
  "content-type": "text/css; charset=utf-8",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
};

export const themeRoute = openRoute(
  {
    id: "getTheme",
    path: "/theme/{file}",
    summary: "The colours of a tenant as a style sheet for its pages: {tenantSlug}.css",
    tag: "Pages",
    params: z.strictObject({ file: z.string() }),
    problems: ["not_found"],
    replies: {
      200: {
        description: "A style sheet; an empty one where the tenant has no accent",
        schema: z.string(),
        type: "text/css",
      },
      304: { description: "The caller has it already" },
    },
  },
  async ({ deps }, context, requestId) => {
    const slug = FILE.exec(context.req.param("file") ?? "")?.[1] ?? "";
    const theme = isSlug(slug) ? await readAccent(deps.database, slug) : null;
    if (theme === null) throw new ProblemError("not_found", "No tenant has this id.");
    const style = themeStyle(theme.accent);
    const etag = `"${createHash("sha256").update(style).digest("hex").slice(0, 32)}"`;
    const headers = { ...HEADERS, etag, "x-request-id": requestId };
    if (isKnown(etag, context.req.header("if-none-match"))) return new Response(null, { status: 304, headers });
    return new Response(style, { headers });
  },
);
