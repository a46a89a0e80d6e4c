/** So many backtests are decided at once in a process, each of another tenant. */
export const BACKTESTS_AT_ONCE = 2;
/** So many backtests of one tenant wait for their turn; more are refused, and the caller tries again. */
export const MAX_WAITING_BACKTESTS = 4;

export interface WhoBacktests {
  readonly tenantId: string;
  /** Who asks and of which program: their newer backtest takes the place of an older one, and of no one else's. */
  readonly caller: string;
}

/** A backtest whose turn it is. */
export interface BacktestTurn {
  /** Ends the backtest: its client has gone, or a newer one has taken its place. */
  readonly signal: AbortSignal;
  /** Gives the turn on. */
  end(): void;
}

/** Whose turn it is to compute for long. */
export interface BacktestTurns {
  /**
   * Waits for a turn, as long as it takes.
   *
   * @param client says that the client has gone
   * @throws {BacktestsFullError}
   * @throws {BacktestReplacedError}
   * @throws the client's reason
   */
  take(who: WhoBacktests, client: AbortSignal): Promise<BacktestTurn>;
}

/** As many of the tenant's backtests wait as may. */
export class BacktestsFullError extends Error {}

/** A newer backtest of the same caller has taken the place. */
export class BacktestReplacedError extends Error {}

interface Place {
  readonly who: WhoBacktests;
  readonly replaced: AbortController;
  readonly signal: AbortSignal;
  readonly turn: PromiseWithResolvers<BacktestTurn>;
}

/** The turns of one process. */
export function createBacktestTurns(): BacktestTurns {
  const running = new Set<Place>();
  const waiting = new Set<Place>();

  function giveTurns(): void {
    for (const place of waiting) {
      if (running.size >= BACKTESTS_AT_ONCE) return;
      if ([...running].some(({ who }) => who.tenantId === place.who.tenantId)) continue;
      waiting.delete(place);
      running.add(place);
      const end = () => {
        if (running.delete(place)) giveTurns();
      };
      place.turn.resolve({ signal: place.signal, end });
    }
  }

  return {
    async take(who, client) {
      client.throwIfAborted();
      for (const other of [...running, ...waiting]) {
        if (other.who.tenantId === who.tenantId && other.who.caller === who.caller) {
          other.replaced.abort(new BacktestReplacedError("a newer backtest has taken the place"));
        }
      }
      const ofTenant = [...waiting].filter((other) => other.who.tenantId === who.tenantId);
      if (ofTenant.length >= MAX_WAITING_BACKTESTS) throw new BacktestsFullError("too many backtests wait");
      const replaced = new AbortController();
      const signal = AbortSignal.any([client, replaced.signal]);
      const place: Place = { who, replaced, signal, turn: Promise.withResolvers() };
      waiting.add(place);
      signal.addEventListener("abort", () => {
        if (waiting.delete(place)) place.turn.reject(signal.reason);
      });
      giveTurns();
      return place.turn.promise;
    },
  };
}

/**
 * Everyone's turn is now. On Workers no request may wait for another: the platform gives each its own processor time,
 * and a request that is cut off would keep its turn for ever.
 */
export const everyTurn: BacktestTurns = {
  take: (_, client) => Promise.resolve({ signal: client, end: () => {} }),
};
