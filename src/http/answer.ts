import type { Context } from "hono";
import { provedTenantOf } from "../db/queries/tenantNames.ts";
import type { App } from "./appDeps.ts";
import { givenRequestId } from "./request/requestId.ts";

const TENANT = "tenantId";
const KEY = "keyHash";

/** Says for which tenant a request is answered, once that is known. */
export function answersFor(context: Context, tenantId: string | null): void {
  context.set(TENANT, tenantId);
}

/** Says with which key it is asked; the tenant is the one that the key was proved to be of. */
export function askedWith(context: Context, keyHash: string): void {
  context.set(KEY, keyHash);
}

/** For which tenant a request is answered; null where it is for none, or before that was proved. */
export function tenantIdOf(context: Context): string | null {
  const key: unknown = context.get(KEY);
  if (typeof key === "string") return provedTenantOf(key);
  const tenantId: unknown = context.get(TENANT);
  return typeof tenantId === "string" ? tenantId : null;
}

/**
 * Answers one request under its id, and tells of it. The id is the caller's own where it brings one; nothing is stored
 * under it.
 *
 * @param route the pattern of its path; null where no route has it
 */
export function answer(
  { deps, bodies }: App,
  route: string | null,
  context: Context,
  respond: (requestId: string) => Response | Promise<Response>,
): Response | Promise<Response> {
  const at = deps.clock.now();
  const given = givenRequestId(context.req.raw);
  const requestId = given ?? deps.ids.id("req", at);
  const told = (response: Response): Response => {
    if (given !== null && !response.headers.has("x-request-id")) response.headers.set("x-request-id", given);
    const ms = deps.clock.now().getTime() - at.getTime();
    const { method } = context.req;
    bodies.leave(context.req.raw);
    deps.onAnswered({ method, route, status: response.status, ms, tenantId: tenantIdOf(context), requestId });
    return response;
  };
  const response = respond(requestId);
  return response instanceof Promise ? response.then(told) : told(response);
}
