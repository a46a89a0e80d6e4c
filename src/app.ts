import type { Context } from "hono";
import { Hono } from "hono";
import type { Deps } from "./deps.ts";
import { everyEndpoint } from "./everyEndpoint.ts";
import { answer } from "./http/answer.ts";
import type { App } from "./http/appDeps.ts";
import { preflight } from "./http/client/cors.ts";
import type { Endpoint } from "./http/endpoint.ts";
import { run } from "./http/endpoint.ts";
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
  const app: App = { deps, shareLinks: createShareLinkCache(), bodies: createBodyRoom(), demoKey };
  // Set apart, the dashboard's host serves nothing else.
  const apart = dashboardHost(deps);
  const isElsewhere = (context: Context, path: string) =>
    apart !== null && !OF_DASHBOARD.test(path) && new URL(context.req.url).host === apart;
  const respondWith = (context: Context, error: unknown, path: string | null, headers: Record<string, string> = {}) =>
    answer(app, path, context, (requestId) => problemResponse(toProblem(error, requestId), requestId, headers));
  const hono = new Hono();
  const otherMethods = new Hono();
  for (const endpoint of routes) {
    hono.on(endpoint.method, honoPath(endpoint.path), (context) =>
      isElsewhere(context, endpoint.path)
        ? respondWith(context, new ProblemError("not_found", "There is no such route on this host."), null)
        : answer(app, endpoint.path, context, (requestId) => run(app, endpoint, context, requestId)),
    );
  }
  for (const [path, endpoints] of Map.groupBy(routes, (endpoint) => endpoint.path)) {
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
    const meant = nearest(context.req.path, paths);
    const detail = `There is no such route.${meant === null ? "" : ` Did you mean ${meant}?`}`;
    return respondWith(context, new ProblemError("not_found", detail), null);
  });
  // Asked last, and apart: a route with one handler is called directly, and without routes for every method all of
  // them are found by one regular expression.
  hono.notFound((context) => otherMethods.fetch(context.req.raw));
  hono.onError((error, context) => respondWith(context, error, null));
  return hono;
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

function allowedMethods(endpoints: readonly Endpoint[]): string {
  return endpoints.flatMap(({ method }) => (method === "get" ? ["GET", "HEAD"] : [method.toUpperCase()])).join(", ");
}
