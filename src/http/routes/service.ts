import * as z from "zod";
import { readDatabaseVersion } from "../../db/queries/databaseVersion.ts";
import { openRoute } from "../endpoint.ts";
import { docsPage, docsScript } from "../pages/docsPage.ts";
import { assetReply } from "../replies/assetReply.ts";
import { logCrowd } from "../replies/failure.ts";
import { ProblemError } from "../replies/problem.ts";

const tag = "Service";

/** Scalar puts its styles into the page, so this page alone allows that. All it loads comes from here. */
const CONTENT_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** By these names a browser reaches its own machine, and no other. */
const OWN_MACHINE = ["127.0.0.1", "[::1]", "localhost"];

const health = z.strictObject({
  status: z.literal("ok"),
  database: z.string(),
  clicks: z.strictObject({ waiting: z.int(), lost: z.int() }).meta({
    description:
      "Clicks on share links that this process recorded since it began: how many are not stored yet, and how many " +
      "never will be. On Workers it is the isolate that answers, and what its queue gives up is not among them.",
  }),
});

export const healthRoute = openRoute(
  {
    id: "getHealth",
    path: "/health",
    summary: "Whether the service and its database answer",
    tag,
    replies: {
      200: { description: "Both answer", schema: health },
    },
    problems: ["database_unavailable"],
  },
  async ({ deps }, _, requestId) => {
    const version = await readDatabaseVersion(deps.database).catch((error: unknown) => {
      logCrowd("health", error, requestId);
      throw new ProblemError("database_unavailable", "The database does not answer.");
    });
    const name = /^PostgreSQL [\d.]+/.exec(version)?.[0] ?? "PostgreSQL";
    const database = version.includes("emcc") ? `PGlite (${name})` : name;
    const reply: z.output<typeof health> = { status: "ok", database, clicks: deps.clicks.figures() };
    return textResponse(JSON.stringify(reply), "application/json", { "cache-control": "no-store" });
  },
);

export const openApiRoute = openRoute(
  {
    id: "getOpenApiDocument",
    path: "/openapi.json",
    summary: "This document",
    tag,
    replies: {
      200: { description: "OpenAPI 3.1", schema: z.looseObject({ openapi: z.string() }) },
      304: { description: "The caller has it already" },
    },
    problems: ["not_found"],
  },
  async ({ deps }, context) => assetReply(deps.assets, context, "/openapi.json", { "cache-control": "no-cache" }),
);

export const docsRoute = openRoute(
  {
    id: "openReference",
    path: "/docs",
    summary: "A readable reference",
    tag,
    replies: {},
    isDocumented: false,
  },
  async ({ demoKey }, context) => {
    // A key is shown to the machine that runs the demo, and to no other that can reach it.
    const isHere = OWN_MACHINE.includes(new URL(context.req.url).hostname);
    const headers = { "content-security-policy": CONTENT_POLICY, "cache-control": "no-store" };
    return textResponse(docsPage(isHere ? demoKey : null), "text/html; charset=utf-8", headers);
  },
);

export const docsFileRoute = openRoute(
  {
    id: "getReferenceFile",
    path: "/docs/{file}",
    summary: "A file of the reference",
    tag,
    params: z.strictObject({ file: z.string() }),
    replies: {},
    isDocumented: false,
  },
  async ({ deps }, context) => {
    const file = context.req.param("file") ?? "";
    if (file === "start.js") return textResponse(docsScript, "text/javascript; charset=utf-8");
    const path = file === "scalar.js" ? "/docs/scalar.js" : null;
    return await assetReply(deps.assets, context, path, { "cache-control": "public, max-age=3600" });
  },
);

function textResponse(text: string, type: string, headers: Record<string, string> = {}): Response {
  return new Response(text, { headers: { "content-type": type, "x-content-type-options": "nosniff", ...headers } });
}
