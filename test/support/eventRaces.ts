import type { ReportedEvent } from "../../src/engine/report.ts";
import type { Database } from "../../src/ports.ts";
import type { EngineTenant } from "./engineTenant.ts";
import { stateOf } from "./engineTenant.ts";
import type { Act, Races } from "./racing.ts";
import * as racing from "./racing.ts";

/** Two events of one tenant, one after the other or at once. */

export interface Run {
  readonly state: unknown;
  /** How each was answered, in the order of the events. */
  readonly statuses: readonly unknown[];
}

type Race = (database: Database, tenant: EngineTenant, first: ReportedEvent, second: ReportedEvent) => Promise<Run>;

export const oneAfterTheOther: Race = (database, tenant, first, second) =>
  run(racing.oneAfterTheOther, database, tenant, [first, second]);

export const overtaken: Race = (database, tenant, first, second) =>
  run(racing.overtaken, database, tenant, [first, second]);

export const atOnce: Race = (database, tenant, first, second) => run(racing.atOnce, database, tenant, [first, second]);

async function run(
  race: (races: Races, first: Act, second: Act) => Promise<{ state: unknown; ends: readonly unknown[] }>,
  database: Database,
  tenant: EngineTenant,
  [first, second]: readonly [ReportedEvent, ReportedEvent],
): Promise<Run> {
  const races = { database, begun: async () => tenant, stateOf: (of: EngineTenant) => stateOf(database, of) };
  const { state, ends } = await race(races, reporting(first), reporting(second));
  return { state, statuses: ends };
}

function reporting(event: ReportedEvent): Act {
  return async (tenant, on) => (await tenant.report(on, [event]))[0]?.status;
}
