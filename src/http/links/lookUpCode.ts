import type { Context } from "hono";
import type { App } from "../appDeps.ts";
import { limitsOf } from "../client/limits.ts";

/**
 * Looks up the code of a link that a visitor follows. A visitor who tries many would learn which codes there are, so
 * those that don't exist are counted by address. While the limiter is down links are followed all the same.
 *
 * @throws {ProblemError} rate_limited
 */
export async function lookUpCode<T>(
  { deps }: App,
  context: Context,
  requestId: string,
  look: () => Promise<{ readonly found: T; readonly isUnknown: boolean }>,
): Promise<T> {
  const address = deps.addressOf(context.req.raw, context.env);
  const limits = limitsOf(deps, { address, needsLimiter: false, requestId });
  await limits.ofFailedLinks();
  const { found, isUnknown } = await look();
  if (isUnknown) await limits.linkFailed();
  return found;
}
