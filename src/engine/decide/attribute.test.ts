import { describe, expect, it, test } from "vitest";
import { foldEmail } from "../../domain/emails.ts";
import type { EngineEvent } from "../events/events.ts";
import { snapshotAfter } from "../testing/carryOver.ts";
import { attributionOf, cash, documentOf, ruleOf } from "../testing/documents.ts";
import { codeOf, named, purchase, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { linesOf, referralsOf, refusalsOf, tell } from "../testing/telling.ts";
import { decide } from "./decide.ts";

const welcome = ruleOf("welcome", { on: { event: "signup" }, recipient: "friend", grant: cash(500) });
const document = documentOf([welcome, ruleOf("c")]);
const people = ["ann", "ben"];
const refusals = (events: EngineEvent[], snapshot = snapshotOf(document, people)) =>
  refusalsOf(decide(snapshot, events));

describe("a signup with a code", () => {
  it("attributes its participant and fires the signup rules once", () => {
    const decided = decide(snapshotOf(document, people), [
      signup("fay", "ann", "2026-01-01"),
      signup("fay", null, "2026-01-02"),
    ]);
    expect(decided.outcomes.map(linesOf)).toEqual([["welcome 500"], []]);
    expect(referralsOf(decided)).toMatchObject([
      { status: "attributed", advocateId: "par_ann", source: "code", code: "ANNP", version: 1 },
    ]);
  });

  it("that is unknown is kept as refused, without an advocate, and the event is taken", () => {
    const decided = decide(snapshotOf(document, people), [signup("fay", "unknown", "2026-01-01")]);
    expect(decided.outcomes.map(linesOf)).toEqual([[]]);
    expect(referralsOf(decided)).toMatchObject([
      { status: "rejected", rejectedReason: "unknown_code", advocateId: null, code: "UNKNOWNP" },
    ]);
  });

  it("of another program is unknown in the one that it names", () => {
    const programs = [
      { key: "p", document },
      { key: "q", document },
    ];
    const event = signup("fay", null, "2026-01-01", { program: "q", code: codeOf("ann", "p") });
    expect(refusals([event], snapshotOf(programs, people))).toEqual(["unknown_code"]);
  });

  it("needs no program beside it", () => {
    const event = signup("fay", null, "2026-01-01", { program: null, code: codeOf("ann") });
    expect(refusals([event])).toEqual([null]);
  });
});

test("a signup that names no program, by itself or by a code, is refused", () => {
  const events = [
    signup("fay", null, "2026-01-01", { program: null }),
    signup("fay", null, "2026-01-01", { program: null, code: "UNKNOWN" }),
    signup("fay", null, "2026-01-01", { program: "elsewhere" }),
  ];
  expect(tell(snapshotOf(document), events)).toEqual([
    ["program_required"],
    ["program_required"],
    ["program_not_found"],
  ]);
});

test("a second advocate comes too late, and changes nothing of the first", () => {
  const decided = decide(snapshotOf(document, people), [
    signup("fay", "ann", "2026-01-01"),
    signup("fay", "ben", "2026-01-02"),
    purchase("fay", "o1", 5000, "2026-01-03"),
  ]);
  expect(refusalsOf(decided)).toEqual([null, "already_referred"]);
  expect(referralsOf(decided).map(({ status }) => status)).toEqual(["converted", "rejected"]);
});

describe("no participant refers themselves", () => {
  const gmail = { externalId: "ann", emailFolded: foldEmail("a.n.n@gmail.com") };

  it("by their own code", () => expect(refusals([signup("ann", "ann", "2026-01-01")])).toEqual(["self_referral"]));

  it("by the same mailbox under another id", () => {
    const email = "Ann+new@googlemail.com";
    const other = named("annette", { email, emailFolded: foldEmail(email) });
    expect(refusals([signup(other, "ann", "2026-01-01")], snapshotOf(document, [gmail]))).toEqual(["self_referral"]);
  });
});

describe("the time to enter a code late", () => {
  it("is counted from a signup without a code", () => {
    const plain = signup("fay", null, "2026-01-01");
    expect(refusals([plain, signup("fay", "ann", "2026-01-15")])).toEqual([null]);
    expect(refusals([plain, signup("fay", "ann", "2026-01-15T00:00:00.001Z")])).toEqual(["too_late"]);
  });

  it("is counted from a refused signup too", () => {
    const refused = signup("fay", "unknown", "2026-01-01");
    expect(refusals([refused, signup("fay", "ann", "2026-01-15")])).toEqual(["unknown_code", null]);
    expect(refusals([refused, signup("fay", "ann", "2026-01-16")])).toEqual(["unknown_code", "too_late"]);
  });

  it("is counted from the earliest signup, though it arrived later", () => {
    const events = [
      signup("fay", null, "2026-01-10"),
      signup("fay", "unknown", "2026-01-01"),
      signup("fay", "ann", "2026-01-16"),
    ];
    expect(refusals(events)).toEqual(["unknown_code", "too_late"]);
  });

  it("binds a purchase that brings a code as well, and is open to one without a signup", () => {
    const bought = purchase("fay", "o1", 5000, "2026-01-16", { code: codeOf("ann") });
    expect(refusals([signup("fay", null, "2026-01-01"), bought])).toEqual(["too_late"]);
    expect(refusals([bought])).toEqual([null]);
  });
});

describe("a purchase that brings a code", () => {
  const bought = (order: string, at: string, advocate = "ann") =>
    purchase("fay", order, 5000, at, { code: codeOf(advocate) });

  it("attributes its buyer, fires the signup rules, and converts", () => {
    const decided = decide(snapshotOf(document, people), [bought("o1", "2026-01-01")]);
    expect(decided.outcomes.map(linesOf)).toEqual([["welcome 500", "c 1000"]]);
    expect(referralsOf(decided)).toMatchObject([{ status: "converted", conversionOrderId: "o1" }]);
  });

  it("is no earlier purchase of itself, but the one before it is", () => {
    expect(refusals([bought("o1", "2026-01-01")])).toEqual([null]);
    expect(refusals([purchase("fay", "o0", 1, "2026-01-01"), bought("o1", "2026-01-02")])).toEqual([
      "existing_customer",
    ]);
  });

  it("of a friend already is an ordinary purchase: no second referral, not even a refused one", () => {
    const decided = decide(snapshotOf(document, people), [
      signup("fay", "ann", "2026-01-01"),
      bought("o1", "2026-01-02", "ben"),
    ]);
    expect(decided.outcomes.map(linesOf)[1]).toEqual(["c 1000"]);
    expect(refusalsOf(decided)).toEqual([null]);
  });

  it("is stored and decides nothing where the code is unknown", () => {
    const decided = decide(snapshotOf(document, people), [bought("o1", "2026-01-01", "unknown")]);
    expect(decided.outcomes.map(linesOf)).toEqual([[]]);
    expect(referralsOf(decided)).toEqual([]);
  });
});

describe("of the clicks that a signup brings", () => {
  const click = (advocate: string, at: string) => ({ code: codeOf(advocate), at: Date.parse(at), channel: null });
  const clicks = [click("ann", "2026-01-01"), click("ben", "2026-01-10"), click("unknown", "2026-01-19")];
  const wonBy = (model: string, at: string) => {
    const rules = documentOf([], { attribution: attributionOf({ model }) });
    const event = signup("fay", null, at, { clicks });
    return referralsOf(decide(snapshotOf(rules, people), [event])).map(({ advocateId, source }) => [
      advocateId,
      source,
    ]);
  };

  it("the first or the last of a known code inside the window wins", () => {
    expect(wonBy("first_touch", "2026-01-20")).toEqual([["par_ann", "click"]]);
    expect(wonBy("last_touch", "2026-01-20")).toEqual([["par_ben", "click"]]);
    expect(wonBy("first_touch", "2026-02-01")).toEqual([["par_ben", "click"]]);
  });

  it("none outside the window makes a referral, nor a refused one", () => {
    expect(wonBy("last_touch", "2026-02-09T00:00:00.001Z")).toEqual([]);
  });

  it("none matters beside a code of the program, even where that is refused", () => {
    const event = signup("ben", "ben", "2026-01-20", { clicks: clicks.slice(0, 1) });
    expect(refusals([event])).toEqual(["self_referral"]);
  });

  it("a refused one is not replaced by another", () => {
    const event = signup("ben", null, "2026-01-20", { clicks });
    expect(refusals([event])).toEqual(["self_referral"]);
  });
});

describe("a cycle", () => {
  const chain = (length: number) => Array.from({ length }, (_, level) => `p${level}`);
  /** Each is the friend of the one before, so that the first is the ancestor of all others. */
  const linked = (names: string[]) => names.slice(1).map((who, index) => signup(who, names[index] ?? "", "2026-01-01"));

  it("over several levels is refused", () => {
    const names = chain(5);
    const events = [...linked(names), signup("p0", "p4", "2026-01-02")];
    expect(refusals(events, snapshotOf(document, names)).at(-1)).toBe("cycle");
  });

  it("of two is refused", () => {
    expect(refusals([signup("ben", "ann", "2026-01-01"), signup("ann", "ben", "2026-01-02")])).toEqual([null, "cycle"]);
  });

  it("is a matter of one program", () => {
    const programs = [
      { key: "p", document },
      { key: "q", document },
    ];
    const events = [signup("ben", "ann", "2026-01-01"), signup("ann", "ben", "2026-01-02", { program: "q" })];
    expect(refusals(events, snapshotOf(programs, people))).toEqual([null, null]);
  });

  it("is looked for on 50 levels; a friend below more is refused", () => {
    // The advocate at the end of a chain of 51 has 50 ancestors.
    const fits = chain(51);
    expect(
      refusals([...linked(fits), signup("fay", "p50", "2026-01-02")], snapshotOf(document, fits)).at(-1),
    ).toBeNull();
    const deep = chain(52);
    const told = refusals([...linked(deep), signup("fay", "p51", "2026-01-02")], snapshotOf(document, deep));
    expect(told.at(-1)).toBe("cycle");
  });

  it("makes the commit compare everyone who was passed", () => {
    const before = snapshotAfter(decide(snapshotOf(document, chain(3)), linked(chain(3))).state);
    const { state } = decide(before, [signup("fay", "p2", "2026-01-02")]);
    const watched = [...state.participants.values()]
      .filter((person) => person.watched)
      .map(({ now }) => now.externalId);
    expect(watched).toEqual(["p0", "p1", "p2"]);
  });
});
