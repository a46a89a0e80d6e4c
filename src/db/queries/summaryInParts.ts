import type { Database } from "../../ports.ts";
import type { TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import type { SummaryFilter } from "./summary.ts";
import { advocatesOf, ordersOf, PEOPLE, PROGRAMS, rewardsOf, skippedOf } from "./summary.ts";
import type {
  AdvocateCost,
  OrderGroup,
  PeopleFigures,
  RewardGroup,
  SkippedCount,
  SummaryView,
} from "./summaryFigures.ts";
import { costByAdvocate, costByRule, summaryOf } from "./summaryFigures.ts";

/** Rows that one statement looks at: some 20 ms of the embedded database, which answers others between two. */
export const PART_ROWS = 5_000;
/** Of one table; a history has no more events, and none has more rewards than its rules give. */
const MAX_PAGES = 10_000;

const IS_FULL = "(SELECT count(*) = $6 FROM page)";

/** @param columns those that its groups are made of, the key first */
const pageOf = (table: string, columns: readonly string[], groups: string) => {
  const [key = ""] = columns;
  const named = ["tenant_id", ...columns].map((column) => `t.${column}`).join(", ");
  return `WITH ${PROGRAMS}, page AS MATERIALIZED (
      SELECT ${named} FROM ${table} t
      WHERE t.tenant_id = k.tenant_id AND ($5::text IS NULL OR t.${key} > $5) ORDER BY t.${key} LIMIT $6::integer
    )
    SELECT json_build_object('last', (SELECT t.${key} FROM page t ORDER BY t.${key} DESC LIMIT 1),
      'isFull', ${IS_FULL}, ${groups})`;
};

const ORDERS = pageOf(
  "purchases",
  ["order_id", "currency", "decided", "amount_minor", "refunded_minor", "over_refunds", "occurred_at"],
  `'groups', ${ordersOf("page")}`,
);

const REWARDS = pageOf(
  "rewards",
  [
    ...["id", "program_id", "participant_id", "rule_id", "recipient", "status", "unit", "amount_minor", "cost_minor"],
    "occurred_at",
  ],
  `'groups', ${rewardsOf("page")}, 'advocates', ${advocatesOf("page")}`,
);

const SKIPPED = `WITH ${PROGRAMS}, page AS MATERIALIZED (
    SELECT e.tenant_id, e.seq, e.occurred_at, e.decisions FROM events e
    WHERE e.tenant_id = k.tenant_id AND e.seq > coalesce($5::bigint, 0) AND e.seq <= $7 ORDER BY e.seq LIMIT $6::integer
  )
  SELECT json_build_object('last', (SELECT max(seq)::text FROM page), 'isFull', ${IS_FULL},
    'groups', ${skippedOf("page")})`;

/** A summary, with what the rewards that live cost by rule and, of those for sharing, by advocate. */
export interface SummaryInParts {
  readonly summary: SummaryView;
  readonly costByRule: ReadonlyArray<{ readonly ruleId: string; readonly cost: string }>;
  readonly advocates: readonly AdvocateCost[];
}

interface Page<Group> {
  /** The key of its last row; null where there is none. */
  readonly last: string | null;
  /** Whether there may be more. */
  readonly isFull: boolean;
  readonly groups: readonly Group[];
}

/**
 * Reads the figures of a period in statements of `PART_ROWS` rows, between which the embedded database answers others.
 * What is committed meanwhile may be in those that are read later.
 *
 * @param upTo the seq of the last event whose skipped rules are counted
 * @param signal ends it between two statements
 * @returns null when the asker is not proved
 * @throws the signal's reason
 */
export async function readSummaryInParts(
  database: Database,
  asker: TenantAsker,
  { program, from, to }: SummaryFilter,
  upTo: number,
  signal: AbortSignal,
): Promise<SummaryInParts | null> {
  const read = async <T>(select: string, ...more: ReadonlyArray<string | number | null>): Promise<T | null> => {
    signal.throwIfAborted();
    return (await readAsTenant<T>(database, asker, select, [program, from, to, ...more]))?.body ?? null;
  };
  const pages = async <P extends Page<unknown>>(select: string, ...more: readonly number[]): Promise<P[]> => {
    const all: P[] = [];
    for (let after: string | null = null; all.length < MAX_PAGES; ) {
      const page: P | null = await read<P>(select, after, PART_ROWS, ...more);
      if (page === null) break;
      all.push(page);
      if (!page.isFull) break;
      after = page.last;
    }
    return all;
  };
  const people = await read<PeopleFigures>(PEOPLE);
  if (people === null) return null;
  const orders = await pages<Page<OrderGroup>>(ORDERS);
  const earned = await pages<Page<RewardGroup> & { readonly advocates: readonly AdvocateCost[] }>(REWARDS);
  const skipped = await pages<Page<SkippedCount>>(SKIPPED, upTo);
  const rewards = earned.flatMap(({ groups }) => groups);
  const groups = { orders: orders.flatMap((page) => page.groups), rewards };
  return {
    summary: summaryOf(people, { ...groups, skipped: skipped.flatMap((page) => page.groups) }),
    costByRule: costByRule(rewards),
    advocates: costByAdvocate(earned.flatMap(({ advocates }) => advocates)),
  };
}
