import { isBalanceOutOfRange, isDataError } from "../../db/pgErrors.ts";
import type { Asker } from "../../db/queries/asker.ts";
import { commitEffects } from "../../db/queries/commitEffects.ts";
import type { SnapshotInput } from "../../db/queries/loadSnapshot.ts";
import type { StoredReply } from "../../db/rows/storedReply.ts";
import { foldCode } from "../../domain/codes.ts";
import { BALANCE_OUT_OF_RANGE } from "../../domain/ledger.ts";
import type { Clock, Database, Ids } from "../../ports.ts";
import { decide } from "../decide/decide.ts";
import type { Outcome } from "../decide/outcome.ts";
import { peekClickCode, verifyClickId } from "../events/clickIds.ts";
import type { EngineEvent } from "../events/events.ts";
import type { PreparedEvent, ReportedEvent } from "../events/report.ts";
import { prepareEvent } from "../events/report.ts";
import { OutcomeUnknownError, untilCommitted } from "./attempts.ts";
import { effectsOf } from "./effects.ts";
import type { Loaded } from "./load.ts";
import { loadSnapshot } from "./load.ts";
import type { EventReply, ReplyProblem } from "./presentOutcome.ts";
import { presentOutcome } from "./presentOutcome.ts";
import type { RulesCache } from "./rulesCache.ts";

export interface EngineDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly rules: RulesCache;
}

export interface EventsRequest {
  readonly asker: Asker;
  readonly events: readonly ReportedEvent[];
  readonly idempotency: IdempotentRequest | null;
}

export interface IdempotentRequest {
  readonly key: string;
  readonly requestHash: string;
  /** What will be answered, so that it can be stored with what it answers. */
  readonly render: (replies: readonly EventReply[]) => { status: number; body: unknown };
}

export type ProcessReply =
  | { readonly kind: "unauthorized" }
  | { readonly kind: "replayed"; readonly status: number; readonly body: unknown }
  | { readonly kind: "idempotency_mismatch" }
  | { readonly kind: "done"; readonly replies: readonly EventReply[] };

/**
 * Every write of events: load, decide, commit, until it holds. Two statements, for one event as for 500.
 *
 * @throws {BusyError} when others kept overtaking it; nothing was written
 * @throws {OutcomeUnknownError} when it may have been written, or a part of it was
 * @throws {DatabaseError} when the database was away; nothing was written
 */
export async function processBatch(deps: EngineDeps, request: EventsRequest): Promise<ProcessReply> {
  const attemptIds = new Set<string>();
  try {
    return await untilCommitted(deps.clock, () => attempt(deps, request, attemptIds));
  } catch (error) {
    if (!isDataError(error) && !isBalanceOutOfRange(error)) throw error;
    return await splitBatch(deps, request, error);
  }
}

async function attempt(deps: EngineDeps, request: EventsRequest, attemptIds: Set<string>): Promise<ProcessReply> {
  const { asker, idempotency } = request;
  const at = deps.clock.now();
  const prepared = request.events.map((event) => prepareEvent(event, at, deps.ids));
  const events = prepared.map(snapshotInput);
  const loaded = await loadSnapshot(deps.database, deps.rules, {
    asker,
    events,
    idempotencyKey: idempotency?.key ?? null,
  });
  if (loaded === null) return { kind: "unauthorized" };
  if (idempotency !== null && loaded.idempotency !== null) return replay(idempotency, loaded.idempotency);

  const { outcomes, state } = decide(
    loaded.snapshot,
    prepared.map((event) => withClicks(loaded, event)),
  );
  const attemptId = deps.ids.id("req", at);
  const effects = effectsOf(state, { id: attemptId, at, ids: deps.ids });
  const replies = outcomes.map((outcome) => presentOutcome(state, outcome, at, isOwn(outcome, attemptIds)));
  // A refusal wrote nothing and is not kept either: mended, the same request may be sent again.
  const isAnswered = outcomes.some(({ kind }) => kind !== "problem");
  const rows = idempotency !== null && isAnswered ? [rowOf(idempotency, replies)] : [];
  if (state.events.length > 0 || rows.length > 0) {
    attemptIds.add(attemptId);
    await commitEffects(deps.database, { ...effects, idempotency: rows });
  }
  return { kind: "done", replies };
}

function rowOf({ key, requestHash, render }: IdempotentRequest, replies: readonly EventReply[]) {
  return { key, requestHash, ...render(replies) };
}

/** The natural key led to a row that an earlier attempt of this request wrote: its reply was lost. */
function isOwn(outcome: Outcome, attemptIds: ReadonlySet<string>): boolean {
  return outcome.kind === "duplicate" && attemptIds.has(outcome.known.attemptId);
}

function replay(request: IdempotentRequest, stored: StoredReply): ProcessReply {
  if (stored.requestHash !== request.requestHash) return { kind: "idempotency_mismatch" };
  return { kind: "replayed", status: stored.status, body: stored.body };
}

/** What loading asks of one event. */
export function snapshotInput({ event, clickIds }: PreparedEvent): SnapshotInput {
  const isSignup = event.type === "signup";
  const code = "code" in event && event.code !== null ? [event.code] : [];
  const clicked = clickIds.flatMap((id) => peekClickCode(id) ?? []);
  return {
    key: isSignup ? null : event.naturalKey,
    prefix: isSignup ? event.naturalKey : null,
    externalId: "participant" in event ? event.participant.externalId : null,
    orderId: "orderId" in event ? event.orderId : null,
    isRefund: event.type === "refund",
    isClick: event.type === "click",
    program: isSignup ? event.program : null,
    codes: [...new Set([...code, ...clicked])],
    coupons: event.type === "purchase" ? event.order.discounts.map((discount) => foldCode(discount.code)) : [],
    at: new Date(event.occurredAt).toISOString(),
  };
}

/** Click ids that this tenant did not sign are as if they had not been sent: they come from browsers. */
export function withClicks({ clickSecret }: Loaded, { event, clickIds }: PreparedEvent): EngineEvent {
  if (clickIds.length === 0 || (event.type !== "signup" && event.type !== "purchase")) return event;
  return { ...event, clicks: clickIds.flatMap((id) => verifyClickId(clickSecret, id) ?? []) };
}

/** A batch that the database can't take is halved until the event at fault is alone; the others go on. */
async function splitBatch(deps: EngineDeps, request: EventsRequest, error: unknown): Promise<ProcessReply> {
  const { asker, events } = request;
  if (events.length === 1) return { kind: "done", replies: [{ status: 422, problem: problemOf(error) }] };
  const middle = Math.ceil(events.length / 2);
  const replies: EventReply[] = [];
  for (const part of [events.slice(0, middle), events.slice(middle)]) {
    const reply = await processPart(deps, { asker, events: part, idempotency: null }, replies.length > 0);
    if (reply.kind !== "done") return reply;
    replies.push(...reply.replies);
  }
  return { kind: "done", replies };
}

function problemOf(error: unknown): ReplyProblem {
  return isBalanceOutOfRange(error)
    ? { code: "balance_out_of_range", path: null, detail: BALANCE_OUT_OF_RANGE }
    : { code: "unprocessable", path: null, detail: "the database can't hold a value of this event" };
}

/** "Nothing was written" is no longer true of a request once an earlier part of it was. */
async function processPart(deps: EngineDeps, part: EventsRequest, isLater: boolean): Promise<ProcessReply> {
  try {
    return await processBatch(deps, part);
  } catch (error) {
    throw isLater ? new OutcomeUnknownError(error) : error;
  }
}
