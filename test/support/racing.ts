import { expect } from "vitest";
import type { Database } from "../../src/ports.ts";
import type { EngineTenant } from "./engineTenant.ts";
import { copiesOf } from "./engineTenant.ts";
import { IS_LONG } from "./long.ts";
import { isCommit, pausing } from "./pausing.ts";

/** Something done to a tenant, on the database given; says how it ended. */
export type Act = (tenant: EngineTenant, on: Database) => Promise<unknown>;
type NamedAct = readonly [name: string, act: Act];

export interface Races {
  /** Two connections for each pair that races at once, or their statements wait for each other before the server. */
  readonly database: Database;
  /** To whom everything that the acts need has happened; each race is run on a copy. */
  readonly begun: EngineTenant;
  readonly stateOf: (tenant: EngineTenant) => Promise<unknown>;
}

interface Outcome {
  readonly state: unknown;
  /** How each act ended, in the order in which they were named. */
  readonly ends: readonly unknown[];
}

type Run = (races: Races, tenant: EngineTenant, first: Act, second: Act) => Promise<Outcome>;

const PAIRS_AT_ONCE = 8;
/** The connections that the races of one file need. */
export const RACING_CONNECTIONS = 2 * PAIRS_AT_ONCE;
/** One after the other in either order, one overtaken by the other either way, and both at once. */
const RUNS_A_PAIR = 5;

/** An act with everything that it is to be raced with. */
export interface Pairs {
  readonly name: string;
  readonly act: Act;
  readonly others: readonly NamedAct[];
}

/** Each of the first acts with all the others, and no pair twice. */
export function pairsOf(
  firsts: Readonly<Record<string, Act>>,
  others: Readonly<Record<string, Act>>,
): readonly Pairs[] {
  const names = Object.keys(firsts);
  return Object.entries(firsts).map(([name, act], index) => {
    const seen = names.slice(0, index);
    return { name, act, others: Object.entries(others).filter(([other]) => !seen.includes(other)) };
  });
}

/** Which of two that commit at once is first is left to chance, and so are the waits for locks. */
const ROUNDS = IS_LONG ? 10 : 1;

/** Two acts that race end as one after the other would, in one order or the other. */
export async function raceEach(races: Races, pairs: Pairs): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) await raceOnce(races, pairs);
}

async function raceOnce(races: Races, { name, act, others }: Pairs): Promise<void> {
  const tenants = (await copiesOf(races.database, races.begun, RUNS_A_PAIR * others.length)).values();
  const waiting = others.values();
  const raceOn = async () => {
    for (const other of waiting) await racePair(races, tenants, [name, act], other);
  };
  // The others come to their end too when one has failed, so that nothing runs on into the next test.
  const ends = await Promise.allSettled(Array.from({ length: PAIRS_AT_ONCE }, raceOn));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

async function racePair(
  races: Races,
  tenants: Iterator<EngineTenant>,
  [name, first]: NamedAct,
  [other, second]: NamedAct,
): Promise<void> {
  const run = async (how: Run, one = first, two = second) => {
    const { value: tenant, done } = tenants.next();
    if (done) throw new Error("more runs than tenants");
    return await how(races, tenant, one, two);
  };
  const reversed = ({ state, ends }: Outcome): Outcome => ({ state, ends: ends.toReversed() });
  const ab = await run(oneAfterTheOther);
  const ba = reversed(await run(oneAfterTheOther, second, first));
  const raced = [
    [`${name}, overtaken by ${other}`, await run(overtaken)],
    [`${other}, overtaken by ${name}`, reversed(await run(overtaken, second, first))],
    [`${name}, at once with ${other}`, await run(atOnce)],
  ] as const;
  for (const [title, outcome] of raced) {
    if (JSON.stringify(outcome) === JSON.stringify(ba)) continue;
    expect(outcome, title).toEqual(ab);
  }
}

const oneAfterTheOther: Run = async ({ database, stateOf }, tenant, first, second) => {
  const ends = [await first(tenant, database), await second(tenant, database)];
  return { state: await stateOf(tenant), ends };
};

/** The first has loaded and waits before its commit; the second runs from load to commit; the first goes on. */
const overtaken: Run = async ({ database, stateOf }, tenant, first, second) => {
  const { paused, release: go, atGate } = pausing(database, isCommit);
  const slow = first(tenant, paused);
  await Promise.race([atGate, slow]);
  const quick = await second(tenant, database);
  go();
  const ends = [await slow, quick];
  return { state: await stateOf(tenant), ends };
};

/** Both have loaded; both commit at once. */
const atOnce: Run = async ({ database, stateOf }, tenant, first, second) => {
  const [one, two] = [pausing(database, isCommit), pausing(database, isCommit)];
  const both = [first(tenant, one.paused), second(tenant, two.paused)] as const;
  await Promise.all([Promise.race([one.atGate, both[0]]), Promise.race([two.atGate, both[1]])]);
  one.release();
  two.release();
  const ends = await Promise.all(both);
  return { state: await stateOf(tenant), ends };
};
