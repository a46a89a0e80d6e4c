import * as z from "zod";
import { sha256 } from "./engine/events/sha256.ts";
import type { RemoteLanes } from "./engine/loop/remoteLanes.ts";
import type { Click, ObjectNamespace, RateLimitBinding } from "./ports.ts";
import { LANE_LOCATIONS } from "./ports.ts";
import { LOG_LEVELS } from "./requestLog.ts";

/** A deployment whose settings are wrong; the message names them and repeats no value. */
export class EnvironmentError extends Error {
  constructor(problems: readonly string[]) {
    super(`The environment is not valid. ${problems.join(" ")}`);
    this.name = "EnvironmentError";
  }
}

const port = z.coerce
  .number("must be a number.")
  .int("must be whole.")
  .min(0, "must be 0 to 65535.")
  .max(65_535, "must be 0 to 65535.");
const path = z.string("must be a path.");

const httpUrl = z
  .string("must be a URL.")
  .refine((url) => hasProtocol(url, ["http:", "https:"]), "must be a URL that starts with http:// or https://.")
  .transform((url) => url.replace(/\/+$/, ""));

/** An address without a path: what stands behind it is not ours to choose. */
const origin = httpUrl.refine((url) => new URL(url).origin === url, "must have no path, such as https://host.example.");

/** What sessions are signed with: the newest first, so that the others can be retired one by one. */
const sessionSecrets = z
  .string("must be secrets.")
  .transform((text) => text.split(",").map((secret) => secret.trim()))
  .refine(
    (secrets) => secrets.length <= 5 && secrets.every((secret) => /^[\x21-\x7e]{32,200}$/.test(secret)),
    "must be 1 to 5 secrets of 32 to 200 characters, the newest first, with commas between them.",
  );

/** What contacts are hashed under: the same for every process that shares the database. */
const contactKey = z
  .string()
  .regex(/^[\x21-\x7e]{32,64}$/, "must be a secret of 32 to 64 characters without spaces.")
  .optional();

/** What secrets are sealed with, the newest first. The ids are ours where none was given. */
const sealingKeys = z
  .string("must be keys.")
  .transform((text) => text.split(",").map((key) => key.trim().split(":")))
  .refine(
    (keys) =>
      keys.length <= 5 &&
      new Set(keys.map(([id]) => id)).size === keys.length &&
      keys.every((key) => key.length === 2 && SEALING_ID.test(key[0] ?? "") && SEALING_KEY.test(key[1] ?? "")),
    "must be 1 to 5 keys such as k1:BASE64, the newest first, with commas between them: each with an id of its own, of small letters and digits, and 32 bytes (openssl rand -base64 32).",
  )
  .transform((keys) => keys.map(([id = "", key = ""]) => ({ id, bytes: new Uint8Array(Buffer.from(key, "base64")) })))
  .optional();

/** "kept" and "url" are the ids of keys that were not given. */
const SEALING_ID = /^(?!kept$|url$)[a-z0-9]{1,16}$/;
const SEALING_KEY = /^[A-Za-z0-9+/]{43}=$/;

const databaseUrl = z
  .string("must be a URL.")
  .refine(
    (url) => hasProtocol(url, ["postgres:", "postgresql:"]),
    "must look like postgresql://user:password@host/database.",
  );

const clickQueue = z.custom<{ send(click: Click): Promise<unknown> }>(
  (value) => hasMethod(value, "send"),
  "must be a queue binding.",
);
const assetsBinding = z.custom<{ fetch(url: string): Promise<Response> }>(
  (value) => hasMethod(value, "fetch"),
  "must be a static assets binding.",
);

const laneObjects = z.custom<ObjectNamespace<RemoteLanes>>(
  (value) => hasMethod(value, "idFromName"),
  "must be a Durable Object binding.",
);

const rateLimitBinding = z.custom<RateLimitBinding>(
  (value) => hasMethod(value, "limit"),
  "must be a rate limit binding.",
);

/** Of a Redis that counts for every process: both or neither. */
const upstash = {
  UPSTASH_REDIS_REST_URL: httpUrl.optional(),
  UPSTASH_REDIS_REST_TOKEN: z.string("must be a token.").optional(),
};

/** Where Stripe stands in place of its own address: what plays it on one's own machine. */
const stripeEndpoint = origin.optional();

/** Of the service that sends mails: both or neither. */
const mailing = {
  RESEND_API_KEY: z.string("must be a key.").optional(),
  /** Whom mails come from, for instance `Shop <mail@shop.example>`. */
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]{3,320}$/, "must be an address.")
    .optional(),
};

