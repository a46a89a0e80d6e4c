import { advocates, eventsOfTheYear, program as programOfTheYear } from "../dev/replay/orders.ts";
import { nanoIds } from "../src/adapters/nanoIds.ts";
import type { StoredProgram } from "../src/db/rows/program.ts";
import { UNRESTRICTED } from "../src/domain/codeTerms.ts";
import { planOf } from "../src/domain/counters.ts";
import { parseRules } from "../src/domain/parseRules.ts";
import type { Rules } from "../src/domain/rules.ts";
import { decide } from "../src/engine/decide/decide.ts";
import type { Snapshot } from "../src/engine/decide/snapshot.ts";
import { EMPTY_SNAPSHOT } from "../src/engine/decide/snapshot.ts";
import type { EngineEvent } from "../src/engine/events/events.ts";
import { prepareEvent } from "../src/engine/events/report.ts";
import { backtestPage, closeBacktest, openBacktest } from "../src/engine/history/backtest.ts";
import type { StoredEvent } from "../src/engine/history/storedEvents.ts";
import { effectsOf } from "../src/engine/loop/effects.ts";
import { parseEvent } from "../src/http/schemas/events.ts";
import { BACKTEST_PAGE } from "../src/usecases/programs/backtestRules.ts";

/**
 * `node bench/decide.ts`: how many events a second one core decides, without any database: the real year of
 * `dev/data`, once as one batch and once as a backtest reads it, page by page from what the table keeps, with
 * everything that it does between pages. The best of some rounds, since whatever else runs here only takes away.
 */

const ROUNDS = 7;
const KEY = "friends";
const NOW = new Date("2012-01-01T00:00:00Z");

function rulesOfTheYear(): Rules {
  const parsed = parseRules(programOfTheYear().rules, "GBP");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.rules;
}

function yearOfEvents(): EngineEvent[] {
  const codes = new Map(advocates().map((externalId) => [externalId, `A${externalId}`]));
  return eventsOfTheYear(KEY, codes).map((body) => {
    const parsed = parseEvent(body, NOW);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    return prepareEvent(parsed.value, NOW, nanoIds, "bench").event;
  });
}

/** A tenant with its advocates and their codes, to whom nothing has happened. */
function beginning(rules: Rules): Snapshot {
  const running = {
    status: "active" as const,
    pausedReason: null,
    pausedPeriod: null,
    pausedAt: null,
    startsAt: null,
    endsAt: null,
  };
  const place = { id: "prog_1", key: KEY, currency: "GBP", timezone: "UTC", version: 1, epoch: 1 };
  const program: StoredProgram = { ...place, ...running, plan: planOf(rules), rules: new Map([[1, rules]]) };
  const unknown = {
    emailFolded: null,
    phone: null,
    guest: false,
    country: null,
    segments: [],
    firstSignupAt: null,
    ...{ hasName: false, hasLocale: false, blocked: false },
    firstPurchaseAt: null,
    customerSince: null,
  };
  const people = advocates().map((externalId) => {
    return { id: `par_${externalId}`, externalId, ...unknown, version: 1, referredVersion: 0 };
  });
  const codes = people.map(({ id, externalId }) => {
    const code = `A${externalId}`;
    return {
      code,
      programId: "prog_1",
      participantId: id,
      primary: code,
      version: 0,
      application: null,
      ...UNRESTRICTED,
    };
  });
  return { tenantId: "ten_1", ...EMPTY_SNAPSHOT, participants: people, programs: [program], codes };
}

/** The rows that the year leaves in the table of events. */
function storedYear(snapshot: Snapshot, events: readonly EngineEvent[]) {
  const { state } = decide(snapshot, events);
  const { events: rows = [] } = effectsOf(state, { id: "req_1", at: NOW, ids: nanoIds });
  const stored = rows.map(({ position, occurredAt, ...row }): StoredEvent => {
    return { ...row, seq: position, occurredAt: Date.parse(occurredAt), receivedAt: NOW.getTime() };
  });
  return { stored, participants: [...state.participants.values()].map(({ now }) => now) };
}

/** By the clock, and by what the thread itself computed: on a machine that is shared the two differ. */
function best(count: number, work: () => void): string {
  let [byClock, byCore] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < ROUNDS; round++) {
    const [started, used] = [performance.now(), process.threadCpuUsage()];
    work();
    const { user, system } = process.threadCpuUsage(used);
    byClock = Math.min(byClock, performance.now() - started);
    byCore = Math.min(byCore, (user + system) / 1000);
  }
  const rate = (ms: number) => Math.round((count / ms) * 1000).toLocaleString("en-GB");
  return `${rate(byClock).padStart(9)} events/s by the clock, ${rate(byCore).padStart(9)} by the core's time`;
}

const rules = rulesOfTheYear();
const events = yearOfEvents();
const snapshot = beginning(rules);
const [program] = snapshot.programs;
if (program === undefined) throw new Error("no program");
const { stored, participants } = storedYear(snapshot, events);
const codes = snapshot.codes.map((code) => ({ ...code, createdAt: 0 }));
const lastSources = new Map(
  stored.flatMap(({ type, participantId, seq }) => {
    return type === "signup" && participantId !== null ? [[participantId, seq] as const] : [];
  }),
);

console.log(`decide, one batch      ${best(events.length, () => decide(snapshot, events))}`);
const inPages = best(stored.length, () => {
  const backtest = openBacktest(program, rules, { from: null, to: null }, lastSources);
  for (let start = 0; start < stored.length; start += BACKTEST_PAGE) {
    backtestPage(backtest, { events: stored.slice(start, start + BACKTEST_PAGE), participants, codes });
  }
  closeBacktest(backtest);
});
console.log(`backtest, page by page ${inPages}`);
