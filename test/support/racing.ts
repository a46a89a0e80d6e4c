import type { EventReply } from "../../src/engine/present.ts";
import type { ReportedEvent } from "../../src/engine/report.ts";
import type { Database } from "../../src/ports.ts";
import type { EngineTenant } from "./engineTenant.ts";
import { stateOf } from "./engineTenant.ts";
import { isCommit, pausing } from "./pausing.ts";

/** Two events of one tenant, one after the other or at once. */

export interface Run {
  readonly state: unknown;
  readonly statuses: readonly (number | undefined)[];
}

const statusesOf = (...replies: (readonly EventReply[])[]) => replies.map((reply) => reply[0]?.status);

export async function oneAfterTheOther(
  database: Database,
  tenant: EngineTenant,
  first: ReportedEvent,
  second: ReportedEvent,
): Promise<Run> {
  const replies = [await tenant.report(database, [first]), await tenant.report(database, [second])];
  return { state: await stateOf(database, tenant), statuses: statusesOf(...replies) };
}

/** The first has loaded and waits before its commit; the second runs from load to commit; the first goes on. */
export async function overtaken(
  database: Database,
  tenant: EngineTenant,
  first: ReportedEvent,
  second: ReportedEvent,
): Promise<Run> {
  const { paused, release, atGate } = pausing(database, isCommit);
  const slow = tenant.report(paused, [first]);
  await atGate;
  const quick = await tenant.report(database, [second]);
  release();
  const late = await slow;
  return { state: await stateOf(database, tenant), statuses: statusesOf(late, quick) };
}

/** Both have loaded; both commit at once. */
export async function atOnce(
  database: Database,
  tenant: EngineTenant,
  first: ReportedEvent,
  second: ReportedEvent,
): Promise<Run> {
  const [one, two] = [pausing(database, isCommit), pausing(database, isCommit)];
  const both = [tenant.report(one.paused, [first]), tenant.report(two.paused, [second])] as const;
  await Promise.all([one.atGate, two.atGate]);
  one.release();
  two.release();
  const [left, right] = await Promise.all(both);
  return { state: await stateOf(database, tenant), statuses: statusesOf(left, right) };
}
