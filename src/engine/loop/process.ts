import { isBalanceOutOfRange, isDataError, isLockTimeout } from "../../db/pgErrors.ts";
import type { Asker } from "../../db/queries/asker.ts";
import type { CommitWatch } from "../../db/queries/commitEffects.ts";
import { commitEffects } from "../../db/queries/commitEffects.ts";
import type { SnapshotInput } from "../../db/queries/loadSnapshot.ts";
import type { StoredReply } from "../../db/rows/storedReply.ts";
import { within } from "../../db/within.ts";
import { foldCode } from "../../domain/codes.ts";
import { isoTime } from "../../domain/isoTime.ts";
import { BALANCE_OUT_OF_RANGE } from "../../domain/ledger.ts";
import type { Clock, Database, Ids, Sealing } from "../../ports.ts";
import { decide, noRoom } from "../decide/decide.ts";
import type { Outcome } from "../decide/outcome.ts";
import { peekClickCode } from "../events/clickIds.ts";
import { macsOf } from "../events/contacts.ts";
import { isOrderEvent, refundKey } from "../events/events.ts";
import type { PreparedEvent, ReportedEvent } from "../events/report.ts";
import { inOwnName, prepareEvent } from "../events/report.ts";
import { LockedError, OutcomeUnknownError, untilCommitted } from "./attempts.ts";
import { effectsOf } from "./effects.ts";
import { knownByOwnNames } from "./formerNames.ts";
import { inParts } from "./inParts.ts";
import type { LoadRequest } from "./load.ts";
import { loadSnapshot, loadWhatFits } from "./load.ts";
import type { EventReply, ReplyProblem } from "./presentOutcome.ts";
import { presentOutcome } from "./presentOutcome.ts";
import type { RowTurn, RowTurns } from "./rowTurns.ts";
import type { RulesCache } from "./rulesCache.ts";
import type { TakeOver } from "./takeovers.ts";
import { takeOverGuests, takeoversOf } from "./takeovers.ts";
import { openedClicks, withClicks } from "./withClicks.ts";

export interface EngineDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly rules: RulesCache;
  readonly rowTurns: RowTurns;
  /** Under which contacts are hashed, the same for all processes of one database. */
  readonly contactKey: string;
  /** How the secret is kept that click ids are signed with. */
  readonly sealing: Sealing;
  readonly takeOver: TakeOver;
}

/** What one request reports. */
export interface Reported {
  readonly events: readonly ReportedEvent[];
  readonly idempotency: IdempotentRequest | null;
}

export interface EventsRequest extends Reported {
  readonly asker: Asker;
  /** See `Share`. */
  readonly lockWaitMs?: number;
  readonly until?: number;
  readonly watch?: CommitWatch;
}

/** Requests of one asker that are decided and committed together. No two of them have the same key. */
export interface Share {
  readonly asker: Asker;
  readonly requests: readonly Reported[];
  /** After so many milliseconds of waiting for a row that another has locked, it is a `LockedError`. */
  readonly lockWaitMs?: number;
  /** By `performance.now()`: no one waits any longer, and what was not sent by then is not. */
  readonly until?: number;
  /** Is told of each commit. */
  readonly watch?: CommitWatch;
}

/** What a reply says besides what became of the events: data, so that a request can be decided elsewhere. */
export type ReplyForm =
  | { readonly of: "event"; readonly requestId: string }
  | { readonly of: "batch"; readonly requestId: string; readonly faults: readonly (readonly EventFault[] | null)[] };

/** Why an event of a batch could not be read; in the place of one that could there is null. */
export interface EventFault {
  readonly path: string;
  readonly message: string;
}

export interface IdempotentRequest {
  readonly key: string;
  readonly requestHash: string;
  /** What `render` goes by. */
  readonly form: ReplyForm;
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
  try {
    const [reply] = await processShare(deps, { ...request, requests: [request] });
    if (reply === undefined) throw new Error("one request was processed and none was answered");
    return reply;
  } catch (error) {
    if (!isDataError(error) && !isBalanceOutOfRange(error)) throw error;
    return await splitBatch(deps, request, error);
  }
}

/**
 * Several requests in one commit: what each is answered, and what is kept of it under its own key. A request that was
 * answered before writes nothing, and neither does one that brings another's key; the others go on.
 *
 * @returns the reply to each, in their order
 * @throws what `processBatch` throws, for all of them; for data that the database can't take, the fault of one;
 *   `ShareTooLargeError`; and `LockedError`, where it was said how long to wait for locked rows
 */
export async function processShare(deps: EngineDeps, share: Share): Promise<readonly ProcessReply[]> {
  const seen = { attemptIds: new Set<string>(), guests: new Set<string>() };
  const { until } = share;
  const database = until === undefined ? deps.database : within(deps.database, () => until);
  const turn = deps.rowTurns.begin();
  const ending = untilCommitted(deps.clock, () => attempt({ ...deps, database, turn }, share, seen));
  return await ending.finally(() => turn.end());
}

