import { isTooMuch } from "../../db/pgErrors.ts";
import type { Asker, Authorized, TenantAsker } from "../../db/queries/asker.ts";
import { laneOf } from "../../db/queries/asker.ts";
import type { BeforeHand, HandInput } from "../../db/queries/byHand.ts";
import { readBeforeHand } from "../../db/queries/byHand.ts";
import type { Reach, SnapshotInput, SnapshotRequest } from "../../db/queries/loadSnapshot.ts";
import { loadRawSnapshot } from "../../db/queries/loadSnapshot.ts";
import type { WantedNumber } from "../../db/queries/loadTrialSnapshot.ts";
import { loadTrialSnapshot } from "../../db/queries/loadTrialSnapshot.ts";
import type { BeforeWrite } from "../../db/queries/readForWrite.ts";
import type { BeforeReassign, ReassignInput } from "../../db/queries/reassign.ts";
import { readBeforeReassign } from "../../db/queries/reassign.ts";
import { NO_CONTACTS, parseContacts } from "../../db/rows/contacts.ts";
import { parseCounter, parseCounterArray, parseMoment } from "../../db/rows/counter.ts";
import { parseCouponUse } from "../../db/rows/coupon.ts";
import { parseCustomEvent } from "../../db/rows/customEvent.ts";
import { parseParticipant } from "../../db/rows/participant.ts";
import { parseStored } from "../../db/rows/program.ts";
import { parseOrderLeft, parsePurchase } from "../../db/rows/purchase.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import { parseReferral } from "../../db/rows/referral.ts";
import type { KeptReward } from "../../db/rows/reward.ts";
import { parseReward } from "../../db/rows/reward.ts";
import type { SnapshotJson } from "../../db/rows/snapshot.ts";
import { parseSpend } from "../../db/rows/spend.ts";
import type { StoredReply } from "../../db/rows/storedReply.ts";
import type { Period } from "../../domain/periods.ts";
import { DAY_MS, MINUTE_MS, PERIODS, periodKey } from "../../domain/periods.ts";
import { MAX_GRACE_MINUTES } from "../../domain/rules.ts";
import type { Database } from "../../ports.ts";
import { BACKLOG_ROOM, MAX_BACKLOG } from "../decide/backlog.ts";
import type { Snapshot } from "../decide/snapshot.ts";
import type { CachedRules, RulesCache } from "./rulesCache.ts";
import { cacheOfRules } from "./rulesCache.ts";

export interface Loaded {
  readonly snapshot: Snapshot;
  /** What the tenant's click ids are signed with; null where no event brought a code. */
  readonly clickSecret: string | null;
  /** By which share links name the tenant; null in the same way. */
  readonly slug: string | null;
  /** By alias, the own name of its participant: of the names that events bring. */
  readonly aliases: ReadonlyMap<string, string>;
  /** What was answered under the keys that were asked for. */
  readonly replies: readonly StoredReply[];
}

/** What the decisions of one share need. */
export type LoadRequest = Pick<SnapshotRequest, "asker" | "events" | "idempotencyKeys">;

/**
 * Reads, in one statement, everything that the decisions of a batch need.
 *
 * @returns null when the asker is not proved
 * @throws {DatabaseError} for which `isTooMuch` holds, where one load may not bring so much
 */
export async function loadSnapshot(
  database: Database,
  rules: RulesCache,
  request: LoadRequest,
): Promise<Loaded | null> {
  const lane = laneOf(request.asker);
  const cached = lane === null ? cacheOfRules() : rules.versionsFor(lane);
  const raw = await loadRawSnapshot(database, requestFor(request, cached));
  return raw === null ? null : parseSnapshot(raw, cached);
}

/**
 * The same for as many of the first events as one load may bring: of more than that, a half, and so on.
 *
 * @throws {DatabaseError} for which `isTooMuch` holds, where not even what was answered under the keys fits
 */
export async function loadWhatFits(
  database: Database,
  rules: RulesCache,
  request: LoadRequest,
): Promise<{ readonly loaded: Loaded | null; readonly count: number }> {
  for (let count = request.events.length; ; count = Math.floor(count / 2)) {
    try {
      const events = request.events.slice(0, count);
      return { loaded: await loadSnapshot(database, rules, { ...request, events }), count };
    } catch (error) {
      if (!isTooMuch(error) || count === 0) throw error;
    }
  }
}

