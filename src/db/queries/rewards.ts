import type { RewardStatus } from "../../domain/rewardState.ts";
import { REWARD_STATUSES } from "../../domain/rewardState.ts";
import type { Database } from "../../ports.ts";
import type { RewardView } from "../rows/reward.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { externalIdOf, filtered, idsOfPerson, ownNameOf, participantNamed } from "./filtered.ts";
import { latestFirst, latestOfEach, latestOfLists, ROWS } from "./latestOfLists.ts";
import type { ReadPage } from "./pageOfRows.ts";
import { pageOfRows } from "./pageOfRows.ts";
import { sqlList } from "./sqlList.ts";

export interface RewardFilter {
  readonly program: string | null;
  readonly participant: string | null;
  /** The same by our own id. */
  readonly participantId?: string | null;
  /** What this order earned, by the tenant's own id of it. */
  readonly orderId?: string | null;
  readonly status: RewardStatus | null;
  /** By the time of the event that earned it: from <= t < to. */
  readonly from: string | null;
  readonly to: string | null;
  /** Only those that come after the reward with this id. */
  readonly before: string | null;
  readonly limit: number;
}

/** @param externalId SQL of whose it is, in the tenant's own words */
const partsWith = (externalId: string) => `'reward', reward_json(w::rewards),
  'of', json_build_object('program', g.key, 'currency', g.currency, 'participant', ${externalId})`;

/** What is left of a reward `w` in its own unit; null where nothing was ever available of it, and of cash. */
export const LEFT = `'left', (SELECT l.left_minor::text FROM lots l WHERE l.tenant_id = w.tenant_id AND l.id = w.id AND l.unit = w.unit)`;

/** The reward `w` as a `Moment`. */
export const MOMENT = "json_build_object('status', w.status, 'amountMinor', w.amount_minor)";

/** The parts of a `RewardView`, of the relations of `REWARD_FROM`. */
export const REWARD_PARTS = partsWith(ownNameOf("p"));

export const REWARD_FROM = `rewards w
  JOIN programs g ON g.tenant_id = w.tenant_id AND g.id = w.program_id
  JOIN participants p ON p.tenant_id = w.tenant_id AND p.id = w.participant_id`;

/** Reads one reward; the body is null where there is none. */
export function readReward(
  database: Database,
  asker: TenantAsker,
  id: string,
): Promise<Authorized<RewardView | null> | null> {
  return readAsTenant(
    database,
    asker,
    `SELECT json_build_object(${REWARD_PARTS}) FROM ${REWARD_FROM} WHERE w.tenant_id = k.tenant_id AND w.id = $2`,
    [id],
  );
}

/** After another reward, `?`, in the order of what earned them. */
const BEFORE_BY_TIME = `(w.occurred_at, w.id) < (
  (SELECT b.occurred_at FROM rewards b WHERE b.tenant_id = k.tenant_id AND b.id = ?::text), ?::text)`;

/**
 * Reads rewards, the newest first, as many as there is room for. With `from` or `to` the newest is what was earned last,
 * and not what was stored last: an index holds them in one of the two orders, and a list in the other reads all of a year.
 */
export function listRewards(
  database: Database,
  asker: TenantAsker,
  filter: RewardFilter,
): Promise<Authorized<ReadPage<RewardView>> | null> {
  const { select, params } = rewardsOf(filter);
  return readAsTenant(database, asker, select, params);
}

/**
 * The list as SQL of one JSON value, with its parameters from `$2` on.
 *
 * @param more SQL of more pairs of each row's JSON, of the reward `w` and its program `g`
 */
export function rewardsOf(
  filter: RewardFilter,
  more = "",
): { readonly select: string; readonly params: readonly unknown[] } {
  const { program, participant, participantId = null, orderId = null, status } = filter;
  const isByTime = filter.from !== null || filter.to !== null;
  const programs = filtered([["g.key = ?::text", program]], 3);
  const first = 3 + programs.params.length;
  const ofOrder = filtered([["w.source = order_source(?::text)", orderId]], first);
  const whose = [participant ?? participantId].filter((name) => name !== null);
  const named = `$${first + ofOrder.params.length}::text`;
  const ids = idsOfPerson(participant === null ? named : participantNamed(named));
  const { and, params } = filtered(
    [
      ["w.occurred_at >= ?::timestamptz", filter.from],
      ["w.occurred_at < ?::timestamptz", filter.to],
      isByTime ? [BEFORE_BY_TIME, filter.before, filter.before] : ["w.id < ?::text", filter.before],
    ],
    first + ofOrder.params.length + whose.length,
  );
  const isOfOne = whose.length > 0;
  const columns = isByTime ? ["occurred_at", "id"] : ["id"];
  const order = latestFirst("w", columns);
  // Their ids alone, which indexes hold: of many programs most that is looked at is not on the page.
  const latest = (which: string, most: string) => `SELECT w.id, w.occurred_at FROM rewards w
    WHERE w.tenant_id = k.tenant_id${and}${which} ORDER BY ${order} LIMIT ${most}`;
  const ofPrograms = (which: string, each: string) => {
    const [person, people] = isOfOne ? [", u.id AS person", ` CROSS JOIN unnest(${ids}) AS u(id)`] : ["", ""];
    const lists = `SELECT g.id, s.status${person} FROM programs g CROSS JOIN (VALUES ${each}) AS s(status)${people}
      WHERE g.tenant_id = k.tenant_id${programs.and}`;
    const isTheirs = isOfOne ? " AND w.participant_id = list.person" : "";
    // One person's are in the order of their ids, with the time beside it.
    const latestOf = isByTime && isOfOne ? latestOfEach : latestOfLists;
    return latestOf(lists, (most) => latest(`${isTheirs} AND w.program_id = list.id${which}`, most), columns);
  };
  // Those of one order are few and found by it, so that nothing else is looked at.
  const isStatus = status === null ? "" : ` AND w.status = ${sqlList([status])}`;
  const ofOne = () => `SELECT w.id, w.occurred_at FROM (
      SELECT w.* FROM rewards w WHERE w.tenant_id = k.tenant_id${ofOrder.and} OFFSET 0) w
    JOIN programs g ON g.tenant_id = w.tenant_id AND g.id = w.program_id${programs.and}
    WHERE true${isStatus}${isOfOne ? ` AND w.participant_id = ANY (${ids})` : ""}${and} ORDER BY ${order} LIMIT ${ROWS}`;
  // The indexes are by program first, then by time or by status: of each the latest, and of those the latest.
  const listed = () => {
    if (isByTime) return ofPrograms(isStatus, "(NULL)");
    if (program === null && !isOfOne && status === null) return latest("", ROWS);
    const statuses = (status === null ? REWARD_STATUSES : [status]).map((one) => `(${sqlList([one])})`).join(", ");
    return ofPrograms(" AND w.status = list.status", statuses);
  };
  const row = `json_build_object(${partsWith(externalIdOf("w.participant_id"))}${more})`;
  const page = `SELECT ${row} AS row, row_number() OVER (ORDER BY ${order}) AS nth
    FROM (${orderId === null ? listed() : ofOne()}) picked
    CROSS JOIN LATERAL (SELECT w.* FROM rewards w WHERE w.tenant_id = k.tenant_id AND w.id = picked.id OFFSET 0) w
    JOIN programs g ON g.tenant_id = w.tenant_id AND g.id = w.program_id`;
  const values = [...programs.params, ...ofOrder.params, ...whose, ...params];
  return { select: pageOfRows(page), params: [filter.limit, ...values] };
}
