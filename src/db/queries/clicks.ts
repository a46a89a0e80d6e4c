import type { Click, Database } from "../../ports.ts";

/**
 * Stores clicks, however many, in one statement. A click that is stored already is left as it is: queues
 * deliver at least once, and an unknown outcome is tried again.
 *
 * @returns those of programs that pay for clicks, whether they were stored now or before: storing may have succeeded
 *   where paying did not
 */
export async function insertClicks(db: Database, clicks: readonly Click[]): Promise<Click[]> {
  const rows = await db.query(
    `WITH click AS MATERIALIZED (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS click (
         "tenantId" text, id text, code text, "programId" text, "participantId" text, channel text,
         "occurredAt" timestamptz)
     ), stored AS (
       INSERT INTO clicks (tenant_id, id, code, program_id, participant_id, channel, occurred_at)
       SELECT "tenantId", id, code, "programId", "participantId", channel, "occurredAt" FROM click
       ON CONFLICT DO NOTHING
     )
     SELECT c."tenantId", c.id FROM click c JOIN programs p ON p.tenant_id = c."tenantId" AND p.id = c."programId"
     WHERE (p.counter_plan ->> 'clicks')::boolean`,
    [JSON.stringify(clicks)],
  );
  const paid = new Set(rows.map(([tenantId, id]) => `${tenantId} ${id}`));
  return clicks.filter(({ tenantId, id }) => paid.has(`${tenantId} ${id}`));
}
