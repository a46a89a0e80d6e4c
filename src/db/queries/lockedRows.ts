import type { Database } from "../../ports.ts";
import type { Asker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";

/** Whose rows are looked at: participants by the tenant's own id, codes (folded) by their owner, orders by their buyer. */
export interface NamedRows {
  readonly participants: readonly string[];
  readonly codes: readonly string[];
  readonly orders: readonly string[];
}

const listed = (n: number) => `ANY (ARRAY(SELECT jsonb_array_elements_text($${n}::jsonb)))`;

/*
 * Takes the locks that a commit would take, without waiting, and gives them back at once: what it could not have is
 * locked by another.
 */
const LOCKED = `WITH named AS MATERIALIZED (
  SELECT 'p' || p.external_id AS name, coalesce(p.merged_into, p.id) AS id FROM participants p
  WHERE p.tenant_id = k.tenant_id AND p.external_id = ${listed(2)}
  UNION ALL
  SELECT 'c' || c.code, c.participant_id FROM codes c WHERE c.tenant_id = k.tenant_id AND c.code = ${listed(3)}
  UNION ALL
  SELECT 'o' || o.order_id, o.participant_id FROM purchases o
  WHERE o.tenant_id = k.tenant_id AND o.order_id = ${listed(4)} AND o.participant_id IS NOT NULL
), free AS MATERIALIZED (
  SELECT p.id FROM participants p
  WHERE p.tenant_id = k.tenant_id AND p.id = ANY (ARRAY(SELECT n.id FROM named n))
  ORDER BY p.id FOR NO KEY UPDATE OF p SKIP LOCKED)
SELECT coalesce(json_agg(n.name), '[]') FROM named n WHERE n.id <> ALL (ARRAY(SELECT f.id FROM free f))`;

/**
 * Which of these belong to participants whose rows others have locked, and not yet given back.
 *
 * @returns their names, each with a letter before it: `p` for a participant, `c` for a code, `o` for an order
 */
export async function readLockedNames(database: Database, asker: Asker, rows: NamedRows): Promise<readonly string[]> {
  const params = [rows.participants, rows.codes, rows.orders].map((names) => JSON.stringify(names));
  const read = await readAsTenant<readonly string[]>(database, asker, LOCKED, params, "write");
  return read?.body ?? [];
}
