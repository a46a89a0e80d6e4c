import { generateSignedCookie } from "hono/cookie";
import type { UserAsker } from "../db/queries/asker.ts";
import type { MemberAccess } from "../db/queries/sessions.ts";
import type { Role } from "../domain/permissions.ts";
import type { CreatedTenant } from "../usecases/tenants/createTenant.ts";
import type { TestApp } from "./createTestApp.ts";
import { DASHBOARD_URL, SESSION_SECRET } from "./createTestApp.ts";

/** Someone of a tenant's staff, and their session. */
export interface SignedIn {
  readonly userId: string;
  readonly email: string;
  readonly token: string;
  /** As a browser sends it. */
  readonly cookie: string;
}

export interface PageAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where a redirect leads. */
  readonly location: string | null;
}

/** A browser at the dashboard. */
export interface DashboardClient {
  readonly member: SignedIn | null;
  /** @param path from the host on, or what comes behind the tenant's own pages, such as `/programs` */
  get(path: string, headers?: Record<string, string>): Promise<PageAnswer>;
  /** Posts a form as a page of the dashboard does. */
  post(path: string, fields: Readonly<Record<string, string>>, headers?: Record<string, string>): Promise<PageAnswer>;
  /** The same with names that come several times. */
  postAll(path: string, fields: readonly (readonly [string, string])[]): Promise<PageAnswer>;
}

type Where = Pick<TestApp, "database" | "clock">;
let people = 0;

/** Makes a person who is a member of the tenant, and signs them in. */
export async function signedIn(
  { database, clock }: Where,
  role: Role,
  tenant: Pick<CreatedTenant, "tenantId">,
): Promise<SignedIn> {
  const number = ++people;
  const userId = `usr_${number}`;
  const email = `${role}-${number}@staff.example`;
  const token = `token-of-${userId}-0123456789abcdef`;
  const now = clock.now();
  const end = new Date(now.getTime() + 14 * 86_400_000).toISOString();
  const at = now.toISOString();
  await database.query(
    `INSERT INTO auth_users (id, name, email, email_verified, created_at, updated_at) VALUES ($1, '', $2, true, $3, $3)`,
    [userId, email, at],
  );
  await database.query(
    "INSERT INTO auth_sessions (id, user_id, token, expires_at, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)",
    [`ses_${number}`, userId, token, end, at],
  );
  await database.query("INSERT INTO members (tenant_id, user_id, role, created_at) VALUES ($1, $2, $3, $4)", [
    tenant.tenantId,
    userId,
    role,
    at,
  ]);
  return { userId, email, token, cookie: await cookieOf(token) };
}

/** The cookie of a session, signed as a browser brings it. */
export async function cookieOf(token: string, secret = SESSION_SECRET): Promise<string> {
  const cookie = await generateSignedCookie("raf.session_token", token, secret, { prefix: "secure" });
  return cookie.split(";")[0] ?? "";
}

/** The same person as use cases and queries know them. */
export function userAsker(
  member: Pick<SignedIn, "token">,
  { slug }: Pick<CreatedTenant, "slug">,
  { clock }: Pick<TestApp, "clock">,
  admit: (member: MemberAccess) => void = () => {},
): UserAsker {
  return { kind: "user", token: member.token, tenantSlug: slug, now: clock.now().toISOString(), admit };
}

/** A browser in which a new member of that role is signed in. */
export async function signIn(
  app: Where & Pick<TestApp, "fetch" | "tenant">,
  role: Role,
  tenant: CreatedTenant = app.tenant,
): Promise<DashboardClient> {
  return dashboardClient(app, await signedIn(app, role, tenant), tenant);
}

/** A browser with this session, or with none. */
export function dashboardClient(
  { fetch }: Pick<TestApp, "fetch">,
  member: SignedIn | null,
  { slug }: Pick<CreatedTenant, "slug">,
): DashboardClient {
  const own = member === null ? {} : { cookie: member.cookie };
  const send = async (path: string, init: RequestInit): Promise<PageAnswer> => {
    const full = path.startsWith("/dashboard") ? path : `/dashboard/t/${slug}${path}`;
    const response = await fetch(new Request(`${DASHBOARD_URL}${full}`, { redirect: "manual", ...init }));
    const { status, headers } = response;
    return { status, headers, text: await response.text(), location: headers.get("location") };
  };
  const post = (path: string, body: URLSearchParams, headers: Record<string, string> = {}) =>
    send(path, { method: "POST", headers: { "sec-fetch-site": "same-origin", ...own, ...headers }, body });
  return {
    member,
    get: (path, headers) => send(path, { headers: { ...own, ...headers } }),
    post: (path, fields, headers) => post(path, new URLSearchParams(fields), headers),
    postAll: (path, fields) => post(path, new URLSearchParams(fields.map(([name, value]) => [name, value]))),
  };
}
