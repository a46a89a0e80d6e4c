import type { Database } from "../../ports.ts";
import type { SnapshotJson } from "../rows/snapshot.ts";
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
  readonly idempotencyKey: string | null;
  /** The most stored events that one attribution decides. */
  readonly maxBacklog: number;
  /** How far rules look that are not in force: days back and levels up, beyond what each program keeps. */
  readonly reach: Reach;
}

/** The snapshot of the tenant `k.tenant_id`, as a scalar subquery; its parameters are `$2` to `$8`. */
export const SNAPSHOT =
  "SELECT load_snapshot(k.tenant_id, $2::text, $3::jsonb, $4::jsonb, $5::jsonb, $6::integer, $7::integer, $8::integer)";

/** Reads everything that the decisions of a batch need; null when the asker is not proved. */
export async function loadRawSnapshot(database: Database, request: SnapshotRequest): Promise<SnapshotJson | null> {
  const read = await readAsTenant<SnapshotJson>(database, request.asker, SNAPSHOT, snapshotParams(request));
  return read?.body ?? null;
}

/** The parameters of `SNAPSHOT`. */
export function snapshotParams(request: SnapshotRequest): unknown[] {
  return [
    request.idempotencyKey,
    JSON.stringify(request.events),
    JSON.stringify(request.cachedVersionIds),
    JSON.stringify(request.periodKeys),
    request.maxBacklog,
    request.reach.rollingDays,
    request.reach.ancestors,
  ];
}
