import type { Click, Database } from "../../ports.ts";
import { textArray } from "./textArray.ts";

/**
 * Stores clicks, however many, in one statement. A click that is stored already is left as it is: queues
 * deliver at least once, and an unknown outcome is tried again.
 *
 * @returns those of programs that pay for clicks, whether they were stored now or before: storing may have succeeded
 *   where paying did not
 */
export async function insertClicks(db: Database, clicks: readonly Click[]): Promise<Click[]> {
  const column = (name: keyof Click) => textArray(clicks.map((click) => click[name]));
  const rows = await db.query(
    `WITH click AS MATERIALIZED (
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
         AS click (tenant_id, id, code, program_id, participant_id, channel, occurred_at)
     ), stored AS (
       INSERT INTO clicks (tenant_id, id, code, program_id, participant_id, channel, occurred_at)
       SELECT * FROM click
       ON CONFLICT DO NOTHING
     )
     SELECT c.tenant_id, c.id FROM click c JOIN programs p ON p.tenant_id = c.tenant_id AND p.id = c.program_id
     WHERE (p.counter_plan ->> 'clicks')::boolean`,
    [
      column("tenantId"),
      column("id"),
      column("code"),
      column("programId"),
      column("participantId"),
      column("channel"),
      column("occurredAt"),
    ],
  );
  const paid = new Set(rows.map(([tenantId, id]) => `${tenantId} ${id}`));
  return clicks.filter(({ tenantId, id }) => paid.has(`${tenantId} ${id}`));
}
