import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { externalIdOf, filtered, ID_OF_PROGRAM, idsOfPerson, participantNamed } from "./filtered.ts";

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

/** The wallets of a page: those of the participant where the page before ended, and of as many after them as it has rows. */
function walletsFrom({ participant, after }: BalanceFilter): string {
  const those = "SELECT w.* FROM wallets w WHERE w.tenant_id = k.tenant_id";
  if (participant !== null) return `${those} AND w.participant_id = ANY (${idsOfPerson("(SELECT id FROM who)")})`;
  // With ties, because a participant's accounts are not in the order of their wallets.
  const next = "ORDER BY w.participant_id FETCH FIRST ($5::integer) ROWS WITH TIES";
  if (after === null) return `${those} ${next}`;
  return `(${those} AND w.participant_id = participant_of($3)) UNION ALL
    (${those} AND w.participant_id > participant_of($3) ${next})`;
}

/**
 * Reads what the accounts hold, of participants by their wallets and of all others by sums that are kept up to a posting,
 * with what was posted since. Account names carry internal ids, so the outer ones stand beside them.
 */
export function readBalances(
  database: Database,
  asker: TenantAsker,
  filter: BalanceFilter,
): Promise<Authorized<BalancesView> | null> {
  const isAll = filter.participant === null;
  const select = `WITH who AS MATERIALIZED (
      SELECT p.id FROM participants p WHERE p.tenant_id = k.tenant_id AND p.id = ${participantNamed("$2::text")}
    ), sums AS MATERIALIZED (SELECT s.* FROM sums_of_accounts(k.tenant_id) s
    ), held AS MATERIALIZED (${walletsFrom(filter)}
    ), entries AS (
      SELECT w.participant_id, e.account, w.unit, e.balance
      FROM held w CROSS JOIN LATERAL (VALUES
        (held_account(w.participant_id, 'pending'), w.pending_minor, w.pending_posted),
        (held_account(w.participant_id, 'available'), w.available_minor, w.available_posted)) AS e(account, balance, posted)
      WHERE e.posted AND ($3::text IS NULL
        OR (w.participant_id, e.account, w.unit) > (participant_of($3), $3, $4::text))
      UNION ALL
      SELECT NULL, s.account, s.unit, s.balance FROM sums s
      WHERE ${isAll} AND s.account <> 'participants' AND ($3::text IS NULL
        OR participant_of($3) IS NOT NULL OR (s.account, s.unit) > ($3, $4::text))
    ), page AS (
      SELECT e.* FROM entries e ORDER BY e.participant_id, e.account, e.unit LIMIT $5::integer
    )
    SELECT json_build_object(
      'data', (SELECT coalesce(json_agg(json_build_object('account', b.account, 'unit', b.unit,
          'balance', b.balance::text, 'participant', ${externalIdOf("b.participant_id")},
          'program', (SELECT g.key FROM programs g WHERE g.tenant_id = k.tenant_id AND g.id = program_of(b.account)))
          ORDER BY b.participant_id, b.account, b.unit), '[]') FROM page b),
      'totals', (SELECT coalesce(json_agg(json_build_object('unit', t.unit, 'balance', t.balance::text)
          ORDER BY t.unit), '[]')
        FROM (SELECT s.unit, sum(s.balance) AS balance FROM sums s
          WHERE ${isAll} OR s.unit IN (SELECT w.unit FROM held w) GROUP BY 1) t))`;
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
  const whose = participant === null ? [] : [participant];
  const { and, params } = filtered(
    [
      [`o.program_id = ${ID_OF_PROGRAM}`, program],
      ["o.id < ?::text", filter.before],
    ],
    3 + whose.length,
  );
  const latest = (which: string, order = "o.id DESC") =>
    `SELECT o.* FROM postings o WHERE o.tenant_id = k.tenant_id${and}${which} ORDER BY ${order} LIMIT $2::integer`;
  const theirs = `unnest(${idsOfPerson(participantNamed("$3::text"))}) AS u(id)`;
  const isTheirs = " AND o.participant_id = u.id";
  // The index of a participant's postings is by program: of each the latest, and of those the latest. The planner does
  // not know that rows without a program are in the order of the index, so they are asked for in its order.
  const without = latest(`${isTheirs} AND o.program_id IS NULL`, "o.program_id DESC, o.id DESC");
  const each =
    program === null
      ? `SELECT o.* FROM ${theirs} CROSS JOIN programs g
          CROSS JOIN LATERAL (${latest(`${isTheirs} AND o.program_id = g.id`)}) o WHERE g.tenant_id = k.tenant_id
        UNION ALL SELECT o.* FROM ${theirs} CROSS JOIN LATERAL (${without}) o`
      : `SELECT o.* FROM ${theirs} CROSS JOIN LATERAL (${latest(isTheirs)}) o`;
  const page = participant === null ? latest("") : `SELECT o.* FROM (${each}) o ORDER BY o.id DESC LIMIT $2::integer`;
  const select = `SELECT coalesce(json_agg(json_build_object('id', o.id, 'source', o.source, 'destination', o.destination,
      'unit', o.unit, 'amount', o.amount::text, 'program', g.key, 'participant', ${externalIdOf("o.participant_id")}, 'rewardId', o.reward_id,
      'eventId', o.event_id, 'reason', o.reason, 'createdAt', o.created_at) ORDER BY o.id DESC), '[]')
    FROM (${page}) o
    LEFT JOIN programs g ON g.tenant_id = o.tenant_id AND g.id = o.program_id`;
  return readAsTenant(database, asker, select, [limit, ...whose, ...params]);
}
