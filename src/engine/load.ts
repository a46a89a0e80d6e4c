import type { Asker } from "../db/queries/asker.ts";
import { laneOf } from "../db/queries/asker.ts";
import type { Reach, SnapshotInput, SnapshotRequest } from "../db/queries/loadSnapshot.ts";
import { loadRawSnapshot } from "../db/queries/loadSnapshot.ts";
import type { WantedNumber } from "../db/queries/loadTrialSnapshot.ts";
import { loadTrialSnapshot } from "../db/queries/loadTrialSnapshot.ts";
import type { ProgramJson } from "../db/rows/program.ts";
import { parseStored } from "../db/rows/program.ts";
import type { StoredReferral } from "../db/rows/referral.ts";
import type { RewardJson } from "../db/rows/reward.ts";
import { parseReward } from "../db/rows/reward.ts";
import type { Period } from "../domain/periods.ts";
import { DAY_MS, PERIODS, periodKey } from "../domain/periods.ts";
import type { Rules } from "../domain/rules.ts";
import type { Database } from "../ports.ts";
import { MAX_BACKLOG } from "./backlog.ts";
import type { Metadata, OrderFacts } from "./events.ts";
import type { RulesCache } from "./rulesCache.ts";
import type { Snapshot, StoredCouponUse, StoredCustomEvent, StoredMoment, StoredPurchase } from "./snapshot.ts";

export interface Loaded {
  readonly snapshot: Snapshot;
  /** What the tenant's click ids are signed with. */
  readonly clickSecret: string;
  readonly idempotency: StoredReply | null;
}

/** What was answered to an earlier request of the same Idempotency-Key. */
export interface StoredReply {
  readonly requestHash: string;
  readonly status: number;
  readonly body: unknown;
}

/**
 * Reads, in one statement, everything that the decisions of a batch need.
 *
 * @returns null when the asker is not proved
 */
export async function loadSnapshot(
  database: Database,
  rules: RulesCache,
  request: { asker: Asker; events: readonly SnapshotInput[]; idempotencyKey: string | null },
): Promise<Loaded | null> {
  const lane = laneOf(request.asker);
  const cached = lane === null ? new Map<string, Rules>() : rules.versionsFor(lane);
  const raw = await loadRawSnapshot(database, requestFor(request, cached));
  return raw === null ? null : parseSnapshot(raw as unknown as RawRows, cached);
}

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
  const nothing = {
    key: null,
    prefix: null,
    externalId: null,
    orderId: null,
    isRefund: false,
    isClick: false,
    codes: [],
    coupons: [],
  };
  const events = [event, { ...nothing, program, at: event.at }];
  const loading = requestFor({ asker, events, idempotencyKey: null }, new Map(), wanted.reach);
  const raw = await loadTrialSnapshot(database, loading, { program, wanted: wanted.numbers });
  if (raw === null) return null;
  const { counted, ...rows } = raw;
  const loaded = parseSnapshot(rows as unknown as RawRows, new Map());
  // What the program keeps already is right as it is; the rest takes the place of nothing.
  const extra = (counted as RawRows["counters"]) ?? [];
  const counters = [
    ...loaded.snapshot.counters,
    ...extra.map(({ value, ...name }) => ({ ...name, value: BigInt(value) })),
  ];
  return { ...loaded, snapshot: { ...loaded.snapshot, counters } };
}

function requestFor(
  request: Pick<SnapshotRequest, "asker" | "events" | "idempotencyKey">,
  cached: ReadonlyMap<string, Rules>,
  reach: Reach = { rollingDays: 0, ancestors: 1 },
): SnapshotRequest {
  return {
    ...request,
    reach,
    cachedVersionIds: [...cached.keys()],
    periodKeys: periodKeysAround(request.events.map((event) => Date.parse(event.at))),
    maxBacklog: MAX_BACKLOG,
  };
}

/** Of each kind of period, every name that one around these instants can have in any time zone. */
function periodKeysAround(instants: readonly number[]): Record<string, string[]> {
  const days = new Set(instants.flatMap((at) => [at - DAY_MS, at, at + DAY_MS].map((day) => Math.floor(day / DAY_MS))));
  const keysOf = (period: Period) => new Set([...days].map((day) => periodKey(day * DAY_MS, period, "UTC")));
  return Object.fromEntries(PERIODS.map((period) => [period, [...keysOf(period)]]));
}

