import { ROLES, roleMay } from "../../domain/permissions.ts";
import type { Ask, Database } from "../../ports.ts";
import type { MemberAccess } from "./sessions.ts";
import { isSessionAt } from "./sessions.ts";
import { sqlList } from "./sqlList.ts";
import { tenantOf, tenantProved } from "./tenantNames.ts";

/**
 * Who asks. This file says what each kind proves and how: in the statement that reads what was asked for, so that
 * what was revoked is refused at the next request. Nothing else knows how a kind is proved.
 */
export type Asker = SecretKeyAsker | BrowserAsker | UserAsker | JobAsker | IntegrationAsker;

/** Who acts for the tenant itself: everyone but a browser, which acts for one participant or for none. */
export type TenantAsker = Exclude<Asker, BrowserAsker>;

/** The holder of a secret key. The key names the tenant and proves it, as long as it is not revoked. */
export interface SecretKeyAsker {
  readonly kind: "secretKey";
  /** SHA-256 of the key, in hex. */
  readonly hash: string;
}

/**
 * A browser with a publishable key or a participant's token. A token names a tenant before anything is proved, so
 * that the tenant's secrets come with what is asked for; `admit` stands between the two.
 */
export interface BrowserAsker {
  readonly kind: "browser";
  readonly credential: BrowserCredential;
  /** Is told of the tenant before anything that was read is handed on; throws where the asker may not have it. */
  admit(access: BrowserAccess): Promise<void>;
}

export type BrowserCredential = PublishableKeyCredential | TokenCredential;

export interface PublishableKeyCredential {
  readonly kind: "publishableKey";
  /** SHA-256 of the key, in hex. */
  readonly hash: string;
}

/** What a participant's token says of itself; true once the asker was admitted. */
export interface TokenCredential {
  readonly kind: "token";
  readonly tenantId: string;
  readonly externalId: string;
}

/** A browser with a participant's token. */
export interface ParticipantAsker extends BrowserAsker {
  readonly credential: TokenCredential;
}

/**
 * A person of the tenant's staff who is signed in. The session, the membership and the role are read in the same
 * statement, so that a person who was signed out or removed is refused at the next request; `admit` stands between what
 * was read and those who asked for it, since only the route knows which role may have it.
 */
export interface UserAsker {
  readonly kind: "user";
  /** Of the session, as a cookie brought it whose signature was proved. */
  readonly token: string;
  /** Whose pages are asked for. */
  readonly tenantSlug: string;
  /** The time of the request, by which a session has ended. */
  readonly now: string;
  /** Is told of the member before anything that was read is handed on; throws where their role may not have it. */
  admit(member: MemberAccess): void | Promise<void>;
}

/** Our own code that does what is due. It is made by us and never from a request, so it proves that the tenant exists. */
export interface JobAsker {
  readonly kind: "job";
  readonly tenantId: string;
  /** The job's name. */
  readonly job: string;
}

/**
 * Our own code that reports what a connected shop or service sent. No table holds integrations yet, so all that is
 * proved is that the tenant exists, and no request makes such an asker.
 */
export interface IntegrationAsker {
  readonly kind: "integration";
  readonly tenantId: string;
  /** Which of the tenant's integrations: its id. */
  readonly source: string;
}

/** What a tenant says of browsers, with what is known of the participant whom a token names. */
export interface BrowserAccess {
  readonly tenantId: string;
  /** The current widget secret and the one before; null where that was retired or there was none. */
  readonly secrets: readonly (string | null)[];
  readonly allowedOrigins: readonly string[];
  readonly hasLiveKey: boolean;
  readonly participant: { readonly id: string; readonly locale: string | null; readonly guest: boolean } | null;
}

/** Who did it, as the audit keeps it. */
export interface Actor {
  readonly type: "user" | "apiKey" | "participant" | "job" | "integration";
  /** Of the user, the key or the participant (empty where the participant does not exist yet); a job's name; an integration. */
  readonly id: string;
}

/** What an asker asked for, read in the same round trip that proved the asker. */
export interface Authorized<T> {
  readonly tenantId: string;
  readonly body: T;
}

