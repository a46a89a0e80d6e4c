import { MAX_PAYOUTS_AT_ONCE } from "../../domain/payoutBatches.ts";
import type { PayeeKind } from "../../domain/payoutDetails.ts";
import type { PayoutSettings } from "../../domain/payoutSettings.ts";
import type { PayableReward, Payee, PayeeStanding } from "../../domain/payouts.ts";
import { MAX_PAID_REWARDS } from "../../domain/payouts.ts";
import type { Database } from "../../ports.ts";
import type { BatchJson, PayoutJson } from "../rows/payout.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { participantNamed } from "./filtered.ts";
import { SETTINGS } from "./payoutSettings.ts";
import { BATCH, PAYOUT, WITH_BATCH } from "./payouts.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";
import { HAS_STRIPE_KEY } from "./stripeKey.ts";

/** So many balances are looked at for those who have something of a unit. */
const MAX_SCANNED = 5_000;

/** A participant who may be paid, with what guards them. */
export interface CollectedPayee extends Omit<Payee, "rewards" | "bar">, PayeeStanding {
  readonly rewards: readonly (PayableReward & { readonly programId: string })[];
  readonly id: string;
  readonly externalId: string;
  readonly referredVersion: number;
}

/** Some of those who have something of a unit. */
export interface Collected {
  readonly payees: readonly CollectedPayee[];
  /** After whom the next ones come, by id; null where these are the last. */
  readonly next: string | null;
}

export interface CollectedJson {
  readonly next: string | null;
  readonly payees: readonly {
    readonly id: string;
    readonly externalId: string;
    readonly referredVersion: number;
    readonly isBlocked: boolean;
    readonly kind: PayeeKind | null;
    readonly heldUntil: number | null;
    readonly sameAccount: boolean;
    readonly available: string;
    readonly laterBonuses: string;
    readonly rewards: readonly RewardArray[];
    readonly further: string;
  }[];
}

type RewardArray = readonly [
  ...[id: string, amountMinor: string, approvedAt: number, waits: boolean, programId: string],
  ...[awaitsFriends: boolean],
];

/** Who may be paid, as SQL of a `CollectedJson`. @param most SQL of how many participants at most */
export const collectSql = (unit: string, cutoff: string, after: string, person: string, most: string) =>
  `collect_payees(k.tenant_id, ${unit}, ${cutoff}, ${after}, ${person}, ${most}, ${MAX_PAID_REWARDS}, ${MAX_SCANNED})`;

export function parseCollected({ payees, next }: CollectedJson): Collected {
  return {
    next,
    payees: payees.map(({ available, laterBonuses, rewards, further, ...payee }) => ({
      ...payee,
      availableMinor: BigInt(available),
      laterBonusesMinor: BigInt(laterBonuses),
      furtherMinor: BigInt(further),
      rewards: rewards.map(([id, amountMinor, approvedAt, waits, programId, awaitsFriends]) => {
        return { id, amountMinor: BigInt(amountMinor), approvedAt, waits, programId, awaitsFriends };
      }),
    })),
  };
}

/** What a new batch is decided on. */
export interface BeforeBatch {
  /** The batch that was made under the key before. */
  readonly known: (BatchJson & { readonly requestHash: string }) | null;
  /** The batch that collects the unit at the moment. */
  readonly collecting: string | null;
  /** What is set of the unit; null where nothing is. */
  readonly settings: PayoutSettings | null;
  readonly hasStripeKey: boolean;
  /** Who alone is to be paid: null where there is no such participant. */
  readonly person: string | null;
  readonly collected: Collected;
}

export interface BatchAsked {
  readonly key: string;
  readonly unit: string;
  readonly cutoff: string;
  readonly externalId: string | null;
  /** Only those after that participant, by our own id. */
  readonly after: string | null;
  /** How many participants at most. */
  readonly most: number;
}

const BEFORE_BATCH = `SELECT json_build_object(
    'known', (SELECT (${BATCH})::jsonb || jsonb_build_object('requestHash', b.request_hash) FROM payout_batches b
      WHERE b.tenant_id = k.tenant_id AND b.idempotency_key = $3),
    'collecting', (SELECT b.id FROM payout_batches b
      WHERE b.tenant_id = k.tenant_id AND b.unit = $4 AND b.status = 'collecting'),
    'settings', (SELECT ${SETTINGS} FROM payout_settings s WHERE s.tenant_id = k.tenant_id AND s.unit = $4),
    'hasStripeKey', ${HAS_STRIPE_KEY},
    'person', x.person,
    'collected', CASE WHEN $6::text IS NULL OR x.person IS NOT NULL
      THEN ${collectSql("$4", "$5::timestamptz", "$7::text", "x.person", "$8::integer")} END)
  FROM (SELECT ${participantNamed("$6::text")} AS person) x`;

/** Reads what a new batch is made of: as much as one commit collects. */
export async function readBeforeBatch(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { key, unit, cutoff, externalId, after, most }: BatchAsked,
): Promise<Authorized<BeforeWrite<BeforeBatch>> | null> {
  const params = [key, unit, cutoff, externalId, after, most];
  const read = await readForWrite<Omit<BeforeBatch, "collected"> & { readonly collected: CollectedJson | null }>(
    ...([database, asker, idempotencyKey, BEFORE_BATCH, params] as const),
  );
  if (read === null) return null;
  const { data } = read.body;
  const collected = parseCollected(data.collected ?? { payees: [], next: null });
  return { ...read, body: { ...read.body, data: { ...data, collected } } };
}

