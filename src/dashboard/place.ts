/** Where the dashboard is: it is served under one address alone, which its links start with and its forms come from. */
export interface Place {
  /** As browsers write it. */
  readonly origin: string;
  readonly isSecure: boolean;
}

/**
 * Why there is no dashboard where a request came to: another address serves it, or this one would send its cookies
 * over a network that others can read.
 */
export type NoPlace = "elsewhere" | "unsafe";

const LOOPBACK: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

export function isLoopback(url: URL): boolean {
  return LOOPBACK.includes(url.hostname);
}

/**
 * Finds where a request is, by its host: behind a proxy that ends TLS it comes over plain HTTP.
 *
 * @param dashboardUrl the one address; null where none was given, as on a machine of one's own
 */
export function placeOf(dashboardUrl: string | null, requestUrl: string): Place | NoPlace {
  const asked = new URL(requestUrl);
  const own = dashboardUrl === null ? null : new URL(dashboardUrl);
  if (own === null || (own.protocol === "http:" && isLoopback(own))) {
    // A container's port may have another number outside, and both names of the machine are its own.
    return isLoopback(asked) ? { origin: asked.origin, isSecure: asked.protocol === "https:" } : "unsafe";
  }
  if (asked.host !== own.host) return "elsewhere";
  return own.protocol === "https:" ? { origin: own.origin, isSecure: true } : "unsafe";
}

/**
 * Whether a form was sent from a page of this very place. Browsers say so themselves; those that don't name the page's
 * origin. A request that says neither is none of a browser.
 */
export function isFromHere(request: Request, { origin }: Place): boolean {
  const site = request.headers.get("sec-fetch-site");
  return site === null ? request.headers.get("origin") === origin : site === "same-origin";
}
