import type { Context } from "hono";
import * as z from "zod";
import { shareUrl } from "../../contract/shareUrl.ts";
import { readInvitation } from "../../db/queries/invitations.ts";
import { answersFor } from "../answer.ts";
import type { App } from "../appDeps.ts";
import { baseUrlOf, openRoute } from "../endpoint.ts";
import { clickOn } from "../links/clickOn.ts";
import { type AskedLink, knownLink } from "../links/findLink.ts";
import { type FoundLink, findMeant } from "../links/findMeant.ts";
import { codeIn } from "../links/linkParts.ts";
import { linkQueryOf } from "../links/linkQuery.ts";
import { writtenSlug } from "../links/mangledLinks.ts";
import { pageLanguage } from "../links/pageLanguage.ts";
import { pageOf } from "../links/pageOf.ts";
import { agentKind } from "../links/previewAgents.ts";
import { cardPage } from "../pages/card.ts";
import { invitationOf, withStandIn } from "../pages/invitation.ts";
import { pageResponse } from "../pages/layout.ts";
import { ProblemError } from "../replies/problem.ts";
import { shareLinkQuery, shareLinkReplies } from "../schemas/pages.ts";

/** What the two routes have in common. */
const followed = {
  tag: "Share links",
  query: shareLinkQuery,
  replies: shareLinkReplies,
  problems: ["not_found", "unknown_code"],
  isPage: true,
} as const;

export const shareLinkRoute = openRoute(
  {
    id: "followShareLink",
    path: "/r/{code}",
    summary: "Follows a share link, on a host that serves one tenant",
    ...followed,
    params: z.strictObject({ code: z.string() }),
  },
  (app, context, requestId) => follow(app, context, null, requestId),
);

export const tenantShareLinkRoute = openRoute(
  {
    id: "followShareLinkOfTenant",
    path: "/r/{tenantSlug}/{code}",
    summary: "Follows a share link, on any host",
    ...followed,
    params: z.strictObject({ tenantSlug: z.string(), code: z.string() }),
  },
  (app, context, requestId) => follow(app, context, context.req.param("tenantSlug") ?? "", requestId),
);

function follow(app: App, context: Context, slug: string | null, requestId: string): Response | Promise<Response> {
  const written = { slug, code: context.req.param("code") ?? "", now: app.deps.clock.now() };
  // Nothing is known under what is no slug or no code: what is known need not be checked.
  const known = knownLink(app, written);
  if (known !== undefined) return lead(app, context, { asked: written, link: known }, requestId);
  const asked = { ...written, slug: slug === null ? null : writtenSlug(slug), code: codeIn(written.code) };
  const meant = knownLink(app, asked);
  if (meant) return lead(app, context, { asked, link: meant }, requestId);
  return findMeant(app, context, asked, requestId).then((found) => lead(app, context, found, requestId));
}

/** Sends a visitor to where the link leads, and an agent that only looks to a card. */
function lead(app: App, context: Context, { asked, link }: FoundLink, requestId: string): Response | Promise<Response> {
  if (link === null) throw new ProblemError("not_found", "No such tenant is served here.");
  answersFor(context, link.tenantId);
  const { target } = link;
  if (target === null) {
    if (link.fallbackUrl === null) throw new ProblemError("unknown_code", "No program has this code.");
    return redirect(new URL(link.fallbackUrl).href, requestId);
  }
  const request = context.req.raw;
  const agent = agentKind(request.headers.get("user-agent"));
  if (agent === "preview") return card(app, context, asked, requestId);
  const query = linkQueryOf(request.url, context.req.param("code") ?? "");
  const { url, fragment } = pageOf(link, target, query);
  // Looking at where a link leads is no visit, and a robot is no visitor.
  if (request.method === "HEAD" || agent === "robot") return redirect(url + fragment, requestId);
  const click = clickOn(app, link, target, {
    channel: query.channel,
    now: asked.now,
    request,
    runtime: context.env,
    requestId,
  });
  return redirect(`${url}&click=${click}${fragment}`, requestId);
}

/** For agents that only look: what is offered, in no one's name. */
async function card(app: App, context: Context, { slug, code, now }: AskedLink, requestId: string): Promise<Response> {
  const found = await readInvitation(app.deps.database, slug, code, now);
  if (found === null) throw new ProblemError("not_found", "No such tenant is served here.");
  // The link was told to lead somewhere: a code that does not exist is not told apart here.
  const view = withStandIn(found, code);
  const language = await pageLanguage(app, context, view.locale);
  const baseUrl = baseUrlOf(app, context.req.raw.url);
  const invitation = invitationOf(view, { language, now, baseUrl, click: null });
  const url = shareUrl(baseUrl, view.slug, code);
  return pageResponse(cardPage(invitation, language, url), { status: 200, language, requestId });
}

function redirect(location: string, requestId: string): Response {
  return new Response(null, {
    status: 302,
    headers: {
      location,
      // Said, so that no server sends an empty body in chunks.
      "content-length": "0",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-request-id": requestId,
    },
  });
}
