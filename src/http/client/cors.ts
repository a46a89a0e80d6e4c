import type { BrowserAccess } from "../../db/queries/asker.ts";

/**
 * Which pages may call the routes for browsers. There are no cookies: a request carries its credential in a header
 * that only the page's own script can set, so nothing is ever sent in a visitor's name behind their back. What the
 * list of origins keeps out is other sites' pages that use the tenant's publishable key.
 */

const PREFLIGHT_SECONDS = "7200";
const ALLOWED_HEADERS = "authorization, content-type";
const EXPOSED_HEADERS = "content-language, retry-after, x-request-id";
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?$/;

/** The page that asks. */
export interface Page {
  /** Null where the request names none: a page of this service, or no browser at all. */
  readonly origin: string | null;
  /** Of this service. */
  readonly ownOrigin: string;
}

/**
 * Whether a page may have answers of this tenant.
 *
 * @param isTestKey whether the credential is one for trying things out; null for a token, whose tenant's keys tell
 */
export function mayAsk({ origin, ownOrigin }: Page, isTestKey: boolean | null, access: BrowserAccess): boolean {
  if (origin === null || origin === ownOrigin || access.allowedOrigins.includes(origin)) return true;
  return LOOPBACK.test(origin) && (isTestKey ?? !access.hasLiveKey);
}

/**
 * What lets a page read an answer that is the same for all: a refusal from before any tenant was read. The page
 * has to tell "sign in again" and "too often" from "no connection".
 */
export function readableByAll({ origin }: Page): Record<string, string> {
  if (origin === null) return unreadable;
  return { ...unreadable, "access-control-allow-origin": origin, "access-control-expose-headers": EXPOSED_HEADERS };
}

/** Caches may not hand one origin's answer to another. */
const unreadable = { vary: "origin, accept-language" };

/** The same for an answer of this tenant, a refused token's included: pages that it has not named read nothing. */
export function readableBy(page: Page, isTestKey: boolean | null, access: BrowserAccess): Record<string, string> {
  return mayAsk(page, isTestKey, access) ? readableByAll(page) : unreadable;
}

/**
 * Answers a preflight. It carries no credential, so whose page asks can't be compared with any tenant's list: every
 * origin is told that it may ask, which gives nothing away, and the request that follows is refused before anything
 * is read or written for it.
 */
export function preflight(request: Request, methods: string): Response {
  const origin = request.headers.get("origin");
  const allowed: Record<string, string> =
    origin === null
      ? {}
      : {
          "access-control-allow-origin": origin,
          "access-control-allow-methods": methods,
          "access-control-allow-headers": ALLOWED_HEADERS,
          "access-control-max-age": PREFLIGHT_SECONDS,
        };
  return new Response(null, { status: 204, headers: { allow: methods, vary: "origin", ...allowed } });
}
