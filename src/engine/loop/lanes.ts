import { isUnavailable, isUnknown } from "../../db/pgErrors.ts";
import { laneOf } from "../../db/queries/asker.ts";
import { WAIT_WITHIN_MS } from "../../ports.ts";
import { isGivenUp, LockedError, OutcomeUnknownError } from "./attempts.ts";
import { Gathering } from "./gathering.ts";
import type { Waiting } from "./laneQueue.ts";
import { LaneQueue } from "./laneQueue.ts";
import type { EventsRequest, ProcessReply, Share } from "./process.ts";
import { subjectsOf } from "./subjects.ts";

/**
 * Coalescing, where requests may share a commit (Node, and the object of a tenant on Workers): what arrives while
 * commits are under way is decided together as the next one, so that single events get the speed of batches. What
 * concerns one participant is committed in the order in which it came; `LaneQueue` says what may overtake what.
 */

/** The most events that wait for one asker; more are refused, and the caller tries again. */
export const MAX_WAITING_EVENTS = 20_000;
/** A request is answered within this long of its arrival here, so that it is told what is known of it. */
export const LANE_WITHIN_MS = WAIT_WITHIN_MS;
/** What is begun has at least this long to be answered; what has less left is refused, and was not written. */
const LEAST_MS = 1_000;

/** How long a share waits for a locked row before it is looked at who holds it up. */
const FIRST_LOCK_WAIT_MS = 250;
/** And the parts that it is then divided into, most of which wait for nothing. */
const LOCK_WAIT_MS = 50;
/** A share that was held up is divided for so long; what is left then is set aside, so that the next one can go. */
const DIVIDE_WITHIN_MS = 500;
/** How often it is looked whether rows are still locked: sooner at first, since most are given back at once. */
const FIRST_LOOK_MS = 25;
const LONGEST_LOOK_MS = 250;

/** Who asks whose rows are locked, and until when. */
export type AskedForLocks = Pick<EventsRequest, "asker"> & { readonly until: number };

/** What lanes are made of. */
export interface LaneWork {
  /** One request by itself, its parts where the database can't take the whole. */
  process(request: EventsRequest): Promise<ProcessReply>;
  processShare(share: Share): Promise<readonly ProcessReply[]>;
  /** The names (`Subjects`) of those whose rows another has locked. */
  lockedOf(request: AskedForLocks, names: readonly string[]): Promise<readonly string[]>;
}

/** More waits than can be answered in time. */
export class LaneFullError extends Error {
  constructor() {
    super("too many events wait for their commit");
    this.name = "LaneFullError";
  }
}

/** Its turn did not come within `LANE_WITHIN_MS`; nothing was written. */
export class LaneTimeoutError extends Error {
  constructor() {
    super("the events have waited too long for their commit");
    this.name = "LaneTimeoutError";
  }
}

/**
 * Lets requests of one asker share commits, where its kind may.
 *
 * @param sharesInFlight how many commits of one asker may be under way at once, at least 1
 */
export function coalesce(work: LaneWork, sharesInFlight: number): LaneWork["process"] {
  const lanes = new Map<string, Lane>();
  return (request) => {
    const name = laneOf(request.asker);
    if (name === null) return work.process(request);
    const lane = lanes.get(name) ?? new Lane(work, sharesInFlight, () => lanes.delete(name));
    lanes.set(name, lane);
    return lane.report(request);
  };
}

/** The requests of one asker. */
class Lane {
  readonly #work: LaneWork;
  readonly #sharesInFlight: number;
  readonly #onIdle: () => void;
  readonly #queue = new LaneQueue();
  readonly #gathering: Gathering;
  #running = 0;
  #isLooking = false;
  /** Why the last share could not be written, where it was the database that was away. */
  #away: unknown = null;

  constructor(work: LaneWork, sharesInFlight: number, onIdle: () => void) {
    this.#work = work;
    this.#sharesInFlight = sharesInFlight;
    this.#gathering = new Gathering(sharesInFlight, () => this.#startShares());
    this.#onIdle = onIdle;
  }

