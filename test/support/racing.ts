import { expect } from "vitest";
import type { Database } from "../../src/ports.ts";
import type { EngineTenant } from "./engineTenant.ts";
import { isCommit, pausing } from "./pausing.ts";

/** Something done to a tenant, on the database given; says how it ended. */
export type Act = (tenant: EngineTenant, on: Database) => Promise<unknown>;

export interface Races {
  readonly database: Database;
  /** A tenant of its own to whom everything that the two acts need has happened. */
  readonly begun: () => Promise<EngineTenant>;
  readonly stateOf: (tenant: EngineTenant) => Promise<unknown>;
}

/** Two acts that race end as one after the other would, in one order or the other. */
export async function racesAsOne(
  races: Races,
  [name, first]: readonly [string, Act],
  [other, second]: readonly [string, Act],
): Promise<void> {
  const ab = await oneAfterTheOther(races, first, second);
  const reversed = await oneAfterTheOther(races, second, first);
  const ba = { state: reversed.state, ends: reversed.ends.toReversed() };
  for (const race of [overtaken, atOnce]) {
    const outcome = await race(races, first, second);
    if (JSON.stringify(outcome) === JSON.stringify(ba)) continue;
    expect(outcome, `${race.name}: ${name} / ${other}`).toEqual(ab);
  }
}

async function oneAfterTheOther({ database, begun, stateOf }: Races, first: Act, second: Act) {
  const tenant = await begun();
  const ends = [await first(tenant, database), await second(tenant, database)];
  return { state: await stateOf(tenant), ends };
}

/** The first has loaded and waits before its commit; the second runs from load to commit; the first goes on. */
async function overtaken({ database, begun, stateOf }: Races, first: Act, second: Act) {
  const tenant = await begun();
  const { paused, release: go, atGate } = pausing(database, isCommit);
  const slow = first(tenant, paused);
  await Promise.race([atGate, slow]);
  const quick = await second(tenant, database);
  go();
  const ends = [await slow, quick];
  return { state: await stateOf(tenant), ends };
}

/** Both have loaded; both commit at once. */
async function atOnce({ database, begun, stateOf }: Races, first: Act, second: Act) {
  const tenant = await begun();
  const [one, two] = [pausing(database, isCommit), pausing(database, isCommit)];
  const both = [first(tenant, one.paused), second(tenant, two.paused)] as const;
  await Promise.all([Promise.race([one.atGate, both[0]]), Promise.race([two.atGate, both[1]])]);
  one.release();
  two.release();
  const ends = await Promise.all(both);
  return { state: await stateOf(tenant), ends };
}
