import { describe, expect, it } from "vitest";
import { MAX_DECIDED } from "../../domain/decisionSize.ts";
import { snapshotAfter } from "../testing/carryOver.ts";
import { cash, documentOf, ruleOf } from "../testing/documents.ts";
import { purchase, refund, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { linesOf } from "../testing/telling.ts";
import { decide, decideAll } from "./decide.ts";
import { sizeOfResults } from "./results.ts";
import { openState } from "./state.ts";

const onPurchases = { on: { event: "purchase" }, grant: cash(100) };
const document = documentOf(["a", "b", "c"].map((id) => ruleOf(id, onPurchases)));
const friend = signup("fay", "ann", "2026-01-01");
const bought = (order: number) => purchase("fay", `o${order}`, 5_000, "2026-01-02");
const snapshot = snapshotOf(document);

/** What one such purchase comes to. */
const ONE = (() => {
  const [, outcome] = decide(snapshot, [friend, bought(0)]).outcomes;
  return outcome?.kind === "decided" ? sizeOfResults(outcome.results) : 0;
})();

/** Fay bought before she signed up, and there was no room for her orders. */
const unread = (() => {
  const before = [purchase("fay", "o0", 5_000, "2026-01-03"), purchase("gil", "o1", 5_000, "2026-01-03")];
  const stored = snapshotAfter(decide(snapshotOf(document), before).state);
  return { ...stored, unread: stored.participants.flatMap(({ id, externalId }) => (externalId === "fay" ? [id] : [])) };
})();

const told = (events: Parameters<typeof decide>[1], room: number, on = snapshot) =>
  decide(on, events, room).outcomes.map((outcome) => linesOf(outcome)[0] ?? "nothing");

describe("a batch whose decisions don't fit into one request", () => {
  const events = [friend, bought(1), bought(2), bought(3)];
  const room = 2 * ONE;

  it("is decided up to the event that does not fit, and from there on refused", () => {
    expect(told(events, room)).toEqual(["nothing", "a 100", "a 100", "too_many_decisions"]);
  });

  it("is decided up to the referral whose friend's orders were not read", () => {
    const signups = [signup("gil", "ann", "2026-01-01"), friend, signup("hal", "ann", "2026-01-01")];
    const outcomes = ["a 100", "too_many_decisions", "too_many_decisions"];
    expect(told(signups, Number.POSITIVE_INFINITY, unread)).toEqual(outcomes);
    // What makes no referral needs none of them.
    const nobody = { ...friend, code: "NOBODY" };
    expect(told([nobody, bought(2)], Number.POSITIVE_INFINITY, unread)).toEqual(["nothing", "nothing"]);
  });

  it("leaves what the events before would have left without the others", () => {
    const [cut, alone] = [decide(snapshot, events, room + ONE / 2), decide(snapshot, events.slice(0, 3))];
    expect(snapshotAfter(cut.state)).toEqual(snapshotAfter(alone.state));
    expect(cut.state.postings).toEqual(alone.state.postings);
    expect(cut.state.notices).toEqual(alone.state.notices);
  });

  it("refuses those after it too, which may build on it", () => {
    const later = [friend, bought(1), bought(2), signup("gus", "ann", "2026-01-03")];
    expect(told(later, ONE)).toEqual(["nothing", "a 100", "too_many_decisions", "too_many_decisions"]);
  });

  it("counts what is answered again, and what a refund takes back", () => {
    const stored = snapshotAfter(decide(snapshot, [friend, bought(1), bought(2)]).state);
    expect(told([bought(1), bought(2)], ONE, stored)).toEqual(["duplicate", "too_many_decisions"]);
    expect(told([refund("o1", "r1", 5_000, "2026-01-03")], ONE / 2, stored)).toEqual(["too_many_decisions"]);
  });
});

it("an event that comes to more than a request may by itself, such as a signup with its backlog, changes nothing", () => {
  const known = snapshotAfter(decide(snapshot, [purchase("gus", "g1", 5_000, "2026-01-02")]).state);
  const attributing = [signup("gus", "ann", "2026-01-01")];
  expect(told(attributing, ONE, known)).toEqual(["a 100"]);
  const refused = decide(known, attributing, ONE / 2);
  expect(refused.outcomes.map(linesOf)).toEqual([["too_many_decisions"]]);
  expect(snapshotAfter(refused.state)).toEqual(known);
  expect(refused.state.events).toEqual([]);
});

it("500 purchases under ten rules with five conditions each fit into one request", () => {
  const conditions = Array.from({ length: 5 }, (_, index) => {
    return { field: "order.amountMinor", op: "gte", value: index + 1 };
  });
  const ten = documentOf(
    Array.from({ length: 10 }, (_, index) => ruleOf(`r${index}`, { ...onPurchases, when: conditions })),
  );
  const events = [friend, ...Array.from({ length: 499 }, (_, index) => bought(index))];
  const { outcomes, state } = decide(snapshotOf(ten), events);
  expect(outcomes.every(({ kind }) => kind === "decided")).toBe(true);
  expect(state.room).toBeLessThan(MAX_DECIDED / 2);
});

it("a history that is decided again has room for anything", () => {
  const state = openState(snapshot);
  decideAll(state, [friend, bought(1)]);
  expect(state.room).toBe(Number.POSITIVE_INFINITY);
});
