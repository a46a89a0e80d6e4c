/**
 * The few things that have two implementations. Only `deps.ts` chooses between them.
 */

import type { WebhookAnswer } from "./domain/webhooks.ts";

/** One row, in the order of the statement's columns. */
export type Row = readonly unknown[];

/** A request is answered within this long, everything that it waits for included. */
export const ANSWER_WITHIN_MS = 8_000;

/** What it waits for ends this long after it began: the rest of the time is for telling what became of it. */
export const WAIT_WITHIN_MS = ANSWER_WITHIN_MS - 500;

/** On whose behalf a statement is sent, so that one tenant's do not keep those of the others waiting. */
export interface Ask {
  /** A write's are also the reads that it decides on. */
  readonly lane: "read" | "write";
  /** One name for all that a tenant asks; null for what this service does by itself. */
  readonly of: string | null;
  /** How many milliseconds the answer may take, where less than `WAIT_WITHIN_MS` is left. */
  readonly withinMs?: number;
  /** Asked when nothing else stands between the statement and the database; where it says no, it is not sent. */
  readonly maySend?: () => boolean;
}

/** What is sent for no tenant. */
export const OUR_OWN: Ask = { lane: "write", of: null };

/**
 * One statement, one round trip, atomic by itself. There are no interactive transactions: whatever must
 * happen together is one statement (see `db/queries/commitEffects.ts`).
 *
 * Values come back alike from every driver: `int8` and `numeric` as strings, `timestamptz` as text, `json`
 * and `jsonb` parsed, the rest as JavaScript values.
 *
 * @throws {DatabaseError} for every failure, with the SQLSTATE where the server gave one.
 */
export interface Database {
  /** Whether a statement keeps all others waiting, so that what reads a long history reads it in parts. */
  readonly oneAtATime?: true;
  query(sql: string, params?: readonly unknown[], ask?: Ask): Promise<Row[]>;
  close(): Promise<void>;
}

/** The SQLSTATE of a statement that was never sent, because no connection came about. */
export const NO_CONNECTION = "08001";

/** The SQLSTATE of a statement that was never sent, because its turn did not come in time. */
export const NO_FREE_CONNECTION = "53400";

/**
 * A failed statement. `sqlState` null means the *outcome is unknown*: the connection was lost, the reply
 * truncated or timed out, and the statement may have been committed. With any other it wrote nothing.
 */
export class DatabaseError extends Error {
  readonly sqlState: string | null;
  readonly constraint: string | null;

  constructor(message: string, sqlState: string | null, constraint: string | null, cause?: unknown) {
    super(message, { cause });
    this.name = "DatabaseError";
    this.sqlState = sqlState;
    this.constraint = constraint;
  }
}

