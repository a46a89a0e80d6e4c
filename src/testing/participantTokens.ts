import { SignJWT } from "jose";

/** A participant's token as a tenant's server makes it. */
export async function participantToken(
  { tenantId, widgetSecret }: { readonly tenantId: string; readonly widgetSecret: string },
  externalId: string,
  now: Date,
  claims: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return await new SignJWT({ aud: tenantId, sub: externalId, iat: issuedAt, exp: issuedAt + 600, ...claims })
    .setProtectedHeader({ alg: "HS256" })
    .sign(new TextEncoder().encode(widgetSecret));
}