async function attempt(
  deps: EngineDeps & { readonly turn: RowTurn },
  share: Share,
  seen: { readonly attemptIds: Set<string>; readonly guests: Set<string> },
): Promise<ProcessReply[]> {
  const { attemptIds } = seen;
  const { asker, requests, lockWaitMs, watch } = share;
  const at = deps.clock.now();
  const prepare = (aliases: ReadonlyMap<string, string>) =>
    requests.map(({ events }) =>
      events.map((event) => prepareEvent(inOwnName(event, aliases), at, deps.ids, deps.contactKey)),
    );
  const prepared = prepare(new Map());
  const loading = {
    asker,
    events: prepared.flat().map(snapshotInput),
    idempotencyKeys: requests.flatMap(({ idempotency }) => idempotency?.key ?? []),
  };
  const { loaded, count } = await loadFor(deps, share, loading);
  if (loaded === null) return requests.map(() => ({ kind: "unauthorized" }));
  const earlier = requests.map(({ idempotency }) => idempotency && replayOf(idempotency, loaded.replies));
  // What came by an alias, as if it had come by its participant's own name: so it is a repeat of what came by that.
  const named = loaded.aliases.size === 0 ? prepared : prepare(loaded.aliases);
  const asked = named.map((events, index) => (earlier[index] === null ? events : []));

  const events = asked.flat();
  const shop = await openedClicks(deps.sealing, loaded);
  const reported = requests.flatMap((request) => request.events);
  const decided = decide(
    { ...loaded.snapshot, known: knownByOwnNames(loaded.snapshot, reported, named.flat()) },
    events.slice(0, count).map((event) => withClicks(shop, event)),
  );
  const { state } = decided;
  const unread: Outcome = { kind: "problem", problem: noRoom(count === 0) };
  const outcomes = [...decided.outcomes, ...events.slice(count).map(() => unread)];
  // Each request has the room to itself, so that none is refused for what others report.
  if (requests.length > 1 && outcomes.some(isOutOfRoom)) throw new ShareTooLargeError();
  if (await takeOverGuests(deps, asker, takeoversOf(loaded.snapshot, events, outcomes, seen.guests))) {
    return await attempt(deps, share, seen);
  }
  const attemptId = deps.ids.id("req", at);
  const effects = effectsOf(state, { id: attemptId, at, ids: deps.ids });
  const told = outcomes.map((outcome) => presentOutcome(state, outcome, at, isOwn(outcome, attemptIds)));
  const done = inParts(told, asked).map((replies): ProcessReply => ({ kind: "done", replies }));
  const replies = done.map((reply, index) => earlier[index] ?? reply);
  const rows = requests.flatMap(({ idempotency }, index) => rowsOf(idempotency, replies[index]));
  if (state.events.length > 0 || rows.length > 0) {
    attemptIds.add(attemptId);
    const all = { ...effects, idempotency: rows };
    // Lanes know by themselves what to do with those who meet a locked row.
    if (lockWaitMs === undefined) await deps.turn.commit(deps.database, all);
    else await commitEffects(deps.database, { ...all, lockWaitMs }, watch).catch(throwLocked);
  }
  return replies;
}

/** One request is told which of its events don't fit. Several that don't are tried in halves by their lane. */
async function loadFor({ database, rules }: EngineDeps, { requests }: Share, loading: LoadRequest) {
  if (requests.length === 1) return await loadWhatFits(database, rules, loading);
  return { loaded: await loadSnapshot(database, rules, loading), count: loading.events.length };
}

function isOutOfRoom(outcome: Outcome): boolean {
  return outcome.kind === "problem" && outcome.problem.code === "too_many_decisions";
}

/** Requests come to more together than one load or one commit may; nothing was written, and fewer of them may fit. */
export class ShareTooLargeError extends Error {
  constructor() {
    super("these requests are too large for one commit");
    this.name = "ShareTooLargeError";
  }
}

/** Tells a row that another holds from all other ends: waiting for it anew is up to the one who said how long. */
function throwLocked(error: unknown): never {
  throw isLockTimeout(error) ? new LockedError(error) : error;
}

/** What is kept under the key of a request. */
function rowsOf(idempotency: IdempotentRequest | null, reply: ProcessReply | undefined) {
  if (idempotency === null || reply?.kind !== "done") return [];
  // A refusal wrote nothing and is not kept either: mended, the same request may be sent again.
  if (!reply.replies.some((told) => !("problem" in told))) return [];
  const { key, requestHash, render } = idempotency;
  return [{ key, requestHash, lasting: false, ...render(reply.replies) }];
}

/** The natural key led to a row that an earlier attempt of this request wrote: its reply was lost. */
function isOwn(outcome: Outcome, attemptIds: ReadonlySet<string>): boolean {
  return outcome.kind === "duplicate" && attemptIds.has(outcome.known.attemptId);
}

/** What a request is answered that brings a key under which one was answered before; null where none was. */
function replayOf(request: IdempotentRequest, replies: readonly StoredReply[]): ProcessReply | null {
  const stored = replies.find(({ key }) => key === request.key);
  if (stored === undefined) return null;
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
    refundKey: event.type === "refund_reversal" ? refundKey(event.refundId) : null,
    externalId: "participant" in event ? event.participant.externalId : null,
    orderId: "orderId" in event ? event.orderId : null,
    isRefund: isOrderEvent(event),
    isClick: event.type === "click",
    program: isSignup ? event.program : null,
    codes: clicked.length === 0 ? code : [...new Set([...code, ...clicked])],
    coupons: event.type === "purchase" ? event.order.discounts.map((discount) => foldCode(discount.code)) : [],
    contacts: "participant" in event ? macsOf(event.participant) : [],
    at: isoTime(event.occurredAt),
  };
}

/** A batch that the database can't take is halved until the event at fault is alone; the others go on. */
async function splitBatch(deps: EngineDeps, request: EventsRequest, error: unknown): Promise<ProcessReply> {
  const { events } = request;
  if (events.length === 1) return { kind: "done", replies: [{ status: 422, problem: problemOf(error) }] };
  const middle = Math.ceil(events.length / 2);
  const replies: EventReply[] = [];
  for (const part of [events.slice(0, middle), events.slice(middle)]) {
    const reply = await processPart(deps, { ...request, events: part, idempotency: null }, replies.length > 0);
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
