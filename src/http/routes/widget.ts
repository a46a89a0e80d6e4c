import * as z from "zod";
import { openRoute } from "../endpoint.ts";
import { assetReply } from "../replies/assetReply.ts";

const FILE = /^[a-zA-Z]{1,40}\.js$/;

/** The elements for shops. Their addresses are written into shops' pages, so a change arrives within minutes. */
const HEADERS = {
  "access-control-allow-origin": "*",
  "cache-control": "public, max-age=300",
  "cross-origin-resource-policy": "cross-origin",
};

export const widgetFileRoute = openRoute(
  {
    id: "getWidgetFile",
    path: "/widget/{file}",
    summary: "The scripts for shops: attribution.js, panel.js and code.js",
    tag: "Service",
    params: z.strictObject({ file: z.string() }),
    problems: ["not_found"],
    replies: {
      200: { description: "A script", schema: z.string(), type: "text/javascript" },
      304: { description: "The caller has it already" },
    },
  },
  async ({ deps }, context) => {
    const file = context.req.param("file") ?? "";
    const headers = { ...HEADERS, "content-type": "text/javascript; charset=utf-8" };
    return await assetReply(deps.assets, context, FILE.test(file) ? `/widget/${file}` : null, headers);
  },
);
