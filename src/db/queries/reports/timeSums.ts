import type { SortedBy } from "./facts.ts";
import { ADDED_UP, factsBy, purchasesOf, SORTED_SUMS } from "./facts.ts";
import type { ScopeSql } from "./scope.ts";

const COLUMNS = SORTED_SUMS.map((name) => `s."${name}"`).join(", ");

/** By which of the `edges` comes before it: 1 is from the first on. */
const numbered = (at: string) => ({
  key: `width_bucket(${at}, (SELECT starts FROM edges))`,
  when: "NOT (SELECT kept FROM near)",
});
const BY_EDGE: SortedBy = {
  click: numbered("c.at"),
  attribution: numbered("r.attributed_at"),
  conversion: numbered("r.converted_at"),
  order: numbered("o.occurred_at"),
  reward: numbered("w.occurred_at"),
};

/**
 * The relation `sums`: of each part of the period the columns of `SORTED_SUMS`, with its number as `key`. Before it stand
 * the relations of the scope, whose period has two ends, and `edges` with the beginnings of the parts as `starts`. What is
 * kept of the sums is read, and the rest is counted from its rows (`drizzle/functions/time_sums.sql`). Where much is not
 * kept yet, all is counted at once.
 *
 * @param isOne whether one program was asked for
 */
export function timeSumsSql(sql: ScopeSql, isOne: boolean): string {
  return `near AS MATERIALIZED (
      SELECT sums_are_near(k.tenant_id, z.since, z.until) AS kept FROM z
    ), sums AS MATERIALIZED (
      WITH qualified AS (${purchasesOf(sql)}), facts AS (${factsBy(BY_EDGE, sql)})
      SELECT f.key, ${ADDED_UP} FROM facts f GROUP BY 1
      UNION ALL
      SELECT s.key, ${COLUMNS} FROM z CROSS JOIN edges CROSS JOIN LATERAL sums_of_times(k.tenant_id, ARRAY(SELECT g.id FROM g),
        ${isOne ? "NULL" : "(SELECT currency FROM u)"}, edges.starts, z.since, z.until) s
      WHERE (SELECT kept FROM near)
    )`;
}
