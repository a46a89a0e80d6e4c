import { insertClicks, type PaidClick } from "../../db/queries/clicks.ts";
import type { Deps } from "../../deps.ts";
import type { EventReply } from "../../engine/loop/presentOutcome.ts";
import { type Click, DatabaseError } from "../../ports.ts";

type ClickDeps = Pick<Deps, "database" | "processEvents">;

/** The name under which what clicks earn is asked for. */
const TAKE_CLICKS = "take-clicks";

/** Data exceptions (22) and constraint violations (23): trying again would change nothing. */
const refusedData = /^2[23]/;

/**
 * Stores a batch, and has those clicks decided whose program pays for clicks. Taking the same batch again is safe,
 * and is what makes it complete: what was stored is stored once and what was paid is paid once, however far an
 * earlier attempt came. A visitor is paid for once a day of the program, however often they come by the code.
 *
 * @param clicks no more than the events of one batch
 * @returns how many can never be stored or decided.
 * @throws {DatabaseError} for a failure that may pass.
 * @throws {BusyError} when others kept overtaking a decision.
 * @throws {OutcomeUnknownError} when a decision may have been committed.
 */
export async function takeClicks(deps: ClickDeps, clicks: readonly Click[]): Promise<number> {
  const { refused, paid } = await storeClicks(deps, clicks);
  const byTenant = Map.groupBy(paid, ({ tenantId }) => tenantId);
  const failures: unknown[] = [];
  let undecided = 0;
  for (const [tenantId, ofTenant] of byTenant) {
    try {
      undecided += await decideClicks(deps, tenantId, ofTenant);
    } catch (error) {
      // One tenant's trouble does not keep the others waiting.
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return refused + undecided;
}

interface Stored {
  readonly refused: number;
  /** Those of programs that pay for clicks. */
  readonly paid: readonly PaidClick[];
}

/**
 * One click that the database refuses (a channel with a NUL in it, say) doesn't take the others with it: its batch
 * is halved until it is alone.
 */
async function storeClicks(deps: ClickDeps, clicks: readonly Click[]): Promise<Stored> {
  if (clicks.length === 0) return { refused: 0, paid: [] };
  try {
    return { refused: 0, paid: await insertClicks(deps.database, clicks) };
  } catch (error) {
    if (!(error instanceof DatabaseError) || !refusedData.test(error.sqlState ?? "")) throw error;
    if (clicks.length === 1) return { refused: 1, paid: [] };
    const middle = Math.ceil(clicks.length / 2);
    const first = await storeClicks(deps, clicks.slice(0, middle));
    const second = await storeClicks(deps, clicks.slice(middle));
    return { refused: first.refused + second.refused, paid: [...first.paid, ...second.paid] };
  }
}

/** @returns how many the engine refused */
async function decideClicks(
  { processEvents }: ClickDeps,
  tenantId: string,
  clicks: readonly PaidClick[],
): Promise<number> {
  const asker = { kind: "job", tenantId, job: TAKE_CLICKS } as const;
  let left = clicks.map(({ id, code, channel, occurredAt, visit }) => {
    const click = { type: "click" as const, clickId: id, code, channel, occurredAt };
    return visit === null ? click : { ...click, visit };
  });
  let refused = 0;
  while (left.length > 0) {
    const reply = await processEvents({ asker, events: left, idempotency: null });
    if (reply.kind !== "done") throw new Error(`clicks of ${tenantId} were not decided: ${reply.kind}`);
    const { replies } = reply;
    // Those for which one request had no room go into the next. One that has none by itself never will.
    const next = left.filter((_, index) => index > 0 && isOutOfRoom(replies[index]));
    refused += replies.filter((each) => "problem" in each).length - next.length;
    left = next;
  }
  return refused;
}

function isOutOfRoom(reply: EventReply | undefined): boolean {
  return reply !== undefined && "problem" in reply && reply.problem.code === "too_many_decisions";
}
