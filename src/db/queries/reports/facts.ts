import type { SumName } from "../../../domain/metrics.ts";
import { MAY_COST, REWARD_COST } from "../rewardCost.ts";
import type { ScopeSql } from "./scope.ts";

/**
 * What reports add up, counted once for all of them as `domain/metrics.ts` says, and as the summary counts
 * (`db/queries/summary.ts`; a test compares the two). A report says by what it sorts each kind of thing.
 */

/** From how many programs on it is faster to look which of them an order names than to look for each. */
const MANY_PROGRAMS = 16;

/**
 * The referral for which a purchase `p` qualifies in one of the programs `g`: in the oldest of them, so that an order
 * counts once. Null where it qualifies in none.
 */
export const QUALIFIED_FOR = `CASE WHEN (SELECT n FROM places) < ${MANY_PROGRAMS}
    THEN (SELECT p.decided -> g.id ->> 'referralId' FROM g WHERE (p.decided -> g.id ->> 'qualifies')::boolean LIMIT 1)
    ELSE (SELECT s.value ->> 'referralId' FROM jsonb_each(p.decided) s
      WHERE (s.value ->> 'qualifies')::boolean AND (SELECT of FROM places) ? s.key
      ORDER BY (SELECT of FROM places) -> s.key LIMIT 1) END`;

/**
 * Purchases of the period in the currency, with the referral for which each qualifies. OFFSET 0 keeps that from being
 * looked up again wherever it is named.
 */
export const purchasesOf = (scope: Pick<ScopeSql, "within">) => `SELECT p.occurred_at, p.event_seq, p.amount_minor,
    p.amount_minor - p.refunded_minor AS net, ${QUALIFIED_FOR} AS referral_id
  FROM purchases p
  WHERE p.tenant_id = k.tenant_id AND p.currency = (SELECT currency FROM u) AND p.amount_minor IS NOT NULL
    ${scope.within("p.occurred_at")} OFFSET 0`;

const OF_PROGRAMS = "IN (SELECT g.id FROM g)";

/** By what each kind of thing is sorted: SQL of a key, and what has to be joined for it. Null leaves the kind out. */
export interface SortedBy {
  /** Of a row `c` of `clicks_of_time`. */
  readonly click: Key | null;
  /** Of a referral `r`, by when it was attributed and, with `conversion`, by when it converted. */
  readonly attribution: Key | null;
  readonly conversion: Key | null;
  /** Of a row `o` of `purchasesOf`. */
  readonly order: Key | null;
  /** Of a reward `w`. */
  readonly reward: Key | null;
}

export interface Key {
  readonly key: string;
  readonly join?: string;
  /** Of an order that is sorted by its parts: what is left of one. */
  readonly revenue?: string;
  /** SQL of whether the kind is counted at all, which no row of it has a say in: else none of its rows is read. */
  readonly when?: string;
}

/** What each part counts; the rest of its row is null. */
const COUNTED = {
  click: { clicks: "sum(c.clicks)" },
  attribution: {
    friends: "count(*) FILTER (WHERE r.new_friend)",
    referrals: "count(*)",
    converted: "count(*) FILTER (WHERE r.status = 'converted')",
  },
  conversion: { newCustomers: "count(*)" },
  order: { orders: "count(*)", revenueMinor: "sum(o.net)" },
  reward: { costMinor: `sum(${REWARD_COST})` },
} as const satisfies Readonly<Record<keyof SortedBy, Readonly<Partial<Record<SumName, string>>>>>;

/** Of which kind of thing a sum is; null of how many people bought, who are counted apart. */
export function kindOfSum(sum: SumName): keyof SortedBy | null {
  return KINDS.find((kind) => sum in COUNTED[kind]) ?? null;
}

const KINDS = Object.keys(COUNTED) as readonly (keyof SortedBy)[];

/** The sums that can be sorted; how many people bought is counted apart. */
export const SORTED_SUMS = Object.values(COUNTED).flatMap((sums) => Object.keys(sums)) as readonly Exclude<
  SumName,
  "customers"
>[];

/** A relation of the columns `key` and, in quotes, each of `SORTED_SUMS`: several rows of a key, one from each part. */
export function factsBy(sorted: SortedBy, scope: Pick<ScopeSql, "within" | "clicks">): string {
  const from = {
    click: `${scope.clicks} %join% WHERE c.program_id ${OF_PROGRAMS}`,
    attribution: `referrals r %join% WHERE r.tenant_id = k.tenant_id AND r.program_id ${OF_PROGRAMS}
      AND is_live_referral(r.status) ${scope.within("r.attributed_at")}`,
    conversion: `referrals r %join% WHERE r.tenant_id = k.tenant_id AND r.program_id ${OF_PROGRAMS}
      AND r.status = 'converted' ${scope.within("r.converted_at")}`,
    order: "qualified o %join% WHERE o.referral_id IS NOT NULL",
    reward: `rewards w %join% WHERE w.tenant_id = k.tenant_id AND w.program_id ${OF_PROGRAMS}
      AND ${MAY_COST} ${scope.within("w.occurred_at")}`,
  };
  const parts = Object.entries(COUNTED).flatMap(([part, counted]) => {
    const by = sorted[part as keyof SortedBy];
    if (by === null) return [];
    const sums: Partial<Record<SumName, string>> = counted;
    const columns = SORTED_SUMS.map((name) => {
      const sum = name === "revenueMinor" && by.revenue !== undefined ? by.revenue : (sums[name] ?? "0");
      return `${sum} AS "${name}"`;
    });
    const rows = from[part as keyof SortedBy].replace("%join%", by.join ?? "");
    const when = by.when === undefined ? "" : ` AND ${by.when}`;
    // Of a quarter of an hour all clicks may have been taken off.
    const having = part === "click" ? " HAVING sum(c.clicks) <> 0" : "";
    return [`SELECT ${by.key} AS key, ${columns.join(", ")} FROM ${rows}${when} GROUP BY 1${having}`];
  });
  return parts.join("\nUNION ALL ");
}

/** All parts of each key together, as the columns of `SORTED_SUMS`. */
export const ADDED_UP = SORTED_SUMS.map((name) => `sum(f."${name}") AS "${name}"`).join(", ");
