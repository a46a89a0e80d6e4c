import { isContactKind } from "../../domain/contacts.ts";
import type { Ids } from "../../ports.ts";
import { decide } from "../decide/decide.ts";
import type { Snapshot } from "../decide/snapshot.ts";
import type { State } from "../decide/state.ts";
import type { EngineEvent } from "../events/events.ts";
import { MERGED, REASSIGNED } from "../events/events.ts";
import type { HistoryPage } from "../history/backtest.ts";
import { backtestPage, closeBacktest, openBacktest } from "../history/backtest.ts";
import type { CouponsExpected } from "../history/couponsUsed.ts";
import type { CountedPeriod } from "../history/tally.ts";
import { effectsOf } from "../loop/effects.ts";
import { rulesFrom } from "./snapshots.ts";

/** Histories that are decided, stored and decided again by a backtest. */

interface How {
  readonly period?: CountedPeriod;
  readonly expected?: CouponsExpected;
}

export const EVER: CountedPeriod = { from: null, to: null };
const ids: Ids = { id: (prefix) => `${prefix}_1`, code: () => "C", coupon: () => "C", secret: () => "s" };

/** The tables after the events have been decided and committed, as a backtest reads them. */
export interface Stored extends HistoryPage {
  readonly state: State;
}

/** Decides and commits events. */
export function store(snapshot: Snapshot, events: readonly EngineEvent[]): Stored {
  const { state } = decide(snapshot, events);
  const effects = effectsOf(state, { id: "req_1", at: new Date(0), ids });
  const receivedAt = Date.parse("2027-01-01T00:00:00Z");
  const rows = (effects.events ?? []).map(({ position, occurredAt, facts, ...row }) => {
    // What the table holds is JSON.
    const kept: unknown = JSON.parse(JSON.stringify(facts));
    return { ...row, seq: position, occurredAt: Date.parse(occurredAt), receivedAt, facts: kept };
  });
  const contacts = contactsKept(state, rows);
  const merged = new Set(rows.map(({ facts }) => (facts as { mergedId?: string }).mergedId));
  const participants = [...state.participants.values()].map(({ now }) => {
    const countrySeq = state.contacts.filledIn.get(now.id)?.countryPosition ?? null;
    const profile = merged.has(now.id) ? { ...now, emailFolded: null, country: null, segments: [] } : now;
    return {
      ...profile,
      countrySeq,
      contacts: contacts.filter(({ of }) => of === now.id).map(({ contact }) => contact),
    };
  });
  return { state, events: rows, participants, codes: snapshot.codes.map((code) => ({ ...code, createdAt: 0 })) };
}

/** What tables have of contacts: the one who was kept has those of the other since the merge, who had them before. */
function contactsKept({ contacts }: State, events: HistoryPage["events"]) {
  // Cards and devices are not read for a backtest.
  const kept = contacts.added.flatMap(({ participantId: of, hash, kind, position }) =>
    isContactKind(kind) ? [{ of, contact: [hash, kind, position] as const }] : [],
  );
  for (const { type, participantId, seq, facts } of events) {
    if (type !== MERGED || participantId === null) continue;
    const { mergedId } = facts as { readonly mergedId: string };
    const theirs = kept.filter(({ of }) => of === mergedId);
    kept.push(
      ...theirs.map(({ contact: [hash, kind] }) => ({ of: participantId, contact: [hash, kind, seq] as const })),
    );
  }
  return kept;
}

/** Decides what is stored again, in pages of this size, each with the people and codes that it names alone. */
export function replay(stored: Stored, programId: string, document: unknown, size: number, how: How = {}) {
  const { backtest } = replayOpen(stored, programId, document, size, how);
  return { backtest, tally: closeBacktest(backtest) };
}

/** The same, before its figures are drawn. */
export function replayOpen(stored: Stored, programId: string, document: unknown, size: number, how: How = {}) {
  const program = stored.state.programs.get(programId)?.now;
  if (program === undefined) throw new Error("no such program");
  const lastSources = new Map(
    stored.events.flatMap(({ participantId, seq, facts, type }) => {
      const { code = null, clicks = [] } = facts as { code?: string | null; clicks?: readonly unknown[] };
      const matters = code !== null || clicks.length > 0 || type === REASSIGNED || type === MERGED;
      const { mergedId = null } = facts as { mergedId?: string | null };
      const who = [participantId, mergedId].filter((id) => id !== null);
      return matters ? who.map((id) => [id, seq] as const) : [];
    }),
  );
  const backtest = openBacktest(
    program,
    rulesFrom(document, program.currency),
    how.period ?? EVER,
    lastSources,
    how.expected,
  );
  for (let start = 0; start < stored.events.length; start += size) {
    const events = stored.events.slice(start, start + size);
    const text = JSON.stringify(events);
    const codes = stored.codes.filter(
      ({ code, programId: owner }) => owner === programId && text.includes(`"${code}"`),
    );
    const given = events.flatMap(({ facts }) => {
      const { advocateId = null, mergedId = null } = facts as { advocateId?: string; mergedId?: string };
      return [advocateId, mergedId];
    });
    const acting = events.map(({ participantId }) => participantId);
    const named = new Set([...acting, ...given, ...codes.map((c) => c.participantId)]);
    backtestPage(backtest, { events, codes, participants: stored.participants.filter(({ id }) => named.has(id)) });
  }
  return { backtest };
}
