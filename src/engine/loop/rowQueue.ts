import type { RowName } from "../../db/queries/lockedByCommit.ts";
import { Names } from "./names.ts";

/** The most writes of one tenant that wait for rows which others have locked; more are refused, and the caller tries again. */
export const MAX_WAITING_WRITES = 2_000;

/** So many have the turn of one row at once: while one commits, the next one loads. */
const AT_ONCE = 2;

/** How often it is looked whether rows are still locked: sooner at first, since most are given back at once. */
const FIRST_LOOK_MS = 25;
const LONGEST_LOOK_MS = 250;

/** A write's place in the queue, and then its turn. */
export interface Place {
  /** The locked rows that it waits for, or whose turn it has. */
  readonly rows: readonly RowName[];
  /** Gives the place up, or the turn on. */
  leave(): void;
}

interface Waiting {
  readonly rows: readonly RowName[];
  readonly start: () => void;
}

/**
 * The writes of one tenant that wait for rows which others have locked, in the order in which they came. Once a row is
 * free they have it two at a time, so that they are not all decided anew for each one that commits. What concerns other
 * rows does not wait here.
 */
export class RowQueue {
  readonly #lockedOf: (rows: readonly RowName[]) => Promise<readonly RowName[]>;
  readonly #onIdle: () => void;
  /** Rows that others had locked when it was looked last. */
  readonly #held = new Set<RowName>();
  #waiting: Waiting[] = [];
  /** The rows of those whose turn it is. */
  readonly #trying = new Names();
  /** The same with those who wait: what comes later and concerns one of these waits too. */
  readonly #wanted = new Names();
  #isLooking = false;

  /**
   * @param lockedOf which of these rows others have locked
   * @param onIdle is told when the queue has nothing more to do
   */
  constructor(lockedOf: (rows: readonly RowName[]) => Promise<readonly RowName[]>, onIdle: () => void) {
    this.#lockedOf = lockedOf;
    this.#onIdle = onIdle;
  }

  isHeld(rows: readonly RowName[]): boolean {
    return rows.some((row) => this.#held.has(row));
  }

  /** The rows that a write has to wait for which has the turn of some. */
  blockersOf(rows: readonly RowName[], own: readonly RowName[]): readonly RowName[] {
    return rows.filter((row) => this.#held.has(row) || (this.#wanted.has(row) && !own.includes(row)));
  }

  /** Others were seen to have locked these rows. */
  hold(rows: readonly RowName[]): void {
    for (const row of rows) this.#held.add(row);
  }

  /**
   * Waits for the turn of these rows.
   *
   * @param until by `performance.now()`
   * @returns null when the turn did not come by then, or as many wait as may
   */
  async wait(rows: readonly RowName[], until: number): Promise<Place | null> {
    if (this.#waiting.length >= MAX_WAITING_WRITES) return null;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const start = () => {
      clearTimeout(timer);
      resolve(true);
    };
    const waiting: Waiting = { rows, start };
    this.#waiting.push(waiting);
    this.#wanted.add(rows);
    const giveUp = () => {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      resolve(false);
    };
    const timer = setTimeout(giveUp, until - performance.now());
    this.#startNext();
    void this.#look();
    const isItsTurn = await promise;
    const leave = () => {
      this.#wanted.remove(rows);
      if (isItsTurn) this.#trying.remove(rows);
      this.#startNext();
      this.#endIfIdle();
    };
    if (isItsTurn) return { rows, leave };
    leave();
    return null;
  }

  #startNext(): void {
    this.#waiting = this.#waiting.filter(({ rows, start }) => {
      if (rows.some((row) => this.#held.has(row) || this.#trying.of(row) >= AT_ONCE)) return true;
      this.#trying.add(rows);
      start();
      return false;
    });
  }

  /** Looks until none of the rows that are waited for is locked any more. */
  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    for (let pause = FIRST_LOOK_MS; this.#held.size > 0; pause = Math.min(pause * 2, LONGEST_LOOK_MS)) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      const asked = [...this.#held].filter((row) => this.#wanted.has(row));
      // Where the database can't say, the next attempt tells.
      const locked = new Set(asked.length === 0 ? [] : await this.#lockedOf(asked).catch(() => []));
      for (const row of this.#held) {
        const isNew = this.#wanted.has(row) && !asked.includes(row);
        if (!locked.has(row) && !isNew) this.#held.delete(row);
      }
      this.#startNext();
    }
    this.#isLooking = false;
    this.#endIfIdle();
  }

  #endIfIdle(): void {
    if (this.#wanted.isEmpty && this.#held.size === 0) this.#onIdle();
  }
}
