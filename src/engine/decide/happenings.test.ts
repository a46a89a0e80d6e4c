import { describe, expect, it } from "vitest";
import type { Happening } from "../../db/rows/happening.ts";
import type { EngineEvent } from "../events/events.ts";
import { arbitraryHistory } from "../testing/arbitraryHistory.ts";
import { holdsForAll } from "../testing/checking.ts";
import { atLeast, attributionOf, documentOf, ruleOf } from "../testing/documents.ts";
import { beginningOf, eventsOf } from "../testing/histories.ts";
import { purchase, refund, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import type { Decided } from "./decide.ts";
import { decide } from "./decide.ts";

const friend = signup("fay", "ann", "2026-01-01");
const buy = (order: string, at: string, amount = 5000) => purchase("fay", order, amount, at);

/** What each event says of its orders, in few words. */
const happenedIn = ({ outcomes }: Decided): string[][] =>
  outcomes.map((outcome) => {
    const entries = outcome.kind === "decided" ? outcome.record.entries : [];
    return entries.flatMap(({ happened }) => (happened ?? []).map(inWords));
  });

const inWords = (happening: Happening): string => {
  const { kind, orderId } = happening;
  if (kind === "moved") return `${orderId} moved to ${happening.toOrderId}`;
  return kind === "refunded_before" ? `${orderId} ${kind} ${happening.amountMinor}` : `${orderId} ${kind}`;
};

const decideFor = (events: readonly EngineEvent[], more: object = {}) =>
  decide(
    snapshotOf(documentOf([ruleOf("p", { on: { event: "purchase" } })], { qualifies: [atLeast(3000)], ...more })),
    [...events],
  );

describe("the entry of an event tells", () => {
  it("which order became the conversion, whether or not a rule spoke of it", () => {
    const events = [friend, buy("small", "2026-01-02", 2000), buy("o1", "2026-01-03"), buy("o2", "2026-01-04")];
    expect(happenedIn(decideFor(events))).toEqual([[], [], ["o1 set"], []]);
    const silent = decide(snapshotOf(documentOf([ruleOf("s", { on: { event: "signup" } })])), events);
    expect(happenedIn(silent)).toEqual([[], ["small set"], [], []]);
  });

  it("that a refunded order counts no more, that the conversion moved, and that it was lost", () => {
    const events = [
      friend,
      buy("o1", "2026-01-02"),
      buy("o2", "2026-01-03"),
      buy("o3", "2026-01-04"),
      refund("o3", "x3", 1000, "2026-01-05"),
      refund("o3", "x4", 2000, "2026-01-05"),
      refund("o1", "x1", 5000, "2026-01-06"),
      refund("o2", "x2", 5000, "2026-01-07"),
    ];
    expect(happenedIn(decideFor(events)).slice(4)).toEqual([
      [],
      ["o3 counts_no_more"],
      ["o1 moved to o2"],
      ["o2 lost"],
    ]);
  });

  it("what had been refunded of an order before it was decided, and what that took", () => {
    const events = [friend, refund("o1", "x1", 1000, "2026-01-02"), refund("o1", "x2", 1500, "2026-01-02")];
    expect(happenedIn(decideFor([...events, buy("o1", "2026-01-03")]))).toEqual([
      [],
      [],
      [],
      ["o1 set", "o1 refunded_before 2500", "o1 lost"],
    ]);
  });

  it("the same of each order that a late signup brings to be decided", () => {
    const attribution = attributionOf({ newCustomersOnly: false });
    const events = [buy("o1", "2026-01-02"), refund("o1", "x1", 5000, "2026-01-02"), buy("o2", "2026-01-03"), friend];
    expect(happenedIn(decideFor(events, { attribution })).at(-1)).toEqual([
      "o1 set",
      "o1 refunded_before 5000",
      "o1 lost",
      "o2 set",
    ]);
  });
});

describe("whatever happens under whatever rules", () => {
  it("what the entries of a referral tell one after another is where its conversion is", () => {
    holdsForAll(arbitraryHistory, 200, (history) => {
      const { outcomes, state } = decide(beginningOf(history), eventsOf(history));
      const conversions = new Map<string, string | null>();
      for (const outcome of outcomes) {
        if (outcome.kind !== "decided") continue;
        for (const { referralId, happened = [] } of outcome.record.entries) {
          for (const happening of happened) follow(conversions, referralId, happening);
        }
      }
      for (const { now } of state.referrals.values()) {
        expect(conversions.get(now.id) ?? null).toBe(now.conversionOrderId);
      }
    });
  });
});

/** Takes one step, which has to begin where the last one ended. */
function follow(conversions: Map<string, string | null>, referralId: string, happening: Happening): void {
  const before = conversions.get(referralId) ?? null;
  const { kind, orderId } = happening;
  if (kind === "set") {
    expect(before).toBeNull();
    conversions.set(referralId, orderId);
  } else if (kind === "counts_no_more") {
    expect(orderId).not.toBe(before);
  } else if (kind === "moved" || kind === "lost") {
    expect(orderId).toBe(before);
    conversions.set(referralId, kind === "moved" ? happening.toOrderId : null);
  }
}
