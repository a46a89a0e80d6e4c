import type { Context } from "hono";
import { generateCookie, generateSignedCookie, getSignedCookie } from "hono/cookie";
import type { Place } from "./place.ts";

/** As better-auth names the cookie, with our prefix for its own. */
const NAME = "raf.session_token";
export const SESSION_DAYS = 14;
const DAY_SECONDS = 86_400;
const OPTIONS = { path: "/dashboard", httpOnly: true, sameSite: "Lax" } as const;

/** Browsers drop a cookie with the prefix on plain HTTP, so on a machine of one's own it has none. */
const prefixed = ({ isSecure }: Place) => (isSecure ? { ...OPTIONS, prefix: "secure" as const } : OPTIONS);

/** What a cookie says of a session once its signature was proved. */
export interface SessionToken {
  readonly token: string;
  /** Whether the newest of the secrets signed it. */
  readonly isNewest: boolean;
}

/**
 * The session that a request brings; null where it brings none, or one that we did not sign. No statement is sent for
 * that.
 *
 * @param secrets the newest first
 */
export async function sessionTokenOf(
  context: Context,
  secrets: readonly string[],
  { isSecure }: Place,
): Promise<SessionToken | null> {
  const brought = isSecure ? ("secure" as const) : undefined;
  for (const [index, secret] of secrets.entries()) {
    const token = await getSignedCookie(context, secret, NAME, brought);
    if (typeof token === "string" && token !== "") return { token, isNewest: index === 0 };
    if (token === undefined) return null;
  }
  return null;
}

/** The header that gives a session to a browser. */
export async function sessionCookie(token: string, secret: string, place: Place): Promise<string> {
  return await generateSignedCookie(NAME, token, secret, { ...prefixed(place), maxAge: SESSION_DAYS * DAY_SECONDS });
}

/** The header that takes it away. */
export function noSessionCookie(place: Place): string {
  return generateCookie(NAME, "", { ...prefixed(place), maxAge: 0 });
}
