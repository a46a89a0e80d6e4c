import type { TenantAsker } from "../../db/queries/asker.ts";
import type { HistoryHead } from "../../db/queries/history.ts";
import { readHistoryHead, readHistoryPage } from "../../db/queries/history.ts";
import { parseStored } from "../../db/rows/program.ts";
import type { Deps } from "../../deps.ts";
import { parseRules } from "../../domain/parseRules.ts";
import type { Rules } from "../../domain/rules.ts";
import type { BacktestProgram } from "../../engine/history/backtest.ts";
import type { FoldJob, HistoryFold } from "../../engine/history/historyFold.ts";
import type { WriteRefusal } from "../commitOnce.ts";
import type { BacktestReply } from "./presentBacktest.ts";
import { presentBacktest } from "./presentBacktest.ts";
import { rulesRefusal } from "./rulesRefusal.ts";

/** Some 20 s of one core, and of a Worker's 128 MB what its friends' purchases take; a longer history is refused. */
export const MAX_BACKTEST_EVENTS = 500_000;
/** Read at once: about 2 MB. */
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
 * What a rules document would have given over the tenant's own history, beside what the rules of today would have and
 * what really happened. Everything is decided, in the order of commits; nothing is stored.
 *
 * @param signal ends it, when the client has gone
 * @throws the signal's reason
 */
export async function backtestRules(
  { database, openFold }: Pick<Deps, "database" | "openFold">,
  asker: TenantAsker,
  input: BacktestInput,
  signal: AbortSignal,
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

  const { today } = head.program;
  const isToday = JSON.stringify(today) === JSON.stringify(input.rules);
  const documents =
    today === null || isToday ? [parsed.rules] : [parsed.rules, parseStored(today, head.program.currency)];
  signal.throwIfAborted();
  const fold = openFold(jobOf(head, head.program, documents, input));
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
  head: HistoryHead,
  { id, key, currency, timezone, startsAt, endsAt }: BacktestProgram,
  documents: readonly Rules[],
  { from, to }: BacktestInput,
): FoldJob {
  const at = (time: string | null) => (time === null ? null : Date.parse(time));
  return {
    program: { id, key, currency, timezone, startsAt, endsAt },
    documents,
    period: { from: at(from), to: at(to) },
    lastSources: new Map(Object.entries(head.lastSources ?? {})),
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
