import { laneOf, provenTenant } from "../../db/queries/asker.ts";
import { LEAST_LEFT_MS, within } from "../../db/within.ts";
import type { Database } from "../../ports.ts";
import { ANSWER_WITHIN_MS, DatabaseError, WAIT_WITHIN_MS } from "../../ports.ts";
import { BusyError, OutcomeUnknownError } from "./attempts.ts";
import type { ProcessEvents } from "./engine.ts";
import { LaneFullError, LaneTimeoutError } from "./lanes.ts";
import type { EventsRequest, IdempotentRequest, ProcessReply } from "./process.ts";
import type { Failure } from "./remoteFailures.ts";
import { errorOf, failureOf } from "./remoteFailures.ts";

/**
 * Lanes that are elsewhere: on Workers requests come to many isolates, and those of one tenant meet in one object.
 * What is sent is data, and so is what is told. While a release is deployed, either side may be of the release before,
 * so both have to understand it.
 */

/** The lanes of one tenant. */
export interface RemoteLanes {
  /** Decides and commits as `ProcessEvents` does. Throws where it is not known what became of the request. */
  decide(request: SentRequest): Promise<Told>;
}

/** A request without what makes its reply, which no one can send. */
export interface SentRequest extends Pick<EventsRequest, "asker" | "events"> {
  readonly idempotency: Omit<IdempotentRequest, "render"> | null;
  /** How many milliseconds it may still take: each machine has a clock of its own. */
  readonly withinMs: number;
}

export type Told =
  | { readonly kind: "reply"; readonly reply: ProcessReply }
  | { readonly kind: "failure"; readonly failure: Failure };

/** An object that ends takes those with it that wait; together they are sent to the next one, and then decided here. */
const TRIES = 2;
/** Lanes keep the time by themselves. An object that hangs is waited for this much longer. */
const GRACE_MS = (ANSWER_WITHIN_MS - WAIT_WITHIN_MS) / 2;

/** It is not known what became of a request that was sent to its lanes. */
class NoAnswerError extends Error {
  constructor() {
    super("the lanes did not answer");
    this.name = "NoAnswerError";
  }
}

/**
 * What the lanes do with a request that was sent to them. They trust no sender: the statement that loads proves the
 * asker, as everywhere.
 *
 * @param process the engine, with lanes
 * @param render makes the `render` of a request from its form
 */
export function decideSent(
  process: ProcessEvents,
  render: (form: IdempotentRequest["form"]) => IdempotentRequest["render"],
): RemoteLanes["decide"] {
  return async ({ asker, events, idempotency, withinMs }) => {
    const until = performance.now() + withinMs;
    const stored = idempotency === null ? null : { ...idempotency, render: render(idempotency.form) };
    try {
      return { kind: "reply", reply: await process({ asker, events, idempotency: stored, until }) };
    } catch (error) {
      const failure = failureOf(error);
      if (failure === null) throw error;
      return { kind: "failure", failure };
    }
  };
}

interface Sending {
  readonly database: Database;
  /** Decides a request where it came in. */
  readonly here: ProcessEvents;
  readonly lanesOf: (tenantId: string) => RemoteLanes;
  /** Is told why the lanes could not be asked. */
  readonly onLost: (error: unknown, tenantId: string) => void;
}

/**
 * Sends requests that may share commits to the lanes of their tenant. The tenant is proved before that, so that
 * guessed keys reach no lanes. A request that is lost there is sent again, and decided here when it is lost again. If
 * it was committed before, it is answered as a repeat is, and nothing of it is written again.
 *
 * @throws {OutcomeUnknownError} when it was lost and could not be found out what became of it
 * @throws {BusyError} when the lanes have more to do than they can
 */
export function sendToLanes(sending: Sending): ProcessEvents {
  return async (request) => {
    if (laneOf(request.asker) === null) return await sending.here(request);
    const until = Math.min(performance.now() + WAIT_WITHIN_MS, request.until ?? Number.POSITIVE_INFINITY);
    const proving = within(sending.database, () => until);
    const tenantId = await provenTenant(proving, request.asker);
    return tenantId === null ? { kind: "unauthorized" } : await decideThere(sending, tenantId, { ...request, until });
  };
}

async function decideThere(
  sending: Sending,
  tenantId: string,
  request: EventsRequest & { readonly until: number },
): Promise<ProcessReply> {
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await ask(() => sending.lanesOf(tenantId), request, request.until - performance.now());
    if (answer.kind === "reply") return answer.reply;
    if (answer.kind === "failure") throw tries === 0 ? answer.error : afterLoss(answer.error);
    sending.onLost(answer.error, tenantId);
    if (request.until - performance.now() < LEAST_LEFT_MS) throw new OutcomeUnknownError(answer.error);
  }
  return await sending.here(request).catch((error) => {
    throw afterLoss(error);
  });
}

type Answer =
  | { readonly kind: "reply"; readonly reply: ProcessReply }
  /** With `failure` it is known what became of the request, with `loss` it is not. */
  | { readonly kind: "failure" | "loss"; readonly error: unknown };

async function ask(lanesOf: () => RemoteLanes, request: EventsRequest, withinMs: number): Promise<Answer> {
  try {
    const told = await inTime(lanesOf().decide(sent(request, withinMs)), withinMs + GRACE_MS);
    return told.kind === "reply" ? told : { kind: "failure", error: errorOf(told.failure) };
  } catch (error) {
    return isTurnedAway(error) ? { kind: "failure", error: new BusyError(error) } : { kind: "loss", error };
  }
}

function sent({ asker, events, idempotency }: EventsRequest, withinMs: number): SentRequest {
  if (idempotency === null) return { asker, events, idempotency, withinMs };
  const { key, requestHash, form } = idempotency;
  return { asker, events, idempotency: { key, requestHash, form }, withinMs };
}

async function inTime<T>(answer: Promise<T>, ms: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new NoAnswerError()), ms);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** As Cloudflare marks a call that it did not pass on, since too many wait for the object. */
function isTurnedAway(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, "overloaded") === true;
}

const WROTE_NOTHING = [BusyError, LaneFullError, LaneTimeoutError, DatabaseError];

/** What was lost may have been written, also where it is true of a later attempt that it wrote nothing. */
function afterLoss(error: unknown): unknown {
  return WROTE_NOTHING.some((kind) => error instanceof kind) ? new OutcomeUnknownError(error) : error;
}