/** Which requests have a line in the log. */
const logLevel = z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}.`).default("info");

const nodeSchema = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: port.default(8787),
  /** The embedded database and the demo tenant's keys. */
  DATA_DIR: path.default(".data"),
  /** A PostgreSQL server in place of the embedded database. */
  DATABASE_URL: databaseUrl.optional(),
  /** What share links start with; the host of each request when absent. */
  PUBLIC_URL: httpUrl.optional(),
  /** The one address of the dashboard; PUBLIC_URL, or where the server listens, when absent. */
  DASHBOARD_URL: origin.optional(),
  SESSION_SECRETS: sessionSecrets.optional(),
  CONTACT_KEY: contactKey,
  SEALING_KEYS: sealingKeys,
  STRIPE_ENDPOINT: stripeEndpoint,
  /** How many proxies of one's own stand before the server and append to X-Forwarded-For. */
  TRUSTED_PROXIES: z.coerce
    .number("must be a number.")
    .int("must be whole.")
    .min(0, "must be 0 to 10.")
    .max(10, "must be 0 to 10.")
    .default(0),
  LOG_LEVEL: logLevel,
  /** What `GET /metrics` is asked with; without it there is none. */
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/, "must be 16 to 200 characters without spaces.")
    .optional(),
  ...upstash,
  ...mailing,
});

const workerSchema = z.object({
  DATABASE_URL: databaseUrl,
  /** Where statements are posted to instead of Neon: the local endpoint of `dev/`. */
  NEON_ENDPOINT: httpUrl.optional(),
  PUBLIC_URL: httpUrl.optional(),
  DASHBOARD_URL: origin.optional(),
  SESSION_SECRETS: sessionSecrets.optional(),
  CONTACT_KEY: contactKey,
  SEALING_KEYS: sealingKeys,
  STRIPE_ENDPOINT: stripeEndpoint,
  LOG_LEVEL: logLevel,
  CLICKS: clickQueue.optional(),
  /** Where requests of one tenant share commits; without it each is decided alone. */
  TENANT_LANE: laneObjects.optional(),
  /** The location of the database, or the one next to it. */
  LANE_LOCATION: z.enum(LANE_LOCATIONS, `must be one of ${LANE_LOCATIONS.join(", ")}.`).optional(),
  ASSETS: assetsBinding.optional(),
  ADDRESS_LIMIT: rateLimitBinding.optional(),
  PARTICIPANT_LIMIT: rateLimitBinding.optional(),
  FAILED_CODE_LIMIT: rateLimitBinding.optional(),
  FAILED_CODE_ADDRESS_LIMIT: rateLimitBinding.optional(),
  SIGN_IN_ADDRESS_LIMIT: rateLimitBinding.optional(),
  SIGN_IN_EMAIL_LIMIT: rateLimitBinding.optional(),
  ...upstash,
  ...mailing,
});

export type NodeEnv = z.output<typeof nodeSchema>;
export type WorkerEnv = z.output<typeof workerSchema>;

/**
 * The settings of the Node server, from `process.env`.
 *
 * @throws {EnvironmentError}
 */
export function nodeEnv(variables: Readonly<Record<string, unknown>>): NodeEnv {
  return parse(nodeSchema, variables);
}

/**
 * The settings of the Worker, from its bindings.
 *
 * @throws {EnvironmentError}
 */
export function workerEnv(bindings: Readonly<Record<string, unknown>>): WorkerEnv {
  return parse(workerSchema, bindings);
}

/** The dashboard's one address: its own, else that of the whole service; null where neither was given. */
export function dashboardUrlOf(env: Pick<NodeEnv, "DASHBOARD_URL" | "PUBLIC_URL">): string | null {
  if (env.DASHBOARD_URL !== undefined) return env.DASHBOARD_URL;
  return env.PUBLIC_URL === undefined ? null : new URL(env.PUBLIC_URL).origin;
}

/** What contacts are hashed under. Where none is given, what all who share a database know, and no one else: its address. */
export function contactKeyOf(env: Pick<WorkerEnv, "CONTACT_KEY" | "DATABASE_URL">): string {
  return env.CONTACT_KEY ?? sha256(`contacts ${env.DATABASE_URL}`);
}

/**
 * What secrets are sealed with, the newest first: what was named, and last what all who share a database know, and no one
 * else. So what was sealed before one was named is opened still.
 */
export function sealingKeysOf(env: Pick<WorkerEnv, "SEALING_KEYS" | "DATABASE_URL">) {
  const own = { id: "url", bytes: new Uint8Array(Buffer.from(sha256(`sealing ${env.DATABASE_URL}`), "hex")) };
  return [...(env.SEALING_KEYS ?? []), own];
}

const TOGETHER = [
  ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"],
  ["RESEND_API_KEY", "MAIL_FROM"],
] as const;

function parse<Schema extends z.ZodObject>(
  schema: Schema,
  variables: Readonly<Record<string, unknown>>,
): z.output<Schema> {
  // An empty variable is how compose files and shells say that there is none.
  const given = Object.entries(variables).filter(([name, value]) => name in schema.shape && value !== "");
  const result = schema.safeParse(Object.fromEntries(given));
  if (result.success) {
    const given = result.data as { readonly [name: string]: unknown };
    const alone = TOGETHER.filter(([one, other]) => (given[one] === undefined) !== (given[other] === undefined));
    if (alone.length === 0) return result.data;
    throw new EnvironmentError(alone.map(([one, other]) => `${one} and ${other} belong together.`));
  }
  throw new EnvironmentError(result.error.issues.map((issue) => `${issue.path.join(".")} ${problem(issue, given)}`));
}

function problem(issue: z.core.$ZodIssue, given: ReadonlyArray<readonly [string, unknown]>): string {
  return given.some(([name]) => name === issue.path[0]) ? issue.message : "is missing.";
}

function hasProtocol(url: string, protocols: readonly string[]): boolean {
  return URL.canParse(url) && protocols.includes(new URL(url).protocol);
}

function hasMethod(value: unknown, method: string): boolean {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, method) === "function";
}
