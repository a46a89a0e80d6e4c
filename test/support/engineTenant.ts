import { nanoIds } from "../../src/adapters/nanoIds.ts";
import { systemClock } from "../../src/adapters/systemClock.ts";
import type { SecretKeyAsker } from "../../src/db/queries/asker.ts";
import { commitEffects } from "../../src/db/queries/commitEffects.ts";
import { EMPTY_PLAN, joinPlans, planOf } from "../../src/domain/counters.ts";
import { parseRules } from "../../src/domain/parseRules.ts";
import type {
  ReportedChange,
  ReportedClick,
  ReportedCustom,
  ReportedDispute,
  ReportedEvent,
  ReportedPurchase,
  ReportedRefund,
  ReportedReversal,
  ReportedSignup,
} from "../../src/engine/events/report.ts";
import { sha256 } from "../../src/engine/events/sha256.ts";
import type { EventReply } from "../../src/engine/loop/presentOutcome.ts";
import { processBatch } from "../../src/engine/loop/process.ts";
import { createRowTurns } from "../../src/engine/loop/rowTurns.ts";
import type { RulesCache } from "../../src/engine/loop/rulesCache.ts";
import { cacheOfRules, createRulesCache } from "../../src/engine/loop/rulesCache.ts";
import type { Database } from "../../src/ports.ts";
import { fixedClock } from "../../src/testing/fixedClock.ts";
import { testSealing } from "../../src/testing/testSealing.ts";
import { takeOver } from "../../src/usecases/people/takeOver.ts";
import { CONTACT_KEY, COPY_SPENT, copyContacts } from "./copiedRows.ts";

/** A tenant of its own with one published program "p" and a code for each advocate named. */
export interface EngineTenant {
  readonly tenantId: string;
  readonly asker: SecretKeyAsker;
  /** Decides and commits events as the API would, on the given database. */
  report(database: Database, events: readonly ReportedEvent[]): Promise<readonly EventReply[]>;
}

/** Rows as text, by what they are about. */
export type TenantState = Readonly<Record<keyof typeof STATES, readonly string[]>>;

/** What their clicks are signed with. */
export const CLICK_SECRET = "c";

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
  const tenant = engineTenant(tenantId, createRulesCache());
  await database.query(
    "INSERT INTO tenants (id, slug, name, click_secret, widget_secret, created_at) VALUES ($1, $1, 'T', $3, 'w', $2)",
    [tenantId, at, CLICK_SECRET],
  );
  await database.query(
    "INSERT INTO api_keys (id, tenant_id, kind, prefix, hash, created_at) VALUES ($1, $2, 'secret', 'sk', $3, $4)",
    [nanoIds.id("key", now), tenantId, tenant.asker.hash, at],
  );
  const head = { tenantId, attemptId: "setup", at };
  const counterPlan = joinPlans(EMPTY_PLAN, planOf(parsed.rules));
  const participants = advocates.map((externalId) => ({ externalId, id: nanoIds.id("par", now) }));
  const unnamed = {
    ...{ email: null, emailFolded: null, phone: null, name: null },
    ...{ locale: null, country: null, segments: [] },
  };
  const fresh = { ...unnamed, firstSignupAt: null, firstPurchaseAt: null, referredVersion: 0 };
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
    programChanges: [{ id: programId, changes: { status: "active", version: 1, counterPlan } }],
    versions: [{ programId, version: 1, id: nanoIds.id("ver", now), rules: document }],
  });
  return tenant;
}

function engineTenant(tenantId: string, rules: RulesCache): EngineTenant {
  const asker = { kind: "secretKey", hash: sha256(tenantId) } as const;
  return {
    tenantId,
    asker,
    report: async (on, events) => {
      const reply = await processBatch({ ...depsOn(on), rules }, { asker, events, idempotency: null });
      if (reply.kind !== "done") throw new Error(reply.kind);
      return reply.replies;
    },
  };
}

/**
 * What one write is done with. Its clock moves by its own pauses alone: on a slow machine it is not given up sooner,
 * and a pause takes no time.
 */
export function depsOn(database: Database) {
  const clock = fixedClock(systemClock.now().toISOString());
  const keys = { contactKey: CONTACT_KEY, sealing: testSealing };
  return { database, clock, ids: nanoIds, rowTurns: createRowTurns(database), ...keys, takeOver };
}

/**
 * As many tenants to whom all that happened to the one given has happened, in a few statements for all of them. What
 * triggers fill is not copied: wallets by the copied postings, and the counts of friends by the copied referrals.
 */
