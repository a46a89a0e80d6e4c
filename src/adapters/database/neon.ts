import { neon, neonConfig } from "@neondatabase/serverless";
import { tooLate } from "../../db/within.ts";
import type { Database } from "../../ports.ts";
import { OUR_OWN, WAIT_WITHIN_MS } from "../../ports.ts";
import { toDatabaseError } from "./failures.ts";
import { parserOf, toText } from "./values.ts";

export interface NeonOptions {
  /** The URL that statements are posted to instead of Neon's own, for instance `http://127.0.0.1:4444/sql`. */
  readonly endpoint?: string;
}

/** Endpoints that are not Neon's, by the host and port that the driver believes to talk to. */
const endpoints = new Map<string, string>();

// The driver has one setting for all of its connections, and by it alone knows where to post to.
const endpointOfNeon = neonConfig.fetchEndpoint;
neonConfig.fetchEndpoint = (host, port, options) => {
  const known = endpoints.get(`${host}:${port}`);
  if (known !== undefined) return known;
  return typeof endpointOfNeon === "string" ? endpointOfNeon : endpointOfNeon(host, port, options);
};

/**
 * Neon over HTTP: one request a statement, no session. Opening costs nothing and holds nothing, so that a
 * Worker may do it for each request.
 *
 * @param url `postgresql://user:password@host/database`
 * @throws {TypeError} for a URL that is none, without repeating it.
 */
export function openNeon(url: string, { endpoint }: NeonOptions = {}): Database {
  const sql = neon(endpoint === undefined ? parsed(url).href : routedTo(endpoint, url), {
    arrayMode: true,
    fullResults: true,
    disableWarningInBrowsers: true,
  });

  return {
    async query(text, params = [], ask = OUR_OWN) {
      const values = params.map(toText);
      if (ask.maySend?.() === false) throw tooLate();
      try {
        const result = await sql.query(text, values, {
          // Given to `neon()` these parsers would be ignored.
          types: { getTypeParser: parserOf },
          // The driver itself waits for ever. After this long the outcome is unknown.
          fetchOptions: { signal: AbortSignal.timeout(ask.withinMs ?? WAIT_WITHIN_MS) },
        });
        return result.rows;
      } catch (error) {
        throw toDatabaseError(error);
      }
    },
    async close() {},
  };
}

/** The connection string with the endpoint's host and port in it, by which the setting above finds the endpoint. */
function routedTo(endpoint: string, url: string): string {
  const { hostname, port } = parsed(endpoint);
  endpoints.set(`${hostname}:${port}`, endpoint);
  const target = parsed(url);
  target.hostname = hostname;
  target.port = port;
  return target.href;
}

function parsed(url: string): URL {
  // `new URL` puts its whole argument into its error, and that argument holds a password.
  if (!URL.canParse(url)) throw new TypeError("The URL of the database or of its endpoint is not a valid URL.");
  return new URL(url);
}
