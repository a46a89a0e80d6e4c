import type { Database } from "../../ports.ts";
import type { SnapshotJson } from "../rows/snapshot.ts";
import type { Asker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { textArray } from "./textArray.ts";

/** What one event of a batch asks of the snapshot. */
export interface SnapshotInput {
  /** Its natural key; null for a signup, whose key is completed by a program that is not known yet. */
  readonly key: string | null;
  /** What a signup's natural key begins with. */
  readonly prefix: string | null;
  /** Of a reversal: the natural key of its refund, which orders of a time when they kept no ids don't name. */
  readonly refundKey?: string | null;
  readonly externalId: string | null;
  readonly orderId: string | null;
  readonly isRefund: boolean;
  /** Whether it is the owner of its code whose membership is asked. */
  readonly isClick: boolean;
  /** The key of the program that a signup names. */
  readonly program: string | null;
  /** The codes it brings, folded, those of its clicks included. */
  readonly codes: readonly string[];
  /** The codes of discounts that a purchase reports, folded. */
  readonly coupons: readonly string[];
  /** What its participant's contacts are asked for by. */
  readonly contacts: readonly string[];
  readonly at: string;
  /** Since when purchases of one who brings a code may matter, where that is not `at` less what their program grants. */
  readonly since?: string;
}

export interface Reach {
  readonly rollingDays: number;
  readonly ancestors: number;
}

export interface SnapshotRequest {
  /** A browser asks for events of its own participant alone. */
  readonly asker: Asker;
  readonly events: readonly SnapshotInput[];
  /** The names of versions whose rules the caller has already parsed: `versionName`. */
  readonly cachedVersions: readonly string[];
  /** Of each kind of period, the names of those that the events may fall in, in any time zone. */
  readonly periodKeys: Readonly<Record<string, readonly string[]>>;
  /** The keys of the requests that share the batch. */
  readonly idempotencyKeys: readonly string[];
  /** The most stored events that one attribution decides. */
  readonly maxBacklog: number;
  /** The most stored events that all attributions of the batch decide. */
  readonly backlogRoom: number;
  /** How far rules look that are not in force: days back and levels up, beyond what each program keeps. */
  readonly reach: Reach;
}

/**
 * The types of what `read_snapshot` is given beside the tenant, in their order, and of the contacts, which only
 * `with_contacts` is given: those of `snapshotParams`.
 */
const PARAMETERS = [
  ...Array.from({ length: 11 }, () => "text[]"),
  ...["timestamptz[]", "text[]", "timestamptz[]", "text[]", "text[]", "text[]"],
  ...Array.from({ length: 4 }, () => "integer"),
  ...["text[]", "text[]"],
];
/** Where the ids of people and orders stand among them, the programs, the codes, and when each code was brought. */
const PLACES = { externalIds: 2, orderIds: 3, programKeys: 5, codes: 9, brought: 11 };
type Placed = keyof typeof PLACES;

/**
 * The snapshot of the tenant `k.tenant_id`, as a scalar subquery.
 *
 * @param first its first parameter: the others follow
 * @param inPlace SQL in place of parameters, of what is read in the same statement
 * @param said SQL of whom the shop says in it since when they are customers, by their names, and of these instants
 */
export function snapshotFrom(
  first: number,
  inPlace: Partial<Record<Placed, string>> = {},
  said = "'{}'::text[], '{}'::timestamptz[]",
): string {
  const values = PARAMETERS.map((_, index) => snapshotParam(first, index));
  for (const [name, sql] of Object.entries(inPlace)) values[PLACES[name as Placed]] = sql;
  const contacts = [...values.splice(-2), values[PLACES.externalIds], values[PLACES.codes], said];
  return `SELECT with_contacts(read_snapshot(k.tenant_id, ${values.join(", ")}), k.tenant_id, ${contacts.join(", ")})`;
}

function snapshotParam(first: number, index: number): string {
  return `$${first + index}::${PARAMETERS[index]}`;
}

/**
 * When each code is brought, but no later than so long before the order at hand was bought, where it was reported before.
 *
 * @param first the first parameter of the snapshot
 * @param minutes SQL
 */
export function broughtByOrder(first: number, minutes: string): string {
  return `ARRAY(SELECT least(b.at, (SELECT min(p.occurred_at) - make_interval(mins => ${minutes}) FROM purchases p
      WHERE p.tenant_id = k.tenant_id AND p.order_id = ANY (${snapshotParam(first, PLACES.orderIds)})))
    FROM unnest(${snapshotParam(first, PLACES.brought)}) WITH ORDINALITY AS b(at, nth) ORDER BY b.nth)`;
}

/** The same with the parameters from `$2` on. */
export const SNAPSHOT = snapshotFrom(2);

/** Reads everything that the decisions of a batch need; null when the asker is not proved. */
export async function loadRawSnapshot(database: Database, request: SnapshotRequest): Promise<SnapshotJson | null> {
  const read = await readAsTenant<SnapshotJson>(database, request.asker, SNAPSHOT, snapshotParams(request), "write");
  return read?.body ?? null;
}

/** The parameters of `SNAPSHOT`. */
export function snapshotParams(request: SnapshotRequest): unknown[] {
  const { events, reach } = request;
  const distinct = (of: (event: SnapshotInput) => string | readonly string[] | null) =>
    textArray([...new Set(events.flatMap((event) => of(event) ?? []))]);
  const signups = events.filter(({ prefix }) => prefix !== null);
  const brought = events.flatMap((event) => event.codes.map((code) => ({ code, event })));
  const pairs = events.flatMap(({ contacts, externalId }) => contacts.map((mac) => [mac, externalId] as const));
  const said = [...new Map(pairs.map((pair) => [pair.join(" "), pair])).values()];
  const named = Object.entries(request.periodKeys).flatMap(([period, keys]) => keys.map((key) => ({ period, key })));
  return [
    textArray(request.idempotencyKeys),
    distinct(({ key, refundKey }) => [key, refundKey].filter((each) => typeof each === "string")),
    distinct(({ externalId }) => externalId),
    distinct(({ orderId }) => orderId),
    // Not distinct: as many as there are could take a conversion away.
    textArray(events.flatMap(({ isRefund, orderId }) => (isRefund ? (orderId ?? []) : []))),
    distinct(({ program }) => program),
    distinct(({ coupons }) => coupons),
    textArray(signups.map(({ prefix }) => prefix)),
    textArray(signups.map(({ externalId }) => externalId)),
    textArray(brought.map(({ code }) => code)),
    textArray(brought.map(({ event }) => event.externalId)),
    textArray(brought.map(({ event }) => event.since ?? event.at)),
    distinct(({ isClick, codes }) => (isClick ? codes : null)),
    distinct(({ at }) => at),
    textArray(request.cachedVersions),
    textArray(named.map(({ period }) => period)),
    textArray(named.map(({ key }) => key)),
    request.maxBacklog,
    request.backlogRoom,
    reach.rollingDays,
    reach.ancestors,
    textArray(said.map(([mac]) => mac)),
    textArray(said.map(([, externalId]) => externalId)),
  ];
}
