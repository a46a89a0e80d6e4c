import type { Role } from "../../domain/permissions.ts";
import type { Database } from "../../ports.ts";

/** A member of a tenant's staff, and what every page says of the two. */
export interface MemberAccess {
  readonly tenantId: string;
  readonly tenantSlug: string;
  readonly shopName: string;
  /** IANA; the days of its pages are days there. */
  readonly timezone: string;
  /** Of the shop's first program; null before it has one. */
  readonly currency: string | null;
  readonly userId: string;
  readonly email: string;
  /** As the person chose it; null before they did. */
  readonly language: string | null;
  readonly role: Role;
  readonly sessionId: string;
  readonly signedInAt: string;
  readonly renewedAt: string;
  /** The shops that the person works for, 20 at most, by name. */
  readonly shops: readonly { readonly slug: string; readonly name: string }[];
  /** Rewards in review, 100 at most. */
  readonly reviewsWaiting: number;
}

/** A session ends this long after its person signed in, however often it was renewed. */
const SESSION_ENDS_AFTER = "90 days";

/** Whether a session is one at an instant, as SQL. */
export function isSessionAt(session: string, at: string): string {
  return `${session}.expires_at > ${at} AND ${session}.created_at > ${at} - interval '${SESSION_ENDS_AFTER}'`;
}

export interface SessionView {
  readonly id: string;
  readonly createdAt: string;
  /** What the browser said of itself. */
  readonly userAgent: string | null;
}

/** A person who is signed in, whatever shops they work for. */
export interface Person {
  readonly userId: string;
  readonly email: string;
  /** As the person chose it; null before they did. */
  readonly language: string | null;
  readonly sessionId: string;
  readonly signedInAt: string;
  readonly renewedAt: string;
  /** The sessions that have not ended, the latest 20 first. */
  readonly sessions: readonly SessionView[];
  /** The shops that the person works for, 200 at most, by name. */
  readonly shops: readonly { readonly slug: string; readonly name: string; readonly role: Role }[];
}

/**
 * Reads who has a session.
 *
 * @param token whose signature was proved
 * @returns null where the session has ended, or there is none
 */
export async function readPerson(database: Database, token: string, now: Date): Promise<Person | null> {
  const [row] = await database.query(
    `SELECT json_build_object('userId', u.id, 'email', u.email, 'language', u.language,
      'sessionId', s.id, 'signedInAt', s.created_at, 'renewedAt', s.updated_at,
      'sessions', (SELECT json_agg(json_build_object('id', o.id, 'createdAt', o.created_at, 'userAgent', o.user_agent)
          ORDER BY o.created_at DESC, o.id DESC)
        FROM (SELECT a.* FROM auth_sessions a WHERE a.user_id = u.id AND ${isSessionAt("a", "$2::timestamptz")}
          ORDER BY a.created_at DESC, a.id DESC LIMIT 20) o),
      'shops', (SELECT coalesce(json_agg(json_build_object('slug', o.slug, 'name', o.name, 'role', o.role)
          ORDER BY o.name, o.slug), '[]')
        FROM (SELECT t.slug, t.name, m.role FROM members m JOIN tenants t ON t.id = m.tenant_id
          WHERE m.user_id = u.id AND m.removed_at IS NULL ORDER BY t.name, t.slug LIMIT 200) o))
    FROM auth_sessions s JOIN auth_users u ON u.id = s.user_id
    WHERE s.token = $1 AND ${isSessionAt("s", "$2::timestamptz")}`,
    [token, now.toISOString()],
    // A person is in no tenant before one is named; they wait for their own requests alone.
    { lane: "read", of: token },
  );
  return row === undefined ? null : (row[0] as Person);
}

/** Lets a session go on, as long as it has not ended. */
export async function renewSession(
  database: Database,
  { sessionId, now, until }: { readonly sessionId: string; readonly now: Date; readonly until: Date },
): Promise<void> {
  await database.query(
    "UPDATE auth_sessions SET expires_at = $2::timestamptz, updated_at = $3::timestamptz WHERE id = $1",
    [sessionId, until.toISOString(), now.toISOString()],
    { lane: "write", of: sessionId },
  );
}

/** Ends a session of that person; of another's it ends none. */
export async function endSession(database: Database, userId: string, sessionId: string): Promise<void> {
  await database.query("DELETE FROM auth_sessions WHERE id = $1 AND user_id = $2", [sessionId, userId], {
    lane: "write",
    of: userId,
  });
}

/** The language in which a person reads, on every page and in every mail. */
export async function setLanguage(database: Database, userId: string, language: string): Promise<void> {
  await database.query("UPDATE auth_users SET language = $2 WHERE id = $1", [userId, language], {
    lane: "write",
    of: userId,
  });
}
