import type { Context } from "hono";
import * as z from "zod";
import { readPublicOffer } from "../../db/queries/invitations.ts";
import type { App } from "../appDeps.ts";
import { openRoute } from "../endpoint.ts";
import { inLanguage, isSlug } from "../links/linkParts.ts";
import { pageLanguage } from "../links/pageLanguage.ts";
import { pageResponse } from "../pages/layout.ts";
import { sharePage } from "../pages/sharePage.ts";
import { ProblemError } from "../replies/problem.ts";
import { PAGE, sharePageQuery } from "../schemas/pages.ts";

const tag = "Pages";
const PROGRAM = /^[a-z0-9][a-z0-9_-]{0,63}$/;

export const shareRoute = openRoute(
  {
    id: "openSharePage",
    path: "/share",
    summary: "The page of advocates; the participant's token comes in the fragment, as #token=",
    tag,
    query: sharePageQuery,
    replies: { 200: { description: "The page", ...PAGE } },
    problems: ["not_found"],
    isPage: true,
  },
  (app, context, requestId) => share(app, context, requestId, null),
);

export const tenantShareRoute = openRoute(
  {
    id: "openSharePageOfTenant",
    path: "/share/{tenantSlug}",
    summary: "The page of advocates, on any host",
    tag,
    params: z.strictObject({ tenantSlug: z.string() }),
    query: sharePageQuery,
    replies: { 200: { description: "The page", ...PAGE } },
    problems: ["not_found"],
    isPage: true,
  },
  (app, context, requestId) => share(app, context, requestId, context.req.param("tenantSlug") ?? ""),
);

async function share(app: App, context: Context, requestId: string, slug: string | null): Promise<Response> {
  const asked = context.req.query("program") ?? null;
  const program = asked !== null && PROGRAM.test(asked) ? asked : null;
  const { database, clock } = app.deps;
  const view = slug === null || isSlug(slug) ? await readPublicOffer(database, slug, program, clock.now()) : null;
  if (view === null) throw new ProblemError("not_found", "No such tenant is served here.");
  const language = await pageLanguage(app, context, null);
  const page = sharePage(view, language, (other) => inLanguage(context, other));
  return pageResponse(page, { status: 200, language, requestId });
}
