import { DISABLE_AFTER_DAYS, MAX_UNDER_WAY } from "../../domain/webhooks.ts";
import type { Database } from "../../ports.ts";
import { OUR_OWN } from "../../ports.ts";

/** Who acts on a delivery has so long until another may take it. */
export const LEASE_MS = 60_000;
/** So many endpoints with something waiting are looked at by one statement. */
const MAX_ENDPOINTS = 200;

/** A delivery that is under way, with all that sending it needs. */
export interface ClaimedDelivery {
  readonly tenantId: string;
  readonly id: string;
  readonly webhookId: string;
  readonly noticeId: string;
  readonly attempts: number;
  readonly body: string;
  readonly url: string;
  readonly secret: string;
  /** Signs too; null where its time is over, or there is none. */
  readonly formerSecret: string | null;
  readonly isFailing: boolean;
}

export interface ClaimAsked {
  readonly now: string;
  /** What the one who settles has to know. */
  readonly token: string;
  /** Only endpoints after this one, by tenant and id. */
  readonly after: readonly [tenantId: string, webhookId: string];
  readonly most: number;
  /** So many of them may be of endpoints that fail. */
  readonly mostFailing: number;
}

export interface Claimed {
  readonly deliveries: readonly ClaimedDelivery[];
  /** The last endpoint that was looked at; null where that was the last of all. */
  readonly last: readonly [tenantId: string, webhookId: string] | null;
  /** Whether anything waits, also what is not due yet. */
  readonly waits: boolean;
}

/**
 * Takes deliveries that are due: of each endpoint as many as may be under way less those that are, and of one that fails
 * a single one. The attempt is counted, and until its lease ends no one else takes it.
 */
export async function claimDeliveries(database: Database, asked: ClaimAsked): Promise<Claimed> {
  const [row] = await database.query(
    `WITH RECURSIVE e AS (
       (SELECT d.tenant_id, d.consumer_id, 1 AS n FROM deliveries d
        WHERE d.status = 'waiting' AND (d.tenant_id, d.consumer_id) > ($2::text, $3::text)
        ORDER BY d.tenant_id, d.consumer_id LIMIT 1)
       UNION ALL
       SELECT x.tenant_id, x.consumer_id, e.n + 1 FROM e CROSS JOIN LATERAL (
         SELECT d.tenant_id, d.consumer_id FROM deliveries d
         WHERE d.status = 'waiting' AND (d.tenant_id, d.consumer_id) > (e.tenant_id, e.consumer_id)
         ORDER BY d.tenant_id, d.consumer_id LIMIT 1) x
       WHERE e.n < ${MAX_ENDPOINTS}
     ), open AS MATERIALIZED (
       SELECT w.tenant_id, w.id, w.url, w.secret, w.failing_since IS NOT NULL AS is_failing,
         CASE WHEN w.former_until > $1::timestamptz THEN w.former_secret END AS former_secret
       FROM webhooks w WHERE w.disabled_at IS NULL AND (w.tenant_id, w.id) IN (SELECT e.tenant_id, e.consumer_id FROM e)
       FOR NO KEY UPDATE OF w SKIP LOCKED
     ), due AS (
       SELECT w.*, d.id AS delivery_id, d.due_at, row_number() OVER (PARTITION BY w.tenant_id, w.id ORDER BY d.due_at, d.id) AS nth
       FROM open w CROSS JOIN LATERAL (
         SELECT d.id, d.due_at FROM deliveries d
         WHERE d.tenant_id = w.tenant_id AND d.consumer_id = w.id AND d.status = 'waiting' AND d.due_at <= $1::timestamptz
         ORDER BY d.due_at, d.id
         LIMIT greatest(0, CASE WHEN w.is_failing THEN 1 ELSE ${MAX_UNDER_WAY} END - (SELECT count(*) FROM deliveries u
           WHERE u.tenant_id = w.tenant_id AND u.consumer_id = w.id AND u.token IS NOT NULL AND u.due_at > $1::timestamptz))) d
     ), ranked AS (
       SELECT due.*, row_number() OVER (PARTITION BY due.is_failing ORDER BY due.nth, due.due_at) AS place FROM due
     ), picked AS (
       SELECT * FROM ranked r WHERE NOT r.is_failing OR r.place <= $6::integer
       ORDER BY r.is_failing, r.place LIMIT $5::integer
     ), claimed AS (
       UPDATE deliveries d SET attempts = d.attempts + 1, token = $4::text,
         due_at = $1::timestamptz + make_interval(secs => ${LEASE_MS / 1_000}), tried_at = $1::timestamptz
       FROM picked p WHERE d.tenant_id = p.tenant_id AND d.id = p.delivery_id
         AND d.status = 'waiting' AND d.due_at <= $1::timestamptz
       RETURNING d.tenant_id, d.id, d.notice_id, d.attempts, p.id AS webhook_id, p.url, p.secret, p.former_secret,
         p.is_failing
     )
     SELECT coalesce((SELECT json_agg(json_build_object('tenantId', c.tenant_id, 'id', c.id, 'webhookId', c.webhook_id,
         'noticeId', c.notice_id, 'attempts', c.attempts, 'url', c.url, 'secret', c.secret,
         'formerSecret', c.former_secret, 'isFailing', c.is_failing, 'body', n.body))
       FROM claimed c JOIN notices n ON n.tenant_id = c.tenant_id AND n.id = c.notice_id), '[]'),
       (SELECT json_build_array(e.tenant_id, e.consumer_id) FROM e WHERE e.n = ${MAX_ENDPOINTS}),
       EXISTS (SELECT FROM webhooks w WHERE w.disabled_at IS NULL
         AND (w.tenant_id, w.id) IN (SELECT e.tenant_id, e.consumer_id FROM e))`,
    [asked.now, ...asked.after, asked.token, asked.most, asked.mostFailing],
    OUR_OWN,
  );
  const [deliveries, last, waits] = row ?? [];
  return {
    deliveries: (deliveries ?? []) as readonly ClaimedDelivery[],
    last: last as Claimed["last"],
    waits: waits === true,
  };
}