  async report(request: EventsRequest): Promise<ProcessReply> {
    const isWaiting = !this.#queue.isEmpty;
    if (isWaiting && this.#queue.events + request.events.length > MAX_WAITING_EVENTS) throw new LaneFullError();
    const { promise, resolve, reject } = Promise.withResolvers<ProcessReply>();
    const state = { isInFlight: false, unanswered: 0, isEnded: false, held: [] };
    const now = performance.now();
    const until = Math.min(now + LANE_WITHIN_MS, request.until ?? Number.POSITIVE_INFINITY);
    const times = { until, startBy: until - LEAST_MS };
    const waiting: Waiting = { request, subjects: subjectsOf(request), resolve, reject, ...times, ...state };
    const timer = setTimeout(() => this.#timeOut(waiting), until - now);
    this.#queue.push(waiting);
    this.#gathering.came();
    this.#startShares();
    try {
      return await promise;
    } finally {
      waiting.isEnded = true;
      clearTimeout(timer);
    }
  }

  #timeOut(waiting: Waiting): void {
    waiting.isEnded = true;
    const { isInFlight, unanswered } = waiting;
    const reason = this.#away ?? new LaneTimeoutError();
    waiting.reject(unanswered > 0 ? new OutcomeUnknownError(reason) : reason);
    if (isInFlight) return;
    this.#queue.drop(waiting);
    // Others may have waited for it.
    this.#startShares();
  }

  #startShares(): void {
    while (this.#running < this.#sharesInFlight && !this.#gathering.isWorthWaiting(this.#queue.requests)) {
      const share = this.#queue.takeShare(this.#gathering.partOf(this.#queue.requests));
      if (share.length === 0) break;
      this.#running += 1;
      void this.#runShare(share);
    }
    if (this.#queue.aside.length > 0) void this.#lookAgain();
    else if (this.#running === 0 && this.#queue.isEmpty && !this.#gathering.isUnderWay) this.#onIdle();
  }

  async #runShare(share: readonly Waiting[]): Promise<void> {
    await this.#settle(share, FIRST_LOCK_WAIT_MS);
    await turnOfTheLoop();
    this.#running -= 1;
    this.#queue.finish(share);
    this.#gathering.answered(share.length);
    this.#startShares();
  }

  /** Tries those that met locked rows again, beside the shares, until none is left. */
  async #lookAgain(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    for (let pause = FIRST_LOOK_MS; this.#queue.aside.length > 0; pause = Math.min(pause * 2, LONGEST_LOOK_MS)) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      const locked = new Set(await this.#lockedOf(this.#queue.aside));
      const share = this.#queue.takeAside((name) => locked.has(name));
      await this.#settle(share, LOCK_WAIT_MS);
      this.#queue.finish(share);
      this.#startShares();
    }
    this.#isLooking = false;
    this.#startShares();
  }

  /** Answers each request of a share or sets it aside; never throws. */
  async #settle(share: readonly Waiting[], lockWaitMs: number): Promise<void> {
    const until = performance.now() + DIVIDE_WITHIN_MS;
    const parts = [share];
    for (let part = parts.pop(), wait = lockWaitMs; part !== undefined; part = parts.pop(), wait = LOCK_WAIT_MS) {
      const error = await this.#attempt(part, wait);
      if (error instanceof LockedError) parts.push(...(await this.#divide(part, until)));
      else if (error !== null) parts.push(...halvesOf(part));
    }
  }

  /** @returns why the share has to be divided; null when all of it was answered */
  async #attempt(share: readonly Waiting[], lockWaitMs: number): Promise<unknown> {
    for (;;) {
      const left = share.filter(({ isEnded }) => !isEnded);
      const [first] = left;
      if (first === undefined) return null;
      const watch = watchOf(left);
      const terms = { lockWaitMs, until: lastOf(left), watch };
      try {
        const replies = await this.#process(first, left, terms);
        for (const [index, reply] of replies.entries()) left[index]?.resolve(reply);
        this.#away = null;
        return null;
      } catch (error) {
        // The time of one of them was over: the others go without it.
        if (watch.isHeldBack) continue;
        this.#away = isUnavailable(error) || isUnknown(error) ? error : null;
        const mayBeOfOne = left.length > 1 && !isGivenUp(error);
        if (error instanceof LockedError || mayBeOfOne) return error;
        for (const { reject } of left) reject(error);
        return null;
      }
    }
  }

  async #process(
    { request }: Waiting,
    left: readonly Waiting[],
    terms: Pick<Share, "lockWaitMs" | "until" | "watch">,
  ): Promise<readonly ProcessReply[]> {
    if (left.length === 1) return [await this.#work.process({ ...request, ...terms })];
    const requests = left.map(({ request }) => request);
    return await this.#work.processShare({ asker: request.asker, requests, ...terms });
  }

  /**
   * Sets those aside whose rows are locked.
   *
   * @returns the others, in parts that are to be tried by themselves
   */
  async #divide(share: readonly Waiting[], until: number): Promise<ReadonlyArray<readonly Waiting[]>> {
    const locked = new Set(await this.#lockedOf(share));
    const free: Waiting[] = [];
    const passedOver = new Set<string>();
    for (const waiting of share) {
      const names = namesOf(waiting).filter((name) => locked.has(name));
      const { own } = waiting.subjects;
      if (names.length === 0 && !own.some((name) => passedOver.has(name))) {
        free.push(waiting);
        continue;
      }
      for (const name of own) passedOver.add(name);
      this.#setAside(waiting, names);
    }
    if (free.length < share.length) return free.length === 0 ? [] : [free];
    // It is a row of another kind, or one that was given back meanwhile.
    if (share.length > 1 && performance.now() < until) return halvesOf(share);
    for (const waiting of share) this.#setAside(waiting, []);
    return [];
  }

  #setAside(waiting: Waiting, locked: readonly string[]): void {
    if (!waiting.isEnded) this.#queue.setAside(waiting, locked);
  }

  /** Where the database can't say, the next attempt tells. */
  async #lockedOf(share: readonly Waiting[]): Promise<readonly string[]> {
    const [first] = share;
    if (first === undefined) return [];
    const asking = { asker: first.request.asker, until: lastOf(share) };
    return await this.#work.lockedOf(asking, [...new Set(share.flatMap(namesOf))]).catch(() => []);
  }
}

/**
 * The embedded database answers without one, so that nothing would arrive while there is something to commit, and each
 * share would be as small as the one before.
 */
function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Keeps count of the commits that each request is in, and holds those back with a request that was told that it is in none. */
function watchOf(share: readonly Waiting[]) {
  const count = (change: 1 | -1) => {
    for (const waiting of share) waiting.unanswered += change;
  };
  return {
    isHeldBack: false,
    sending() {
      this.isHeldBack = share.some(({ isEnded, unanswered }) => isEnded && unanswered === 0);
      if (!this.isHeldBack) count(1);
      return !this.isHeldBack;
    },
    refused: () => count(-1),
  };
}

/** Until when one of them still waits. */
function lastOf(share: readonly Waiting[]): number {
  return Math.max(...share.map(({ until }) => until));
}

function namesOf({ subjects: { own, codes } }: Waiting): string[] {
  return [...own, ...codes];
}

function halvesOf(share: readonly Waiting[]): ReadonlyArray<readonly Waiting[]> {
  const middle = Math.ceil(share.length / 2);
  // The first half is taken first.
  return [share.slice(middle), share.slice(0, middle)];
}
