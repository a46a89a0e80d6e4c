import type { Notice, SubjectKind } from "../../domain/notices.ts";
import { NOTICES } from "../../domain/notices.ts";
import type { Database } from "../../ports.ts";
import { OUR_OWN } from "../../ports.ts";
import { ownNameOf } from "./filtered.ts";
import { PAYOUT, WITH_BATCH } from "./payouts.ts";
import { REFERRAL_VIEW } from "./referrals.ts";
import { REWARD_FROM, REWARD_PARTS } from "./rewards.ts";
import { sqlList } from "./sqlList.ts";
import { textArray } from "./textArray.ts";

/** A row of the outbox: the notices of one commit. */
export interface OutboxRow {
  readonly tenantId: string;
  readonly id: string;
  readonly createdAt: string;
  /** Null where its tenant has no endpoint, so that no one is told. */
  readonly notices: readonly OutboxNotice[] | null;
}

/** A notice with what it is about, as that is now; null where there is no such thing any more. */
export interface OutboxNotice extends Notice {
  /** The key. */
  readonly program: string | null;
  readonly subject: unknown;
  /** Of the subject: of two the larger is the later. */
  readonly version: number | null;
}

/** So many tenants have their turn in one statement, and so many commits of each. */
const MAX_TENANTS = 25;
const MAX_ROWS = 10;

const typesOf = (kind: SubjectKind) => Object.entries(NOTICES).flatMap(([type, of]) => (of === kind ? [type] : []));

/** SQL of what the notice `n` of the tenant `k` is about, by its kind. */
const SUBJECTS: Readonly<Partial<Record<SubjectKind, string>>> = {
  reward: `SELECT json_build_object(${REWARD_PARTS}) FROM ${REWARD_FROM} WHERE w.tenant_id = k.tenant_id AND w.id = n.id`,
  referral: `SELECT ${REFERRAL_VIEW} FROM referrals r WHERE r.tenant_id = k.tenant_id AND r.id = n.id`,
  participant: `SELECT json_build_object('externalId', ${ownNameOf("p")}, 'guest', p.guest)
    FROM participants p WHERE p.tenant_id = k.tenant_id AND p.id = n.id`,
  code: `SELECT json_build_object('code', c.display, 'kind', c.kind, 'participant', ${ownNameOf("p")})
    FROM codes c JOIN participants p ON p.tenant_id = c.tenant_id AND p.id = c.participant_id
    WHERE c.tenant_id = k.tenant_id AND c.code = n.id`,
  program: `SELECT json_build_object('key', g.key, 'status', g.status, 'version', g.version)
    FROM programs g WHERE g.tenant_id = k.tenant_id AND g.id = n.id`,
  programVersion: `SELECT json_build_object('key', g.key, 'status', g.status, 'version', v.version)
    FROM program_versions v JOIN programs g ON g.tenant_id = v.tenant_id AND g.id = v.program_id
    WHERE v.tenant_id = k.tenant_id AND v.program_id = n.program AND v.id = n.id`,
  payout: `SELECT ${PAYOUT} FROM payouts o ${WITH_BATCH} WHERE o.tenant_id = k.tenant_id AND o.id = n.id`,
  webhook: `SELECT json_build_object('id', h.id, 'url', h.url, 'disabledReason', h.disabled_reason)
    FROM webhooks h WHERE h.tenant_id = k.tenant_id AND h.id = n.id`,
};

/** SQL of its version. What is told of a program's version changes with the program. */
const VERSIONS: Readonly<Partial<Record<SubjectKind, string>>> = {
  reward: "SELECT w.revision FROM rewards w WHERE w.tenant_id = k.tenant_id AND w.id = n.id",
  referral: "SELECT r.revision FROM referrals r WHERE r.tenant_id = k.tenant_id AND r.id = n.id",
  participant: `SELECT p.version + p.referred_version FROM participants p
    WHERE p.tenant_id = k.tenant_id AND p.id = n.id`,
  code: "SELECT c.version FROM codes c WHERE c.tenant_id = k.tenant_id AND c.code = n.id",
  program: "SELECT g.epoch FROM programs g WHERE g.tenant_id = k.tenant_id AND g.id = n.id",
  programVersion: "SELECT g.epoch FROM programs g WHERE g.tenant_id = k.tenant_id AND g.id = n.program",
  payout: "SELECT o.version FROM payouts o WHERE o.tenant_id = k.tenant_id AND o.id = n.id",
  webhook: "SELECT h.version FROM webhooks h WHERE h.tenant_id = k.tenant_id AND h.id = n.id",
};

/** SQL of one of these for the notice `n`, by its kind. */
const byKind = (parts: Readonly<Partial<Record<SubjectKind, string>>>) =>
  `CASE ${Object.entries(parts)
    .map(([kind, select]) => `WHEN n.type IN (${sqlList(typesOf(kind as SubjectKind))}) THEN (${select})`)
    .join("\n")} END`;

