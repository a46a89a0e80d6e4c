import type { ReviewReason } from "../../domain/reviewReasons.ts";
import type { Sign } from "../../domain/signs.ts";
import type { Database } from "../../ports.ts";
import type { RewardJson, RewardView } from "../rows/reward.ts";
import type { Authorized, UserAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { filtered } from "./filtered.ts";
import type { OtherAccount } from "./otherAccounts.ts";
import { otherAccounts } from "./otherAccounts.ts";
import type { ReadPage } from "./pageOfRows.ts";
import { pageOfRows } from "./pageOfRows.ts";
import type { NamedPerson } from "./peoplePages.ts";
import { namedPerson } from "./peoplePages.ts";
import { PROGRAM_NAMES } from "./programNames.ts";
import type { RewardFilter } from "./rewards.ts";
import { LEFT, REWARD_FROM, REWARD_PARTS, rewardsOf } from "./rewards.ts";
import { textArray } from "./textArray.ts";

/** What the pages of rewards and of reviews show, each in one statement. */

/** A reward with whose it is. */
export interface RewardCase extends RewardView {
  readonly person: NamedPerson;
}

export interface RewardsPage {
  readonly page: ReadPage<RewardCase>;
  readonly programs: readonly { readonly key: string; readonly name: string }[];
  /** The one whose rewards alone are shown. */
  readonly person: NamedPerson | null;
}

const SAME_PERSON = "same_person" satisfies ReviewReason;

const PERSON = `, 'person', ${namedPerson("w.participant_id")}`;

/** Reads a page of rewards. */
export function readRewardsPage(
  database: Database,
  asker: UserAsker,
  filter: RewardFilter & { readonly participantId: string | null },
): Promise<Authorized<RewardsPage> | null> {
  const { select, params } = rewardsOf(filter, PERSON);
  const person = namedPerson(`$${params.length + 2}::text`);
  const page = `SELECT json_build_object('page', (${select}), 'programs', ${PROGRAM_NAMES}, 'person', ${person})`;
  return readAsTenant(database, asker, page, [...params, filter.participantId]);
}

/** Reads rewards alone, for a file of them. */
export function readRewardCases(
  database: Database,
  asker: UserAsker,
  filter: RewardFilter,
): Promise<Authorized<ReadPage<RewardCase>> | null> {
  const { select, params } = rewardsOf(filter, PERSON);
  return readAsTenant(database, asker, select, params);
}

/** A reward, and what is left of it where it is spent in parts. */
export interface SelectedReward {
  readonly reward: RewardJson;
  readonly left: string | null;
}

/** Reads the rewards that were selected, in the order of their ids; those that there are none of are left out. */
export function readSelectedRewards(
  database: Database,
  asker: UserAsker,
  ids: readonly string[],
): Promise<Authorized<readonly SelectedReward[]> | null> {
  // Each is found by its key: of a list whose length it can't know the planner would read all rewards.
  const select = `SELECT coalesce(json_agg(each.selected ORDER BY each.id), '[]') FROM unnest($2::text[]) AS x(id)
    CROSS JOIN LATERAL (SELECT w.id, json_build_object('reward', reward_json(w::rewards), ${LEFT}) AS selected FROM rewards w
      WHERE w.tenant_id = k.tenant_id AND w.id = x.id LIMIT 1) each`;
  return readAsTenant(database, asker, select, [textArray(ids)]);
}

/** A reward that waits for a person, with what is known of its recipient. */
export interface Review extends RewardCase {
  readonly isBlocked: boolean;
  /** How many friends the recipient has in the program. */
  readonly friends: number;
  /** What friend and advocate have in common. */
  readonly signs: readonly Sign[];
  /** Who has an e-mail or a phone of the friend's, where that is why the reward waits. */
  readonly accounts: readonly OtherAccount<NamedPerson>[];
  /** Since when the shop says that the friend is a customer, where that was before the referral and it is looked at. */
  readonly friendSince: string | null;
}

/**
 * Reads what waits for a decision, the oldest deadline first.
 *
 * @param after only those after it: its deadline in milliseconds, and its id
 */
export function readReviews(
  database: Database,
  asker: UserAsker,
  after: readonly [holdUntil: string, id: string] | null,
  limit: number,
): Promise<Authorized<ReadPage<Review>> | null> {
  const { and, params } = filtered(
    [["(w.hold_until, w.id) > (to_timestamp(?::bigint / 1000.0), ?::text)", ...(after ?? [null])]],
    3,
  );
  const row = `json_build_object(${REWARD_PARTS}${PERSON}, 'isBlocked', p.blocked_at IS NOT NULL,
    'friends', coalesce((SELECT f.friends - f.moved_away FROM friend_counts f WHERE f.tenant_id = w.tenant_id
      AND f.program_id = w.program_id AND f.advocate_id = w.participant_id), 0),
    'signs', coalesce((SELECT r.signs FROM referrals r WHERE r.tenant_id = w.tenant_id AND r.id = w.referral_id), '[]'),
    'accounts', coalesce((SELECT ${otherAccounts("r.friend_id", namedPerson)} FROM referrals r
      WHERE r.tenant_id = w.tenant_id AND r.id = w.referral_id AND w.review_reasons ? '${SAME_PERSON}'), '[]'),
    'friendSince', (SELECT f.customer_since FROM referrals r JOIN participants f ON f.tenant_id = r.tenant_id AND f.id = r.friend_id
      WHERE r.tenant_id = w.tenant_id AND r.id = w.referral_id AND w.review_reasons ? '${SAME_PERSON}'
        AND f.customer_since < coalesce(r.entered_at, r.attributed_at)))`;
  const page = `SELECT one.row, picked.nth FROM (
      SELECT w.id, row_number() OVER (ORDER BY w.hold_until, w.id) AS nth FROM rewards w
      WHERE w.tenant_id = k.tenant_id AND waits_for_review(w.status, w.review_reasons)${and} ORDER BY w.hold_until, w.id LIMIT $2::integer) picked
    CROSS JOIN LATERAL (SELECT ${row} AS row FROM ${REWARD_FROM}
      WHERE w.tenant_id = k.tenant_id AND w.id = picked.id LIMIT 1) one`;
  return readAsTenant(database, asker, pageOfRows(page), [limit, ...params]);
}
