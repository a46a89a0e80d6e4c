import type { EventBody } from "./orders.ts";
import { advocates, eventsOfTheYear, program } from "./orders.ts";

/** Calls the API: a path and, for a POST, its body. */
export type Call = (path: string, body?: unknown) => Promise<{ status: number; headers: Headers; body: unknown }>;

export interface Progress {
  readonly stage: "codes" | "events";
  readonly done: number;
  readonly total: number;
}

/** The figures of `dev/data/expected-friends.json`. */
export interface Figures {
  readonly referrals: number;
  readonly converted: number;
  readonly conversions: number;
  readonly conversionsReversed: number;
  readonly refundsAwaitingTheirPurchase: number;
  readonly overRefunds: number;
  readonly byRule: Readonly<Record<string, { granted: number; notVoided: number; amountMinor: number }>>;
  readonly skipped: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly totals: Readonly<Record<string, number>>;
  readonly top: readonly { participant: string; balances: Readonly<Record<string, number>> }[];
}

/** Its own program, so that whatever else the tenant does changes none of its figures. */
export const PROGRAM_KEY = "online-retail";

/** As many events as one request may carry. */
const BATCH = 500;
/** Codes are asked for this many at a time. */
const AT_ONCE = 16;

/**
 * Runs the year through the public API. Run again it changes nothing: every event is a repeat.
 *
 * @returns the report of the program
 */
export async function replayYear(call: Call, onProgress: (progress: Progress) => void): Promise<unknown> {
  await publishProgram(call);
  const codes = await issueCodes(call, onProgress);
  const events = eventsOfTheYear(PROGRAM_KEY, codes);
  for (let start = 0; start < events.length; start += BATCH) {
    await report(call, events.slice(start, start + BATCH));
    onProgress({ stage: "events", done: Math.min(start + BATCH, events.length), total: events.length });
  }
  return expectStatus(await call(`/v1/reports/summary?program=${PROGRAM_KEY}`), [200]);
}

async function publishProgram(call: Call): Promise<void> {
  const existing = await call(`/v1/programs/${PROGRAM_KEY}`);
  if (existing.status === 200) return;
  const { texts, ...definition } = program();
  expectStatus(await call("/v1/programs", { ...definition, texts, key: PROGRAM_KEY }), [201]);
  expectStatus(await call(`/v1/programs/${PROGRAM_KEY}/publish`, {}), [200, 201]);
}

async function issueCodes(call: Call, onProgress: (progress: Progress) => void): Promise<Map<string, string>> {
  const externalIds = advocates();
  const codes = new Map<string, string>();
  for (let start = 0; start < externalIds.length; start += AT_ONCE) {
    const issued = externalIds.slice(start, start + AT_ONCE).map(async (externalId) => {
      const reply = await call("/v1/codes", { program: PROGRAM_KEY, participant: { externalId } });
      const { code } = expectStatus(reply, [200, 201]) as { code: string };
      codes.set(externalId, code);
    });
    await Promise.all(issued);
    onProgress({ stage: "codes", done: codes.size, total: externalIds.length });
  }
  return codes;
}

async function report(call: Call, events: readonly EventBody[]): Promise<void> {
  const reply = expectStatus(await call("/v1/events/batch", { events }), [200, 201, 207]);
  const { results } = reply as { results: { status: number; problem?: unknown }[] };
  const refused = results.find(({ status }) => status >= 300);
  if (refused !== undefined) throw new Error(`an event was refused: ${JSON.stringify(refused)}`);
}

/** What the report and the participants' balances say, in the shape of the expected figures. */
export async function figuresOf(call: Call, summary: unknown, participants: readonly string[]): Promise<Figures> {
  const { referrals, converted, conversions, conversionsReversed, refundsAwaitingTheirPurchase, overRefunds } =
    summary as Figures;
  const { byRule, skipped, totals } = summary as Figures;
  const top: { participant: string; balances: Record<string, number> }[] = [];
  for (const participant of participants) {
    const reply = expectStatus(await call(`/v1/participants/${participant}`), [200]);
    const { balances } = reply as { balances: { unit: string; pendingMinor: number; availableMinor: number }[] };
    const sums = balances.map(
      ({ unit, pendingMinor, availableMinor }) => [unit, pendingMinor + availableMinor] as const,
    );
    top.push({ participant, balances: Object.fromEntries(sums) });
  }
  return {
    ...{ referrals, converted, conversions, conversionsReversed, refundsAwaitingTheirPurchase, overRefunds },
    byRule: mapValues(byRule, ({ granted, notVoided, amountMinor }) => ({ granted, notVoided, amountMinor })),
    ...{ skipped, totals, top },
  };
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

/** Every figure that differs, by its path. */
export function differences(expected: unknown, seen: unknown, path = ""): string[] {
  if (typeof expected !== "object" || expected === null || typeof seen !== "object" || seen === null) {
    return expected === seen ? [] : [`${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(seen)}`];
  }
  const keys = new Set([...Object.keys(expected), ...Object.keys(seen)]);
  return [...keys].flatMap((key) => {
    const [left, right] = [expected as Record<string, unknown>, seen as Record<string, unknown>];
    return differences(left[key], right[key], path === "" ? key : `${path}.${key}`);
  });
}

function expectStatus(reply: { status: number; body: unknown }, allowed: readonly number[]): unknown {
  if (allowed.includes(reply.status)) return reply.body;
  throw new Error(`the API answered ${reply.status}: ${JSON.stringify(reply.body)}`);
}
