import { afterAll, beforeAll, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../../dev/postgres.ts";
import { openPg } from "../../src/adapters/database/pg.ts";
import type { ReportedEvent } from "../../src/engine/events/report.ts";
import { createEngineTenant, stateOf } from "./engineTenant.ts";
import type { Act, Races } from "./racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./racing.ts";

/** Ten o'clock on a day of January. */
export function day(n: number): string {
  return `2026-01-${String(n).padStart(2, "0")}T10:00:00Z`;
}

export interface EventRaces {
  readonly rules: unknown;
  /** What the advocates "a" and "b" and their friends did before each race. */
  readonly before: readonly ReportedEvent[];
  readonly contenders: Readonly<Record<string, ReportedEvent>>;
}

/** A test for each event: it is raced with itself and with each after it, in a database of the name given. */
export function raceEvents(name: string, { rules, before, contenders }: EventRaces): void {
  let races: Races;
  beforeAll(async () => {
    const url = await createDatabase(inject("postgresUrl"), name, MIGRATED_TEMPLATE);
    const database = openPg(url, { max: RACING_CONNECTIONS });
    const begun = await createEngineTenant(database, rules, ["a", "b"]);
    await begun.report(database, before);
    races = { database, begun, stateOf: (tenant) => stateOf(database, tenant) };
  });
  afterAll(() => races.database.close());
  const acts = reporting(contenders);
  for (const pairs of pairsOf(acts, acts)) {
    it(`${pairs.name}, beside itself and each that is named after it`, () => raceEach(races, pairs));
  }
}

/** Acts that report one event each, and end as it is answered. */
export function reporting(events: Readonly<Record<string, ReportedEvent>>): Readonly<Record<string, Act>> {
  const acts = Object.entries(events).map(([name, event]) => [name, report(event)] as const);
  return Object.fromEntries(acts);
}

export function report(event: ReportedEvent): Act {
  return async (tenant, on) => (await tenant.report(on, [event]))[0]?.status;
}
