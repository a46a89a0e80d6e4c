import type { TenantAsker } from "../../db/queries/asker.ts";
import type { HistoryHead } from "../../db/queries/history.ts";
import { readHistoryHead, readHistoryPage } from "../../db/queries/history.ts";
import type { Deps } from "../../deps.ts";
import { parseRules } from "../../domain/parseRules.ts";
import type { Rules } from "../../domain/rules.ts";
import type { Backtest, BacktestProgram } from "../../engine/history/backtest.ts";
import { backtestPage, closeBacktest, openBacktest } from "../../engine/history/backtest.ts";
import type { WriteRefusal } from "../commitOnce.ts";
import type { BacktestReply } from "./presentBacktest.ts";
import { presentBacktest } from "./presentBacktest.ts";
import { rulesRefusal } from "./rulesRefusal.ts";

/** Some 10 s of one core, and of a Worker's 128 MB what its friends' purchases take; a longer history is refused. */
export const MAX_BACKTEST_EVENTS = 500_000;
/** Read and decided at once: about 2 MB and a tenth of a second in which a Node process answers no one else. */
export const BACKTEST_PAGE = 5_000;

export interface BacktestInput {
  /** The key of the program. */
  readonly program: string;
  /** As sent. */
  readonly rules: unknown;
  /** RFC 3339; from <= t < to are counted, null has no end. */
  readonly from: string | null;
  readonly to: string | null;
}

export type BacktestOutcome =
  | { readonly kind: "unauthorized" }
  | {
      readonly kind: "refused";
      readonly refusal: WriteRefusal<"invalid_request" | "program_not_found" | "too_many_events">;
    }
  | { readonly kind: "done"; readonly reply: BacktestReply };

/**
 * What a rules document would have given over the tenant's own history, beside what really happened. Everything is
 * decided, in the order of commits; nothing is stored.
 */
export async function backtestRules(
  { database }: Pick<Deps, "database">,
  asker: TenantAsker,
  input: BacktestInput,
  maxEvents = MAX_BACKTEST_EVENTS,
): Promise<BacktestOutcome> {
  const read = await readHistoryHead(database, asker, input, maxEvents);
  if (read === null) return { kind: "unauthorized" };
  const head = read.body;
  if (head.program === null) {
    return {
      kind: "refused",
      refusal: { code: "program_not_found", detail: `There is no program "${input.program}".` },
    };
  }
  const parsed = parseRules(input.rules, head.program.currency);
  if (!parsed.ok) return { kind: "refused", ...rulesRefusal(parsed.problems) };
  if (head.events > maxEvents) {
    const detail = `There are more than ${maxEvents} events, more than a backtest decides.`;
    return { kind: "refused", refusal: { code: "too_many_events", detail } };
  }

  const backtest = begin(head, head.program, parsed.rules, input);
  const isThrough = await decideHistory(database, asker, backtest, head.lastSeq ?? 0);
  if (!isThrough) return { kind: "unauthorized" };
  return { kind: "done", reply: presentBacktest(input, head, closeBacktest(backtest), backtest.state) };
}

function begin(head: HistoryHead, program: BacktestProgram, rules: Rules, { from, to }: BacktestInput): Backtest {
  const at = (time: string | null) => (time === null ? null : Date.parse(time));
  const lastSources = new Map(Object.entries(head.lastSources ?? {}));
  return openBacktest(program, rules, { from: at(from), to: at(to) }, lastSources);
}

/** @returns false when the key was revoked meanwhile */
async function decideHistory(
  database: Deps["database"],
  asker: TenantAsker,
  backtest: Backtest,
  upTo: number,
): Promise<boolean> {
  const { programId } = backtest;
  let after = 0;
  while (after < upTo) {
    const page = await readHistoryPage(database, asker, { programId, after, upTo, limit: BACKTEST_PAGE });
    if (page === null) return false;
    backtestPage(backtest, page.body);
    after = page.body.events.at(-1)?.seq ?? upTo;
  }
  return true;
}