/**
 * Reads, in one statement, what tying a friend by hand is decided on.
 *
 * @param event of the friend, with the code that was named
 * @returns null when the asker is not proved
 * @throws {DatabaseError} for which `isTooMuch` holds, where one load may not bring so much
 */
export async function loadByHand(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  input: HandInput,
  event: SnapshotInput,
): Promise<Authorized<BeforeWrite<Omit<BeforeHand, "snapshot"> & { readonly loaded: Loaded }>> | null> {
  const cached = cacheOfRules();
  const request = requestFor({ asker, events: [event], idempotencyKeys: [] }, cached);
  const read = await readBeforeHand(database, asker, idempotencyKey, input, request);
  if (read === null) return null;
  const { snapshot, ...data } = read.body.data;
  return { ...read, body: { ...read.body, data: { ...data, loaded: parseSnapshot(snapshot, cached) } } };
}

/** What giving a referral to another advocate is decided on. */
export interface LoadedReassign extends Pick<BeforeReassign, "friend" | "program" | "advocateId" | "orders"> {
  readonly referral: StoredReferral;
  /** What the former advocate has of it that lives. */
  readonly rewards: readonly KeptReward[];
  /** Ids of those whose coupon was used. */
  readonly used: ReadonlySet<string>;
  readonly loaded: Loaded;
}

/**
 * Reads it in one statement; the data is null where there is no such referral.
 *
 * @returns null when the asker is not proved
 * @throws {DatabaseError} for which `isTooMuch` holds, where one load may not bring so much
 */
export async function loadReassign(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  input: ReassignInput,
  at: Date,
): Promise<Authorized<BeforeWrite<LoadedReassign | null>> | null> {
  const cached = cacheOfRules();
  const event: SnapshotInput = { ...NAMES_NOTHING, program: null, at: at.toISOString() };
  const request = requestFor({ asker, events: [event], idempotencyKeys: [] }, cached);
  const read = await readBeforeReassign(database, asker, idempotencyKey, input, request);
  if (read === null) return null;
  const { data } = read.body;
  if (data === null) return { ...read, body: { ...read.body, data: null } };
  const { snapshot, above, friend, program, advocateId, orders } = data;
  const whole: SnapshotJson = {
    ...snapshot,
    participants: byId([...(snapshot.participants ?? []), ...above.participants], ([id]) => id),
    referrals: byId([...(snapshot.referrals ?? []), ...above.referrals], ([id]) => id),
    versions: [...(snapshot.versions ?? []), ...(data.versions ?? [])],
    rewards: byId([...(snapshot.rewards ?? []), ...(data.rewards ?? [])], ({ id }) => id),
  };
  const found = {
    ...{ friend, program, advocateId, orders },
    referral: parseReferral(data.referral),
    rewards: (data.rewards ?? []).map(parseReward),
    used: new Set(data.used),
    loaded: parseSnapshot(whole, cached),
  };
  return { ...read, body: { ...read.body, data: found } };
}

function byId<T>(rows: readonly T[], idOf: (row: T) => string): T[] {
  return [...new Map(rows.map((row) => [idOf(row), row])).values()];
}

/** An event that brings the load nothing to look for. */
export const NAMES_NOTHING = {
  ...{ key: null, prefix: null, externalId: null, orderId: null, isRefund: false, isClick: false },
  ...{ codes: [], coupons: [], contacts: [] },
};

/** Numbers that a rules document would need from the day it is published: what publishing would count them from. */
export interface WantedNumbers {
  readonly numbers: readonly WantedNumber[];
  readonly reach: Reach;
}

/**
 * Reads, in one statement, what deciding one event needs under rules that are not in force.
 *
 * @param program the key of the program they are of; it is in the snapshot if there is one
 * @returns null when the asker is not proved
 */
