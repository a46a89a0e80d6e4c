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
  /**
   * How often an act commits at most: once, where it is absent. It is overtaken before each commit, and may then end as
   * one that was cut short there and is done again after the other.
   */
  readonly commits?: number;
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
/** One after the other in either order, both at once, and one overtaken by the other either way, before each commit. */
const runsOf = (commits: number) => 3 + 2 * commits + 2 * (commits - 1);

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

/** The same, once also in `npm run test:long`. */
export async function raceOnce(races: Races, { name, act, others }: Pairs): Promise<void> {
  const tenants = (await copiesOf(races.database, races.begun, runsOf(races.commits ?? 1) * others.length)).values();
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
  const run = async (how: Run) => {
    const { value: tenant, done } = tenants.next();
    if (done) throw new Error("more runs than tenants");
    return await how(races, tenant, first, second);
  };
  const ab = await run(oneAfterTheOther);
  const serial = [ab, await run(reversed(oneAfterTheOther))];
  const raced: [how: string, outcome: Outcome][] = [[`${name}, at once with ${other}`, await run(atOnce)]];
  for (let commit = 1; commit <= (races.commits ?? 1); commit++) {
    raced.push([`${name}, overtaken by ${other} before commit ${commit}`, await run(overtaken(commit))]);
    raced.push([`${other}, overtaken by ${name} before commit ${commit}`, await run(reversed(overtaken(commit)))]);
    if (commit > 1) serial.push(await run(cutShort(commit)), await run(reversed(cutShort(commit))));
  }
  const allowed = new Set(serial.map((outcome) => JSON.stringify(outcome)));
  for (const [title, outcome] of raced) if (!allowed.has(JSON.stringify(outcome))) expect(outcome, title).toEqual(ab);
}

/** The same with the second act in the place of the first. */
function reversed(how: Run): Run {
  return async (races, tenant, first, second) => {
    const { state, ends } = await how(races, tenant, second, first);
    return { state, ends: ends.toReversed() };
  };
}

const oneAfterTheOther: Run = async ({ database, stateOf }, tenant, first, second) => {
  const ends = [await first(tenant, database), await second(tenant, database)];
  return { state: await stateOf(tenant), ends };
};

/** The first fails before a commit, once it has made those before; the second is done, and then the first again. */
function cutShort(commit: number): Run {
  return async (races, tenant, first, second) => {
    const { database } = races;
    const isCut = nth(commit);
    let wasCut = false;
    const failing: Database = {
      query: async (...statement) => {
        wasCut ||= isCut(statement[0]);
        if (wasCut) throw new Error("cut short");
        return await database.query(...statement);
      },
      close: () => database.close(),
    };
    const end = await first(tenant, failing).catch((error) => {
      if (!wasCut) throw error;
    });
    if (wasCut) return await reversed(oneAfterTheOther)(races, tenant, first, second);
    // It has fewer commits than that.
    const ends = [end, await second(tenant, database)];
    return { state: await races.stateOf(tenant), ends };
  };
}

/** The first has loaded and waits before a commit; the second runs from load to commit; the first goes on. */
function overtaken(commit: number): Run {
  return async ({ database, stateOf }, tenant, first, second) => {
    const { paused, release: go, atGate } = pausing(database, nth(commit));
    const slow = first(tenant, paused);
    await Promise.race([atGate, slow]);
    const quick = await second(tenant, database);
    go();
    const ends = [await slow, quick];
    return { state: await stateOf(tenant), ends };
  };
}

/** Which statement is the commit of that number, counted from one. */
function nth(commit: number): (sql: string) => boolean {
  let begun = 0;
  return (sql) => isCommit(sql) && ++begun === commit;
}

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
