import type { Context } from "hono";
import { Hono } from "hono";
import type { Deps } from "./deps.ts";
import { everyEndpoint } from "./everyEndpoint.ts";
import { answer } from "./http/answer.ts";
import type { App } from "./http/appDeps.ts";
import { preflight } from "./http/client/cors.ts";
import type { Endpoint } from "./http/endpoint.ts";
import { run } from "./http/endpoint.ts";
import { meantPath } from "./http/links/mangledLinks.ts";
import { createShareLinkCache } from "./http/links/shareLinkCache.ts";
import { toProblem } from "./http/replies/failure.ts";
import { ProblemError, problemResponse } from "./http/replies/problem.ts";
import { createBodyRoom } from "./http/request/bodyRoom.ts";
import { nearest } from "./http/request/didYouMean.ts";

/**
 * The whole app, for both runtimes and for every test: the routes of the tables, and problems for the rest.
 *
 * @param options.routes others than those of the tables, for tests of what a route can be
 * @param options.demoKey what the reference sends its trial requests with, where the demo shop runs
 */
export function createApp(
  deps: Deps,
  { routes = everyEndpoint, demoKey = null }: { routes?: readonly Endpoint[]; demoKey?: string | null } = {},
): Hono {
  const readLink = deps.linkReads(deps.database);
  const app: App = { deps, shareLinks: createShareLinkCache(), readLink, bodies: createBodyRoom(), demoKey };
  // Set apart, the dashboard's host serves nothing else.
  const apart = dashboardHost(deps);
  const isElsewhere = (context: Context, path: string) =>
    apart !== null && !OF_DASHBOARD.test(path) && new URL(context.req.url).host === apart;
  const respondWith = (context: Context, error: unknown, path: string | null, headers: Record<string, string> = {}) =>
    answer(app, path, context, (requestId) => problemResponse(toProblem(error, requestId), requestId, headers));
  const hono = new Hono();
  const otherMethods = new Hono();
  for (const endpoint of routes) {
    const besideParameter = isBesideParameter(endpoint, routes);
    const registered = besideParameter ? endpoint.path.replace(LAST_PART, "/:last") : honoPath(endpoint.path);
    hono.on(endpoint.method, registered, (context) => {
      if (besideParameter && context.req.path !== endpoint.path) return otherMethods.fetch(context.req.raw);
      return isElsewhere(context, endpoint.path)
        ? respondWith(context, new ProblemError("not_found", "No route of this host has this path."), null)
        : answer(app, endpoint.path, context, (requestId) => run(app, endpoint, context, requestId));
    });
  }
  // A path as it stands comes before one with a parameter that it would match too.
  const byPath = [...Map.groupBy(routes, (endpoint) => endpoint.path)].toSorted(
    ([one], [other]) => Number(one.includes("{")) - Number(other.includes("{")),
  );
  for (const [path, endpoints] of byPath) {
    const allow = allowedMethods(endpoints);
    if (endpoints.some(({ access: { kind } }) => kind === "publishableKey" || kind === "participant")) {
      hono.options(honoPath(path), (context) => answer(app, path, context, () => preflight(context.req.raw, allow)));
    }
    otherMethods.all(honoPath(path), (context) => {
      return respondWith(context, new ProblemError("method_not_allowed", `Use ${allow} here.`), path, { allow });
    });
  }
  const paths = routes.map((endpoint) => endpoint.path);
  otherMethods.notFound((context) => {
    const followed = meantRequest(context);
    if (followed !== null) return hono.fetch(followed, context.env);
    const meant = nearest(context.req.path, paths);
    const detail = `No route has this path.${meant === null ? "" : ` Did you mean ${meant}?`}`;
    return respondWith(context, new ProblemError("not_found", detail), null);
  });
  // Asked last, and apart: a route with one handler is called directly, and without routes for every method all of
  // them are found by one regular expression.
  hono.notFound((context) => otherMethods.fetch(context.req.raw, context.env));
  hono.onError((error, context) => respondWith(context, error, null));
  return hono;
}

/** The request for the share link that was meant, whose path came mangled; null where it was none. */
function meantRequest({ req: { method, path, raw } }: Context): Request | null {
  if (method !== "GET" && method !== "HEAD") return null;
  const meant = meantPath(path);
  if (meant === null) return null;
  const url = new URL(raw.url);
  url.pathname = meant;
  return new Request(url, { method, headers: raw.headers, signal: raw.signal });
}

const OF_DASHBOARD = /^\/dashboard(\/|$)/;

/** The host of the dashboard where that is its own; null where it is also the API's, or that is known under any. */
function dashboardHost({ dashboard, publicUrl }: Deps): string | null {
  if (dashboard.url === null || publicUrl === null) return null;
  const { host } = new URL(dashboard.url);
  return host === new URL(publicUrl).host ? null : host;
}

/** `/v1/codes/{code}` as the router writes it. */
function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

const LAST_PART = /\/[^/]*$/;

/**
 * Whether other paths of the method have a parameter where this one ends, as `/v1/participants/{externalId}/block` has
 * beside `/v1/participants/batch`. One regular expression can't tell the two apart, so the router is given a parameter
 * for both, and the handler looks at the path.
 */
function isBesideParameter({ method, path }: Endpoint, routes: readonly Endpoint[]): boolean {
  const stem = path.replace(LAST_PART, "/{");
  return !path.includes("{") && routes.some((other) => other.method === method && other.path.startsWith(stem));
}

function allowedMethods(endpoints: readonly Endpoint[]): string {
  return endpoints.flatMap(({ method }) => (method === "get" ? ["GET", "HEAD"] : [method.toUpperCase()])).join(", ");
}
