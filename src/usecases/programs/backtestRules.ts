import type { TenantAsker } from "../../db/queries/asker.ts";
import {
  readHistoryBeginning,
  readHistoryHead,
  readHistoryPage,
  readLastSources,
  readTriedProgram,
} from "../../db/queries/history.ts";
import { parseStored } from "../../db/rows/program.ts";
import type { Deps } from "../../deps.ts";
import { parseRules } from "../../domain/parseRules.ts";
import type { RedeemedCoupons } from "../../domain/redeemedCoupons.ts";
import { redeemedShare } from "../../domain/redeemedCoupons.ts";
import type { Rules } from "../../domain/rules.ts";
import type { BacktestProgram } from "../../engine/history/backtest.ts";
import type { FoldJob, HistoryFold } from "../../engine/history/historyFold.ts";
import type { BacktestReply } from "../../engine/history/presentBacktest.ts";
import { presentBacktest } from "../../engine/history/presentBacktest.ts";
import type { Tally } from "../../engine/history/tally.ts";
import type { WriteRefusal } from "../commitOnce.ts";
import type { TurnRefusal } from "./inBacktestTurn.ts";
import { inBacktestTurn } from "./inBacktestTurn.ts";
import type { KeptPage } from "./keptHistories.ts";
import { MAX_KEPT_EVENTS } from "./keptHistories.ts";
import { rulesRefusal } from "./rulesRefusal.ts";

/** Some 20 s of one core, and of a Worker's 128 MB what its friends' purchases take; a longer history is refused. */
export const MAX_BACKTEST_EVENTS = 500_000;
/**
 * Read at once: about 1 MB. The embedded database takes some 25 ms for it, in which a Node process does nothing else; a
 * Worker may ask a thousand things for one request, and the longest history has 250 pages.
 */
export const BACKTEST_PAGE = 2_000;

/** No two pages of a process meet in a name. */
const PAGE_NAME_LENGTH = 21;

export interface BacktestInput {
  /** The key of the program. */
  readonly program: string;
  /** As sent. */
  readonly rules: unknown;
  /** RFC 3339; from <= t < to are counted, null has no end. */
  readonly from: string | null;
  readonly to: string | null;
  /**
   * Whether what is read may be kept for some minutes, and what was kept may be used: what people are (country, segments)
   * is then of these minutes. Events that came since are read.
   */
  readonly mayBeKept?: boolean;
}

type BacktestDeps = Pick<Deps, "database" | "ids" | "openFold" | "backtestTurns" | "keptHistories">;

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

/** What is read is what is there when it is the backtest's turn, or was a moment before. */
async function inTurn(
  deps: BacktestDeps,
  asker: TenantAsker,
  input: BacktestInput & { readonly parsed: Rules },
  signal: AbortSignal,
  maxEvents: number,
): Promise<BacktestOutcome> {
  const { database, openFold, keptHistories } = deps;
  const begun = await readHistoryBeginning(database, asker, input.program, maxEvents);
  if (begun === null || begun.body.program === null) return { kind: "unauthorized" };
  const { program, events, lastSeq } = begun.body;
  if (events > maxEvents) {
    return refuse("too_many_events", `There are more than ${maxEvents} events, more than a backtest decides.`);
  }
  const key = JSON.stringify([begun.tenantId, program.id, program.version, input.from, input.to]);
  const state = JSON.stringify([lastSeq, program.redeemed]);
  const mayBeKept = input.mayBeKept === true;
  const kept = mayBeKept ? keptHistories.find(key) : null;
  const same = kept?.state === state ? kept : null;
  const head = same?.head ?? (await readHistoryHead(database, asker, input, begun.body, signal));
  if (head === null) return { kind: "unauthorized" };
  const sources = same?.sources ?? (await readLastSources(database, asker, lastSeq ?? 0))?.body;
  if (sources === undefined) return { kind: "unauthorized" };
  signal.throwIfAborted();

  const { today } = program;
  const isToday = JSON.stringify(today) === JSON.stringify(input.rules);
  const knowsToday = today === null || isToday || (same?.today ?? null) !== null;
  const compared = today === null ? [input.parsed] : [input.parsed, parseStored(today, program.currency)];
  const documents = knowsToday ? [input.parsed] : compared;
  const names = (kept?.pages ?? []).map(({ name }) => name);
  const fold = openFold({ ...jobOf(program, sources, documents, input), kept: names });
  const stop = () => fold.stop();
  signal.addEventListener("abort", stop);
  const keeps = mayBeKept && events <= MAX_KEPT_EVENTS;
  const read = { pages: [...(kept?.pages ?? [])], upTo: kept?.upTo ?? 0 };
  const keep = (todays: Tally | null) => {
    if (keeps) keptHistories.keep(key, { ...read, state, head, sources, today: todays });
  };
  try {
    if (!(await decideHistory(deps, asker, fold, { lastSeq, read, keeps }, signal))) return { kind: "unauthorized" };
    const [drafted, ofToday = same?.today ?? null] = await fold.close();
    if (drafted === undefined) throw new Error("a fold gave no figures");
    const todays = isToday ? drafted : ofToday;
    keep(todays);
    return {
      kind: "done",
      reply: presentBacktest(input, head, drafted, todays, { redeemed: program.redeemed, documents: compared }),
    };
  } catch (error) {
    // What was read serves the draft that took this one's place.
    if (signal.aborted) keep(same?.today ?? null);
    // What a stopped fold throws says less than why it was stopped.
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
    fold.stop();
  }
}

function jobOf(
  { id, key, currency, timezone, startsAt, endsAt, redeemed }: BacktestProgram & { readonly redeemed: RedeemedCoupons },
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
    coupons: { share: redeemedShare(redeemed), orderMinor: null },
  };
}

interface Reading {
  /** The seq of the last event; null where there is none. */
  readonly lastSeq: number | null;
  /** What is read already; what is read now is added, where it is to be kept. */
  readonly read: { readonly pages: KeptPage[]; upTo: number };
  readonly keeps: boolean;
}

/**
 * Reads a page while the one before is decided: no more than two are held, but where the history is short enough to be
 * kept.
 *
 * @returns false when the key was revoked meanwhile
 */
async function decideHistory(
  { database, ids }: BacktestDeps,
  asker: TenantAsker,
  fold: HistoryFold,
  { lastSeq, read, keeps }: Reading,
  signal: AbortSignal,
): Promise<boolean> {
  for (const { json, name } of read.pages) {
    signal.throwIfAborted();
    await fold.page(json, name);
  }
  const upTo = lastSeq ?? 0;
  let after = read.upTo;
  let deciding: Promise<void> = Promise.resolve();
  while (after < upTo) {
    const reading = readHistoryPage(database, asker, { after, upTo, limit: BACKTEST_PAGE });
    const [page] = await Promise.all([reading, deciding]);
    if (page === null) return false;
    after = page.body.lastSeq ?? upTo;
    const { json } = page.body;
    const name = keeps ? ids.secret(PAGE_NAME_LENGTH) : undefined;
    if (name !== undefined) {
      read.pages.push({ name, json });
      read.upTo = after;
    }
    signal.throwIfAborted();
    deciding = fold.page(json, name);
    // It is awaited with the next page; until then its failure is not unheard of.
    deciding.catch(() => {});
  }
  await deciding;
  return true;
}
