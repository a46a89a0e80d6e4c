import { describe, expect, it, test } from "vitest";
import type { EngineEvent } from "../events/events.ts";
import { snapshotAfter } from "../testing/carryOver.ts";
import { cash, documentOf, ruleOf } from "../testing/documents.ts";
import { custom, named, purchase, refund, signup, undated } from "../testing/reported.ts";
import type { ProgramSpec } from "../testing/snapshots.ts";
import { rulesFrom, snapshotOf } from "../testing/snapshots.ts";
import { linesOf, refusalsOf, rewardLines, tell } from "../testing/telling.ts";
import { decide } from "./decide.ts";
import type { Outcome } from "./outcome.ts";

const document = documentOf([ruleOf("c"), ruleOf("p", { on: { event: "purchase" }, grant: cash(300) })]);
const friend = signup("fay", "ann", "2026-01-01");
const bought = purchase("fay", "o1", 5000, "2026-01-02");

describe("an event that is repeated inside a batch", () => {
  it.each<[string, EngineEvent]>([
    ["signup", friend],
    ["purchase", bought],
    ["refund", refund("o1", "x1", 100, "2026-01-03")],
    ["custom event", custom("lead", "fay", "e1", "2026-01-03")],
  ])("%s: answers the first decisions and changes nothing", (_, event) => {
    const others = [friend, bought].filter(({ type }) => type !== event.type);
    const once = decide(snapshotOf(document), [...others, event]);
    const twice = decide(snapshotOf(document), [...others, event, event]);
    const last = twice.outcomes.at(-1);
    expect(last?.kind).toBe("duplicate");
    expect(last?.kind === "duplicate" && last.known.entries).toEqual(twice.state.events.at(-1)?.entries);
    expect(snapshotAfter(twice.state)).toEqual(snapshotAfter(once.state));
    expect(twice.state.postings).toEqual(once.state.postings);
  });

  it("shows its rewards in their present state", () => {
    const events = [friend, bought, refund("o1", "x1", 5000, "2026-01-03"), bought];
    const last = decide(snapshotOf(document), events).outcomes.at(-1);
    const shown = last?.kind === "duplicate" ? last.results.flatMap(({ rewards }) => rewards) : [];
    expect(shown.map(({ status }) => status)).toEqual(["voided", "voided"]);
  });
});

it("an event that is repeated later lists its rewards in the order of the first reply, however they were loaded", () => {
  const shownBy = (outcome: Outcome | undefined) =>
    outcome !== undefined && "results" in outcome
      ? outcome.results.flatMap(({ rewards }) => rewards.map(({ id }) => id))
      : [];
  const first = decide(snapshotOf(document), [friend, bought]);
  const stored = snapshotAfter(first.state);
  for (const rewards of [stored.rewards, stored.rewards.toReversed()]) {
    expect(shownBy(decide({ ...stored, rewards }, [bought]).outcomes[0])).toEqual(shownBy(first.outcomes[1]));
  }
});

describe("an event with the key of another and other content", () => {
  it.each<[string, EngineEvent]>([
    ["another amount", purchase("fay", "o1", 5001, "2026-01-02")],
    ["another buyer", purchase("gus", "o1", 5000, "2026-01-02")],
    ["another currency", purchase("fay", "o1", 5000, "2026-01-02", { currency: "EUR" })],
  ])("%s: is a conflict and changes nothing", (_, event) => {
    const once = decide(snapshotOf(document), [friend, bought]);
    const both = decide(snapshotOf(document), [friend, bought, event]);
    expect(both.outcomes.map(linesOf).at(-1)).toEqual(["event_conflict"]);
    expect(snapshotAfter(both.state)).toEqual(snapshotAfter(once.state));
  });

  it("a participant's profile is no content", () => {
    const again = purchase(named("fay", { email: "new@shop.example", country: "GB" }), "o1", 5000, "2026-01-02");
    expect(tell(snapshotOf(document), [friend, bought, again])[2]).toEqual(["duplicate", "c 1000", "p 300"]);
  });
});

describe("a time that was left out is not compared", () => {
  const later = "2026-01-09";
  it.each<[string, EngineEvent, EngineEvent]>([
    ["in the repeat", bought, undated(bought, later)],
    ["in the first", undated(bought, later), bought],
    ["in both", undated(bought, later), undated(bought, "2026-01-10")],
  ])("%s", (_, first, second) => {
    expect(tell(snapshotOf(document), [friend, first, second])[2]?.[0]).toBe("duplicate");
  });

  it("but other content still is", () => {
    const other = undated(purchase("fay", "o1", 1, later), later);
    expect(tell(snapshotOf(document), [friend, bought, other])[2]).toEqual(["event_conflict"]);
  });
});

