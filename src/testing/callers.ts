import { SignJWT, UnsecuredJWT } from "jose";
import type { Endpoint } from "../http/endpoint.ts";
import type { CreatedTenant } from "../usecases/tenants/createTenant.ts";
import { participantToken } from "./participantTokens.ts";

/** What a caller proves themselves by. */
export type CallerKind = "secretKey" | "publishableKey" | "participant";

/** The kinds of callers that a route is for; none where anyone may call. */
export function callersOf({ access }: Pick<Endpoint, "access">): readonly CallerKind[] {
  switch (access.kind) {
    case "secretKey":
      return ["secretKey"];
    case "publishableKey":
      return ["publishableKey", "participant"];
    case "participant":
      return ["participant"];
    // Pages of the dashboard have suites of their own: `everyPage.ts`.
    case "session":
    case "person":
    case "anyone":
      return [];
    default:
      return access satisfies never;
  }
}

let visitors = 0;

/** A credential of the tenant; a participant's is a new participant's each time. */
export async function credentialFor(kind: CallerKind, tenant: CreatedTenant, now: Date): Promise<string> {
  if (kind === "participant") return await participantToken(tenant, `visitor-${++visitors}`, now);
  return tenant[kind];
}

/** Everything that looks like a credential and is none for a route: by name. */
export async function badCredentials(
  access: Endpoint["access"],
  tenant: CreatedTenant,
  other: CreatedTenant,
  now: Date,
): Promise<ReadonlyMap<string, string | null>> {
  const isBrowsers = access.kind === "publishableKey" || access.kind === "participant";
  const unknown = "x".repeat(32);
  const common = new Map<string, string | null>([
    ["none", null],
    ["an empty one", ""],
    ["nonsense", "nonsense"],
    ["half a key", "sk_test_"],
    ["half a publishable key", "pk_test_"],
    ["a secret key with more", `${tenant.secretKey}x`],
    ["an unknown secret key", `sk_test_${unknown}`],
    ["an unknown publishable key", `pk_test_${unknown}`],
    ["three dots", "a.b.c"],
  ]);
  if (isBrowsers) common.set("a secret key", tenant.secretKey);
  if (access.kind !== "publishableKey") common.set("a publishable key", tenant.publishableKey);
  if (!isBrowsers) return common.set("a participant's token", await participantToken(tenant, "a-1", now));
  for (const [name, token] of Object.entries(await badTokens(tenant, other, now))) common.set(name, token);
  return common;
}

/** Tokens of a participant who exists, each wrong in one thing. */
export async function badTokens(
  tenant: CreatedTenant,
  other: CreatedTenant,
  now: Date,
): Promise<Readonly<Record<string, string>>> {
  const seconds = Math.floor(now.getTime() / 1000);
  const secret = new TextEncoder().encode(tenant.widgetSecret);
  const claims = { aud: tenant.tenantId, sub: "a-1", exp: seconds + 600 };
  const sign = (alg: string, payload: Record<string, unknown>) =>
    new SignJWT(payload).setProtectedHeader({ alg }).sign(secret);
  const own = (payload: Record<string, unknown>) => participantToken(tenant, "a-1", now, payload);
  return {
    "another tenant's secret": await participantToken({ ...tenant, widgetSecret: other.widgetSecret }, "a-1", now),
    "another tenant named": await own({ aud: other.tenantId }),
    "a tenant that is none": await own({ aud: "ten_0" }),
    "an audience that is no tenant": await own({ aud: "everyone" }),
    "several audiences": await own({ aud: [tenant.tenantId, other.tenantId] }),
    "no audience": await sign("HS256", { sub: "a-1", exp: seconds + 600 }),
    "no subject": await sign("HS256", { aud: tenant.tenantId, exp: seconds + 600 }),
    "an empty subject": await own({ sub: "" }),
    "a subject that can't be stored": await own({ sub: "a\u0000" }),
    "no end": await sign("HS256", { aud: tenant.tenantId, sub: "a-1" }),
    "an end that has been": await own({ exp: seconds - 60 }),
    "an end in more than an hour": await own({ exp: seconds + 3700 }),
    "a beginning to come": await own({ nbf: seconds + 120 }),
    HS512: await sign("HS512", claims),
    "no signature": new UnsecuredJWT(claims).encode(),
    "a cut signature": (await own({})).slice(0, -4),
    "another payload": await withPayload(await own({}), { ...claims, sub: "f-1" }),
  };
}

function withPayload(token: string, payload: object): string {
  const [header = "", , signature = ""] = token.split(".");
  return [header, Buffer.from(JSON.stringify(payload)).toString("base64url"), signature].join(".");
}
