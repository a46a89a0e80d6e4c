import { nanoIds } from "../../src/adapters/nanoIds.ts";
import { systemClock } from "../../src/adapters/systemClock.ts";
import type { SecretKeyAsker } from "../../src/db/queries/asker.ts";
import { commitEffects } from "../../src/db/queries/commitEffects.ts";
import { EMPTY_PLAN, planOf } from "../../src/domain/counters.ts";
import { parseRules } from "../../src/domain/parseRules.ts";
import type { EventReply } from "../../src/engine/present.ts";
import { processBatch } from "../../src/engine/process.ts";
import type {
  ReportedClick,
  ReportedCustom,
  ReportedEvent,
  ReportedPurchase,
  ReportedRefund,
  ReportedSignup,
} from "../../src/engine/report.ts";
import { createRulesCache } from "../../src/engine/rulesCache.ts";
import { sha256 } from "../../src/engine/sha256.ts";
import type { Database } from "../../src/ports.ts";

/** A tenant of its own with one published program "p" and a code for each advocate named. */
export interface EngineTenant {
  readonly tenantId: string;
  readonly asker: SecretKeyAsker;
  /** Decides and commits events as the API would, on the given database. */
  report(database: Database, events: readonly ReportedEvent[]): Promise<readonly EventReply[]>;
}

/** The folded code of an advocate of `createEngineTenant`. */
export function codeOf(externalId: string): string {
  return `CODE${externalId.toUpperCase()}`;
}

export async function createEngineTenant(
  database: Database,
  document: unknown,
  advocates: readonly string[],
): Promise<EngineTenant> {
  const parsed = parseRules(document, "GBP");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const now = systemClock.now();
  const at = now.toISOString();
  const tenantId = nanoIds.id("ten", now);
  const programId = nanoIds.id("prog", now);
  const asker = { kind: "secretKey", hash: sha256(tenantId) } as const;
  await database.query(
    "INSERT INTO tenants (id, slug, name, click_secret, widget_secret, created_at) VALUES ($1, $1, 'T', 'c', 'w', $2)",
    [tenantId, at],
  );
  await database.query(
    "INSERT INTO api_keys (id, tenant_id, kind, prefix, hash, created_at) VALUES ($1, $2, 'secret', 'sk', $3, $4)",
    [nanoIds.id("key", now), tenantId, asker.hash, at],
  );
  const head = { tenantId, attemptId: "setup", at };
  const participants = advocates.map((externalId) => ({ externalId, id: nanoIds.id("par", now) }));
  const nobody = { email: null, emailFolded: null, name: null, locale: null, country: null, segments: [] };
  const fresh = { ...nobody, firstSignupAt: null, firstPurchaseAt: null, referredVersion: 0 };
  const place = { landingUrl: "https://shop.example/", currency: "GBP", timezone: "UTC", startsAt: null, endsAt: null };
  await commitEffects(database, {
    ...head,
    newPrograms: [
      { id: programId, key: "p", name: "P", ...place, texts: {}, draftRules: null, counterPlan: EMPTY_PLAN },
    ],
    newParticipants: participants.map((participant) => ({ ...participant, ...fresh })),
    codes: participants.map(({ externalId, id: participantId }) => {
      const code = codeOf(externalId);
      return { code, display: code, kind: "primary" as const, programId, participantId };
    }),
  });
  await commitEffects(database, {
    ...head,
    programs: [{ id: programId, epoch: 1 }],
    programChanges: [{ id: programId, changes: { status: "active", version: 1, counterPlan: planOf(parsed.rules) } }],
    versions: [{ programId, version: 1, id: nanoIds.id("ver", now), rules: document }],
  });
  const rules = createRulesCache();
  return {
    tenantId,
    asker,
    report: async (on, events) => {
      const deps = { database: on, clock: systemClock, ids: nanoIds, rules };
      const reply = await processBatch(deps, { asker, events, idempotency: null });
      if (reply.kind !== "done") throw new Error(reply.kind);
      return reply.replies;
    },
  };
}

const source = { code: null, clickIds: [], channel: null };

