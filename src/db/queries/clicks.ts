import type { Click, Database } from "../../ports.ts";

/**
 * Stores clicks, however many, in one statement. A click that is stored already is left as it is: queues
 * deliver at least once, and an unknown outcome is tried again.
 */
export async function insertClicks(db: Database, clicks: readonly Click[]): Promise<void> {
  await db.query(
    `INSERT INTO clicks (tenant_id, id, code, program_id, participant_id, channel, occurred_at)
     SELECT "tenantId", id, code, "programId", "participantId", channel, "occurredAt"
     FROM jsonb_to_recordset($1::jsonb) AS click (
       "tenantId" text, id text, code text, "programId" text, "participantId" text, channel text, "occurredAt" timestamptz
     )
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(clicks)],
  );
}
