/** Those who were just answered are waited for so long, and no longer. */
export const GATHER_WITHIN_MS = 2;

/** The requests of a lane. */
export interface Requests {
  readonly waiting: number;
  /** Those that shares have. */
  readonly underWay: number;
}

/**
 * When the next share of a lane begins, and how many requests it has. A share costs the database about as much for one
 * event as for ten, and clients that were answered together ask again one after the other. If the first of them were a
 * share by itself, three of four shares would have one event. So a share waits a moment, until its part of all has come:
 * of those that wait, are under way, or were just answered and may ask again.
 */
export class Gathering {
  readonly #sharesInFlight: number;
  readonly #onOver: () => void;
  /** Who was just answered and has not asked again. */
  #answered = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isOver = false;

  /**
   * @param sharesInFlight how many shares may be under way at once, at least 1
   * @param onOver is called when the wait is over, whoever has come by then
   */
  constructor(sharesInFlight: number, onOver: () => void) {
    this.#sharesInFlight = sharesInFlight;
    this.#onOver = onOver;
  }

  /** Whether clients that were answered may still ask again. */
  get isUnderWay(): boolean {
    return this.#timer !== null;
  }

  /** A request came. */
  came(): void {
    if (this.#answered > 0) this.#answered -= 1;
  }

  /** A share of so many requests was answered. */
  answered(requests: number): void {
    this.#answered = requests;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  /** How many requests a share has. Shares under way at once are as large as each other: while the app decides one, the database commits the other. */
  partOf({ waiting, underWay }: Requests): number {
    return Math.ceil((waiting + underWay + this.#answered) / this.#sharesInFlight);
  }

  /** Whether the next share is to wait for more; if so, `onOver` is called soon. */
  isWorthWaiting(requests: Requests): boolean {
    if (this.#isOver || requests.waiting === 0 || requests.waiting >= this.partOf(requests)) return false;
    this.#timer ??= this.#start();
    return true;
  }

  #start(): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.#timer = null;
      this.#answered = 0;
      this.#isOver = true;
      this.#onOver();
      this.#isOver = false;
    }, GATHER_WITHIN_MS);
  }
}
