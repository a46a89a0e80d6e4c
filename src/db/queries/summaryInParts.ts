import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { filtered } from "./filtered.ts";
import type { MoreAsked, ReadGroups, SummaryFilter } from "./summary.ts";
import { groupsOf, readSummaryAtOnce } from "./summary.ts";
import type { AdvocateCost, MonthCost, SummaryView } from "./summaryFigures.ts";
import { costByAdvocate, costByMonth, costByRule, groupsTogether, summaryOf } from "./summaryFigures.ts";

/**
 * Events of one part, so that one statement keeps the embedded database for some 20 ms; a part has more only where more
 * happened at one instant.
 */
export const PART_EVENTS = 2_000;
/** A history has no more events. */
const MAX_PARTS = 10_000;

/** A summary, with what the rewards that live cost by rule, by month and, of those for sharing, by advocate. */
export interface SummaryInParts {
  readonly summary: SummaryView;
  readonly costByRule: ReadonlyArray<{ readonly ruleId: string; readonly cost: string }>;
  readonly advocates: readonly AdvocateCost[];
  readonly months: readonly MonthCost[];
}

export interface PartsAsked extends MoreAsked {
  /** Ends it between two statements. */
  readonly signal?: AbortSignal;
}

/** The time of the first event after the part that begins at `from`; null where there is none before `to`. */
function endOfPart(from: string | null, to: string | null) {
  const { and, params } = filtered(
    [
      ["e.occurred_at > ?::timestamptz", from],
      ["e.occurred_at < ?::timestamptz", to],
    ],
    2,
  );
  const select = `SELECT json_build_object('at', (SELECT e.occurred_at FROM events e WHERE e.tenant_id = k.tenant_id${and}
    ORDER BY e.occurred_at OFFSET ${PART_EVENTS} LIMIT 1))`;
  return { select, params };
}

/**
 * Reads the figures of a period part by part, in the order of time, between which the embedded database answers others.
 * What is committed meanwhile may be in those that are read later.
 *
 * @returns null when the asker is not proved
 * @throws the signal's reason
 */
export async function readSummaryInParts(
  database: Database,
  asker: TenantAsker,
  { program, from, to }: SummaryFilter,
  { signal, ...more }: PartsAsked,
): Promise<Authorized<SummaryInParts> | null> {
  const read = <T>({ select, params }: { select: string; params: readonly unknown[] }) => {
    signal?.throwIfAborted();
    return readAsTenant<T>(database, asker, select, params);
  };
  const parts: ReadGroups[] = [];
  let start = from;
  for (;;) {
    const end = parts.length + 1 < MAX_PARTS ? await read<{ at: string | null }>(endOfPart(start, to)) : null;
    const until = end?.body.at ?? to;
    const part = await read<ReadGroups>(groupsOf({ program, from: start, to: until }, more));
    if (part === null) return null;
    parts.push(part.body);
    if (until === to) return { ...part, body: together(parts, part.body) };
    start = until;
  }
}

/** Reads the figures of a period: in one statement, or in parts where a long one would keep all others waiting. */
export async function readSummary(
  database: Database,
  asker: TenantAsker,
  filter: SummaryFilter,
): Promise<Authorized<SummaryView> | null> {
  const more = { upTo: null, withCosts: false };
  if (database.oneAtATime === undefined) return await readSummaryAtOnce(database, asker, filter, more);
  const read = await readSummaryInParts(database, asker, filter, more);
  return read === null ? null : { ...read, body: read.body.summary };
}

function together(parts: readonly ReadGroups[], { found }: ReadGroups): SummaryInParts {
  const groups = groupsTogether(parts);
  return {
    summary: summaryOf({ ...groups, found }),
    costByRule: costByRule(groups.rewards),
    advocates: costByAdvocate(parts.flatMap(({ advocates }) => advocates)),
    months: costByMonth(parts.flatMap(({ months }) => months)),
  };
}
