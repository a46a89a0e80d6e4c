import { isLockTimeout, LOCK_TIMEOUT } from "../../db/pgErrors.ts";
import type { Effects } from "../../db/queries/commitEffects.ts";
import { commitEffects } from "../../db/queries/commitEffects.ts";
import { readLockedRows, rowsLockedBy } from "../../db/queries/lockedByCommit.ts";
import { within } from "../../db/within.ts";
import type { Database } from "../../ports.ts";
import { DatabaseError } from "../../ports.ts";
import { MAX_WRITE_MS, RowFreedError } from "./attempts.ts";
import type { Place } from "./rowQueue.ts";
import { RowQueue } from "./rowQueue.ts";

/**
 * Whose turn it is to commit what shares no commit, where a row is locked. A write that meets a locked row then waits
 * without a connection, and so do all that need the same row. Otherwise hundreds of them would try again and again, and
 * the tenant's other writes would wait for a connection behind them.
 */
export interface RowTurns {
  /** For one write, with all of its attempts. */
  begin(): RowTurn;
}

export interface RowTurn {
  /**
   * Commits, unless it has to wait for a row; see `commitEffects`.
   *
   * @throws {RowFreedError} when it had to and now has its turn: what was read before is old
   * @throws {DatabaseError} as for a row that stayed locked, when its turn did not come
   */
  commit(database: Database, effects: Effects): Promise<void>;
  /** The write is done or given up: the next one has the row. */
  end(): void;
}

/** Where no request may wait for another, as in an isolate of Workers: each tries by itself. */
export const noRowTurns: RowTurns = { begin: () => ({ commit: commitEffects, end() {} }) };

/** The turns of one process. */
export function createRowTurns(database: Database): RowTurns {
  const queues = new Map<string, RowQueue>();

  function queueOf(tenantId: string): RowQueue {
    const known = queues.get(tenantId);
    if (known !== undefined) return known;
    const lockedOf = (rows: readonly string[]) => readLockedRows(database, tenantId, rows);
    const queue: RowQueue = new RowQueue(lockedOf, () => {
      if (queues.get(tenantId) === queue) queues.delete(tenantId);
    });
    queues.set(tenantId, queue);
    return queue;
  }

  return { begin: () => new Turn((tenantId) => queues.get(tenantId), queueOf) };
}

class Turn implements RowTurn {
  readonly #known: (tenantId: string) => RowQueue | undefined;
  readonly #queueOf: (tenantId: string) => RowQueue;
  readonly #until = performance.now() + MAX_WRITE_MS;
  #place: Place | null = null;

  /**
   * @param known the tenant's queue, where anything waits
   * @param queueOf the same, made where there is none
   */
  constructor(known: (tenantId: string) => RowQueue | undefined, queueOf: (tenantId: string) => RowQueue) {
    this.#known = known;
    this.#queueOf = queueOf;
  }

  async commit(database: Database, effects: Effects): Promise<void> {
    const { tenantId } = effects;
    let named: readonly string[] | null = null;
    const rows = () => {
      named ??= rowsLockedBy(effects);
      return named;
    };
    const blockers = () => this.#known(tenantId)?.blockersOf(rows(), this.#place?.rows ?? []) ?? [];
    if (blockers().length > 0) return await this.#wait(tenantId, blockers());
    let isHeldBack = false;
    const sending = () => {
      // Seen to be locked while this waited for its connection.
      isHeldBack = this.#known(tenantId)?.isHeld(rows()) ?? false;
      return !isHeldBack;
    };
    try {
      await commitEffects(database, effects, { sending, refused() {} });
    } catch (error) {
      if (isHeldBack) return await this.#wait(tenantId, blockers());
      if (!isLockTimeout(error)) throw error;
      this.end();
      const looking = within(database, () => this.#until);
      const locked = await readLockedRows(looking, tenantId, rows()).catch(() => []);
      // It was given back meanwhile, or it is a row of another kind: the next attempt tells.
      if (locked.length === 0) throw error;
      this.#queueOf(tenantId).hold(locked);
      await this.#wait(tenantId, locked);
    }
  }

  end(): void {
    this.#place?.leave();
    this.#place = null;
  }

  /** Never returns. Keeps no turn meanwhile, so that two that wait never wait for each other. */
  async #wait(tenantId: string, rows: readonly string[]): Promise<never> {
    this.end();
    this.#place = await this.#queueOf(tenantId).wait(rows, this.#until);
    if (this.#place === null) throw new DatabaseError("A row stayed locked.", LOCK_TIMEOUT, null);
    throw new RowFreedError();
  }
}