export function signup(friend: string, advocate: string | null, occurredAt: string): ReportedSignup {
  const code = advocate === null ? null : codeOf(advocate);
  return { type: "signup", participant: { externalId: friend }, program: "p", ...source, code, occurredAt };
}

export function purchase(
  buyer: string,
  orderId: string,
  amountMinor: number,
  occurredAt: string,
  advocate: string | null = null,
): ReportedPurchase {
  const order = { country: null, items: [], subscription: false, discounts: [], metadata: {} };
  const code = advocate === null ? null : codeOf(advocate);
  const participant = { externalId: buyer };
  return {
    type: "purchase",
    participant,
    orderId,
    amountMinor,
    currency: "GBP",
    ...order,
    ...source,
    code,
    occurredAt,
  };
}

export function refund(orderId: string, refundId: string, amountMinor: number, occurredAt: string): ReportedRefund {
  return { type: "refund", orderId, refundId, amountMinor, currency: "GBP", occurredAt };
}

export function custom(name: string, who: string, eventId: string, occurredAt: string): ReportedCustom {
  return { type: "custom", name, eventId, participant: { externalId: who }, metadata: {}, occurredAt };
}

export function click(advocate: string, clickId: string, occurredAt: string): ReportedClick {
  return { type: "click", clickId, code: codeOf(advocate), channel: null, occurredAt };
}

/** What a tenant's books and states say, in its own names, without anything that depends on timing. */
export async function stateOf(database: Database, { tenantId }: EngineTenant): Promise<unknown> {
  const rows = async (sql: string) => (await database.query(sql, [tenantId])).map((row) => row.join(" | "));
  const names = "SELECT id, external_id FROM participants WHERE tenant_id = $1";
  return {
    referrals: await rows(`WITH n AS (${names})
      SELECT f.external_id, a.external_id, r.status, r.rejected_reason, r.conversion_order_id, r.qualifying_count, r.order_id,
        r.new_friend
      FROM referrals r JOIN n f ON f.id = r.friend_id LEFT JOIN n a ON a.id = r.advocate_id
      WHERE r.tenant_id = $1 ORDER BY 1, 2, 3, 4, 7`),
    rewards: await rows(`WITH n AS (${names})
      SELECT n.external_id, w.rule_id, w.source, w.status, w.granted_minor, w.amount_minor
      FROM rewards w JOIN n ON n.id = w.participant_id WHERE w.tenant_id = $1 ORDER BY 1, 2, 3, 4, 5`),
    balances: await rows(`WITH n AS (${names}), moves AS (
        SELECT destination AS account, unit, amount FROM postings WHERE tenant_id = $1
        UNION ALL SELECT source, unit, -amount FROM postings WHERE tenant_id = $1)
      SELECT coalesce(n.external_id, 'program'), split_part(account, ':', 3), unit, sum(amount)
      FROM moves LEFT JOIN n ON n.id = split_part(account, ':', 2) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`),
    memberships: await rows(`WITH n AS (${names})
      SELECT n.external_id, m.qualifying_count, m.signed_up
      FROM memberships m JOIN n ON n.id = m.participant_id WHERE m.tenant_id = $1 ORDER BY 1`),
    purchases: await rows(`SELECT order_id, amount_minor, refunded_minor, refunds, over_refunds
      FROM purchases WHERE tenant_id = $1 ORDER BY 1`),
    counters: await rows(`WITH n AS (${names})
      SELECT coalesce(n.external_id, 'other'), metric, period_key, value
      FROM counters c LEFT JOIN n ON n.id = c.subject WHERE c.tenant_id = $1 AND value <> 0 ORDER BY 1, 2, 3, 4`),
    codes: await rows("SELECT code, uses FROM codes WHERE tenant_id = $1 AND uses > 0 ORDER BY 1"),
    programs: await rows("SELECT status, paused_reason FROM programs WHERE tenant_id = $1"),
    // In the order of commits, which must be an order in which they can have been decided.
    events: await rows(
      "SELECT regexp_replace(natural_key, 'prog_.*', '') FROM events WHERE tenant_id = $1 ORDER BY seq",
    ),
  };
}
