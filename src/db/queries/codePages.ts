import type { CodeKind } from "../../domain/codeTerms.ts";
import type { RewardStatus } from "../../domain/rewardState.ts";
import type { Database } from "../../ports.ts";
import type { Authorized, UserAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { filtered, PRIMARY_CODE } from "./filtered.ts";
import type { NamedPerson } from "./peoplePages.ts";
import { namedPerson } from "./peoplePages.ts";
import { PROGRAM_NAMES } from "./programNames.ts";
import { textArray } from "./textArray.ts";

/** What the pages of codes and of coupons show, each in one statement. */

/** A code with the terms of its primary code, which a vanity code shares. */
export interface CodeRow {
  /** Folded. */
  readonly code: string;
  readonly display: string;
  readonly kind: CodeKind;
  readonly program: { readonly key: string; readonly name: string };
  readonly person: NamedPerson;
  readonly disabled: boolean;
  readonly expiresAt: string | null;
  readonly maxUses: number | null;
  readonly uses: number;
}

export interface CodesPage {
  readonly rows: readonly CodeRow[];
  readonly programs: readonly { readonly key: string; readonly name: string }[];
}

const CODE = `json_build_object('code', c.code, 'display', c.display, 'kind', c.kind,
  'program', (SELECT json_build_object('key', g.key, 'name', g.name) FROM programs g
    WHERE g.tenant_id = k.tenant_id AND g.id = c.program_id),
  'person', ${namedPerson("c.participant_id")},
  'disabled', t.disabled, 'expiresAt', t.expires_at, 'maxUses', t.max_uses, 'uses', t.uses)`;

// One probe a row: whether it is the primary itself or its alias, the terms are the primary's.
const TERMS = `CROSS JOIN LATERAL (SELECT p.* FROM codes p WHERE p.tenant_id = k.tenant_id
    AND p.code = ${PRIMARY_CODE} LIMIT 1) t`;

/** What begins like a folded code, by bytes: no text has a character after the last. */
const BEGINS = "BETWEEN ?::text AND ?::text || chr(1114111)";
const BY_BYTES = 'c.code COLLATE "C"';
/** The same of coupons, which are capitals and digits: every order of a database sorts those alike. */
const COUPON_BEGINS = "BETWEEN ?::text AND ?::text || repeat('Z', 32)";

/**
 * Reads codes in their order.
 *
 * @param search how the code begins, folded; null for all
 * @param after only those after this one
 */
export function readCodesPage(
  database: Database,
  asker: UserAsker,
  { search, after, limit }: { readonly search: string | null; readonly after: string | null; readonly limit: number },
): Promise<Authorized<CodesPage> | null> {
  const { and, params } = filtered(
    [
      [`${BY_BYTES} ${BEGINS}`, search, search],
      [`${BY_BYTES} > ?::text`, after],
    ],
    3,
  );
  const select = `SELECT json_build_object('programs', ${PROGRAM_NAMES},
    'rows', (SELECT coalesce(json_agg(${CODE} ORDER BY ${BY_BYTES}), '[]') FROM (
      SELECT c.* FROM codes c WHERE c.tenant_id = k.tenant_id${and} ORDER BY ${BY_BYTES} LIMIT $2::integer) c ${TERMS}))`;
  return readAsTenant(database, asker, select, [limit, ...params]);
}

/** One code, with the alias or the primary beside it. */
export interface CodePage extends CodeRow {
  readonly slug: string;
  /** The chosen code of the same participant and program, as written; null where there is none. */
  readonly vanity: string | null;
  /** All others of the same participant and program, as they were written. */
  readonly others: readonly string[];
}

/** Reads one code, folded; the body is null where there is none. */
export function readCodePage(
  database: Database,
  asker: UserAsker,
  code: string,
): Promise<Authorized<CodePage | null> | null> {
  const select = `SELECT ${CODE}::jsonb || jsonb_build_object(
      'slug', (SELECT t.slug FROM tenants t WHERE t.id = k.tenant_id),
      'vanity', (SELECT v.display FROM codes v WHERE v.tenant_id = k.tenant_id AND v.kind = 'vanity'
        AND v.participant_id = c.participant_id AND v.program_id = c.program_id),
      'others', (SELECT coalesce(jsonb_agg(v.display ORDER BY v.kind = 'primary' DESC, v.code), '[]') FROM codes v
        WHERE v.tenant_id = k.tenant_id AND v.kind IN ('primary', 'further') AND v.code <> c.code
          AND v.participant_id = c.participant_id AND v.program_id = c.program_id))
    FROM codes c ${TERMS} WHERE c.tenant_id = k.tenant_id AND c.code = $2`;
  return readAsTenant(database, asker, select, [code]);
}

/** A coupon with the state of the reward that it is. */
export interface CouponListRow {
  readonly code: string;
  readonly person: NamedPerson;
  readonly percentBps: number | null;
  readonly freeShipping: boolean;
  readonly amountMinor: string | null;
  readonly currency: string | null;
  readonly uses: number;
  readonly maxUses: number;
  readonly expiresAt: string | null;
  readonly status: RewardStatus;
  readonly rewardId: string;
}

const COUPON = `json_build_object('code', c.code, 'person', ${namedPerson("c.participant_id")}, 'percentBps', c.percent_bps,
  'freeShipping', c.free_shipping,
  'amountMinor', c.amount_minor::text, 'currency', c.currency, 'uses', c.uses, 'maxUses', c.max_uses,
  'expiresAt', c.expires_at, 'rewardId', c.reward_id,
  'status', (SELECT w.status FROM rewards w WHERE w.tenant_id = k.tenant_id AND w.id = c.reward_id))`;

/** A redemption that no order has reported. */
export interface UnreportedUse {
  readonly code: string;
  readonly orderId: string;
  /** In milliseconds. */
  readonly redeemedAt: number;
  /** When it ends by itself; null where it does not. */
  readonly reportBy: number | null;
}

export interface CouponsPage {
  readonly rows: readonly CouponListRow[];
  /** Of the coupons of the page, the latest of each. */
  readonly unreported: readonly UnreportedUse[];
}

/** So many redemptions of one coupon a page shows, and so many of all of its coupons. */
const UNREPORTED_OF_ONE = 5;
export const MOST_UNREPORTED = 50;

const USES = `coalesce(json_agg(json_build_object('code', u.code, 'orderId', u.order_id,
    'redeemedAt', millis(u.created_at), 'reportBy', millis(u.report_by)) ORDER BY u.created_at DESC, u.order_id), '[]')`;

const UNREPORTED = `(SELECT ${USES}
  FROM (SELECT u.* FROM listed c CROSS JOIN LATERAL (
      SELECT u.* FROM coupon_uses u WHERE u.tenant_id = c.tenant_id AND u.code = c.code
        AND u.undone_at IS NULL AND u.reported_minor IS NULL
      ORDER BY u.created_at DESC LIMIT ${UNREPORTED_OF_ONE}) u
    ORDER BY u.created_at DESC LIMIT ${MOST_UNREPORTED}) u)`;

/** Reads coupons in the order of their codes; the parameters are as for codes. */
export function readCouponsPage(
  database: Database,
  asker: UserAsker,
  { search, after, limit }: { readonly search: string | null; readonly after: string | null; readonly limit: number },
): Promise<Authorized<CouponsPage> | null> {
  const { and, params } = filtered(
    [
      [`c.code ${COUPON_BEGINS}`, search, search],
      ["c.code > ?::text", after],
    ],
    3,
  );
  const select = `WITH listed AS MATERIALIZED (
      SELECT c.* FROM coupons c WHERE c.tenant_id = k.tenant_id${and} ORDER BY c.code LIMIT $2::integer)
    SELECT json_build_object('unreported', ${UNREPORTED},
      'rows', (SELECT coalesce(json_agg(${COUPON} ORDER BY c.code), '[]') FROM listed c))`;
  return readAsTenant(database, asker, select, [limit, ...params]);
}

/** Reads which of these redemptions no order has reported by now. */
export function readStillUnreported(
  database: Database,
  asker: UserAsker,
  uses: readonly Pick<UnreportedUse, "code" | "orderId">[],
): Promise<Authorized<readonly UnreportedUse[]> | null> {
  // Each is found by its key: of a list whose length it can't know the planner would read all uses.
  const select = `SELECT ${USES} FROM unnest($2::text[], $3::text[]) AS x(code, order_id)
    CROSS JOIN LATERAL (SELECT * FROM coupon_uses c WHERE c.tenant_id = k.tenant_id AND c.order_id = x.order_id
      AND c.code = x.code AND c.undone_at IS NULL AND c.reported_minor IS NULL LIMIT 1) u`;
  const [codes, orders] = [uses.map(({ code }) => code), uses.map(({ orderId }) => orderId)];
  return readAsTenant(database, asker, select, [textArray(codes), textArray(orders)]);
}
