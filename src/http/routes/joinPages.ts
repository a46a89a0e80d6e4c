import type { Context } from "hono";
import * as z from "zod";
import { answersFor } from "../answer.ts";
import type { App } from "../appDeps.ts";
import { baseUrlOf, openRoute } from "../endpoint.ts";
import { type AskedInvitation, firstInvitation } from "../links/firstInvitation.ts";
import { clickIn, codeIn, inLanguage, NO_CODE } from "../links/linkParts.ts";
import { mayTellUnknown } from "../links/mayTellUnknown.ts";
import { pageLanguage } from "../links/pageLanguage.ts";
import { invitationOf, withStandIn } from "../pages/invitation.ts";
import { joinPage } from "../pages/joinPage.ts";
import { pageResponse } from "../pages/layout.ts";
import { joinQuery, PAGE } from "../schemas/pages.ts";

const tag = "Pages";
const joinReplies = {
  200: { description: "The page", ...PAGE },
  404: { description: "A page that says that there is no such invitation", ...PAGE },
};

/** What a share link adds comes before the path: a program may have this page as its landing page. */
const refOf = (context: Context) => context.req.query("ref");

export const joinRoute = openRoute(
  {
    id: "openJoinPage",
    path: "/join",
    summary: "The landing page of the friend whose code is `ref`",
    tag,
    query: joinQuery,
    replies: joinReplies,
    isPage: true,
  },
  (app, context, requestId) => join(app, context, requestId, [{ slug: null, code: codeIn(refOf(context)) }]),
);

export const joinCodeRoute = openRoute(
  {
    id: "openJoinPageOfCode",
    path: "/join/{code}",
    summary: "The landing page for friends, on a host that serves one tenant; with `ref`, of the tenant in the path",
    tag,
    params: z.strictObject({ code: z.string() }),
    query: joinQuery,
    replies: joinReplies,
    isPage: true,
  },
  (app, context, requestId) => {
    const part = context.req.param("code") ?? "";
    const ofTenant = { slug: part, code: codeIn(refOf(context)) };
    const places = refOf(context) === undefined ? [{ slug: null, code: codeIn(part) }, ofTenant] : [ofTenant];
    return join(app, context, requestId, places);
  },
);

export const tenantJoinRoute = openRoute(
  {
    id: "openJoinPageOfTenant",
    path: "/join/{tenantSlug}/{code}",
    summary: "The landing page for friends, on any host",
    tag,
    params: z.strictObject({ tenantSlug: z.string(), code: z.string() }),
    query: joinQuery,
    replies: joinReplies,
    isPage: true,
  },
  (app, context, requestId) => {
    const place = { slug: context.req.param("tenantSlug") ?? "", code: codeIn(context.req.param("code")) };
    return join(app, context, requestId, [place]);
  },
);

async function join(
  app: App,
  context: Context,
  requestId: string,
  places: readonly AskedInvitation[],
): Promise<Response> {
  const now = app.deps.clock.now();
  const { asked, found } = await firstInvitation(app, places, now);
  answersFor(context, found.tenantId);
  const isHidden =
    found.code === null &&
    found.standIn !== null &&
    asked !== NO_CODE &&
    !(await mayTellUnknown(app, context, requestId, found.tenantId));
  const view = isHidden ? withStandIn(found, asked) : found;
  const language = await pageLanguage(app, context, view.locale);
  const url = new URL(context.req.path, baseUrlOf(app, context.req.raw.url)).href;
  const setting = { language, now, baseUrl: baseUrlOf(app, url), click: clickIn(context) };
  const page = joinPage(invitationOf(view, setting), {
    language,
    url,
    languageUrl: (other) => inLanguage(context, other),
  });
  return pageResponse(page, { status: view.code === null ? 404 : 200, language, requestId });
}
