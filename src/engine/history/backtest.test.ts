import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FEW_COUPONS, redeemedShare } from "../../domain/redeemedCoupons.ts";
import type { State } from "../decide/state.ts";
import type { EngineEvent } from "../events/events.ts";
import { anyHistory } from "../testing/anyHistory.ts";
import { holdsForAll } from "../testing/checking.ts";
import { attributionOf, cash, documentOf, ruleOf } from "../testing/documents.ts";
import { beginningOf, eventsOf } from "../testing/histories.ts";
import { EVER, replay, replayOpen, store } from "../testing/replaying.ts";
import { codeOf, custom, merged, purchase, refund, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { backtestPage, closeBacktest } from "./backtest.ts";
import type { CountedPeriod, Tally } from "./tally.ts";
import { openTally, tallyReferral, tallyReward, tallySkipped } from "./tally.ts";

const RUNS = 300;
const NONE_USED = { share: redeemedShare({ coupons: FEW_COUPONS, used: 0 }), orderMinor: null };
/** The figures of one program, counted from a state that holds everything. */
function tallyOf(state: State, programId: string, period: CountedPeriod): Tally {
  const tally = openTally(period, state.programs.get(programId)?.now.timezone ?? "");
  for (const record of state.events) {
    tallySkipped(tally, { ...record, entries: record.entries.filter((entry) => entry.programId === programId) });
  }
  for (const { now } of state.referrals.values()) if (now.programId === programId) tallyReferral(tally, now);
  const rewards = [...state.rewards.byId.values()].filter(({ now }) => now.programId === programId);
  for (const { now } of rewards) tallyReward(tally, now);
  const nameOf = (id: string) => state.participants.get(id)?.now.externalId ?? "";
  return { ...tally, advocates: new Map([...tally.advocates].map(([id, cost]) => [nameOf(id), cost])) };
}

describe("a backtest under the rules that were in force", () => {
  it("gives what really happened, whatever happened and however it is cut into pages", () => {
    const size = fc.integer({ min: 1, max: 12 });
    const month = fc.constantFrom<CountedPeriod>(EVER, {
      from: Date.parse("2026-01-01"),
      to: Date.parse("2026-02-01"),
    });
    holdsForAll(fc.tuple(anyHistory, size, month), RUNS, ([history, pageSize, period]) => {
      const stored = store(beginningOf(history), eventsOf(history));
      for (const { key, document } of history.programs) {
        const programId = `prog_${key}`;
        // Of coupons that no order uses, so that their cost is what is decided, as in the state.
        const { tally } = replay(stored, programId, document, pageSize, { period, expected: NONE_USED });
        expect(tally).toEqual(tallyOf(stored.state, programId, period));
        const [paged, whole] = [pageSize, stored.events.length].map((size) =>
          replay(stored, programId, document, size),
        );
        expect(paged?.tally).toEqual(whole?.tally);
        // Of discounts orders can only make it more.
        const [some, none] = [
          whole?.tally.rules ?? new Map(),
          replay(stored, programId, document, pageSize, { expected: NONE_USED }).tally.rules,
        ];
        for (const [rule, { costMinor }] of none) expect(some.get(rule)?.costMinor).toBeGreaterThanOrEqual(costMinor);
      }
    });
  });
});

describe("what a backtest keeps between pages", () => {
  const document = documentOf([ruleOf("first")], {
    qualifies: [{ field: "order.amountMinor", op: "gte", value: 100 }],
  });
  const at = (day: number) => `2026-01-${String(day).padStart(2, "0")}T00:00:00Z`;
  const kept = (events: readonly EngineEvent[], size = 1) => {
    const { backtest } = replay(store(snapshotOf(document), events), "prog_p", document, size);
    const { state } = backtest;
    return { purchases: [...state.purchases.keys()], customs: state.customByParticipant.size, state };
  };

  it("is no purchase of a customer who never brings a code, and a refund of it is as nothing", () => {
    const events = [
      purchase("bob", "b-1", 500, at(1)),
      custom("lead", "bob", "l-1", at(2)),
      refund("b-1", "r-1", 5, at(3)),
    ];
    expect(kept(events)).toMatchObject({ purchases: [], customs: 0 });
  });

  it("is every purchase that a code still to come may have decided", () => {
    const events = [
      purchase("bob", "b-1", 500, at(3)),
      custom("lead", "bob", "l-1", at(3)),
      signup("bob", "ann", at(2)),
    ];
    const { state } = store(snapshotOf(document), events);
    const { tally } = replay(store(snapshotOf(document), events), "prog_p", document, 1);
    expect(tally).toEqual(tallyOf(state, "prog_p", EVER));
    expect(tally.converted).toBe(1);
    expect(kept(events)).toMatchObject({ purchases: ["b-1"], customs: 0 });
  });

  it("is of a friend what was decided, and no event, posting, notice or refusal at all", () => {
    const events = [
      signup("bob", "ann", at(1)),
      purchase("bob", "b-1", 500, at(2)),
      purchase("bob", "b-2", 99, at(3)),
      signup("bob", "ann", at(4), { code: codeOf("unknown") }),
    ];
    const { purchases, state } = kept(events, 2);
    expect(purchases).toEqual(["b-1", "b-2"]);
    expect([state.events, state.postings, state.notices, state.known.size]).toEqual([[], [], [], 0]);
    expect([...state.referrals.values()].map(({ now }) => now.status)).toEqual(["converted"]);
  });
});

describe("of two people who become one in a page, one of whom has bought in it", () => {
  it("the purchase stays until the last code of the other, which decides it", () => {
    const document = documentOf([ruleOf("first")]);
    const events = [
      purchase("fay", "o1", 500, "2026-01-02"),
      merged("hal", "fay", "2026-01-03"),
      signup("hal", "ann", "2026-01-01"),
    ];
    const stored = store(snapshotOf(document, ["ann", "fay", "hal"]), events);
    expect(replay(stored, "prog_p", document, 2).tally).toEqual(tallyOf(stored.state, "prog_p", EVER));
    expect(tallyOf(stored.state, "prog_p", EVER).converted).toBe(1);
  });
});

describe("one order more of a friend with many", () => {
  const rules = [
    ruleOf("first", { when: [{ field: "order.isFirst", op: "eq", value: true }] }),
    ruleOf("each", { on: { event: "purchase" }, group: "one", grant: cash(70) }),
    ruleOf("other", { on: { event: "purchase" }, group: "one", grant: cash(7) }),
    ruleOf("ladder", {
      on: { event: "purchase" },
      tiers: { by: "revenue", window: { rollingDays: 30 }, steps: [{ from: 10_000_000, grant: cash(9) }] },
    }),
  ];
  const ORDERS = 600;
  const minute = (n: number) => new Date(Date.parse("2026-01-02T00:00:00Z") + n * 60_000).toISOString();
  /** The last is a minute before all others, so that each way of being first is asked of it. */
  const orders = Array.from({ length: ORDERS }, (_, n) => purchase("bob", `b-${n}`, 500, minute(n + 2)));
  const later: Readonly<Record<string, readonly EngineEvent[]>> = {
    "bought last": [purchase("bob", "last", 500, minute(ORDERS + 9))],
    "bought first": [purchase("bob", "early", 500, minute(1))],
    "given back": [refund("b-300", "r-1", 500, minute(ORDERS + 9))],
    "given back when the conversion has moved": [
      refund("b-0", "r-1", 500, minute(ORDERS + 9)),
      refund("b-1", "r-2", 500, minute(ORDERS + 9)),
    ],
  };

  it.each(Object.keys(later))("%s is decided and kept without a look at the others", (what) => {
    const events = [signup("bob", "ann", minute(0)), ...orders, ...(later[what] ?? [])];
    const stored = store(snapshotOf(documentOf(rules)), events);
    const before = { ...stored, events: stored.events.slice(0, -1) };
    const { backtest } = replayOpen(before, "prog_p", documentOf(rules), before.events.length);
    const { purchases, rewards } = backtest.state;
    let looks = 0;
    for (const row of [...purchases.values(), ...rewards.byId.values()]) {
      let value: unknown = row.now;
      Object.defineProperty(row, "now", {
        get: () => {
          looks += 1;
          return value;
        },
        set: (next: unknown) => {
          value = next;
        },
      });
    }
    backtestPage(backtest, { ...stored, events: stored.events.slice(-1) });
    expect(looks).toBeLessThan(ORDERS / 2);
  });
});

it("two become one without a look through what all others have", () => {
  const document = documentOf([
    ruleOf("welcome", { on: { event: "signup" }, limits: [{ per: "recipient", period: "day", count: 9 }] }),
  ]);
  const at = "2026-01-05T00:00:00Z";
  const people = ["ann", "ben", "fay", "gus"];
  const events = [
    signup("fay", "ann", at),
    signup("gus", "ben", at),
    merged("ben", "ann", at),
    merged("gus", "fay", at),
  ];
  const stored = store(snapshotOf(document, people), events);
  const { backtest } = replayOpen({ ...stored, events: stored.events.slice(0, 2) }, "prog_p", document, 2);
  const { codes, counters, participants, purchases, referrals, rewards } = backtest.state;
  for (const all of [codes, counters, participants, purchases, referrals, rewards.byId, backtest.released]) {
    for (const look of [Symbol.iterator, "entries", "values", "keys", "forEach"]) {
      Object.defineProperty(all, look, {
        value: () => expect.unreachable("it looks through all of them"),
        configurable: true,
      });
    }
  }
  backtestPage(backtest, { ...stored, events: stored.events.slice(2) });
  for (const all of [referrals, rewards.byId]) Reflect.deleteProperty(all, "values");
  expect(closeBacktest(backtest).advocates).toEqual(new Map([["ben", 2000n]]));
});

describe("a history as it was", () => {
  const document = documentOf([ruleOf("first")]);
  const at = "2026-01-05T00:00:00Z";

  it("a code that was issued after an event is unknown to it", () => {
    const stored = store(snapshotOf(document), [signup("bob", "ann", at)]);
    const late = { ...stored, codes: stored.codes.map((code) => ({ ...code, createdAt: Date.parse("2028-01-01") })) };
    expect(replay(late, "prog_p", document, 1).tally.rejected).toEqual(new Map([["unknown_code", 1]]));
    expect(replay(stored, "prog_p", document, 1).tally.rejected).toEqual(new Map());
  });

  it("a signup in another program is a first signup, and no referral of this one", () => {
    const programs = [
      { key: "p", document },
      { key: "q", document },
    ];
    const ofQ = signup("bob", null, "2026-01-01T00:00:00Z", { program: "q", code: codeOf("ann", "q") });
    const late = signup("bob", "ann", "2026-01-20T00:00:00Z");
    const { tally } = replay(store(snapshotOf(programs), [ofQ, late]), "prog_p", document, 1);
    expect([tally.referrals, tally.rejected]).toEqual([0, new Map([["too_late", 1]])]);
  });

  it("verified clicks are believed again, by the window of the rules that are tried", () => {
    const clicks = [{ code: codeOf("ann"), at: Date.parse("2026-01-02T00:00:00Z"), channel: null }];
    const stored = store(snapshotOf(document), [signup("bob", null, at, { clicks })]);
    expect(replay(stored, "prog_p", document, 1).tally.referrals).toBe(1);
    const short = { ...document, attribution: { ...(document.attribution as object), windowDays: 2 } };
    expect(replay(stored, "prog_p", short, 1).tally.referrals).toBe(0);
  });

  it("an order from before that was given back page by page leaves a friend who is new, with a first order", () => {
    const first = [{ field: "order.isFirst", op: "eq", value: true }];
    const rules = documentOf([ruleOf("first", { when: first })], {
      attribution: attributionOf({ newCustomersOnly: false }),
    });
    const events = [
      purchase("bob", "b-0", 500, "2026-01-02"),
      signup("bob", "ann", at),
      refund("b-0", "r-0", 200, at),
      refund("b-0", "r-1", 300, at),
      purchase("bob", "b-1", 500, "2026-01-06"),
    ];
    expect(replay(store(snapshotOf(rules), events), "prog_p", rules, 1).tally.advocates).toEqual(
      new Map([["ann", 1000n]]),
    );
    const kept = events.filter((event) => event.id !== events[3]?.id);
    expect(replay(store(snapshotOf(rules), kept), "prog_p", rules, 1).tally.advocates).toEqual(new Map());
  });

  it("what the rules give is counted for the advocate, at what it costs", () => {
    const events = [signup("bob", "ann", at), purchase("bob", "b-1", 500, at), refund("b-1", "r-1", 500, at)];
    const stored = store(snapshotOf(document), events);
    const other = documentOf([ruleOf("kept", { grant: cash(700), onRefund: "keep" })]);
    const { tally } = replay(stored, "prog_p", other, 2);
    expect(tally.rules).toEqual(new Map([["kept", { granted: 1, live: 1, amountMinor: 700n, costMinor: 700n }]]));
    expect(tally.advocates).toEqual(new Map([["ann", 700n]]));
    expect([tally.converted, tally.reversals]).toEqual([0, 1]);
  });

  it("a conversion that was taken back counts as one, also where a merge has ended its referral", () => {
    const events = [
      ...[signup("bob", "ann", at), purchase("bob", "b-1", 500, at), refund("b-1", "r-1", 500, at)],
      merged("ann", "bob", "2026-01-06"),
    ];
    const { tally } = replay(store(snapshotOf(document, ["ann", "bob"]), events), "prog_p", document, 9);
    expect([tally.reversals, tally.rejected]).toEqual([1, new Map([["merged", 1]])]);
  });

  it("what an advocate had earned and left the state is of the one with whom they were merged", () => {
    const welcome = documentOf([ruleOf("welcome", { on: { event: "signup" } })]);
    const events = [signup("bob", "ann", at), signup("gus", "ben", at), merged("ben", "ann", "2026-01-06")];
    const { tally } = replay(store(snapshotOf(welcome, ["ann", "ben"]), events), "prog_p", welcome, 1);
    expect(tally.advocates).toEqual(new Map([["ben", 2000n]]));
  });
});
