import { logError } from "../../log.ts";
import type { Clock, Ids } from "../../ports.ts";

export interface WorkLimits {
  /** So many things are under way at once. */
  readonly most: number;
  /** So many of them that did not go well before, so that those never take all places. */
  readonly mostFailing: number;
}

/** What is claimed with. */
export interface Turn<Place> {
  readonly now: string;
  readonly token: string;
  /** Only what comes after it. */
  readonly after: Place;
  readonly most: number;
  readonly mostFailing: number;
}

/** What was claimed. */
export interface Claimed<Thing, Place> {
  readonly things: readonly Thing[];
  /** Up to where was looked; null where that was the end. */
  readonly last: Place | null;
  /** Whether anything waits, also what is not due yet. */
  readonly waits: boolean;
}

/** What is done outside, a thing at a time: claimed under a lease, acted on, and settled by whom holds its token. */
export interface Leased<Thing, Place> {
  /** Where a round begins. */
  readonly start: Place;
  /** What is done before anything is claimed; says whether there was anything. */
  prepare(): Promise<boolean>;
  claim(turn: Turn<Place>): Promise<Claimed<Thing, Place>>;
  /** Acts on it and settles it. What was not settled is claimed again when its lease has ended. */
  act(thing: Thing, token: string): Promise<void>;
  isFailing(thing: Thing): boolean;
  nameOf(thing: Thing): string;
}

export interface Pass {
  /** Whether there was anything to do. */
  readonly worked: boolean;
  /** Whether anything waits, also what is not due yet. */
  readonly waits: boolean;
}

/** Claims things, acts on them and settles them. */
export interface Worker {
  /** Begins as much as there is room for. */
  pass(): Promise<Pass>;
  /** How many things are under way. */
  underWay(): number;
  /** Resolves when one of those under way has ended; at once where none is. */
  oneEnded(): Promise<void>;
}

const TOKEN_LENGTH = 16;

export function createWorker<Thing, Place>(
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
  { most, mostFailing }: WorkLimits,
  { start, prepare, claim, act, isFailing, nameOf }: Leased<Thing, Place>,
): Worker {
  const running = new Set<Promise<void>>();
  let failing = 0;
  let after = start;

  const begin = (thing: Thing, token: string) => {
    if (isFailing(thing)) failing += 1;
    const run = act(thing, token)
      // The lease ends, and it is done again.
      .catch((error: unknown) => logError("what was begun was not settled", error, { of: nameOf(thing) }))
      .finally(() => {
        running.delete(run);
        if (isFailing(thing)) failing -= 1;
      });
    running.add(run);
  };

  return {
    async pass() {
      const hadMore = await prepare();
      const room = most - running.size;
      if (room <= 0) return { worked: hadMore, waits: true };
      const token = ids.secret(TOKEN_LENGTH);
      const now = clock.now().toISOString();
      const turn = { now, token, after, most: room, mostFailing: Math.max(0, mostFailing - failing) };
      const { things, last, waits } = await claim(turn);
      const isRoundOver = last === null;
      const wasPart = after !== start;
      after = last ?? start;
      for (const thing of things) begin(thing, token);
      const hasMore = things.length > 0 || !isRoundOver || wasPart;
      return { worked: hadMore || hasMore, waits: waits || hasMore };
    },
    underWay: () => running.size,
    oneEnded: async () => void (await Promise.race(running)),
  };
}
