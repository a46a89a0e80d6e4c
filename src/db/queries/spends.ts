import type { HeldPart, Wallet } from "../../domain/wallet.ts";
import { MAX_LOTS } from "../../domain/wallet.ts";
import type { Database } from "../../ports.ts";
import type { SpendJson, StoredSpend } from "../rows/spend.ts";
import { parseSpend } from "../rows/spend.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { participantNamed } from "./filtered.ts";
import type { BeforeWrite, Due } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** Who spends, and what guards them. */
export interface Spender {
  readonly id: string;
  readonly externalId: string;
  readonly version: number;
  readonly referredVersion: number;
  readonly firstSignupAt: string | null;
  readonly firstPurchaseAt: string | null;
}

/** A spend that the order has made before. */
export interface KnownSpend extends StoredSpend {
  /** By the tenant's own id. */
  readonly participant: string;
  readonly askedMinor: bigint;
  readonly partly: boolean;
  readonly parts: readonly HeldPart[];
}

/** What spending is decided on. */
export interface BeforeSpend {
  readonly spender: Spender;
  readonly wallet: Wallet;
  readonly spend: KnownSpend | null;
  /** The order as it was reported; null where it was not. */
  readonly order: { readonly amountMinor: bigint; readonly refundedMinor: bigint } | null;
  /** How long the tenant waits for an order. */
  readonly spendMinutes: number;
}

interface WalletJson {
  readonly available: string;
  readonly waiting: string;
  readonly lots: readonly (readonly [id: string, left: string, expiresAt: number | null])[] | null;
}

type PartJson = readonly [lotId: string, amount: string, left: string, expiresAt: number | null, waits: boolean];

interface BeforeSpendJson extends Pick<BeforeSpend, "spender" | "spendMinutes"> {
  readonly wallet: WalletJson;
  readonly spend:
    | (SpendJson & {
        readonly participant: string;
        readonly askedMinor: string;
        readonly partly: boolean;
        readonly parts: readonly PartJson[];
      })
    | null;
  readonly order: { readonly amountMinor: string; readonly refundedMinor: string } | null;
}

/** A row `s` of `spends` with whose it is now, a row `o` of `participants`. */
const SPEND = `'orderId', s.order_id, 'unit', s.unit, 'participantId', o.id, 'amountMinor', s.amount_minor::text,
      'status', s.status, 'reportBy', millis(s.report_by), 'version', s.version`;
const OWNER = `JOIN participants m ON m.tenant_id = s.tenant_id AND m.id = s.participant_id
      JOIN participants o ON o.tenant_id = s.tenant_id AND o.id = coalesce(m.merged_into, m.id)`;

const BEFORE_SPEND = `SELECT json_build_object(
    'spender', json_build_object('id', p.id, 'externalId', p.external_id, 'version', p.version,
      'referredVersion', p.referred_version, 'firstSignupAt', p.first_signup_at, 'firstPurchaseAt', p.first_purchase_at),
    'wallet', wallet_json(k.tenant_id, p.id, $5::text, $6::bigint, ${MAX_LOTS}, $7::timestamptz),
    'spend', (SELECT json_build_object(${SPEND}, 'participant', o.external_id, 'askedMinor', s.asked_minor::text,
        'partly', s.partly, 'parts', (SELECT coalesce(json_agg(json_build_array(x ->> 0, x ->> 1, l.left_minor::text,
            millis(l.expires_at), lot_waits(k.tenant_id, l.id) OR coalesce(l.expires_at <= $7::timestamptz, false))), '[]')
          FROM jsonb_array_elements(s.parts) x
          JOIN lots l ON l.tenant_id = k.tenant_id AND l.id = x ->> 0 AND l.unit = s.unit))
      FROM spends s ${OWNER} WHERE s.tenant_id = k.tenant_id AND s.order_id = $4 AND s.unit = $5),
    'order', (SELECT json_build_object('amountMinor', b.amount_minor::text, 'refundedMinor', b.refunded_minor::text)
      FROM purchases b WHERE b.tenant_id = k.tenant_id AND b.order_id = $4 AND b.amount_minor IS NOT NULL),
    'spendMinutes', t.spend_minutes)
  FROM participants p JOIN tenants t ON t.id = p.tenant_id
  WHERE p.tenant_id = k.tenant_id AND p.id = ${participantNamed("$3")}`;