const NOTICES_OF_ROW = `(SELECT json_agg(n.notice || jsonb_build_object(
    'program', (SELECT g.key FROM programs g WHERE g.tenant_id = k.tenant_id AND g.id = n.program),
    'subject', ${byKind(SUBJECTS)}, 'version', ${byKind(VERSIONS)}) ORDER BY n.nth)
  FROM (SELECT a.notice, a.nth, a.notice ->> 'type' AS type, a.notice ->> 'subjectId' AS id, a.notice ->> 'programId' AS program
    FROM jsonb_array_elements(o.notices) WITH ORDINALITY AS a(notice, nth)) n)`;

/**
 * Reads what waits in the outbox: of tenants after the one named some commits each, so that one with many holds up no
 * other.
 */
export async function readOutbox(database: Database, after: string): Promise<readonly OutboxRow[]> {
  const rows = await database.query(
    `WITH RECURSIVE t AS (
       (SELECT o.tenant_id, 1 AS n FROM outbox o WHERE o.tenant_id > $1 ORDER BY o.tenant_id LIMIT 1)
       UNION ALL
       SELECT x.tenant_id, t.n + 1 FROM t CROSS JOIN LATERAL (
         SELECT o.tenant_id FROM outbox o WHERE o.tenant_id > t.tenant_id ORDER BY o.tenant_id LIMIT 1) x
       WHERE t.n < ${MAX_TENANTS}
     )
     SELECT k.tenant_id, o.id, o.created_at,
       CASE WHEN EXISTS (SELECT FROM webhooks w WHERE w.tenant_id = k.tenant_id) THEN ${NOTICES_OF_ROW} END
     FROM t k CROSS JOIN LATERAL (
       SELECT * FROM outbox o WHERE o.tenant_id = k.tenant_id ORDER BY o.id LIMIT ${MAX_ROWS}) o
     ORDER BY k.tenant_id, o.id`,
    [after],
    OUR_OWN,
  );
  return rows.map(([tenantId, id, createdAt, notices]) => ({
    tenantId: tenantId as string,
    id: id as string,
    createdAt: createdAt as string,
    notices: notices as readonly OutboxNotice[] | null,
  }));
}

/** A notice as it is sent, of a row of the outbox. */
export interface NoticeRow {
  readonly outboxId: string;
  readonly id: string;
  readonly type: string;
  readonly body: string;
}

/** A row of the outbox with what is sent of it. */
export interface FannedOut extends Omit<OutboxRow, "notices"> {
  readonly notices: readonly NoticeRow[];
}

/**
 * Takes rows out of the outbox, and keeps the notices and the deliveries of those that it took. What another process has
 * taken meanwhile is its own.
 *
 * @returns how many deliveries there are
 */
export async function fanOut(database: Database, rows: readonly FannedOut[], now: string): Promise<number> {
  const notices = rows.flatMap(({ tenantId, createdAt, notices: own }) =>
    own.map((notice) => ({ tenantId, createdAt, ...notice })),
  );
  const made = await database.query(
    `WITH taken AS (
       DELETE FROM outbox o USING (
         SELECT o.tenant_id, o.id FROM unnest($1::text[], $2::text[]) AS x(tenant_id, id)
         JOIN outbox o ON o.tenant_id = x.tenant_id AND o.id = x.id ORDER BY o.tenant_id, o.id FOR UPDATE OF o SKIP LOCKED) x
       WHERE o.tenant_id = x.tenant_id AND o.id = x.id RETURNING o.tenant_id, o.id
     ), fresh AS (
       INSERT INTO notices (tenant_id, id, type, body, created_at)
       SELECT n.tenant_id, n.id, n.type, n.body, n.created_at
       FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[])
         AS n(tenant_id, outbox_id, id, type, body, created_at)
       JOIN taken t ON t.tenant_id = n.tenant_id AND t.id = n.outbox_id
       RETURNING tenant_id, id, type, created_at
     )
     INSERT INTO deliveries (tenant_id, id, consumer, consumer_id, notice_id, status, due_at, created_at)
     SELECT f.tenant_id, delivery_id(f.id, w.id), 'webhook', w.id, f.id, 'waiting', $9::timestamptz, f.created_at
     FROM fresh f JOIN webhooks w ON w.tenant_id = f.tenant_id AND w.created_at <= f.created_at
       AND w.disabled_at IS NULL AND hears_of(w.events, f.type)
     RETURNING id`,
    [
      ...[textArray(rows.map((row) => row.tenantId)), textArray(rows.map((row) => row.id))],
      ...[textArray(notices.map((it) => it.tenantId)), textArray(notices.map((it) => it.outboxId))],
      ...[textArray(notices.map((it) => it.id)), textArray(notices.map((it) => it.type))],
      ...[textArray(notices.map((it) => it.body)), textArray(notices.map((it) => it.createdAt)), now],
    ],
    OUR_OWN,
  );
  return made.length;
}
