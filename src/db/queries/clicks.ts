import type { ClickVisit } from "../../domain/clickVisit.ts";
import type { Click, Database } from "../../ports.ts";
import { textArray } from "./textArray.ts";

/** A click of a program that pays for clicks. */
export interface PaidClick extends Click {
  /** Which visit it is; null where it is not known who clicked. */
  readonly visit: ClickVisit | null;
}

/**
 * Stores clicks, however many, in one statement. A click that is stored already is left as it is: queues
 * deliver at least once, and an unknown outcome is tried again.
 *
 * A visitor is hashed once more, with a random key for the program and its day. The first click of the day makes the key.
 *
 * @returns those of programs that pay for clicks, whether they were stored now or before: storing may have succeeded
 *   where paying did not
 */
export async function insertClicks(db: Database, clicks: readonly Click[]): Promise<PaidClick[]> {
  const column = (name: keyof Click) => textArray(clicks.map((click) => click[name] ?? null));
  const rows = await db.query(
    `WITH click AS MATERIALIZED (
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
         $8::text[]) AS click (tenant_id, id, code, program_id, participant_id, channel, occurred_at, visitor)
     ), stored AS (
       INSERT INTO clicks (tenant_id, id, code, program_id, participant_id, channel, occurred_at)
       SELECT tenant_id, id, code, program_id, participant_id, channel, occurred_at FROM click
       ON CONFLICT DO NOTHING
     ), paid AS MATERIALIZED (
       SELECT c.tenant_id, c.program_id, c.id, c.visitor, c.occurred_at,
         (c.occurred_at AT TIME ZONE p.timezone)::date AS day,
         coalesce((SELECT coalesce(n.primary_code, (SELECT o.code FROM codes o WHERE o.tenant_id = n.tenant_id
             AND o.participant_id = n.participant_id AND o.program_id = n.program_id AND o.kind = 'primary'))
           FROM codes n WHERE n.tenant_id = c.tenant_id AND n.code = c.code), c.code) AS of_code
       FROM click c JOIN programs p ON p.tenant_id = c.tenant_id AND p.id = c.program_id
       WHERE (p.counter_plan ->> 'clicks')::boolean
     ), known AS MATERIALIZED (
       SELECT d.tenant_id, d.program_id, d.day, d.made_at, k.key
       FROM (SELECT tenant_id, program_id, day, min(occurred_at) AS made_at FROM paid WHERE visitor IS NOT NULL
         GROUP BY tenant_id, program_id, day) d
       LEFT JOIN click_keys k ON k.tenant_id = d.tenant_id AND k.program_id = d.program_id AND k.day = d.day
     ), made AS (
       -- Another batch may have made it since this statement began: then that one is the day's. In one order for all.
       INSERT INTO click_keys AS k (tenant_id, program_id, day, key, made_at)
       SELECT tenant_id, program_id, day, gen_random_uuid()::text || gen_random_uuid()::text, made_at
       FROM known WHERE key IS NULL ORDER BY tenant_id, program_id, day
       ON CONFLICT (tenant_id, program_id, day) DO UPDATE SET key = k.key
       RETURNING tenant_id, program_id, day, key
     )
     SELECT p.tenant_id, p.id, p.of_code, p.day::text,
       left(encode(sha256(convert_to(coalesce(k.key, m.key) || p.visitor, 'UTF8')), 'hex'), ${VISITOR_LENGTH})
     FROM paid p
     LEFT JOIN known k ON k.tenant_id = p.tenant_id AND k.program_id = p.program_id AND k.day = p.day
     LEFT JOIN made m ON m.tenant_id = p.tenant_id AND m.program_id = p.program_id AND m.day = p.day`,
    [
      column("tenantId"),
      column("id"),
      column("code"),
      column("programId"),
      column("participantId"),
      column("channel"),
      column("occurredAt"),
      column("visitor"),
    ],
  );
  const paid = new Map(rows.map(([tenantId, id, code, day, visitor]) => [`${tenantId} ${id}`, { code, day, visitor }]));
  return clicks.flatMap((click) => {
    const found = paid.get(`${click.tenantId} ${click.id}`);
    if (found === undefined) return [];
    const { code, day, visitor } = found;
    const visit = { primary: String(code), day: String(day), visitor: String(visitor) };
    return [{ ...click, visit: visitor === null ? null : visit }];
  });
}

/** Of the hash in hexadecimal digits: 128 bits. */
const VISITOR_LENGTH = 32;
