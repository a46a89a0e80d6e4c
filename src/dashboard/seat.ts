import type { Context } from "hono";
import { renewSession } from "../db/queries/sessions.ts";
import type { App } from "../http/appDeps.ts";
import { logDefect, toProblem } from "../http/replies/failure.ts";
import type { Language } from "../i18n/languages.ts";
import { chooseLanguage } from "../i18n/languages.ts";
import { bringLanguage } from "../i18n/lateTexts.ts";
import { PageError, redirectReply, refusalReply } from "./pageReply.ts";
import type { Place } from "./place.ts";
import { isFromHere, placeOf } from "./place.ts";
import type { SessionToken } from "./sessionCookie.ts";
import { noSessionCookie, SESSION_DAYS, sessionCookie, sessionTokenOf } from "./sessionCookie.ts";

/** A request at the dashboard's own address. */
export interface Visit {
  readonly place: Place;
  readonly requestId: string;
  /** In which what goes wrong is told: the browser's, until it is known who looks. */
  speaks: Language;
}

/** A request with a session; whether there is one, a statement has to tell. */
export interface Seat extends Visit {
  readonly session: SessionToken;
}

export const SIGN_IN = "/dashboard/sign-in";
/** A session that was renewed longer ago is renewed by its next page. */
const RENEW_AFTER_MS = 86_400_000;
/** A longer address is not worth coming back to. */
const MAX_WAY_BACK = 500;

/**
 * Answers at the dashboard's own address; whatever goes wrong there is told by a page. A form that was sent from
 * anywhere else is refused before anything is read for it.
 */
export async function atDashboard(
  { deps }: App,
  context: Context,
  requestId: string,
  work: (visit: Visit) => Promise<Response>,
): Promise<Response> {
  const request = context.req.raw;
  const visit = { speaks: chooseLanguage(request.headers.get("accept-language")) };
  try {
    await bringLanguage(deps.assets, visit.speaks);
    const place = placeOf(deps.dashboard.url, request.url);
    if (place === "elsewhere") throw new PageError("notFound");
    if (place === "unsafe") throw new PageError("unsafe");
    if (request.method !== "GET" && request.method !== "HEAD" && !isFromHere(request, place)) {
      throw new PageError("notFromHere");
    }
    return await work(Object.assign(visit, { place, requestId }));
  } catch (error) {
    if (request.signal.aborted && error === request.signal.reason) throw error;
    const told = error instanceof PageError ? error : toProblem(error, requestId);
    return await refusalReply(deps.assets, told, { language: visit.speaks, requestId });
  }
}

/** The same for those who bring a session; all others are sent to sign in, without a statement. */
export async function seated(
  app: App,
  context: Context,
  requestId: string,
  work: (seat: Seat) => Promise<Response>,
): Promise<Response> {
  return await atDashboard(app, context, requestId, async (visit) => {
    const session = await sessionTokenOf(context, app.deps.dashboard.secrets, visit.place);
    if (session === null) return signInReply(context, visit);
    return await work(Object.assign(visit, { session }));
  });
}

/** Sends a person to sign in, and from there back to the page that they asked for. */
export function signInReply(context: Context, { place, requestId }: Visit): Response {
  const { pathname, search } = new URL(context.req.url);
  const way = pathname + search;
  const isPage = context.req.method === "GET" && way.length <= MAX_WAY_BACK && way !== "/dashboard";
  const response = redirectReply(isPage ? `${SIGN_IN}?to=${encodeURIComponent(way)}` : SIGN_IN, requestId);
  response.headers.append("set-cookie", noSessionCookie(place));
  return response;
}

/** Sends a person who is signed in to sign in once more, and from there back to the page that they were on. */
export function freshReply(context: Context, { place, requestId }: Visit): Response {
  const from = context.req.method === "GET" ? context.req.url : (context.req.header("referer") ?? "");
  const page = URL.canParse(from, place.origin) ? new URL(from, place.origin) : null;
  const way = page === null ? "/dashboard" : page.pathname + page.search;
  const to = way.length <= MAX_WAY_BACK ? way : "/dashboard";
  return redirectReply(`${SIGN_IN}?fresh=1&to=${encodeURIComponent(to)}`, requestId);
}

/**
 * Lets a session go on where its last renewal is a day ago, or signs its cookie anew where an older secret did.
 *
 * @param response is given the cookie
 */
export async function renew(
  { deps }: App,
  { place, session }: Seat,
  { sessionId, renewedAt }: { readonly sessionId: string; readonly renewedAt: string },
  response: Response,
): Promise<void> {
  const now = deps.clock.now();
  const isOld = now.getTime() - Date.parse(renewedAt) > RENEW_AFTER_MS;
  const [newest] = deps.dashboard.secrets;
  if (newest === undefined || (!isOld && session.isNewest)) return;
  const until = new Date(now.getTime() + SESSION_DAYS * 86_400_000);
  if (isOld) {
    try {
      await renewSession(deps.database, { sessionId, now, until });
    } catch (error) {
      // The page is made, and the next one renews.
      logDefect(error, "renewal");
      return;
    }
  }
  response.headers.append("set-cookie", await sessionCookie(session.token, newest, place));
}
