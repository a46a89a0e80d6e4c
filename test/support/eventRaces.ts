import type { ReportedEvent } from "../../src/engine/events/report.ts";
import type { Act } from "./racing.ts";

/** Acts that report one event each, and end as it is answered. */
export function reporting(events: Readonly<Record<string, ReportedEvent>>): Readonly<Record<string, Act>> {
  const acts = Object.entries(events).map(([name, event]) => [name, report(event)] as const);
  return Object.fromEntries(acts);
}

export function report(event: ReportedEvent): Act {
  return async (tenant, on) => (await tenant.report(on, [event]))[0]?.status;
}
