import { expect, it } from "vitest";
import type { TriggerName } from "../../domain/triggers.ts";
import type { EngineEvent } from "../events/events.ts";
import { documentOf, ruleOf } from "../testing/documents.ts";
import { click, purchase, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { tell } from "../testing/telling.ts";

const friend = signup("fay", "ann", "2026-01-01");
const order = purchase("fay", "o1", 1000, "2026-01-02");

/** What makes each trigger happen once. A trigger that the list gains does not compile without its own. */
const HAPPENING: Readonly<Record<TriggerName, readonly EngineEvent[]>> = {
  signup: [friend],
  click: [click("ann", "c1", "2026-01-01")],
  conversion: [friend, order],
  purchase: [friend, order],
};

it.each(Object.entries(HAPPENING))("a rule that listens to %s gives when it happens, and once", (event, events) => {
  const rule = ruleOf("r", { on: { event } });
  expect(tell(snapshotOf(documentOf([rule])), events).flat()).toEqual(["r 1000"]);
});
