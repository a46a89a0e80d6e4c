import type { SecurityScheme } from "../../src/http/endpointDoc.ts";
import type { JsonObject } from "./schemas.ts";

/** What several operations refer to. */

const key = { type: "string", minLength: 1, maxLength: 255, pattern: "^[\\x20-\\x7e]+$" };
const keyParameter = { name: "Idempotency-Key", in: "header", schema: key };

/**
 * Without an example where the key may be left out: the reference would send it with every trial request, and the
 * second would be refused as another request under the key of the first.
 */
export const PARAMETERS: Readonly<Record<string, JsonObject>> = {
  IdempotencyKey: {
    ...keyParameter,
    required: false,
    description: "A name of this request: the same again is answered with what was stored, for 24 hours at least",
  },
  NeededIdempotencyKey: {
    ...keyParameter,
    required: true,
    example: "3f1c2a9e-adjust-7",
    description: "A name of this request, which tells a repeat from a second one, for 24 hours at least",
  },
};

export const HEADERS: Readonly<Record<string, JsonObject>> = {
  "X-Request-Id": { description: "What the log calls the request", schema: { type: "string" } },
  "Idempotency-Hit": {
    description: "It is a repeat, answered with what was stored",
    schema: { type: "string", const: "true" },
  },
  "Content-Language": { description: "The language of what is said", schema: { type: "string" } },
  "Retry-After": { description: "The seconds after which to send the request again", schema: { type: "string" } },
  "WWW-Authenticate": { description: "That a bearer is needed", schema: { type: "string" } },
};

export const SECURITY_SCHEMES: Readonly<Record<SecurityScheme, JsonObject>> = {
  secretKey: {
    type: "http",
    scheme: "bearer",
    description: "A secret key of the tenant, for its servers alone: sk_test_... or sk_live_...",
  },
  publishableKey: {
    type: "http",
    scheme: "bearer",
    description: "A publishable key of the tenant, for pages of its allowed origins: pk_test_... or pk_live_...",
  },
  participant: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description:
      "One participant's token, signed by the tenant's server with its widget secret (HS256): `aud` is the tenant's " +
      "id, `sub` the participant's externalId, `exp` at most an hour ahead. `email`, `phone`, `name`, `locale` and `country` " +
      "are the profile of a participant who is new.",
  },
};
