import type { TenantAsker } from "../../db/queries/asker.ts";
import type { HistoryHead } from "../../db/queries/history.ts";
import { readHistoryHead, readHistoryPage, readLastSources, readTriedProgram } from "../../db/queries/history.ts";
import { parseStored } from "../../db/rows/program.ts";
import type { Deps } from "../../deps.ts";
import { parseRules } from "../../domain/parseRules.ts";
import type { Rules } from "../../domain/rules.ts";
import type { BacktestProgram } from "../../engine/history/backtest.ts";
import type { FoldJob, HistoryFold } from "../../engine/history/historyFold.ts";
import type { BacktestReply } from "../../engine/history/presentBacktest.ts";
import { presentBacktest } from "../../engine/history/presentBacktest.ts";
import type { WriteRefusal } from "../commitOnce.ts";
import type { TurnRefusal } from "./inBacktestTurn.ts";
import { inBacktestTurn } from "./inBacktestTurn.ts";
import { rulesRefusal } from "./rulesRefusal.ts";

/** Some 20 s of one core, and of a Worker's 128 MB what its friends' purchases take; a longer history is refused. */
export const MAX_BACKTEST_EVENTS = 500_000;
/**
 * Read at once: about 1 MB. The embedded database takes some 25 ms for it, in which a Node process does nothing else; a
 * Worker may ask a thousand things for one request, and the longest history has 250 pages.
 */
export const BACKTEST_PAGE = 2_000;

export interface BacktestInput {
  /** The key of the program. */
  readonly program: string;
  /** As sent. */
  readonly rules: unknown;
  /** RFC 3339; from <= t < to are counted, null has no end. */
  readonly from: string | null;
  readonly to: string | null;
}

type BacktestDeps = Pick<Deps, "database" | "openFold" | "backtestTurns">;

export type BacktestRefusal = "invalid_request" | "program_not_found" | "too_many_events" | TurnRefusal;

export type BacktestOutcome =
  | { readonly kind: "unauthorized" }
  | {
      readonly kind: "refused";
      readonly refusal: WriteRefusal<BacktestRefusal>;
    }
  | { readonly kind: "done"; readonly reply: BacktestReply };

/**
 * What a rules document would have given over the tenant's own history, beside what the rules of today would have and
 * what really happened. Everything is decided, in the order of commits; nothing is stored.
 *
 * @param signal ends it, when the client has gone
 * @throws the signal's reason
 */
export async function backtestRules(
  deps: BacktestDeps,
  asker: TenantAsker,
  input: BacktestInput,
  signal: AbortSignal,
  maxEvents = MAX_BACKTEST_EVENTS,
): Promise<BacktestOutcome> {
  const read = await readTriedProgram(deps.database, asker, input.program);
  if (read === null) return { kind: "unauthorized" };
  if (read.body === null) return refuse("program_not_found", `There is no program "${input.program}".`);
  const parsed = parseRules(input.rules, read.body.currency);
  if (!parsed.ok) return { kind: "refused", ...rulesRefusal(parsed.problems) };

  const whose = { tenantId: read.tenantId, asker, program: input.program };
  return await inBacktestTurn(deps, whose, signal, (turn) =>
    inTurn(deps, asker, { ...input, parsed: parsed.rules }, turn, maxEvents),
  );
}

function refuse(code: BacktestRefusal, detail: string): BacktestOutcome {
  return { kind: "refused", refusal: { code, detail } };
}

/** What is read is what is there when it is the backtest's turn. */
async function inTurn(
  { database, openFold }: BacktestDeps,
  asker: TenantAsker,
  input: BacktestInput & { readonly parsed: Rules },
  signal: AbortSignal,
  maxEvents: number,
): Promise<BacktestOutcome> {
  const head = await readHistoryHead(database, asker, input, maxEvents, signal);
  if (head === null || head.program === null) return { kind: "unauthorized" };
  if (head.events > maxEvents) {
    return refuse("too_many_events", `There are more than ${maxEvents} events, more than a backtest decides.`);
  }
  const sources = await readLastSources(database, asker, head.lastSeq ?? 0);
  if (sources === null) return { kind: "unauthorized" };
  signal.throwIfAborted();

  const { today } = head.program;
  const isToday = JSON.stringify(today) === JSON.stringify(input.rules);
  const documents =
    today === null || isToday ? [input.parsed] : [input.parsed, parseStored(today, head.program.currency)];
  const fold = openFold(jobOf(head.program, sources.body, documents, input));
  const stop = () => fold.stop();
  signal.addEventListener("abort", stop);
  try {
    if (!(await decideHistory(database, asker, fold, head, signal))) return { kind: "unauthorized" };
    const [drafted, ofToday = null] = await fold.close();
    if (drafted === undefined) throw new Error("a fold gave no figures");
    return { kind: "done", reply: presentBacktest(input, head, drafted, isToday ? drafted : ofToday) };
  } catch (error) {
    // What a stopped fold throws says less than why it was stopped.
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
    fold.stop();
  }
}

function jobOf(
  { id, key, currency, timezone, startsAt, endsAt }: BacktestProgram,
  lastSources: Readonly<Record<string, number>>,
  documents: readonly Rules[],
  { from, to }: BacktestInput,
): FoldJob {
  const at = (time: string | null) => (time === null ? null : Date.parse(time));
  return {
    program: { id, key, currency, timezone, startsAt, endsAt },
    documents,
    period: { from: at(from), to: at(to) },
    lastSources: new Map(Object.entries(lastSources)),
  };
}

/**
 * Reads a page while the one before is decided: no more than two are held.
 *
 * @returns false when the key was revoked meanwhile
 */
async function decideHistory(
  database: Deps["database"],
  asker: TenantAsker,
  fold: HistoryFold,
  { program, lastSeq }: HistoryHead,
  signal: AbortSignal,
): Promise<boolean> {
  const programId = program?.id ?? "";
  const upTo = lastSeq ?? 0;
  let after = 0;
  let deciding: Promise<void> = Promise.resolve();
  while (after < upTo) {
    const reading = readHistoryPage(database, asker, { programId, after, upTo, limit: BACKTEST_PAGE });
    const [page] = await Promise.all([reading, deciding]);
    signal.throwIfAborted();
    if (page === null) return false;
    deciding = fold.page(page.body.json);
    // It is awaited with the next page; until then its failure is not unheard of.
    deciding.catch(() => {});
    after = page.body.lastSeq ?? upTo;
  }
  await deciding;
  return true;
}
