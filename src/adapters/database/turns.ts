import type { Ask } from "../../ports.ts";
import { DatabaseError, NO_FREE_CONNECTION } from "../../ports.ts";

/**
 * Whose statement gets the next free connection. Reads may not take those that writes need, nor writes all from reads,
 * and one tenant may not take what the others need, so that a tenant which asks for a lot waits for itself.
 */
export interface TurnLimits {
  /** Statements that run at the same time. */
  readonly connections: number;
  readonly of: Readonly<Record<Ask["lane"], LaneLimits>>;
  /** Statements that wait; more are refused at once. */
  readonly waiting: number;
  /** Of them those of one tenant. */
  readonly waitingOfOne: number;
  /** The parameters of those that wait, in characters. */
  readonly waitingChars: number;
  /** A statement that has waited for so many milliseconds is refused. */
  readonly waitMs: number;
}

interface LaneLimits {
  readonly most: number;
  readonly mostOfOne: number;
}

export interface Turns {
  /**
   * Runs `work` when it is its turn.
   *
   * @param chars how long the statement's parameters are
   * @throws {DatabaseError} with `NO_FREE_CONNECTION` when its turn does not come; nothing ran then
   */
  take<T>(ask: Ask, chars: number, work: () => Promise<T>): Promise<T>;
  /** How many wait for their turn. */
  waiting(): number;
}

interface Waiting {
  readonly chars: number;
  readonly start: () => void;
}

/** What runs and what waits of one lane, by tenant. */
interface Lane {
  readonly limits: LaneLimits;
  running: number;
  readonly runningOf: Map<string | null, number>;
  /** First come, first served of each tenant; the tenants by turns. */
  readonly waitingOf: Map<string | null, Waiting[]>;
}

/** @param limits all of them at least 1 */
export function createTurns(limits: TurnLimits): Turns {
  const lanes = { read: emptyLane(limits.of.read), write: emptyLane(limits.of.write) };
  /** The lane whose turn it is, where both have something to do. */
  let first = lanes.write;
  const waiting = { count: 0, chars: 0 };

  const otherThan = (lane: Lane) => (lane === lanes.read ? lanes.write : lanes.read);
  const isFree = () => lanes.read.running + lanes.write.running < limits.connections;

  function startNext(): void {
    while (isFree()) {
      const next = nextOf(first) ?? nextOf(otherThan(first));
      if (next === null) return;
      first = otherThan(next.lane);
      leave(next.lane, next.of, next.waiting);
      next.waiting.start();
    }
  }

  async function run<T>(lane: Lane, of: string | null, work: () => Promise<T>): Promise<T> {
    count(lane, of, 1);
    try {
      return await work();
    } finally {
      count(lane, of, -1);
      startNext();
    }
  }

  function hasRoom(lane: Lane, of: string | null, chars: number): boolean {
    const ofOne = lane.waitingOf.get(of)?.length ?? 0;
    if (waiting.count >= limits.waiting || ofOne >= limits.waitingOfOne) return false;
    return waiting.chars + chars <= limits.waitingChars;
  }

  function leave(lane: Lane, of: string | null, one: Waiting): void {
    takeOut(lane, of, one);
    waiting.count -= 1;
    waiting.chars -= one.chars;
  }

  function wait<T>(lane: Lane, { of, withinMs }: Ask, chars: number, work: () => Promise<T>): Promise<T> {
    waiting.count += 1;
    waiting.chars += chars;
    return new Promise((resolve, reject) => {
      const refuse = () => {
        leave(lane, of, one);
        reject(noTurn());
      };
      const timer = setTimeout(refuse, Math.min(limits.waitMs, withinMs ?? limits.waitMs));
      const start = () => {
        clearTimeout(timer);
        resolve(run(lane, of, work));
      };
      const one: Waiting = { chars, start };
      putIn(lane, of, one);
    });
  }

  return {
    take(ask, chars, work) {
      const lane = lanes[ask.lane];
      const { of } = ask;
      if (!lane.waitingOf.has(of) && isFree() && mayRun(lane, of)) return run(lane, of, work);
      return hasRoom(lane, of, chars) ? wait(lane, ask, chars, work) : Promise.reject(noTurn());
    },
    waiting: () => waiting.count,
  };
}

function emptyLane(limits: LaneLimits): Lane {
  return { limits, running: 0, runningOf: new Map(), waitingOf: new Map() };
}

function mayRun(lane: Lane, of: string | null): boolean {
  return lane.running < lane.limits.most && (lane.runningOf.get(of) ?? 0) < lane.limits.mostOfOne;
}

function count(lane: Lane, of: string | null, change: 1 | -1): void {
  const runningOf = (lane.runningOf.get(of) ?? 0) + change;
  lane.running += change;
  if (runningOf > 0) lane.runningOf.set(of, runningOf);
  else lane.runningOf.delete(of);
}

function nextOf(lane: Lane) {
  if (lane.running >= lane.limits.most) return null;
  // Only tenants that run something can be passed over, so that this looks at few.
  for (const [of, [waiting]] of lane.waitingOf) {
    if (waiting !== undefined && mayRun(lane, of)) return { lane, of, waiting };
  }
  return null;
}

function putIn(lane: Lane, of: string | null, waiting: Waiting): void {
  const queue = lane.waitingOf.get(of);
  if (queue === undefined) lane.waitingOf.set(of, [waiting]);
  else queue.push(waiting);
}

function takeOut(lane: Lane, of: string | null, waiting: Waiting): void {
  const queue = lane.waitingOf.get(of) ?? [];
  queue.splice(queue.indexOf(waiting), 1);
  // Put behind the others: the next turn is another tenant's.
  lane.waitingOf.delete(of);
  if (queue.length > 0) lane.waitingOf.set(of, queue);
}

function noTurn(): DatabaseError {
  return new DatabaseError("Too many statements wait for a connection.", NO_FREE_CONNECTION, null);
}
