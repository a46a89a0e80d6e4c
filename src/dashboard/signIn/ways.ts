import type { Context } from "hono";
import type { App } from "../../http/appDeps.ts";
import { isLoopback } from "../place.ts";

/**
 * How people sign in here: by a mail; on the machine itself, where mails are shown and a secret signs in at once; or
 * not at all but by a link that the command line prints.
 */
export type SignInWay = "mail" | "local" | "none";

/** Headers by which a proxy says that a request came from elsewhere. */
const FORWARDING = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"];
const LOOPBACK_ADDRESS = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;

/** How the sender of a request may sign in. */
export function signInWay(app: App, context: Context): SignInWay {
  const { url, mailer, secrets } = app.deps.dashboard;
  if (secrets.length === 0) return "none";
  // A link that was built from a request's own host could be someone else's.
  if (mailer !== null && url !== null) return "mail";
  return isOnThisMachine(app, context) ? "local" : "none";
}

/**
 * Whether a request comes from the machine that the server runs on, without a proxy between, and the server was given
 * no address that others know.
 */
export function isOnThisMachine({ deps }: App, context: Context): boolean {
  const request = context.req.raw;
  if (deps.publicUrl !== null || !deps.dashboard.isLocal) return false;
  if (!isLoopback(new URL(request.url))) return false;
  if (FORWARDING.some((name) => request.headers.has(name))) return false;
  return LOOPBACK_ADDRESS.test(deps.dashboard.socketOf(context.env) ?? "");
}