/** The JSON of the load statement; a list without rows is null. */
interface RawRows {
  tenantId: string;
  clickSecret: string;
  idempotency: StoredReply | null;
  known: Snapshot["known"] | null;
  participants: Snapshot["participants"] | null;
  programs: ProgramJson[] | null;
  versions: { programId: string; version: number; id: string; rules: unknown }[] | null;
  codes: Snapshot["codes"] | null;
  referrals: StoredReferral[] | null;
  memberships: Snapshot["memberships"] | null;
  purchases: RawPurchase[] | null;
  customEvents: RawCustomEvent[] | null;
  rewards: RewardJson[] | null;
  moments: (Omit<StoredMoment, "value"> & { value: string })[] | null;
  coupons: Snapshot["coupons"] | null;
  couponUses: (Omit<StoredCouponUse, "reportedMinor"> & { reportedMinor: string })[] | null;
  counters: { programId: string; subject: string; metric: string; periodKey: string; value: string }[] | null;
}

interface RawPurchase {
  orderId: string;
  currency: string;
  participantId: string | null;
  amountMinor: string | null;
  occurredAt: number | null;
  arrival: number | null;
  refundedMinor: string;
  refunds: string[];
  overRefunds: number;
  decided: StoredPurchase["decided"];
  facts: OrderFacts | null;
}

interface RawCustomEvent {
  id: string;
  name: string;
  participantId: string;
  occurredAt: number;
  arrival: number;
  facts: { eventId: string; metadata: Metadata };
  programIds: string[] | null;
  memberProgramIds: string[] | null;
}

function parseSnapshot(raw: RawRows, cached: Map<string, Rules>): Loaded {
  const currencies = new Map(raw.programs?.map((program) => [program.id, program.currency]));
  const rules = new Map<string, Map<number, Rules>>();
  for (const { programId, version, id, rules: document } of raw.versions ?? []) {
    const parsed = cached.get(id) ?? parseStored(document, currencies.get(programId) ?? "");
    cached.set(id, parsed);
    const versions = rules.get(programId) ?? new Map<number, Rules>();
    rules.set(programId, versions.set(version, parsed));
  }
  const snapshot: Snapshot = {
    tenantId: raw.tenantId,
    known: raw.known ?? [],
    participants: raw.participants ?? [],
    programs: (raw.programs ?? []).map((program) => ({ ...program, rules: rules.get(program.id) ?? new Map() })),
    codes: raw.codes ?? [],
    referrals: raw.referrals ?? [],
    memberships: raw.memberships ?? [],
    purchases: (raw.purchases ?? []).map(parsePurchase),
    customEvents: (raw.customEvents ?? []).map(parseCustomEvent),
    rewards: (raw.rewards ?? []).map(parseReward),
    moments: (raw.moments ?? []).map(({ value, ...moment }) => ({ ...moment, value: BigInt(value) })),
    coupons: raw.coupons ?? [],
    couponUses: (raw.couponUses ?? []).map((use) => ({ ...use, reportedMinor: BigInt(use.reportedMinor) })),
    counters: (raw.counters ?? []).map(({ value, ...name }) => ({ ...name, value: BigInt(value) })),
  };
  return { snapshot, clickSecret: raw.clickSecret, idempotency: raw.idempotency };
}

function parsePurchase(row: RawPurchase): StoredPurchase {
  const { orderId, currency, participantId, amountMinor, occurredAt, overRefunds, decided } = row;
  const isReported = participantId !== null && amountMinor !== null && occurredAt !== null;
  return {
    orderId,
    currency,
    reported: isReported
      ? { participantId, amountMinor: BigInt(amountMinor), occurredAt, arrival: row.arrival ?? 0, order: row.facts }
      : null,
    refundedMinor: BigInt(row.refundedMinor),
    refunds: row.refunds.map(BigInt),
    overRefunds,
    decided,
  };
}

function parseCustomEvent({ id, name, participantId, occurredAt, arrival, facts, ...decided }: RawCustomEvent) {
  const event: StoredCustomEvent["event"] = { id, name, occurredAt, ...facts };
  const { programIds, memberProgramIds } = decided;
  return { event, participantId, arrival, programIds: programIds ?? [], memberProgramIds: memberProgramIds ?? [] };
}
