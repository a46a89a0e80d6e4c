import * as z from "zod";
import { openRoute } from "../endpoint.ts";
import { assetNames } from "../replies/assetNames.ts";
import { assetReply } from "../replies/assetReply.ts";

/** A file as the dashboard's pages name it: the hash of its content stands before its ending. */
const NAMED = /^([a-z]{1,20})\.([0-9a-f]{8,64})\.(css|js)$/;

/** The name changes with the content, so browsers keep the file for a year and never ask whether it changed. */
const FOR_GOOD = "public, max-age=31536000, immutable";
const NOT_KEPT = "no-store";

/**
 * The dashboard's style and script. The hash is no part of where they are: while servers are replaced, a page of
 * another one may ask for a file that this one does not have, and is given what there is, not to be kept.
 */
export const dashboardFileRoute = openRoute(
  {
    id: "getDashboardFile",
    path: "/dashboard/assets/{file}",
    summary: "The style and the script of the dashboard",
    tag: "Service",
    params: z.strictObject({ file: z.string() }),
    problems: ["not_found"],
    replies: {},
    isDocumented: false,
  },
  async ({ deps }, context) => {
    const file = context.req.param("file") ?? "";
    const [, stem, , ending] = NAMED.exec(file) ?? [];
    if (stem === undefined) return await assetReply(deps.assets, context, null, {});
    const names = await assetNames(deps.assets);
    return await assetReply(deps.assets, context, `/dashboard/${stem}.${ending}`, {
      "cache-control": Object.values(names).includes(file) ? FOR_GOOD : NOT_KEPT,
      "content-type": ending === "css" ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8",
    });
  },
);
