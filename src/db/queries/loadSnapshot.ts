import type { Database } from "../../ports.ts";
import type { SnapshotJson } from "../rows/snapshot.ts";
import type { StoredReply } from "../rows/storedReply.ts";
import type { Asker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";

/** What one event of a batch asks of the snapshot. */
export interface SnapshotInput {
  /** Its natural key; null for a signup, whose key is completed by a program that is not known yet. */
  readonly key: string | null;
  /** What a signup's natural key begins with. */
  readonly prefix: string | null;
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
  readonly at: string;
}

export interface Reach {
  readonly rollingDays: number;
  readonly ancestors: number;
}

export interface SnapshotRequest {
  /** A browser asks for events of its own participant alone. */
  readonly asker: Asker;
  readonly events: readonly SnapshotInput[];
  /** Versions whose rules the caller has already parsed. */
  readonly cachedVersionIds: readonly string[];
  /** Of each kind of period, the names of those that the events may fall in, in any time zone. */
  readonly periodKeys: Readonly<Record<string, readonly string[]>>;
  /** The keys of the requests that share the batch. */
  readonly idempotencyKeys: readonly string[];
  /** The most stored events that one attribution decides. */
  readonly maxBacklog: number;
  /** How far rules look that are not in force: days back and levels up, beyond what each program keeps. */
  readonly reach: Reach;
}

/** What is read for a batch. */
export interface RawLoad {
  readonly snapshot: SnapshotJson;
  /** What was answered under the keys of its requests; null where nothing was. */
  readonly replies: readonly StoredReply[] | null;
}

/** The snapshot of the tenant `k.tenant_id`, as a scalar subquery; its parameters are `$2` to `$7`. */
export const SNAPSHOT =
  "SELECT load_snapshot(k.tenant_id, NULL, $2::jsonb, $3::jsonb, $4::jsonb, $5::integer, $6::integer, $7::integer)";

const LOAD = `SELECT json_build_object('snapshot', (${SNAPSHOT}), 'replies', (
  SELECT json_agg(json_build_object('key', i.key, 'requestHash', i.request_hash, 'status', i.status, 'body', i.body))
  FROM idempotency_keys i
  WHERE i.tenant_id = k.tenant_id AND i.key = ANY (ARRAY(SELECT jsonb_array_elements_text($8::jsonb)))))`;

/** Reads everything that the decisions of a batch need; null when the asker is not proved. */
export async function loadRawSnapshot(database: Database, request: SnapshotRequest): Promise<RawLoad | null> {
  const params = [...snapshotParams(request), JSON.stringify(request.idempotencyKeys)];
  const read = await readAsTenant<RawLoad>(database, request.asker, LOAD, params, "write");
  return read?.body ?? null;
}

/** The parameters of `SNAPSHOT`. */
export function snapshotParams(request: Omit<SnapshotRequest, "idempotencyKeys">): unknown[] {
  return [
    JSON.stringify(request.events),
    JSON.stringify(request.cachedVersionIds),
    JSON.stringify(request.periodKeys),
    request.maxBacklog,
    request.reach.rollingDays,
    request.reach.ancestors,
  ];
}