test("signups are told apart by their program and by their code", () => {
  const programs = ["p", "q"].map((key) => ({ key, document }));
  const events = [
    signup("fay", "ann", "2026-01-01"),
    signup("fay", "ann", "2026-01-01", { program: "q" }),
    signup("fay", null, "2026-01-01"),
    signup("fay", "unknown", "2026-01-01"),
    signup("fay", "unknown", "2026-01-01"),
  ];
  const decided = decide(snapshotOf(programs), events);
  expect(decided.outcomes.map(({ kind }) => kind)).toEqual(["decided", "decided", "decided", "decided", "duplicate"]);
  expect(refusalsOf(decided)).toEqual([null, null, "unknown_code"]);
});

describe("a purchase of a friend in two programs", () => {
  const orderOf = (programs: ProgramSpec[], events: EngineEvent[]) => {
    const [last] = decide(snapshotOf(programs), events).outcomes.slice(-1);
    return last?.kind === "decided" ? last.record.entries.map(({ programId }) => programId) : [];
  };
  const programs = ["b", "a"].map((key) => ({ key, document }));
  const join = (program: string, at: string) => signup("fay", "ann", at, { program });

  it("is decided in the order in which they were attributed, not in which that was reported", () => {
    expect(orderOf(programs, [join("b", "2026-01-01T00:00:01Z"), join("a", "2026-01-01"), bought])).toEqual([
      "prog_a",
      "prog_b",
    ]);
    expect(orderOf(programs, [join("a", "2026-01-01T00:00:01Z"), join("b", "2026-01-01"), bought])).toEqual([
      "prog_b",
      "prog_a",
    ]);
  });

  it("at the same instant is decided by their keys", () => {
    const same = [join("b", "2026-01-01"), join("a", "2026-01-01")];
    expect(orderOf(programs, [...same, bought])).toEqual(["prog_a", "prog_b"]);
    expect(orderOf(programs, [...same.toReversed(), bought])).toEqual(["prog_a", "prog_b"]);
  });

  it("brings a third in by its code, which comes last", () => {
    const three = ["c", "b", "a"].map((key) => ({ key, document }));
    const bringing = purchase("fay", "o1", 5000, "2026-01-02", { code: "ANNA" });
    const joined = [join("c", "2026-01-01"), join("b", "2026-01-01")];
    expect(orderOf(three, [...joined, bringing])).toEqual(["prog_b", "prog_c", "prog_a"]);
  });

  it("is decided by each for itself, and refunded in each", () => {
    const events = [join("b", "2026-01-01"), join("a", "2026-01-01"), bought, refund("o1", "x1", 5000, "2026-01-03")];
    const decided = decide(snapshotOf(programs), events);
    expect(decided.outcomes.map(linesOf)[2]).toEqual(["c 1000", "p 300", "c 1000", "p 300"]);
    expect(rewardLines(decided).filter((line) => line.endsWith(" voided"))).toHaveLength(4);
  });

  it("is flagged where it is in another currency than one of them", () => {
    const abroad = documentOf([ruleOf("c", { grant: { kind: "cash", rateBps: 100 } })]);
    const mixed: ProgramSpec[] = [
      { key: "b", document },
      { key: "a", document: abroad, currency: "EUR" },
    ];
    const [last] = decide(snapshotOf(mixed), [join("a", "2026-01-01"), join("b", "2026-01-01"), bought]).outcomes.slice(
      -1,
    );
    expect(last && linesOf(last)).toEqual(["c currency_mismatch", "c 1000", "p 300"]);
    expect(last?.kind === "decided" && last.record.flags).toEqual(["currency_mismatch"]);
  });
});

test.each(["paused", "ended"] as const)("a program that is %s goes on deciding for those who are in", (status) => {
  const before = snapshotAfter(decide(snapshotOf(document), [friend]).state);
  const programs = before.programs.map((program) => ({ ...program, status, pausedReason: "person" as const }));
  expect(tell({ ...before, programs }, [bought, signup("gus", "ann", "2026-01-03")])).toEqual([
    ["c 1000", "p 300"],
    [],
  ]);
});

test("a referral keeps the version that it was attributed under; new ones get the latest", () => {
  const before = snapshotAfter(decide(snapshotOf(document), [friend]).state);
  const second = rulesFrom(documentOf([ruleOf("c", { grant: cash(2000) })]));
  const programs = before.programs.map((program) => ({
    ...program,
    version: 2,
    rules: new Map([...program.rules, [2, second]]),
  }));
  const events = [bought, signup("gus", "ann", "2026-01-03"), purchase("gus", "g1", 5000, "2026-01-04")];
  expect(tell({ ...before, programs }, events)).toEqual([["c 1000", "p 300"], [], ["c 2000"]]);
});

test("a draft takes no friends", () => {
  const draft = snapshotOf([{ document, status: "draft", version: 0 }]);
  expect(refusalsOf(decide(draft, [friend]))).toEqual(["program_not_active"]);
});

test("the same input gives the same output, and is left as it was", () => {
  const snapshot = snapshotOf(document);
  const before = structuredClone({ ...snapshot, programs: [] });
  const events = [friend, bought, refund("o1", "x1", 1000, "2026-01-03")];
  const [one, two] = [decide(snapshot, events), decide(snapshot, events)];
  expect(two.outcomes).toEqual(one.outcomes);
  expect({ ...snapshot, programs: [] }).toEqual(before);
});
