import type { CounterNumbers } from "../../domain/counters.ts";
import { MAX_GRACE_MINUTES } from "../../domain/rules.ts";
import type { Database } from "../../ports.ts";
import type { CounterJson } from "../rows/counter.ts";
import type { SnapshotJson } from "../rows/snapshot.ts";
import { readAsTenant } from "./asker.ts";
import type { NewCounterRow } from "./commitEffects.ts";
import type { SnapshotRequest } from "./loadSnapshot.ts";
import { broughtByOrder, snapshotFrom, snapshotParams } from "./loadSnapshot.ts";

export interface TrialNumbers {
  /** The key of the program whose numbers are counted. */
  readonly program: string;
  readonly wanted: readonly WantedNumber[];
}

/** What a number is counted from, with the part of a plan that has it: a program with such a plan keeps it itself. */
export interface WantedNumber extends Omit<NewCounterRow, "programId" | "timezone"> {
  readonly inPlan: Partial<CounterNumbers>;
}

export interface Trial {
  readonly snapshot: SnapshotJson;
  /** The numbers that no program keeps; null where there are none. */
  readonly counted: readonly CounterJson[] | null;
}

/**
 * The ids in a list of the snapshot; one without rows is null there.
 *
 * @param id where a row has its id
 */
const idsIn = (list: string, id: string) => `SELECT row ->> ${id} FROM json_array_elements(
    CASE WHEN json_typeof(loaded.body -> '${list}') = 'array' THEN loaded.body -> '${list}' ELSE '[]' END) row`;

/** What a second report of an order brings goes by when it was bought, and the rules may grant the most time before. */
const BROUGHT = broughtByOrder(2, String(MAX_GRACE_MINUTES));

/*
 * Counted as when a version is published, for those alone whom the event can concern: it stores nothing, so it has to
 * be done for each event anew. What the program keeps is in the snapshot as it stands.
 */
const TRIAL = `WITH loaded AS MATERIALIZED (${snapshotFrom(2, { brought: BROUGHT })} AS body)
SELECT json_build_object('snapshot', loaded.body, 'counted', (
  SELECT json_agg(json_build_object('programId', g.id, 'subject', n.subject, 'metric', n.metric,
    'periodKey', n.period_key, 'value', n.value::text))
  FROM programs g CROSS JOIN LATERAL (
    SELECT jsonb_agg(x) AS wanted FROM jsonb_array_elements($26::jsonb) x WHERE NOT g.counter_plan @> (x -> 'inPlan')
  ) missing CROSS JOIN LATERAL count_numbers(g.tenant_id, g.id, g.timezone, missing.wanted, ARRAY(
    ${idsIn("participants", "0")} UNION ${idsIn("referrals", "0")} UNION ${idsIn("memberships", "'id'")})) n
  WHERE g.tenant_id = loaded.body ->> 'tenantId' AND g.key = $25 AND missing.wanted IS NOT NULL
)) FROM loaded`;

/**
 * Reads what deciding one event needs, and beside it the numbers of rules that are not in force; null when the asker
 * is not proved.
 */
export async function loadTrialSnapshot(
  database: Database,
  request: SnapshotRequest,
  { program, wanted }: TrialNumbers,
): Promise<Trial | null> {
  const params = [...snapshotParams(request), program, JSON.stringify(wanted)];
  const read = await readAsTenant<Trial>(database, request.asker, TRIAL, params);
  return read?.body ?? null;
}