/** Reads what a participant has of a unit, and what the order has spent of it; null where there is no such participant. */
export async function readBeforeSpend(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { externalId, orderId, unit, amountMinor, at }: SpendAsked,
): Promise<Authorized<BeforeWrite<BeforeSpend | null>> | null> {
  const params = [externalId, orderId, unit, amountMinor, at.toISOString()];
  const read = await readForWrite<BeforeSpendJson | null>(database, asker, idempotencyKey, BEFORE_SPEND, params);
  if (read === null) return null;
  const { data } = read.body;
  return { ...read, body: { ...read.body, data: data === null ? null : parseBefore(data) } };
}

export interface SpendAsked {
  readonly externalId: string;
  readonly orderId: string;
  readonly unit: string;
  /** How much of the lots to read. */
  readonly amountMinor: number;
  /** What has expired by then is not spent. */
  readonly at: Date;
}

function parseBefore({ spender, wallet, spend, order, spendMinutes }: BeforeSpendJson): BeforeSpend {
  return {
    ...{ spender, spendMinutes, wallet: parseWallet(wallet) },
    spend:
      spend === null
        ? null
        : {
            ...parseSpend(spend),
            ...{ participant: spend.participant, askedMinor: BigInt(spend.askedMinor), partly: spend.partly },
            parts: spend.parts.map(([lotId, amount, left, expiresAt, waits]) => {
              return { lotId, amountMinor: BigInt(amount), leftMinor: BigInt(left), expiresAt, waits };
            }),
          },
    order:
      order === null ? null : { amountMinor: BigInt(order.amountMinor), refundedMinor: BigInt(order.refundedMinor) },
  };
}

function parseWallet({ available, waiting, lots }: WalletJson): Wallet {
  return {
    availableMinor: BigInt(available),
    waitingMinor: BigInt(waiting),
    lots: (lots ?? []).map(([id, left, expiresAt]) => ({ id, leftMinor: BigInt(left), expiresAt })),
  };
}

/** A spend whose order was to be reported by now, with what guards whose it is. */
export interface DueSpend extends SpendJson {
  readonly referredVersion: number;
  /** The order, where it was reported. */
  readonly isReported: boolean;
  readonly isGivenBack: boolean;
}

const DUE_SPENDS = `SELECT coalesce(json_agg(json_build_object(${SPEND}, 'referredVersion', o.referred_version,
    'isReported', b.amount_minor IS NOT NULL,
    'isGivenBack', coalesce(b.amount_minor > 0 AND b.amount_minor = b.refunded_minor, false)) ORDER BY s.report_by), '[]')
  FROM (SELECT s.* FROM spends s
    WHERE s.tenant_id = k.tenant_id AND s.report_by IS NOT NULL AND s.report_by <= $3::timestamptz
    ORDER BY s.report_by LIMIT $4::integer) s
  ${OWNER} LEFT JOIN purchases b ON b.tenant_id = s.tenant_id AND b.order_id = s.order_id`;

/** Reads a tenant's spends of which no order was reported in time, the longest overdue first. */
export function readDueSpends(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { asOf, limit }: Due,
): Promise<Authorized<BeforeWrite<readonly DueSpend[]>> | null> {
  return readForWrite(database, asker, idempotencyKey, DUE_SPENDS, [asOf, limit]);
}

/** Tenants with such spends, by id. */
export async function tenantsWithDueSpends(
  database: Database,
  asOf: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT t.id FROM tenants t
     WHERE t.id > $1 AND EXISTS (SELECT FROM spends s
       WHERE s.tenant_id = t.id AND s.report_by IS NOT NULL AND s.report_by <= $3::timestamptz)
     ORDER BY t.id LIMIT $2::integer`,
    [after, limit, asOf],
  );
  return rows.map((row) => row[0] as string);
}