const ACTOR_TYPES: Readonly<Record<Asker["kind"], Actor["type"]>> = {
  secretKey: "apiKey",
  browser: "participant",
  user: "user",
  job: "job",
  integration: "integration",
};

/** What the asker is in the books; `k.actor_id` is its id there. */
export function actorTypeOf(asker: Asker): Actor["type"] {
  return ACTOR_TYPES[asker.kind];
}

/**
 * One name for requests that may share a commit and what is kept of their tenant's rules, since all of them are
 * proved by the same row; null where each is looked at by itself. What a browser says of its tenant is not proved
 * before it is loaded for, so no other request may depend on it, and a user's rights are their own.
 */
export function laneOf(asker: Asker): string | null {
  switch (asker.kind) {
    case "secretKey":
      return JSON.stringify([asker.kind, asker.hash]);
    case "job":
      return JSON.stringify([asker.kind, asker.tenantId, asker.job]);
    case "integration":
      return JSON.stringify([asker.kind, asker.tenantId, asker.source]);
    case "browser":
    case "user":
      return null;
  }
}

/** What stays the same from one request of an asker to the next, within their tenant. */
export function sameAs(asker: TenantAsker): string {
  switch (asker.kind) {
    case "secretKey":
      return asker.hash;
    case "user":
      return asker.token;
    case "job":
      return asker.job;
    case "integration":
      return asker.source;
  }
}

/** Whether the asker may have what is the tenant's: a browser may only have what is its participant's or public. */
export function actsForTenant(asker: Asker): asker is TenantAsker {
  switch (asker.kind) {
    case "secretKey":
    case "user":
    case "job":
    case "integration":
      return true;
    case "browser":
      return false;
  }
}

/** Whether there is such a program for this asker: to browsers there is none before it is published. */
export function maySeeProgram(asker: Asker, program: { readonly isPublished: boolean }): boolean {
  return actsForTenant(asker) || program.isPublished;
}

/**
 * Whether the asker may have what is this participant's own, by whichever of their names the token names them.
 *
 * @param actor of the asker, as it was proved
 * @param participantId our own id
 */
export function actsFor(asker: Asker, actor: Actor, participantId: string): boolean {
  return actsForTenant(asker) || (bringsToken(asker) && actor.id === participantId);
}

export function bringsToken(asker: BrowserAsker): asker is ParticipantAsker {
  return asker.credential.kind === "token";
}

/** How one asker is proved. */
interface Proof {
  /**
   * The relation `k`, of one row where the proof holds and of none where it doesn't: `tenant_id`, `actor_id` (for the
   * audit), `is_live` (false where the asker is there for trying things out), and `access` for `admit`.
   */
  readonly relation: string;
  /** The parameter `$1`. */
  readonly first: string;
  /** The parameters after those of the statement, if the relation has any. */
  readonly last: readonly (string | null)[];
  /** Is told of the tenant and of `access`, as the relation yields it. */
  readonly admit: ((tenantId: string, access: unknown) => void | Promise<void>) | null;
}

/** @param n the number of the parameter that comes after those of the statement */
function proofOf(asker: Asker, n: number): Proof {
  switch (asker.kind) {
    case "secretKey":
      return { relation: SECRET_KEY, first: asker.hash, last: [], admit: null };
    case "browser": {
      const { credential } = asker;
      const [tenant, first, externalId] =
        credential.kind === "token"
          ? [NAMED_TENANT, credential.tenantId, credential.externalId]
          : [PUBLISHABLE_KEY, credential.hash, null];
      const admit: Proof["admit"] = (tenantId, access) => asker.admit({ ...(access as BrowserAccess), tenantId });
      return { relation: ofBrowser(tenant, n), first, last: [externalId], admit };
    }
    case "user": {
      const admit: Proof["admit"] = (tenantId, access) => asker.admit({ ...(access as MemberAccess), tenantId });
      return { relation: ofMember(n), first: asker.tenantSlug, last: [asker.token, asker.now], admit };
    }
    case "job":
      return { relation: ofOurOwn(n), first: asker.tenantId, last: [asker.job], admit: null };
    case "integration":
      return { relation: ofOurOwn(n), first: asker.tenantId, last: [asker.source], admit: null };
  }
}

