import type { TenantAsker } from "../../db/queries/asker.ts";
import { readTriedProgram } from "../../db/queries/history.ts";
import type { Deps } from "../../deps.ts";
import { parseRules } from "../../domain/parseRules.ts";
import type { BacktestProgram } from "../../engine/history/backtest.ts";
import type { Expected } from "../../engine/history/madeUpYear.ts";
import { eventsExpected } from "../../engine/history/madeUpYear.ts";
import type { ScenarioReply } from "../../engine/history/presentScenario.ts";
import { FACTORS, presentScenario } from "../../engine/history/presentScenario.ts";
import type { Tally } from "../../engine/history/tally.ts";
import type { WriteRefusal } from "../commitOnce.ts";
import { foldMadeUpYear } from "./foldMadeUpYear.ts";
import type { TurnRefusal } from "./inBacktestTurn.ts";
import { inBacktestTurn } from "./inBacktestTurn.ts";
import { rulesRefusal } from "./rulesRefusal.ts";

/** In the largest of the years that are made up: a second or so of one core. */
export const MAX_SCENARIO_EVENTS = 60_000;

export interface ScenarioInput extends Expected {
  /** The key of the program. */
  readonly program: string;
  /** As sent. */
  readonly rules: unknown;
}

export type ScenarioRefusal = "invalid_request" | "program_not_found" | TurnRefusal;

export type ScenarioOutcome =
  | { readonly kind: "unauthorized" }
  | { readonly kind: "refused"; readonly refusal: WriteRefusal<ScenarioRefusal> }
  | { readonly kind: "done"; readonly reply: ScenarioReply };

/**
 * What a rules document would cost in a year that is made up of some expectations, with as many friends, with twice and
 * with five times as many. Every event is decided by the same engine as a real one; nothing is stored.
 *
 * @param signal ends it, when the client has gone
 * @throws the signal's reason
 */
export async function tryScenario(
  deps: Pick<Deps, "database" | "clock" | "openFold" | "backtestTurns">,
  asker: TenantAsker,
  input: ScenarioInput,
  signal: AbortSignal,
): Promise<ScenarioOutcome> {
  const read = await readTriedProgram(deps.database, asker, input.program);
  if (read === null) return { kind: "unauthorized" };
  if (read.body === null) {
    return {
      kind: "refused",
      refusal: { code: "program_not_found", detail: `There is no program "${input.program}".` },
    };
  }
  const parsed = parseRules(input.rules, read.body.currency);
  if (!parsed.ok) return { kind: "refused", ...rulesRefusal(parsed.problems) };
  const tooMany = tooManyEvents(input);
  if (tooMany !== null) return { kind: "refused", refusal: tooMany };

  const program: BacktestProgram = { ...read.body, startsAt: null, endsAt: null };
  const { redeemed } = read.body;
  const start = deps.clock.now().getTime();
  const whose = { tenantId: read.tenantId, asker, program: input.program };
  return await inBacktestTurn(deps, whose, signal, async (turn) => {
    const years: Tally[] = [];
    for (const factor of FACTORS) {
      const expected = { ...input, friendsAMonth: input.friendsAMonth * factor };
      const [tally] = await foldMadeUpYear(deps.openFold, program, [parsed.rules], expected, {
        redeemed,
        start,
        signal: turn,
      });
      if (tally === undefined) throw new Error("a fold gave no figures");
      years.push(tally);
    }
    return { kind: "done", reply: presentScenario(input, program, parsed.rules, years, redeemed) } as const;
  });
}

function tooManyEvents(input: ScenarioInput): WriteRefusal<"invalid_request"> | null {
  const most = Math.max(...FACTORS);
  const count = eventsExpected({ ...input, friendsAMonth: input.friendsAMonth * most });
  if (count <= MAX_SCENARIO_EVENTS) return null;
  const message = `${most} times as many friends would make ${count} events a year, and a scenario has ${MAX_SCENARIO_EVENTS} at most`;
  return { code: "invalid_request", detail: message, errors: [{ path: "friendsAMonth", message }] };
}
