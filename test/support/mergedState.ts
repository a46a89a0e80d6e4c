import { expect } from "vitest";
import type { Database } from "../../src/ports.ts";
import type { EngineTenant } from "./engineTenant.ts";
import { stateOf } from "./engineTenant.ts";
import { countedNumbers, keptNumbers } from "./storedHistory.ts";

const PEOPLE = `WITH n AS (SELECT id, external_id FROM participants WHERE tenant_id = $1)
  SELECT p.external_id, n.external_id, p.merged_at IS NOT NULL, p.name, p.country, p.blocked_at IS NOT NULL
  FROM participants p LEFT JOIN n ON n.id = p.merged_into WHERE p.tenant_id = $1 ORDER BY 1`;
const CODES = `SELECT c.code, c.kind, c.disabled, c.primary_code, p.external_id FROM codes c
  JOIN participants p ON p.tenant_id = c.tenant_id AND p.id = c.participant_id WHERE c.tenant_id = $1 ORDER BY 1`;
const SPENDS = `SELECT s.order_id, p.external_id, s.amount_minor::text, s.status FROM spends s
    JOIN participants p ON p.tenant_id = s.tenant_id AND p.id = s.participant_id WHERE s.tenant_id = $1 ORDER BY 1`;
const OWNED = `SELECT 'application', p.external_id FROM applications x
    JOIN participants p ON p.tenant_id = x.tenant_id AND p.id = x.participant_id WHERE x.tenant_id = $1
  UNION ALL SELECT x.order_id, p.external_id FROM purchases x
    JOIN participants p ON p.tenant_id = x.tenant_id AND p.id = x.participant_id WHERE x.tenant_id = $1
  UNION ALL SELECT 'coupon', p.external_id FROM coupons x
    JOIN participants p ON p.tenant_id = x.tenant_id AND p.id = x.participant_id WHERE x.tenant_id = $1 ORDER BY 1, 2`;
/** What must never be: something that lives and is of an alias, books that are not the sums of their postings. */
const BROKEN = `WITH gone AS (SELECT id FROM participants WHERE tenant_id = $1 AND merged_into IS NOT NULL)
  SELECT 'referral', r.id FROM referrals r WHERE r.tenant_id = $1 AND (r.friend_id IN (SELECT id FROM gone) OR r.advocate_id IN (SELECT id FROM gone))
  UNION ALL SELECT 'reward', w.id FROM rewards w WHERE w.tenant_id = $1 AND w.participant_id IN (SELECT id FROM gone) AND is_live_reward(w.status)
  UNION ALL SELECT 'code', c.code FROM codes c WHERE c.tenant_id = $1 AND c.participant_id IN (SELECT id FROM gone)
  UNION ALL SELECT 'order', o.order_id FROM purchases o WHERE o.tenant_id = $1 AND o.participant_id IN (SELECT id FROM gone)
  UNION ALL SELECT 'alias', p.id FROM participants p WHERE p.tenant_id = $1 AND p.merged_into IN (SELECT id FROM gone)
  UNION ALL SELECT 'wallet', w.participant_id FROM wallets w WHERE w.tenant_id = $1 AND w.participant_id IN (SELECT id FROM gone)
    AND (w.pending_minor <> 0 OR w.available_minor <> 0)
  UNION ALL SELECT 'number', r.id FROM referrals r WHERE r.tenant_id = $1 AND EXISTS (SELECT FROM referrals o
    WHERE o.tenant_id = $1 AND o.program_id = r.program_id AND o.advocate_id = r.advocate_id AND o.friend_id <> r.friend_id
      AND o.friend_number = r.friend_number)
  UNION ALL SELECT 'friends', c.advocate_id FROM friend_counts c CROSS JOIN LATERAL (
    SELECT count(DISTINCT r.friend_id) AS friends, count(*) AS referrals FROM referrals r
    WHERE r.tenant_id = $1 AND r.program_id = c.program_id AND r.advocate_id = c.advocate_id) n
    WHERE c.tenant_id = $1 AND (c.friends - c.moved_away, c.referrals) <> (n.friends, n.referrals)
  UNION ALL SELECT 'merges', unit FROM (SELECT unit, sum(CASE destination WHEN 'tenant:merges' THEN amount ELSE -amount END) AS left
    FROM postings WHERE tenant_id = $1 AND 'tenant:merges' IN (source, destination) GROUP BY 1) m WHERE m.left <> 0`;

/** What two who became one have, with all that is theirs; and that nothing is broken by it. */
export async function mergedState(database: Database, tenant: EngineTenant) {
  expect(await database.query(BROKEN, [tenant.tenantId])).toEqual([]);
  expect(await keptNumbers(database, tenant)).toEqual(await countedNumbers(database, tenant, null));
  const [people, codes, owned, spends] = await Promise.all(
    [PEOPLE, CODES, OWNED, SPENDS].map((sql) => database.query(sql, [tenant.tenantId])),
  );
  const state = await stateOf(database, tenant);
  // A person may have two that ended, which are told apart by nothing that they are sorted by.
  return { ...state, referrals: state.referrals.toSorted(), people, codes, owned, spends };
}