export async function loadTrial(
  database: Database,
  request: { asker: Asker; event: SnapshotInput; program: string; wanted: WantedNumbers },
): Promise<Loaded | null> {
  const { asker, event, program, wanted } = request;
  // The rules that are tried may grant more time before the code than those in force.
  const since = new Date(Date.parse(event.at) - MAX_GRACE_MINUTES * MINUTE_MS).toISOString();
  const events = [
    { ...event, since },
    { ...NAMES_NOTHING, program, at: event.at },
  ];
  const loading = requestFor({ asker, events, idempotencyKeys: [] }, cacheOfRules(), wanted.reach);
  const raw = await loadTrialSnapshot(database, loading, { program, wanted: wanted.numbers });
  if (raw === null) return null;
  const loaded = parseSnapshot(raw.snapshot, cacheOfRules());
  // What the program keeps already is right as it is; the rest takes the place of nothing.
  const counters = [...loaded.snapshot.counters, ...(raw.counted ?? []).map(parseCounter)];
  return { ...loaded, snapshot: { ...loaded.snapshot, counters } };
}

/** A request with what all of them have. */
export function requestFor(
  request: Pick<SnapshotRequest, "asker" | "events" | "idempotencyKeys">,
  cached: CachedRules,
  reach: Reach = { rollingDays: 0, ancestors: 1 },
): SnapshotRequest {
  return {
    ...request,
    reach,
    cachedVersions: cached.names,
    periodKeys: periodKeysAround(request.events.map((event) => Date.parse(event.at))),
    maxBacklog: MAX_BACKLOG,
    backlogRoom: BACKLOG_ROOM,
  };
}

/** Of each kind of period, every name that one around these instants can have in any time zone. */
function periodKeysAround(instants: readonly number[]): Record<string, string[]> {
  const days = new Set(instants.flatMap((at) => [at - DAY_MS, at, at + DAY_MS].map((day) => Math.floor(day / DAY_MS))));
  const keysOf = (period: Period) => new Set([...days].map((day) => periodKey(day * DAY_MS, period, "UTC")));
  return Object.fromEntries(PERIODS.map((period) => [period, [...keysOf(period)]]));
}

/** What was read, as the engine holds it. */
export function parseSnapshot(raw: SnapshotJson, cached: CachedRules): Loaded {
  for (const { programId, version, rules: document } of raw.versions ?? []) {
    const currency = raw.programs?.find(({ id }) => id === programId)?.currency;
    cached.add({ programId, version }, parseStored(document, currency ?? ""));
  }
  const { contacts } = raw;
  const snapshot: Snapshot = {
    tenantId: raw.tenantId,
    known: raw.known ?? [],
    participants: all(raw.participants, contacts?.participants, parseParticipant),
    programs: (raw.programs ?? []).map((program) => ({ ...program, rules: cached.of(program.id) })),
    codes: raw.codes ?? [],
    namedCodes: new Map(
      (raw.namedCodes ?? []).map(([code, programId, participantId]) => [code, { programId, participantId }]),
    ),
    referrals: all(raw.referrals, contacts?.referrals, parseReferral),
    memberships: raw.memberships ?? [],
    purchases: (raw.purchases ?? []).map(parsePurchase),
    ordersLeft: [...(raw.ordersLeft ?? []), ...(contacts?.ordersLeft ?? [])].map(parseOrderLeft),
    customEvents: (raw.customEvents ?? []).map(parseCustomEvent),
    rewards: all(raw.rewards, contacts?.rewards, parseReward),
    moments: (raw.moments ?? []).map(parseMoment),
    coupons: raw.coupons ?? [],
    couponUses: (raw.couponUses ?? []).map(parseCouponUse),
    undoneUses: (raw.undoneUses ?? []).map(parseCouponUse),
    spends: (raw.spends ?? []).map(parseSpend),
    counters: (raw.counters ?? []).map(parseCounterArray),
    unread: raw.unread ?? [],
    contacts: contacts === undefined ? NO_CONTACTS : parseContacts(contacts),
  };
  const aliases = new Map(raw.aliases ?? []);
  return { snapshot, clickSecret: raw.clickSecret, slug: raw.slug, aliases, replies: raw.replies ?? [] };
}

/** What was read, and what was read of others; that may be the same. */
function all<Row, T extends { readonly id: string }>(
  rows: readonly Row[] | null,
  ofOthers: readonly Row[] | null | undefined,
  parse: (row: Row) => T,
): readonly T[] {
  const own = (rows ?? []).map(parse);
  if (ofOthers === undefined || ofOthers === null) return own;
  return [...new Map([...ofOthers.map(parse), ...own].map((each) => [each.id, each])).values()];
}
