import type { Requests } from "./gathering.ts";
import { Names } from "./names.ts";
import type { EventsRequest, ProcessReply } from "./process.ts";
import type { Subjects } from "./subjects.ts";
import { keySubject } from "./subjects.ts";

/** The most events of one shared commit. */
export const MAX_SHARED_EVENTS = 500;
/** A request with more events is a large one: large and small ones take turns, so that neither waits for all of the others. */
export const MAX_SMALL_EVENTS = 50;

/** A request that was not answered yet. */
export interface Waiting {
  readonly request: EventsRequest;
  readonly subjects: Subjects;
  readonly resolve: (reply: ProcessReply) => void;
  readonly reject: (error: unknown) => void;
  /** By `performance.now()`: then it is answered, with what is known. */
  readonly until: number;
  /** Later there is no time left to find out what became of it. */
  readonly startBy: number;
  /** Whether a share has it. */
  isInFlight: boolean;
  /** Commits with it that were sent and of which it is not known that they wrote nothing. */
  unanswered: number;
  /** It was answered, or its time was over. */
  isEnded: boolean;
  /** Why others wait for it while it is set aside. */
  held: readonly string[];
}

type Size = "small" | "large";

/**
 * The requests of one asker: which of them may go now. First come, first served holds for each participant, order and
 * key, and not for the whole: what waits for a locked row, and a large batch, are overtaken by what concerns others.
 */
export class LaneQueue {
  /** In the order in which they came. */
  #waiting: Waiting[] = [];
  /** Those that met a locked row, in the order in which they did. */
  #aside: Waiting[] = [];
  readonly #inFlight = new Names();
  /** What the rows that others hold are about. */
  readonly #held = new Names();
  #turn: Size = "small";
  #events = 0;
  /** Requests that shares have. */
  #underWay = 0;

  /** Events that wait, those of requests set aside included. */
  get events(): number {
    return this.#events;
  }

  get requests(): Requests {
    return { waiting: this.#waiting.length, underWay: this.#underWay };
  }

  get aside(): readonly Waiting[] {
    return this.#aside;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#aside.length === 0;
  }

  push(waiting: Waiting): void {
    this.#waiting.push(waiting);
    this.#events += waiting.request.events.length;
  }

  /** Takes a request out whose time is over. */
  drop(waiting: Waiting): void {
    const list = this.#aside.includes(waiting) ? this.#aside : this.#waiting;
    const index = list.indexOf(waiting);
    if (index < 0) return;
    list.splice(index, 1);
    this.#leave(waiting);
  }

  /**
   * Requests that wait for none that is under way, as many as fit into one commit; they are in flight from now on.
   *
   * @param most of them, but for those that have to wait for one of them, which come with it
   */
  takeShare(most: number): Waiting[] {
    const sizes: readonly Size[] = this.#turn === "small" ? ["small", "large"] : ["large", "small"];
    for (const size of sizes) {
      const share = this.#pick(size, most);
      if (share.length === 0) continue;
      this.#turn = size === "small" ? "large" : "small";
      this.#waiting = without(this.#waiting, share);
      this.#start(share);
      return share;
    }
    return [];
  }

  /**
   * The same of those that were set aside.
   *
   * @param isLocked whether one of their rows is still locked
   */
  takeAside(isLocked: (name: string) => boolean): Waiting[] {
    const share = takeUpTo(MAX_SHARED_EVENTS, this.#aside, ({ own, codes }, passedOver) => {
      return [...own, ...codes].some(isLocked) || own.some((name) => this.#inFlight.has(name) || passedOver.has(name));
    });
    this.#aside = without(this.#aside, share);
    this.#start(share);
    return share;
  }

  /**
   * A request met a locked row and wrote nothing. Those that come after it and concern the same wait for it; the
   * others in a batch of it do not.
   */
  setAside(waiting: Waiting, locked: readonly string[]): void {
    const isOne = waiting.request.events.length <= 1;
    waiting.isInFlight = false;
    waiting.held = [...new Set([...locked, ...waiting.subjects.own.filter((name) => isOne || name.startsWith("k"))])];
    this.#held.add(waiting.held);
    this.#aside.push(waiting);
    this.#events += waiting.request.events.length;
  }

  /** A share came to its end: nothing waits for it any more. */
  finish(share: readonly Waiting[]): void {
    this.#underWay -= share.length;
    for (const { subjects } of share) this.#inFlight.remove(subjects.own);
  }

  #pick(size: Size, most: number): Waiting[] {
    const isUnderWay = (name: string) => this.#inFlight.has(name) || this.#held.has(name);
    return takeUpTo(most, this.#waiting, ({ own, codes }, passedOver, request) => {
      if (sizeOf(request) !== size) return true;
      return own.some((name) => isUnderWay(name) || passedOver.has(name)) || codes.some((name) => this.#held.has(name));
    });
  }

  #start(share: readonly Waiting[]): void {
    this.#underWay += share.length;
    for (const waiting of share) {
      this.#leave(waiting);
      waiting.isInFlight = true;
      this.#inFlight.add(waiting.subjects.own);
    }
  }

  #leave(waiting: Waiting): void {
    this.#events -= waiting.request.events.length;
    this.#held.remove(waiting.held);
    waiting.held = [];
  }
}

function without(list: readonly Waiting[], taken: readonly Waiting[]): Waiting[] {
  const gone = new Set(taken);
  return list.filter((waiting) => !gone.has(waiting));
}

/**
 * The first requests of a list that have to wait for none, with `MAX_SHARED_EVENTS` in all; or one, if it has more.
 *
 * @param most requests, but for those that would only have to wait for one of them
 * @param hasToWait told whom the requests that were passed over are about, since they come first
 */
function takeUpTo(
  most: number,
  list: readonly Waiting[],
  hasToWait: (subjects: Subjects, passedOver: ReadonlySet<string>, request: EventsRequest) => boolean,
): Waiting[] {
  const share: Waiting[] = [];
  const taken = new Set<string>();
  const passedOver = new Set<string>();
  const now = performance.now();
  let events = 0;
  for (const waiting of list) {
    const { subjects, request, startBy } = waiting;
    // It will be refused, and then nothing of it may have been written.
    if (now > startBy) continue;
    const isLeft = share.length >= most && !subjects.own.some((name) => taken.has(name));
    if (isLeft || hasToWait(subjects, passedOver, request)) {
      for (const name of subjects.own) passedOver.add(name);
      continue;
    }
    if (share.length > 0 && events + request.events.length > MAX_SHARED_EVENTS) break;
    share.push(waiting);
    events += request.events.length;
    for (const name of subjects.own) taken.add(name);
    // A repeat is answered with what is stored, and so after that was committed.
    if (request.idempotency !== null) passedOver.add(keySubject(request.idempotency.key));
  }
  return share;
}

function sizeOf(request: EventsRequest): Size {
  return request.events.length > MAX_SMALL_EVENTS ? "large" : "small";
}