/** SQL that says whether the asker may see names and e-mails: keys may, and of the staff the roles that may. */
export const SEES_PEOPLE = `coalesce(k.access ->> 'role' IN (${sqlList(ROLES.filter((role) => roleMay(role, "seePeople")))}), true)`;

const SECRET_KEY = `(SELECT a.tenant_id, a.id AS actor_id, starts_with(a.prefix, 'sk_live_') AS is_live, NULL::json AS access
  FROM api_keys a WHERE a.hash = $1 AND a.kind = 'secret' AND a.revoked_at IS NULL) k`;

const PUBLISHABLE_KEY =
  "SELECT a.tenant_id FROM api_keys a WHERE a.hash = $1 AND a.kind = 'publishable' AND a.revoked_at IS NULL";

const NAMED_TENANT = "SELECT t.id AS tenant_id FROM tenants t WHERE t.id = $1";

const ofBrowser = (tenant: string, n: number) => `(SELECT b.tenant_id,
    coalesce(b.access -> 'participant' ->> 'id', '') AS actor_id, true AS is_live, b.access
  FROM (SELECT n.tenant_id, browser_access(n.tenant_id, $${n}::text) AS access FROM (${tenant}) n) b) k`;

const ofMember = (n: number) => `(SELECT m.tenant_id, m.user_id AS actor_id, true AS is_live,
    member_access(m.tenant_id, m.user_id, s.id) AS access
  FROM tenants t
    JOIN auth_sessions s ON s.token = $${n}::text
    JOIN members m ON m.tenant_id = t.id AND m.user_id = s.user_id
  WHERE t.slug = $1 AND m.removed_at IS NULL AND ${isSessionAt("s", `$${n + 1}::timestamptz`)}) k`;

const ofOurOwn = (n: number) =>
  `(SELECT n.tenant_id, $${n}::text AS actor_id, true AS is_live, NULL::json AS access FROM (${NAMED_TENANT}) n) k`;

/**
 * Reads as the tenant for whom the asker is proved: one statement, one round trip.
 *
 * @param select a scalar subquery that yields one JSON value; `k.tenant_id` is the tenant, parameters start at `$2`
 * @param lane whether a write waits for it
 * @returns null when the proof doesn't hold: there is no such key or it was revoked, or there is no such tenant
 */
export async function readAsTenant<T>(
  database: Database,
  asker: Asker,
  select: string,
  params: readonly unknown[] = [],
  lane: Ask["lane"] = "read",
): Promise<Authorized<T> | null> {
  const { relation, first, last, admit } = proofOf(asker, params.length + 2);
  const sql = `SELECT k.tenant_id, (${select}), k.access FROM ${relation}`;
  const [row] = await database.query(sql, [first, ...params, ...last], { lane, of: tenantOf(first) });
  if (row === undefined) return null;
  const tenantId = row[0] as string;
  tenantProved(first, tenantId);
  await admit?.(tenantId, row[2]);
  return { tenantId, body: row[1] as T };
}

/**
 * The tenant of an asker that may share commits (`laneOf`). A key that was proved here before may have been revoked
 * since: every statement for it proves it anew.
 *
 * @returns null when there is no such key or it was revoked
 */
export async function provenTenant(database: Database, asker: Asker): Promise<string | null> {
  if (asker.kind === "job" || asker.kind === "integration") return asker.tenantId;
  const known = asker.kind === "secretKey" ? tenantOf(asker.hash) : null;
  if (asker.kind === "secretKey" && known !== asker.hash) return known;
  return (await readAsTenant(database, asker, "SELECT NULL", [], "write"))?.tenantId ?? null;
}

/** Whether the asker may ask at all, for requests that end before they read anything else. */
export async function isAuthorized(database: Database, asker: Asker): Promise<boolean> {
  return (await readAsTenant(database, asker, "SELECT NULL")) !== null;
}
