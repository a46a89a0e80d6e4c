import { hash } from "node:crypto";
import type { KeptRefusal } from "../../db/queries/refusals.ts";
import { MAX_KEPT_AT_ONCE } from "../../db/queries/refusals.ts";
import { logError } from "../../log.ts";
import type { Refusal, RefusalSink } from "../../ports.ts";

/** They are kept this long after the first of them. */
export const KEEP_AFTER_MS = 1_000;
/** So many kinds of them wait, of all tenants together: some 300 kB. */
export const MAX_WAITING = 500;
/** What was planned in a request of a Worker may end with it, and then the next refusal plans anew. */
const PLANNED_FOR_MS = 30_000;
/** Of the hash: 128 bits. */
const ID_LENGTH = 32;
/** What was lost is a line in so long, and not one for each request. */
export const SAY_EVERY_MS = 60_000;

/** What a buffer is made with. */
export interface RefusalKeeping {
  keep(refusals: readonly KeptRefusal[]): Promise<void>;
  /** Does the work `KEEP_AFTER_MS` from now, after the reply. */
  plan(work: () => Promise<void>): void;
}

/**
 * Collects refusals in this process and keeps them a batch at a time. Those that are alike take one place, so that a
 * shop which sends the same mistake a thousand times a second costs no more than one that sends it once; and one tenant
 * takes `MAX_KEPT_AT_ONCE` places at most. Beyond that, and where a batch can't be kept, they are lost and counted.
 */
export function refusalBuffer({ keep, plan }: RefusalKeeping): RefusalSink {
  let waiting = new Map<string, KeptRefusal>();
  let places = new Map<string, number>();
  let plannedAt = Number.NEGATIVE_INFINITY;
  const underWay = new Set<Promise<void>>();
  const losses = lossCount();
  const sumOf = (all: Iterable<KeptRefusal>) => [...all].reduce((sum, { times }) => sum + times, 0);

  /** Waits for its own batch alone: in a Worker another's is of another request. */
  function keepWaiting(): Promise<void> {
    const batch = [...waiting.values()];
    waiting = new Map();
    places = new Map();
    plannedAt = Number.NEGATIVE_INFINITY;
    if (batch.length === 0) return Promise.resolve();
    const work = keep(batch)
      .catch((error: unknown) => losses.add(sumOf(batch), error))
      .finally(() => underWay.delete(work));
    underWay.add(work);
    return work;
  }

  return {
    note(refusal) {
      const id = idOf(refusal);
      const place = `${refusal.tenantId} ${id}`;
      const known = waiting.get(place);
      const taken = places.get(refusal.tenantId) ?? 0;
      if (known === undefined && (waiting.size >= MAX_WAITING || taken >= MAX_KEPT_AT_ONCE)) {
        losses.add(1, undefined);
        return;
      }
      if (known === undefined) places.set(refusal.tenantId, taken + 1);
      waiting.set(place, { ...refusal, id, times: (known?.times ?? 0) + 1 });
      const now = performance.now();
      if (now - plannedAt < PLANNED_FOR_MS) return;
      plannedAt = now;
      plan(keepWaiting);
    },
    async flush() {
      await Promise.all([keepWaiting(), ...underWay]);
    },
    figures: () => ({ waiting: sumOf(waiting.values()), lost: losses.count() }),
  };
}

/** What those of one row have in common. */
function idOf({ at, route, code, paths, origin }: Refusal): string {
  const hour = at.slice(0, "2026-01-05T10".length);
  return hash("sha256", JSON.stringify([hour, route, code, paths, origin]), "hex").slice(0, ID_LENGTH);
}

function lossCount() {
  let all = 0;
  let unsaid = 0;
  let saidAt = Number.NEGATIVE_INFINITY;
  return {
    count: () => all,
    add(more: number, error: unknown) {
      all += more;
      unsaid += more;
      const now = performance.now();
      if (now - saidAt < SAY_EVERY_MS) return;
      logError(`refused requests that are told to no one: ${unsaid}`, error);
      saidAt = now;
      unsaid = 0;
    },
  };
}
