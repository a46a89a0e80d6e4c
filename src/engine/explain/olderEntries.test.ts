import { describe, expect, it } from "vitest";
import type { ExplanationRows } from "../../db/rows/explanation.ts";
import type { Happening } from "../../db/rows/happening.ts";
import { decide } from "../decide/decide.ts";
import type { EngineEvent } from "../events/events.ts";
import { arbitraryHistory } from "../testing/arbitraryHistory.ts";
import { holdsForAll } from "../testing/checking.ts";
import { atLeast, documentOf, ruleOf } from "../testing/documents.ts";
import { explanationRowsOf, withoutHappened } from "../testing/explanationRows.ts";
import { beginningOf, eventsOf } from "../testing/histories.ts";
import type { HistoryEvent } from "../testing/historyTypes.ts";
import { purchase, refund, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { happenedByEvent } from "./olderEntries.ts";
import { tellingOf } from "./telling.ts";
import { toldEvent } from "./toldEvents.ts";

const happenedIn = (rows: ExplanationRows): (readonly Happening[])[] => {
  const telling = tellingOf(rows, "tenant", new Date("2026-06-01T00:00:00Z"));
  return [...happenedByEvent(telling, rows.events.map(toldEvent), rows.earlier === 0).values()];
};

const inWords = (happened: readonly Happening[]) => happened.map(({ kind, orderId }) => `${orderId} ${kind}`);

/** What is read of the only referral, as entries say it and as it is read of entries that don't. */
function bothOf(document: Readonly<Record<string, unknown>>, events: readonly EngineEvent[]) {
  const decided = decide(snapshotOf(document), [signup("fay", "ann", "2026-01-01"), ...events]);
  const [rows] = explanationRowsOf(decided, new Map([["p", document]]));
  if (rows === undefined) throw new Error("there is no referral");
  return { said: happenedIn(rows).map(inWords), read: happenedIn(withoutHappened(rows)).map(inWords) };
}

const buy = (order: string, at: string, amount = 5000) => purchase("fay", order, amount, at);
const qualifies = [atLeast(3000)];
const atConversion = documentOf([ruleOf("c")], { qualifies });
const atPurchases = documentOf([ruleOf("p", { on: { event: "purchase" } })], { qualifies });

describe("of entries that don't say what became of orders", () => {
  it("the whole is read where a rule was asked at each conversion and an order was refunded once", () => {
    const events = [
      refund("o0", "x0", 4000, "2026-01-01"),
      buy("o0", "2026-01-02"),
      buy("small", "2026-01-02", 100),
      buy("o1", "2026-01-03"),
      buy("o2", "2026-01-04"),
      refund("o1", "x1", 5000, "2026-01-05"),
      refund("o2", "x2", 5000, "2026-01-06"),
      buy("o3", "2026-01-07"),
    ];
    const { said, read } = bothOf(atConversion, events);
    expect(said).toEqual([
      [],
      [],
      ["o0 set", "o0 refunded_before", "o0 lost"],
      [],
      ["o1 set"],
      [],
      ["o1 moved"],
      ["o2 lost"],
      ["o3 set"],
    ]);
    expect(read).toEqual(said);
  });

  it("less is read where no rule was asked at the conversion, and nothing that is not so", () => {
    const events = [buy("o1", "2026-01-02"), buy("o2", "2026-01-03"), refund("o1", "x1", 5000, "2026-01-04")];
    const { said, read } = bothOf(atPurchases, events);
    expect(said).toEqual([[], ["o1 set"], [], ["o1 moved"]]);
    expect(read).toEqual([[], [], [], ["o1 counts_no_more"]]);
  });

  it("which of several refunds took an order is not guessed", () => {
    const refunds = [refund("o1", "x1", 2500, "2026-01-03"), refund("o1", "x2", 2500, "2026-01-04")];
    const { said, read } = bothOf(atConversion, [buy("o1", "2026-01-02"), ...refunds]);
    expect(said).toEqual([[], ["o1 set"], ["o1 lost"], []]);
    expect(read).toEqual([[], ["o1 set"], [], []]);
  });

  it("the first conversion is known from the referral as long as none was taken back", () => {
    expect(bothOf(atPurchases, [buy("o1", "2026-01-02"), buy("o2", "2026-01-03")]).read).toEqual([[], ["o1 set"], []]);
  });
});

describe("whatever happens under whatever rules", () => {
  it("what is read of entries that don't say it is a part of what they would say", () => {
    let [read, said] = [0, 0];
    holdsForAll(arbitraryHistory, 200, (drawn) => {
      // No order was changed or reported twice, no refund undone, and each refund said its amount, when entries did not
      // say it.
      const isOlder = (event: HistoryEvent, place: number) => {
        if (event.type === "purchase") {
          const { orderId } = event;
          return !drawn.events.slice(0, place).some((other) => other.type === "purchase" && other.orderId === orderId);
        }
        if (event.type === "refund") return (event.how ?? "amount") === "amount";
        return event.type !== "order_change" && event.type !== "refund_reversal";
      };
      const history = { ...drawn, events: drawn.events.filter(isOlder) };
      const decided = decide(beginningOf(history), eventsOf(history));
      const documents = new Map(history.programs.map(({ key, document }) => [key, document]));
      for (const rows of explanationRowsOf(decided, documents)) {
        const truth = happenedIn(rows);
        happenedIn(withoutHappened(rows)).forEach((happened, index) => {
          const atThatEvent = (truth[index] ?? []).map((happening) => JSON.stringify(atLeastAs(happening)));
          said += atThatEvent.length;
          read += happened.length;
          for (const happening of happened) {
            const known = [JSON.stringify(happening), JSON.stringify(atLeastAs(happening))];
            expect(
              known.some((one) => atThatEvent.includes(one)),
              JSON.stringify({ happening, truth }),
            ).toBe(true);
          }
        });
      }
    });
    // Most of it is known all the same.
    expect(read / said).toBeGreaterThan(0.5);
  });
});

/** That an order counts no more is right of one that was the conversion, too. */
function atLeastAs(happening: Happening): Happening {
  const { kind, orderId } = happening;
  return kind === "lost" || kind === "moved" ? { kind: "counts_no_more", orderId } : happening;
}
