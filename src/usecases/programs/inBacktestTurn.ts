import type { TenantAsker } from "../../db/queries/asker.ts";
import { sameAs } from "../../db/queries/asker.ts";
import type { Deps } from "../../deps.ts";
import { BacktestReplacedError, BacktestsFullError } from "./backtestTurns.ts";

export type TurnRefusal = "backtest_replaced" | "busy";

interface WhoseTurn {
  readonly tenantId: string;
  readonly asker: TenantAsker;
  readonly program: string;
}

/**
 * Does something long when it is the tenant's turn. What the same asker began earlier for the same program ends then.
 *
 * @param work is given the signal that ends it
 * @returns why it did not come to its end, where it did not
 */
export async function inBacktestTurn<T>(
  { backtestTurns }: Pick<Deps, "backtestTurns">,
  { tenantId, asker, program }: WhoseTurn,
  client: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<
  T | { readonly kind: "refused"; readonly refusal: { readonly code: TurnRefusal; readonly detail: string } }
> {
  try {
    const turn = await backtestTurns.take({ tenantId, caller: JSON.stringify([sameAs(asker), program]) }, client);
    try {
      return await work(turn.signal);
    } finally {
      turn.end();
    }
  } catch (error) {
    if (error instanceof BacktestsFullError) return refused("busy", "Too many backtests wait. Send it again.");
    if (error instanceof BacktestReplacedError) {
      return refused("backtest_replaced", "A newer backtest of the same program by the same caller took its place.");
    }
    throw error;
  }
}

function refused(code: TurnRefusal, detail: string) {
  return { kind: "refused", refusal: { code, detail } } as const;
}