/** A payout that a step moves, with whose it is now. */
export interface MovablePayout extends PayoutJson {
  readonly version: number;
  readonly owner: PayeeStanding & { readonly id: string; readonly referredVersion: number };
}

const MOVABLE = `(${PAYOUT})::jsonb || jsonb_build_object('version', o.version,
    'owner', jsonb_build_object('id', w.id, 'referredVersion', w.referred_version, 'isBlocked', w.blocked_at IS NOT NULL,
      'kind', d.kind, 'heldUntil', millis(d.held_until), 'sameAccount', coalesce(d.same_account, false)))`;
/** Whose the payout `o` is now: `w`, with where they are paid, `d`. */
export const WITH_OWNER = `JOIN participants m ON m.tenant_id = o.tenant_id AND m.id = o.participant_id
    JOIN participants w ON w.tenant_id = o.tenant_id AND w.id = coalesce(m.merged_into, m.id)
    LEFT JOIN payout_details d ON d.tenant_id = w.tenant_id AND d.participant_id = w.id`;

/** A batch that is worked on, with what is next of it. */
export interface BatchUnderWay {
  readonly batch: BatchJson & { readonly version: number };
  /** Whether another collects the unit: two would count the same participants. */
  readonly otherCollects: boolean;
  /** Whether the tenant has said with which key Stripe is asked to pay. */
  readonly hasStripeKey: boolean;
  /** Where it collects, or will once it is confirmed. */
  readonly collected: Collected | null;
  /** Those that are created, in the order of their ids: one more than are moved at once. */
  readonly created: readonly MovablePayout[];
}

interface BatchUnderWayJson extends Omit<BatchUnderWay, "collected"> {
  readonly collected: CollectedJson | null;
}

const UNDER_WAY = (which: string) => `SELECT json_build_object(
    'batch', (${BATCH})::jsonb || jsonb_build_object('version', b.version),
    'otherCollects', EXISTS (SELECT FROM payout_batches c
      WHERE c.tenant_id = k.tenant_id AND c.unit = b.unit AND c.status = 'collecting' AND c.id <> b.id),
    'hasStripeKey', ${HAS_STRIPE_KEY},
    'collected', CASE WHEN b.status IN ('draft', 'collecting')
      THEN ${collectSql("b.unit", "b.cutoff", "b.collected_to", "b.participant_id", "$4::integer")} END,
    'created', (SELECT coalesce(json_agg(${MOVABLE} ORDER BY o.id), '[]') FROM (SELECT * FROM payouts o
        WHERE o.tenant_id = k.tenant_id AND o.batch_id = b.id AND o.status = 'created'
        ORDER BY o.id LIMIT ${MAX_PAYOUTS_AT_ONCE + 1}) o ${WITH_OWNER}))
  FROM (${which}) b`;

const NAMED = UNDER_WAY("SELECT * FROM payout_batches b WHERE b.tenant_id = k.tenant_id AND b.id = $3");
const FIRST = UNDER_WAY(`SELECT * FROM payout_batches b
    WHERE b.tenant_id = k.tenant_id AND b.status IN ('collecting', 'confirming', 'cancelling') AND $3::text IS NULL
    ORDER BY b.id LIMIT 1`);

/**
 * Reads a batch before it is worked on; null where there is none.
 *
 * @param id null for the first that is under way
 * @param most how many participants to collect at most
 */
export async function readBatchUnderWay(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  id: string | null,
  most: number,
): Promise<Authorized<BeforeWrite<BatchUnderWay | null>> | null> {
  const read = await readForWrite<BatchUnderWayJson | null>(
    ...([database, asker, idempotencyKey, id === null ? FIRST : NAMED, [id, most]] as const),
  );
  if (read === null) return null;
  const { data } = read.body;
  const parsed = data && { ...data, collected: data.collected && parseCollected(data.collected) };
  return { ...read, body: { ...read.body, data: parsed } };
}

/** Tenants with a batch under way, by id. */
export async function tenantsWithBatches(
  database: Database,
  _asOf: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT t.id FROM tenants t
     WHERE t.id > $1 AND EXISTS (SELECT FROM payout_batches b
       WHERE b.tenant_id = t.id AND b.status IN ('collecting', 'confirming', 'cancelling'))
     ORDER BY t.id LIMIT $2::integer`,
    [after, limit],
  );
  return rows.map((row) => row[0] as string);
}

const BEFORE_PAYOUT_STEP = `SELECT ${MOVABLE} FROM payouts o ${WITH_BATCH} ${WITH_OWNER}
  WHERE o.tenant_id = k.tenant_id AND o.id = $3 AND ($4::text IS NULL OR EXISTS (SELECT FROM payout_transfers f
    WHERE f.tenant_id = o.tenant_id AND f.payout_id = o.id AND f.token = $4))`;

/**
 * Reads a payout before a step of it; null where there is none.
 *
 * @param token only where who holds it acts on its transfer
 */
export function readBeforePayoutStep(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  id: string,
  token: string | null,
): Promise<Authorized<BeforeWrite<MovablePayout | null>> | null> {
  return readForWrite(database, asker, idempotencyKey, BEFORE_PAYOUT_STEP, [id, token]);
}
