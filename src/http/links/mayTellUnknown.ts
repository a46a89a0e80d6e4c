import type { Context } from "hono";
import type { App } from "../appDeps.ts";
import { limitsOf } from "../client/limits.ts";

/**
 * Whether a visitor who follows a link may be told that its code does not exist: those that are not are led on as if it
 * did. Which tenants there are is no secret, so a tenant that does not exist is told always.
 */
export function mayTellUnknown({ deps }: App, context: Context, requestId: string, tenantId: string): Promise<boolean> {
  const address = deps.addressOf(context.req.raw, context.env);
  return limitsOf(deps, { address, needsLimiter: false, requestId }).mayTellUnknown(tenantId);
}
