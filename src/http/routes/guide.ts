import * as z from "zod";
import { openRoute } from "../endpoint.ts";
import { assetReply } from "../replies/assetReply.ts";

/** A page of the guide, or one of the files that its pages load. */
const PAGE = /^[a-z-]{1,60}$/;
const FILE = /^[a-z]{1,20}\.(css|js|json)$/;

const HEADERS = {
  "cache-control": "public, max-age=300",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
};

const tag = "Service";
const replies = { 200: { description: "A page" }, 304: { description: "The caller has it already" } };

export const frontRoute = openRoute(
  { id: "openFrontPage", path: "/", summary: "What this is, and where to go", tag, replies, isDocumented: false },
  async ({ deps }, context) => assetReply(deps.assets, context, "/index.html", HEADERS),
);

export const guideRoute = openRoute(
  { id: "openGuide", path: "/guide", summary: "The guide", tag, replies, isDocumented: false },
  async ({ deps }, context) => assetReply(deps.assets, context, "/guide/index.html", HEADERS),
);

export const guidePageRoute = openRoute(
  {
    id: "openGuidePage",
    path: "/guide/{page}",
    summary: "A page of the guide",
    tag,
    params: z.strictObject({ page: z.string() }),
    replies,
    isDocumented: false,
  },
  async ({ deps }, context) => {
    const page = context.req.param("page") ?? "";
    const path = PAGE.test(page) ? `/guide/${page}.html` : FILE.test(page) ? `/guide/${page}` : null;
    return await assetReply(deps.assets, context, path, HEADERS);
  },
);

export const modelsRoute = openRoute(
  {
    id: "getLlmsText",
    path: "/llms.txt",
    summary: "What this is, for programs that read",
    tag,
    replies,
    isDocumented: false,
  },
  async ({ deps }, context) => assetReply(deps.assets, context, "/llms.txt", HEADERS),
);