export async function copiesOf(
  database: Database,
  { tenantId: original }: EngineTenant,
  count: number,
): Promise<EngineTenant[]> {
  // Their program is one, and so are its rules.
  const versions = cacheOfRules();
  const copies = Array.from({ length: count }, () =>
    engineTenant(nanoIds.id("ten", systemClock.now()), { versionsFor: () => versions }),
  );
  const rows = copies.map(({ tenantId, asker }) => ({ tenantId, keyHash: asker.hash }));
  const copy = (table: string, column: string, changes: string) =>
    database.query(
      `INSERT INTO ${table} SELECT changed.* FROM ${table} original, jsonb_to_recordset($2) AS c("tenantId" text, "keyHash" text),
         jsonb_populate_record(original, jsonb_build_object(${changes})) changed WHERE original.${column} = $1`,
      [original, rows],
    );
  await copy("tenants", "id", `'id', c."tenantId", 'slug', c."tenantId"`);
  await copy("api_keys", "tenant_id", `'tenant_id', c."tenantId", 'id', c."tenantId", 'hash', c."keyHash"`);
  const tables = await database.query(
    `SELECT table_name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'tenant_id' AND table_name NOT IN ('api_keys', 'click_quarters', 'contact_heads', 'contacts', 'friend_counts', 'lots', 'wallets')
     ORDER BY table_name <> 'programs'`,
  );
  for (const [table] of tables) await copy(String(table), "tenant_id", `'tenant_id', c."tenantId"`);
  await database.query(COPY_SPENT, [original, rows]);
  await copyContacts(database, original, copies);
  return copies;
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

/** A refund of all that is left of an order. */
export function refundOfRest(orderId: string, refundId: string, occurredAt: string): ReportedRefund {
  return { type: "refund", orderId, refundId, rest: true, occurredAt };
}

/** A refund that tells what went back of an order so far. */
export function refundSoFar(
  orderId: string,
  refundId: string,
  totalPaidMinor: number,
  occurredAt: string,
): ReportedRefund {
  return { type: "refund", orderId, refundId, totalPaidMinor, occurredAt };
}

export function change(orderId: string, changeId: string, amountMinor: number, occurredAt: string): ReportedChange {
  return { type: "order_change", orderId, changeId, amountMinor, currency: "GBP", occurredAt };
}

export function reversal(orderId: string, refundId: string, occurredAt: string): ReportedReversal {
  return { type: "refund_reversal", orderId, refundId, occurredAt };
}

export function dispute(
  orderId: string,
  disputeId: string,
  status: ReportedDispute["status"],
  occurredAt: string,
): ReportedDispute {
  return { type: "dispute", orderId, disputeId, status, occurredAt };
}

export function custom(name: string, who: string, eventId: string, occurredAt: string): ReportedCustom {
  return { type: "custom", name, eventId, participant: { externalId: who }, metadata: {}, occurredAt };
}

export function click(advocate: string, clickId: string, occurredAt: string): ReportedClick {
  return { type: "click", clickId, code: codeOf(advocate), channel: null, occurredAt };
}

const NAMES = "SELECT id, external_id FROM participants WHERE tenant_id = $1";
const STATES = {
  profiles: `SELECT external_id, email, name, locale, country, country_seq IS NULL AS by_no_event, segments
    FROM participants WHERE tenant_id = $1 AND merged_into IS NULL ORDER BY 1`,
  referrals: `WITH n AS (${NAMES})
    SELECT f.external_id, a.external_id, r.status, r.rejected_reason, r.conversion_order_id, r.qualifying_count, r.order_id,
      r.new_friend, r.attributed_at, r.entered_at, r.review_reasons, r.signs
    FROM referrals r JOIN n f ON f.id = r.friend_id LEFT JOIN n a ON a.id = r.advocate_id
    WHERE r.tenant_id = $1 ORDER BY 1, 2, 3, 4, 7`,
  rewards: `WITH n AS (${NAMES})
    SELECT n.external_id, w.rule_id, w.source, w.status, w.review_reasons, w.granted_minor, w.amount_minor
    FROM rewards w JOIN n ON n.id = w.participant_id WHERE w.tenant_id = $1 ORDER BY 1, 2, 3, 4, 5`,
  balances: `WITH n AS (${NAMES}), moves AS (
      SELECT destination AS account, unit, amount FROM postings WHERE tenant_id = $1
      UNION ALL SELECT source, unit, -amount FROM postings WHERE tenant_id = $1)
    SELECT coalesce(n.external_id, 'program'), split_part(account, ':', 3), unit, sum(amount)
    FROM moves LEFT JOIN n ON n.id = split_part(account, ':', 2) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  memberships: `WITH n AS (${NAMES})
    SELECT n.external_id, m.qualifying_count, m.signed_up
    FROM memberships m JOIN n ON n.id = m.participant_id WHERE m.tenant_id = $1 ORDER BY 1`,
  purchases: `SELECT order_id, amount_minor, refunded_minor, refunds, over_refunds, disputes, history
    FROM purchases WHERE tenant_id = $1 ORDER BY 1`,
  counters: `WITH n AS (${NAMES})
    SELECT coalesce(n.external_id, 'other'), metric, period_key, value
    FROM counters c LEFT JOIN n ON n.id = c.subject WHERE c.tenant_id = $1 AND value <> 0 ORDER BY 1, 2, 3, 4`,
  codes: "SELECT code, uses FROM codes WHERE tenant_id = $1 AND uses > 0 ORDER BY 1",
  programs: "SELECT status, paused_reason FROM programs WHERE tenant_id = $1",
  // In the order of commits, which must be an order in which they can have been decided.
  // What is told by no event of the shop's is named after an id that is drawn.
  events: `WITH n AS (${NAMES})
    SELECT replace(replace(regexp_replace(e.natural_key, '(evt|prog)_.*', ''), coalesce(n.id, ''), coalesce(n.external_id, '')), coalesce(m.id, ''), coalesce(m.external_id, ''))
    FROM events e LEFT JOIN n ON n.id = e.participant_id LEFT JOIN n m ON m.id = e.facts ->> 'mergedId' WHERE e.tenant_id = $1 ORDER BY e.seq`,
};
/** One statement for all of it: thousands of races are asked what they came to. */
const ALL_STATES = Object.values(STATES)
  .map((sql) => `to_json(array(SELECT q::text FROM (${sql}) q))`)
  .join(", ");

/** What a tenant's books and states say, in its own names, without anything that depends on timing. */
export async function stateOf(database: Database, { tenantId }: EngineTenant): Promise<TenantState> {
  const [row = []] = await database.query(`SELECT ${ALL_STATES}`, [tenantId]);
  return Object.fromEntries(Object.keys(STATES).map((name, index) => [name, row[index]])) as TenantState;
}
