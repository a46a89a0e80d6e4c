import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { externalIdOf, filtered, ID_OF_PARTICIPANT, ID_OF_PROGRAM } from "./filtered.ts";

/** What an account holds in one unit; sums are decimal strings of minor units. */
export interface BalanceView {
  readonly account: string;
  readonly unit: string;
  readonly balance: string;
  /** External id of the participant whose account it is. */
  readonly participant: string | null;
  /** Key of the program whose account it is. */
  readonly program: string | null;
}

export interface BalancesView {
  readonly data: readonly BalanceView[];
  /** Over every account, shown or not: 0 for each unit, or the books are wrong. */
  readonly totals: readonly { readonly unit: string; readonly balance: string }[];
}

export interface BalanceFilter {
  readonly participant: string | null;
  /** Only accounts after this one, in the order of account and unit. */
  readonly after: readonly [account: string, unit: string] | null;
  readonly limit: number;
}

/** Reads what the accounts hold. Account names carry internal ids, so the outer ones stand beside them. */
export function readBalances(
  database: Database,
  asker: TenantAsker,
  filter: BalanceFilter,
): Promise<Authorized<BalancesView> | null> {
  const select = `WITH who AS MATERIALIZED (
      SELECT p.id FROM participants p WHERE p.tenant_id = k.tenant_id AND p.external_id = $2::text
    ), sides AS (
      SELECT side.account, o.unit, side.amount
      FROM postings o
      CROSS JOIN LATERAL (VALUES (o.source, -o.amount), (o.destination, o.amount)) AS side(account, amount)
      WHERE o.tenant_id = k.tenant_id AND ($2::text IS NULL OR o.participant_id = (SELECT id FROM who))
    ), balances AS MATERIALIZED (
      SELECT account, unit, sum(amount) AS balance FROM sides GROUP BY account, unit
    ), page AS (
      SELECT b.* FROM balances b
      WHERE ($2::text IS NULL OR participant_of(b.account) = (SELECT id FROM who))
        AND ($3::text IS NULL OR (b.account, b.unit) > ($3, $4))
      ORDER BY b.account, b.unit LIMIT $5::integer
    )
    SELECT json_build_object(
      'data', (SELECT coalesce(json_agg(json_build_object('account', b.account, 'unit', b.unit,
          'balance', b.balance::text, 'participant', p.external_id, 'program', g.key) ORDER BY b.account, b.unit), '[]')
        FROM page b
        LEFT JOIN participants p ON p.tenant_id = k.tenant_id AND p.id = participant_of(b.account)
        LEFT JOIN programs g ON g.tenant_id = k.tenant_id AND g.id = program_of(b.account)),
      'totals', (SELECT coalesce(json_agg(json_build_object('unit', t.unit, 'balance', t.balance::text)
          ORDER BY t.unit), '[]')
        FROM (SELECT unit, sum(balance) AS balance FROM balances GROUP BY unit) t))`;
  const [account, unit] = filter.after ?? [null, null];
  return readAsTenant(database, asker, select, [filter.participant, account, unit, filter.limit]);
}

export interface PostingView {
  readonly id: string;
  readonly source: string;
  readonly destination: string;
  readonly unit: string;
  readonly amount: string;
  readonly program: string | null;
  readonly participant: string | null;
  readonly rewardId: string | null;
  readonly eventId: string | null;
  readonly reason: string | null;
  readonly createdAt: string;
}

export interface PostingFilter {
  readonly participant: string | null;
  readonly program: string | null;
  /** Only those with a smaller id: the older ones. */
  readonly before: string | null;
  readonly limit: number;
}

/** Reads postings, the newest first. */
export function listPostings(
  database: Database,
  asker: TenantAsker,
  filter: PostingFilter,
): Promise<Authorized<readonly PostingView[]> | null> {
  const { participant, program, limit } = filter;
  const { and, params } = filtered(
    [
      [`o.participant_id = ${ID_OF_PARTICIPANT}`, participant],
      [`o.program_id = ${ID_OF_PROGRAM}`, program],
      ["o.id < ?::text", filter.before],
    ],
    3,
  );
  const latest = (which: string, order = "o.id DESC") =>
    `SELECT o.* FROM postings o WHERE o.tenant_id = k.tenant_id${and}${which} ORDER BY ${order} LIMIT $2::integer`;
  // The index of a participant's postings is by program: of each the latest, and of those the latest. The planner does
  // not know that rows without a program are in the order of the index, so they are asked for in its order.
  const each = `SELECT o.* FROM (
      SELECT o.* FROM programs g CROSS JOIN LATERAL (${latest(" AND o.program_id = g.id")}) o
      WHERE g.tenant_id = k.tenant_id
      UNION ALL (${latest(" AND o.program_id IS NULL", "o.program_id DESC, o.id DESC")})) o
    ORDER BY o.id DESC LIMIT $2::integer`;
  const page = participant !== null && program === null ? each : latest("");
  const select = `SELECT coalesce(json_agg(json_build_object('id', o.id, 'source', o.source, 'destination', o.destination,
      'unit', o.unit, 'amount', o.amount::text, 'program', g.key, 'participant', ${externalIdOf("o.participant_id")}, 'rewardId', o.reward_id,
      'eventId', o.event_id, 'reason', o.reason, 'createdAt', o.created_at) ORDER BY o.id DESC), '[]')
    FROM (${page}) o
    LEFT JOIN programs g ON g.tenant_id = o.tenant_id AND g.id = o.program_id`;
  return readAsTenant(database, asker, select, [limit, ...params]);
}
