import type { JWTPayload } from "jose";
// Its parts by name: the whole of it takes ten megabytes.
import { JOSEError, JWTClaimValidationFailed, JWTExpired } from "jose/errors";
import { decodeJwt } from "jose/jwt/decode";
import { jwtVerify } from "jose/jwt/verify";
import * as z from "zod";
import type { ReportedParticipant } from "../../engine/events/report.ts";
import type { FieldError } from "../replies/problem.ts";
import { parseWith } from "../request/parse.ts";
import { externalId, profileFields } from "../schemas/texts.ts";

/**
 * A participant's token: a JWT that the tenant's own server signed with its widget secret. Which tenant that is stands
 * in the token, so it is read before it is proved; nothing else of it is used before that.
 */

/** A token may end this far ahead, so that one that was stolen is soon worth nothing. */
export const MAX_TOKEN_SECONDS = 3_600;
/** The clocks of two servers are never quite the same. */
const CLOCK_TOLERANCE_SECONDS = 30;
const MAX_TOKEN_LENGTH = 4_096;
const TENANT_ID = /^ten_[0-9a-z]{1,64}$/;

/** What a token says of itself; its signature has not been checked. */
export interface UnprovenToken {
  readonly text: string;
  readonly tenantId: string;
  /** With the profile that they get when they are new. */
  readonly participant: ReportedParticipant;
  /** What is wrong in that profile, by the claim: told only when the token is proved. */
  readonly errors: readonly FieldError[];
}

/** What a token claims, not believed yet; null for what can't be one. */
export function readToken(text: string): UnprovenToken | null {
  if (text.length > MAX_TOKEN_LENGTH) return null;
  try {
    const { aud, sub, ...claims } = decodeJwt(text);
    const subject = parseWith(externalId, sub);
    if (typeof aud !== "string" || !TENANT_ID.test(aud) || !subject.ok) return null;
    const known = profileOf(claims);
    const participant = { externalId: subject.value, ...(known.ok ? known.value : {}) };
    return { text, tenantId: aud, participant, errors: known.ok ? [] : known.errors };
  } catch {
    return null;
  }
}

const UNSIGNED = "The token is not signed, by HS256, with this tenant's widget secret.";
const OVER = "The token's time is over: its exp has passed. Sign a new one.";
const TOO_LONG = "The token lives too long: its exp may be an hour ahead at most, in seconds since 1970.";
const UNTIMELY =
  "The token does not hold now: it needs an exp in seconds since 1970, and an nbf that has passed if any.";

/**
 * Whether one of the secrets signed it and it holds now, and for an hour at most.
 *
 * @returns null, or what is wrong with it; of the token's claims it says something only where the signature is right
 */
export async function flawOf(
  { text, tenantId }: UnprovenToken,
  secrets: readonly (string | null)[],
  now: Date,
): Promise<string | null> {
  for (const secret of secrets) {
    const flaw = secret === null ? UNSIGNED : await flawUnder(secret, text, tenantId, now);
    if (flaw !== UNSIGNED) return flaw;
  }
  return UNSIGNED;
}

async function flawUnder(secret: string, text: string, audience: string, now: Date): Promise<string | null> {
  try {
    // The algorithm is ours to say: a token that names another, or none, is no token.
    const { payload } = await jwtVerify(text, new TextEncoder().encode(secret), {
      algorithms: ["HS256"],
      audience,
      requiredClaims: ["exp", "sub"],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: now,
    });
    const latest = now.getTime() / 1000 + MAX_TOKEN_SECONDS + CLOCK_TOLERANCE_SECONDS;
    return payload.exp !== undefined && payload.exp <= latest ? null : TOO_LONG;
  } catch (error) {
    // Claims are looked at once the signature was found right.
    if (error instanceof JWTExpired) return OVER;
    if (error instanceof JWTClaimValidationFailed) return UNTIMELY;
    if (error instanceof JOSEError) return UNSIGNED;
    throw error;
  }
}

/** Other claims are the tenant's own business. Servers write null or "" where they know nothing. */
const { email, phone, name, locale, country } = profileFields;
const profile = z.object({ email, phone, name, locale, country });

function profileOf(claims: JWTPayload) {
  const given = Object.entries(claims).filter(([key, value]) => key in profile.shape && value !== null && value !== "");
  return parseWith(profile, Object.fromEntries(given));
}
