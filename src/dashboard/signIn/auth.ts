import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { isAPIError } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import { magicLink } from "better-auth/plugins/magic-link";
import { AUTH_TABLES, authDatabase } from "../../db/authDatabase.ts";
import { auditSignIn } from "../../db/queries/signIns.ts";
import type { Deps } from "../../deps.ts";
import { SESSION_DAYS } from "../sessionCookie.ts";

/**
 * Signing in is better-auth's: links that are kept as hashes and work once, and the sessions that they begin. This file
 * is imported when a person signs in and by nothing that a page needs, since it is a third of all our code. Its routes
 * are not mounted, so that a GET signs no one in.
 */

/** About 250 bits. */
const TOKEN_LENGTH = 43;

type AuthDeps = Pick<Deps, "database" | "clock" | "ids" | "dashboard">;

function authOf({ database, clock, ids, dashboard }: AuthDeps, minutes: number, onLink: (token: string) => void) {
  const [secret] = dashboard.secrets;
  if (secret === undefined) throw new Error("no one can sign in without SESSION_SECRETS");
  return betterAuth({
    // No address is made of it: links and cookies are ours.
    baseURL: "https://dashboard.invalid",
    basePath: "/dashboard",
    secret,
    database: drizzleAdapter(authDatabase(database), { provider: "pg", schema: AUTH_TABLES }),
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    session: { expiresIn: SESSION_DAYS * 86_400 },
    advanced: {
      ipAddress: { disableIpTracking: true },
      // People are made by invitations, so of these there are two.
      database: {
        generateId: ({ model }) => (model === "session" ? ids.id("ses", clock.now()) : ids.id("lnk", clock.now())),
      },
    },
    databaseHooks: {
      session: {
        create: {
          after: async ({ userId }) => {
            const now = clock.now();
            await auditSignIn(database, { id: ids.id("aud", now), userId, now });
          },
        },
      },
    },
    plugins: [
      magicLink({
        storeToken: "hashed",
        disableSignUp: true,
        expiresIn: minutes * 60,
        generateToken: () => ids.secret(TOKEN_LENGTH),
        sendMagicLink: ({ token }) => onLink(token),
      }),
    ],
  });
}

/** Makes what a link carries: it signs in the person with that address, once. */
export async function makeLinkToken(deps: AuthDeps, email: string, minutes: number): Promise<string> {
  let made = "";
  const auth = authOf(deps, minutes, (token) => {
    made = token;
  });
  await auth.api.signInMagicLink({ body: { email }, headers: new Headers() });
  return made;
}

/**
 * Opens a link: begins a session and uses the link up.
 *
 * @param userAgent what the person tells their devices apart by
 * @returns the session's token; null where the link is none, was used or is over
 */
export async function openLink(deps: AuthDeps, token: string, userAgent: string): Promise<string | null> {
  const auth = authOf(deps, 1, () => {});
  try {
    const opened = await auth.api.magicLinkVerify({
      query: { token },
      headers: new Headers({ "user-agent": userAgent }),
    });
    return opened.token;
  } catch (error) {
    // It sends browsers on to a page with the reason, which here is told by ours.
    if (isAPIError(error) && error.status === "FOUND") return null;
    throw error;
  }
}
