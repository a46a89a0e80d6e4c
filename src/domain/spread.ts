/** How a sum is spread over those who share in it: figures of the sorted shares, in minor units. */
export interface Spread {
  /** How many have a share above zero. */
  readonly count: number;
  /** Half up; 0 where there are no shares. */
  readonly mean: bigint;
  readonly min: bigint;
  readonly p25: bigint;
  readonly median: bigint;
  readonly p75: bigint;
  readonly p90: bigint;
  readonly p99: bigint;
  readonly max: bigint;
}

/**
 * The spread of shares; those of zero are left out. A quantile is that of the nearest rank: the smallest share that
 * at least so many percent of them don't exceed, so it is always one that exists.
 */
export function spreadOf(shares: Iterable<bigint>): Spread {
  const sorted = [...shares].filter((share) => share > 0n).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const count = sorted.length;
  const rank = (percent: number) => sorted[Math.max(Math.ceil((percent * count) / 100), 1) - 1] ?? 0n;
  const total = sorted.reduce((sum, share) => sum + share, 0n);
  const size = BigInt(Math.max(count, 1));
  return {
    count,
    mean: (total * 2n + size) / (2n * size),
    min: rank(0),
    p25: rank(25),
    median: rank(50),
    p75: rank(75),
    p90: rank(90),
    p99: rank(99),
    max: rank(100),
  };
}
