import type { NoticeType } from "../../domain/notices.ts";
import { MAX_REPLAYED } from "../../domain/webhooks.ts";
import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** What a person sets of an endpoint. */
export interface WebhookContent {
  readonly url: string;
  readonly description: string | null;
  /** The notices it hears of; null for all. */
  readonly events: readonly NoticeType[] | null;
}

export type DisabledReason = "person" | "gone" | "failing";

/** An endpoint as it is kept, its secrets sealed. */
export interface WebhookRow extends WebhookContent {
  readonly id: string;
  readonly secret: string;
  readonly formerSecret: string | null;
  readonly formerUntil: string | null;
  readonly failingSince: string | null;
  readonly disabledAt: string | null;
  readonly disabledReason: DisabledReason | null;
  /** Raised by each change that a person makes. */
  readonly version: number;
  readonly createdAt: string;
}

/** What it becomes; stale where `version` is another by now. */
export type WebhookChange = Omit<WebhookRow, "createdAt">;

export interface DeliveryView {
  readonly id: string;
  readonly webhook: string;
  readonly notice: string;
  /** Null where the notice is kept no more. */
  readonly type: string | null;
  readonly status: "waiting" | "delivered" | "failed";
  readonly attempts: number;
  readonly dueAt: string;
  readonly answerStatus: number | null;
  readonly answer: string | null;
  readonly triedAt: string | null;
  readonly createdAt: string;
}

const WEBHOOK = `json_build_object('id', h.id, 'url', h.url, 'description', h.description, 'events', h.events,
  'secret', h.secret, 'formerSecret', h.former_secret, 'formerUntil', h.former_until, 'failingSince', h.failing_since,
  'disabledAt', h.disabled_at, 'disabledReason', h.disabled_reason, 'version', h.version, 'createdAt', h.created_at)`;
const ALL = `SELECT coalesce(json_agg(${WEBHOOK} ORDER BY h.id), '[]') FROM webhooks h WHERE h.tenant_id = k.tenant_id`;
const ONE = `SELECT ${WEBHOOK} FROM webhooks h WHERE h.tenant_id = k.tenant_id AND h.id = `;
const DELIVERY = `json_build_object('id', d.id, 'webhook', d.consumer_id, 'notice', d.notice_id, 'type', (SELECT n.type
    FROM notices n WHERE n.tenant_id = d.tenant_id AND n.id = d.notice_id), 'status', d.status, 'attempts', d.attempts,
  'dueAt', d.due_at, 'answerStatus', d.answer_status, 'answer', d.answer, 'triedAt', d.tried_at, 'createdAt', d.created_at)`;

/** Reads the tenant's endpoints, the oldest first. */
export function listWebhooks(
  database: Database,
  asker: TenantAsker,
): Promise<Authorized<readonly WebhookRow[]> | null> {
  return readAsTenant(database, asker, ALL);
}

/** Reads one; the body is null where there is none. */
export function readWebhook(
  database: Database,
  asker: TenantAsker,
  id: string,
): Promise<Authorized<WebhookRow | null> | null> {
  return readAsTenant(database, asker, `${ONE}$2`, [id]);
}

/** Counts them before another is made. */
export function readWebhooksForWrite(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
): Promise<Authorized<BeforeWrite<number>> | null> {
  const select = "SELECT count(*)::integer FROM webhooks h WHERE h.tenant_id = k.tenant_id";
  return readForWrite(database, asker, idempotencyKey, select, []);
}

/** Reads one before it is changed. */
export function readWebhookForWrite(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  id: string,
): Promise<Authorized<BeforeWrite<WebhookRow | null>> | null> {
  return readForWrite(database, asker, idempotencyKey, `${ONE}$3`, [id]);
}

export interface BeforeReplay {
  readonly webhook: WebhookRow;
  /** How many notices of the span it hears of; one more than one replay sends where there are more. */
  readonly count: number;
}

/** Reads what a replay is decided on; null where there is no such endpoint. */
export function readBeforeReplay(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { id, from, to }: { readonly id: string; readonly from: string; readonly to: string },
): Promise<Authorized<BeforeWrite<BeforeReplay | null>> | null> {
  const select = `SELECT json_build_object('webhook', ${WEBHOOK}, 'count', (SELECT count(*) FROM (
      SELECT FROM notices n WHERE n.tenant_id = h.tenant_id AND n.created_at >= $4::timestamptz
        AND n.created_at < $5::timestamptz AND hears_of(h.events, n.type) LIMIT ${MAX_REPLAYED + 1}) n))
    FROM webhooks h WHERE h.tenant_id = k.tenant_id AND h.id = $3`;
  return readForWrite(database, asker, idempotencyKey, select, [id, from, to]);
}

export interface BeforeRetry {
  readonly delivery: DeliveryView;
  /** Whether its endpoint is asked at all; null where it was removed. */
  readonly isEnabled: boolean | null;
}

/** Reads a delivery before it is tried once more. */
export function readDeliveryForWrite(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  id: string,
): Promise<Authorized<BeforeWrite<BeforeRetry | null>> | null> {
  const select = `SELECT json_build_object('delivery', ${DELIVERY}, 'isEnabled', (SELECT h.disabled_at IS NULL
      FROM webhooks h WHERE h.tenant_id = d.tenant_id AND h.id = d.consumer_id))
    FROM deliveries d WHERE d.tenant_id = k.tenant_id AND d.id = $3`;
  return readForWrite(database, asker, idempotencyKey, select, [id]);
}

export interface DeliveriesAsked {
  readonly webhook: string;
  readonly status: DeliveryView["status"] | null;
  /** Only those before it: when it was made, and its id. */
  readonly before: readonly [at: string, id: string] | null;
  readonly limit: number;
}

/** An endpoint with its deliveries, the latest first; null where there is none like it. */
export function readDeliveries(
  database: Database,
  asker: TenantAsker,
  { webhook, status, before, limit }: DeliveriesAsked,
): Promise<Authorized<{ readonly webhook: WebhookRow; readonly deliveries: readonly DeliveryView[] } | null> | null> {
  const select = `SELECT json_build_object('webhook', ${WEBHOOK}, 'deliveries', (
      SELECT coalesce(json_agg(${DELIVERY} ORDER BY d.created_at DESC, d.id DESC), '[]') FROM (
        SELECT d.* FROM deliveries d WHERE d.tenant_id = h.tenant_id AND d.consumer_id = h.id
          AND ($3::text IS NULL OR d.status = $3) AND ($4::timestamptz IS NULL OR (d.created_at, d.id) < ($4, $5::text))
        ORDER BY d.created_at DESC, d.id DESC LIMIT $6::integer) d))
    FROM webhooks h WHERE h.tenant_id = k.tenant_id AND h.id = $2`;
  return readAsTenant(database, asker, select, [webhook, status, before?.[0] ?? null, before?.[1] ?? null, limit]);
}