/** The only source of time outside `adapters/`. */
export interface Clock {
  now(): Date;
  /** Resolves after at least `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
}

/** The prefixes of `vocabulary.md`; an id is prefix + time-sortable part + random part. */
export type IdPrefix =
  | "ten"
  | "prog"
  | "ver"
  | "sch"
  | "par"
  | "clk"
  | "evt"
  | "rwd"
  | "pst"
  | "bat"
  | "po"
  | "obx"
  | "key"
  | "ref"
  | "aud"
  | "usr"
  | "ses"
  | "lnk"
  | "mail"
  | "whk"
  | "ntc"
  | "dlv"
  | "req";

/** The only source of randomness. */
export interface Ids {
  /** A new id, for instance `evt_mabc12340123456789`; ids of one prefix sort by `at`. */
  id(prefix: IdPrefix, at: Date): string;
  /** A new share code: 10 characters of an alphabet of 31 without look-alikes, 50 bits. */
  code(): string;
  /** A new coupon code of at least 50 bits. */
  coupon(): string;
  /** A new secret of `length` URL-safe characters, for keys. */
  secret(length: number): string;
}

/**
 * Keeps secrets that have to be used again, so that a copy of the database opens none of them. What was kept before
 * there was sealing is its own text, and is read as it is.
 */
export interface Sealing {
  /** Whether what is sealed now can be opened for as long as the operator keeps the keys, whatever else changes. */
  readonly lasts: boolean;
  /** The id of the key that seals now. */
  readonly newest: string;
  /** @param belongsTo `tenant/what it is of/field`: it opens as nothing else */
  seal(secret: string, belongsTo: string): Promise<string>;
  /** @throws {Error} that says which key is missing */
  open(kept: string, belongsTo: string): Promise<string>;
  /** The same secret, sealed with the newest key; what is so already stays as it is. */
  renew(kept: string, belongsTo: string): Promise<string>;
}

/** One visit through a share link, as the redirect saw it. */
export interface Click {
  readonly tenantId: string;
  readonly id: string;
  readonly code: string;
  readonly programId: string;
  readonly participantId: string;
  readonly channel: string | null;
  readonly occurredAt: string;
  /** Who clicked, as a keyed hash of address and agent; only where the program pays for clicks and that is known. */
  readonly visitor?: string;
}

/** What became of the clicks that a process recorded since it began. */
export interface ClickFigures {
  /** Neither stored nor lost yet. */
  readonly waiting: number;
  /** Refused, given up, or more than could wait. */
  readonly lost: number;
}

/**
 * Takes clicks without making the redirect wait, and stores them in batches. Recording never throws: a
 * click that can't be stored is lost, logged and counted; the redirect is not.
 */
export interface ClickSink {
  record(click: Click): void;
  /** Resolves when everything recorded so far has been stored or given up. */
  flush(): Promise<void>;
  figures(): ClickFigures;
}

/** A request of a tenant's own that was refused. It holds no value that the request brought. */
export interface Refusal {
  readonly tenantId: string;
  readonly at: string;
  /** Its method and the pattern of its path, for instance `POST /v1/events`. */
  readonly route: string;
  /** Of the problem that it was answered with. */
  readonly code: string;
  /** Which properties of it were not valid. */
  readonly paths: readonly string[];
  /** Of the page whose browser asked; null for a server. */
  readonly origin: string | null;
}

/** What became of the refusals that a process noted since it began. */
export interface RefusalFigures {
  /** Neither kept nor lost yet. */
  readonly waiting: number;
  /** More than could wait, or given up. */
  readonly lost: number;
}

/**
 * Keeps refusals without making a request wait for it. Noting one never throws: one that can't be kept is lost and
 * counted.
 */
export interface RefusalSink {
  note(refusal: Refusal): void;
  /** Resolves when everything noted so far has been kept or given up. */
  flush(): Promise<void>;
  figures(): RefusalFigures;
}

/** One request and how it was answered. It holds nothing that stood in the request but its id. */
export interface Answered {
  readonly method: string;
  /** The pattern of its path, for instance `/v1/codes/{code}`; null where no route has it. */
  readonly route: string | null;
  readonly status: number;
  /** From its arrival to the head of its answer. */
  readonly ms: number;
  /** Null where it was asked for none, or before that was proved. */
  readonly tenantId: string | null;
  readonly requestId: string;
}

/** Is told of each request once it is answered. May not throw. */
export type OnAnswered = (answered: Answered) => void;

/** The files that `dev/build.ts` makes, from disk on Node and from the assets binding on Workers. */
export interface Assets {
  fetch(path: string): Promise<Response>;
}

/** One mail to one person. */
export interface Mail {
  /** Sent a second time under the same id, it is not delivered twice. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** A signed message to an endpoint of a tenant. */
export interface WebhookMessage {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Posts messages to addresses that tenants have typed, and to none that is not public. Never throws. */
export interface WebhookSender {
  /** Whether an address of this machine may be asked too, over http: on one's own machine alone. */
  readonly mayBeHere: boolean;
  /** The answer within `ANSWER_WEBHOOK_WITHIN_MS`, of which `MAX_ANSWER_BYTES` are read; no redirect is followed. */
  post(message: WebhookMessage): Promise<WebhookAnswer>;
}

/** What the service that pays is asked. */
export interface ProviderRequest {
  /** With its query. */
  readonly path: string;
  /** Of the tenant. */
  readonly key: string;
  /** What is posted; null for what is only read. */
  readonly form: string | null;
  /** By which a repeat is told from a second request. */
  readonly idempotencyKey: string | null;
  readonly withinMs: number;
}

/** Asks the service that pays for a tenant. Never throws. */
export interface PayoutProvider {
  /** Its answer, of which `MAX_PROVIDER_BYTES` are read; without a status where none came, and then it may have been heard. */
  ask(request: ProviderRequest): Promise<WebhookAnswer>;
}

/** Sends mails. May be slow. */
export interface Mailer {
  /** @throws {Error} when it was given up: nothing says then whether it was sent */
  send(mail: Mail): Promise<void>;
}

/** All limits count in windows of this length, which begin with the minute. */
export const RATE_WINDOW_MS = 60_000;

/** How often something may be done in one window. */
export interface RateLimit {
  readonly name: "address" | "participant" | "failedCodes" | "ownFailedCodes" | "signInAddress" | "signInEmail";
  readonly most: number;
}

/** Counts what is done how often, by whom. May be slow, and throws when it is down: the caller decides what then. */
export interface RateLimiter {
  /** Counts one; false when there was none left in this window. */
  take(limit: RateLimit, subject: string): Promise<boolean>;
  /** Whether there is none left in this window, without counting. */
  isSpent(limit: RateLimit, subject: string): Promise<boolean>;
}

/** A namespace of Durable Objects, as `[[durable_objects.bindings]]` in wrangler.toml binds it. */
export interface ObjectNamespace<T> {
  idFromName(name: string): unknown;
  /** @param options the location matters when the object is made; later it stays where it is */
  get(id: unknown, options: { readonly locationHint?: LaneLocation }): T;
}

/** Where Cloudflare makes Durable Objects. */
export const LANE_LOCATIONS = ["wnam", "enam", "sam", "weur", "eeur", "apac", "oc", "afr", "me"] as const;
export type LaneLocation = (typeof LANE_LOCATIONS)[number];

/** A rate limit of Workers, as `[[ratelimits]]` in wrangler.toml binds it: its number and window are set there. */
export interface RateLimitBinding {
  limit(options: { key: string }): Promise<{ success: boolean }>;
}
