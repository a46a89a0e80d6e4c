import createClient, { type Client } from "openapi-fetch";
import type { components, operations, paths } from "./openapi.ts";

/**
 * A client of the API whose paths, bodies and replies are typed by the OpenAPI document:
 *
 * ```ts
 * const api = createReferralClient({ baseUrl: "https://go.example.com", key: process.env.REFERRAL_KEY });
 * const { data, error } = await api.POST("/v1/events", { body: { type: "purchase", ... } });
 * ```
 *
 * `data` is the reply, or `error` the problem with its `code`; nothing is thrown but what `fetch` throws.
 */
export type ReferralClient = Client<paths, `${string}/${string}`>;

/** A thing of the API by its name in the document, such as `Schemas["Reward"]`. */
export type Schemas = components["schemas"];

export type { operations, paths };

export interface ReferralClientOptions {
  /** Where the service is, without a slash at the end. */
  readonly baseUrl: string;
  /** A secret key on a server; a publishable key or a participant's token in a browser. */
  readonly key: string;
  /** In place of the global one. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** Each request is sent with the key. */
export function createReferralClient({ baseUrl, key, fetch }: ReferralClientOptions): ReferralClient {
  return createClient<paths>({
    baseUrl,
    headers: { authorization: `Bearer ${key}` },
    ...(fetch === undefined ? {} : { fetch }),
  });
}
