import { z } from "@hono/zod-openapi";
import { openRoute } from "../endpoint.ts";
import { ProblemError } from "../replies/problem.ts";

const FILE = /^[a-zA-Z]{1,40}\.js$/;

/** The elements for shops. Their addresses are written into shops' pages, so a change arrives within minutes. */
const HEADERS = {
  "access-control-allow-origin": "*",
  "cache-control": "public, max-age=300",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
};

export const widgetFileRoute = openRoute(
  {
    path: "/widget/{file}",
    summary: "The scripts for shops: attribution.js, panel.js and code.js",
    tag: "Service",
    params: z.strictObject({ file: z.string() }),
    responses: { 200: { description: "A script" }, 304: { description: "The caller has it already" } },
  },
  async ({ deps }, context) => {
    const file = context.req.param("file") ?? "";
    const found = FILE.test(file) ? await deps.assets.fetch(`/widget/${file}`) : null;
    if (found === null || !found.ok) throw new ProblemError("not_found", "There is no such file.");
    const headers = new Headers({ ...HEADERS, "content-type": "text/javascript; charset=utf-8" });
    const etag = found.headers.get("etag");
    if (etag !== null) headers.set("etag", etag);
    if (etag === null || !isKnown(etag, context.req.header("if-none-match")))
      return new Response(found.body, { headers });
    await found.body?.cancel();
    return new Response(null, { status: 304, headers });
  },
);

/** By RFC 9110 a weak tag and a strong one are the same here. */
function isKnown(etag: string, header: string | undefined): boolean {
  const plain = (tag: string) => tag.trim().replace(/^W\//, "");
  return (header ?? "").split(",").some((tag) => plain(tag) === plain(etag) || tag.trim() === "*");
}