/** What became of an attempt. */
export interface Settled {
  readonly tenantId: string;
  readonly id: string;
  readonly token: string;
  readonly now: string;
  readonly status: "waiting" | "delivered" | "failed";
  /** When it is tried next. */
  readonly dueAt: string;
  readonly answerStatus: number | null;
  readonly answer: string;
  /** The endpoint said that it is gone. */
  readonly isGone: boolean;
  /** Of the audit row and the notice, where the endpoint is asked no more. */
  readonly auditId: string;
  readonly outboxId: string;
}

/**
 * Settles an attempt whose lease no one else has taken, and counts it for the endpoint: one that is gone, or from which
 * nothing but failures came back for days, is asked no more.
 */
export async function settleDelivery(database: Database, settled: Settled): Promise<boolean> {
  const rows = await database.query(
    `WITH done AS (
       UPDATE deliveries d SET status = $5, due_at = $6::timestamptz, token = NULL, answer_status = $7::integer, answer = $8
       WHERE d.tenant_id = $1 AND d.id = $2 AND d.token = $3 RETURNING d.tenant_id, d.consumer_id
     ), told AS (
       UPDATE webhooks w SET failing_since = CASE WHEN $5 = 'delivered' THEN NULL ELSE coalesce(w.failing_since, $4::timestamptz) END,
         disabled_at = CASE WHEN $9::boolean OR $5 <> 'delivered' AND w.failing_since <= $4::timestamptz - days(${DISABLE_AFTER_DAYS})
           THEN $4::timestamptz END,
         disabled_reason = CASE WHEN $9::boolean THEN 'gone' WHEN $5 <> 'delivered'
           AND w.failing_since <= $4::timestamptz - days(${DISABLE_AFTER_DAYS}) THEN 'failing' END,
         version = w.version + 1
       FROM done WHERE w.tenant_id = done.tenant_id AND w.id = done.consumer_id AND w.disabled_at IS NULL
         AND CASE WHEN $5 = 'delivered' THEN w.failing_since IS NOT NULL
           ELSE $9::boolean OR w.failing_since IS NULL OR w.failing_since <= $4::timestamptz - days(${DISABLE_AFTER_DAYS}) END
       RETURNING w.tenant_id, w.id, w.disabled_at, w.disabled_reason
     ), kept AS (
       INSERT INTO audit (tenant_id, id, actor, action, subject, detail, created_at)
       SELECT t.tenant_id, $10, '{"type":"job","id":"deliver"}', 'webhook.disabled', t.id,
         jsonb_build_object('reason', t.disabled_reason), $4::timestamptz
       FROM told t WHERE t.disabled_at IS NOT NULL
     ), noted AS (
       INSERT INTO outbox (tenant_id, id, notices, created_at)
       SELECT t.tenant_id, $11, jsonb_build_array(jsonb_build_object('type', 'webhook.disabled', 'eventId', NULL,
         'programId', NULL, 'subjectId', t.id)), $4::timestamptz
       FROM told t WHERE t.disabled_at IS NOT NULL
     )
     SELECT tenant_id FROM done`,
    [
      ...[settled.tenantId, settled.id, settled.token, settled.now, settled.status, settled.dueAt],
      ...[settled.answerStatus, settled.answer, settled.isGone, settled.auditId, settled.outboxId],
    ],
    OUR_OWN,
  );
  return rows.length > 0;
}
