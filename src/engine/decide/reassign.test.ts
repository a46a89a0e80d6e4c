import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../events/events.ts";
import { snapshotAfter } from "../testing/carryOver.ts";
import { attributionOf, cash, documentOf, ruleOf } from "../testing/documents.ts";
import { movedOn } from "../testing/movedOn.ts";
import { change, dispute, purchase, reassigned, refund, reversal, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { linesOf, referralsOf, rewardsOf } from "../testing/telling.ts";
import { decide } from "./decide.ts";
import type { State } from "./state.ts";
import { openState } from "./state.ts";
import { takeOption } from "./takeOption.ts";

const rules = [
  ruleOf("c", { holdDays: 14 }),
  ruleOf("up", { recipient: { ancestor: 2 }, grant: cash(3) }),
  ruleOf("mine", { recipient: "friend", grant: cash(5) }),
  ruleOf("welcome", { on: { event: "signup" }, grant: cash(7) }),
];
const document = documentOf(rules, { attribution: attributionOf() });
const people = ["ann", "ben", "cat"];
const at = (day: number) => `2026-01-${String(day).padStart(2, "0")}T12:00:00Z`;
const play = (events: EngineEvent[], of: Readonly<Record<string, unknown>> = document) =>
  decide(snapshotOf(of, people), events);
const told = ({ state }: { state: State }) => {
  return rewardsOf(state).map(({ ruleId, participantId, amountMinor, status, voidReason }) => {
    const who = state.participants.get(participantId)?.now.externalId;
    return `${ruleId} ${who} ${amountMinor} ${status}${voidReason === null ? "" : ` ${voidReason}`}`;
  });
};
const joined = [signup("ann", "cat", at(1)), signup("fay", "ann", at(2)), purchase("fay", "o1", 5000, at(3))];

/** What each participant has, by the books. */
function balances({ postings, participants }: State): Record<string, bigint> {
  const sums: Record<string, bigint> = {};
  for (const { source, destination, amount, participantId } of postings) {
    const who = participants.get(participantId)?.now.externalId ?? "";
    for (const [account, sign] of [
      [source, -1n],
      [destination, 1n],
    ] as const) {
      if (account.startsWith("participant:")) sums[who] = (sums[who] ?? 0n) + sign * amount;
    }
  }
  return sums;
}

describe("a friend who is given to another advocate", () => {
  it("takes along what was not given out, and what others earned stays", () => {
    const played = play([...joined, reassigned("fay", "ben", at(9))]);
    expect(told(played)).toEqual([
      "welcome cat 7 approved",
      "welcome ann 0 voided reassigned",
      "c ann 0 voided reassigned",
      "up cat 3 approved",
      "mine fay 5 approved",
      "c ben 1000 pending",
      "welcome ben 7 approved",
    ]);
    const [was, now] = rewardsOf(played.state).filter(({ ruleId }) => ruleId === "c");
    const { holdUntil, occurredAt, grantedMinor, basisMinor, source, version } = was ?? expect.fail();
    const same = { holdUntil, occurredAt, grantedMinor, basisMinor, source, version };
    expect(now).toMatchObject({ ...same, costMinor: 1000n });
    expect(balances(played.state)).toEqual({ cat: 10n, ann: 0n, fay: 5n, ben: 1007n });
    expect(linesOf(played.outcomes.at(-1) ?? expect.fail())).toEqual(["c 1000", "welcome 7"]);
    expect(referralsOf(played).map(({ advocateId }) => advocateId)).toEqual(["par_cat", "par_ben"]);
  });

  it("leaves what was given out with the former advocate, who goes on losing it when it is refunded", () => {
    const givenOut = [{ ruleId: "c", source: "order:o1" }];
    const given = [...joined, reassigned("fay", "ben", at(9), { givenOut })];
    expect(told(play(given))).toEqual([
      "welcome cat 7 approved",
      "welcome ann 0 voided reassigned",
      "c ann 1000 pending",
      "up cat 3 approved",
      "mine fay 5 approved",
      "welcome ben 7 approved",
    ]);
    expect(told(play([...given, refund("o1", "x", 5000, at(10))]))).toContain("c ann 0 voided refund");
  });

  it("counts for the new advocate as if they had brought the friend, in tiers and limits, and for the former no more", () => {
    const steps = [
      { from: 1, grant: cash(100) },
      { from: 2, grant: cash(200) },
    ];
    const counting = documentOf([
      ruleOf("t", { tiers: { by: "conversions", window: "lifetime", steps } }),
      ruleOf("s", { tiers: { by: "signups", window: "lifetime", steps } }),
      ruleOf("r", {
        tiers: { by: "revenue", window: "lifetime", steps: [...steps.slice(0, 1), { from: 6000, grant: cash(300) }] },
      }),
      ruleOf("l", { limits: [{ per: "recipient", period: "lifetime", count: 1 }] }),
    ]);
    const first = [signup("fay", "ann", at(2)), purchase("fay", "o1", 5000, at(3))];
    const next = (advocate: string) => [signup("gus", advocate, at(10)), purchase("gus", "o2", 5000, at(11))];
    const lines = (events: EngineEvent[]) => linesOf(play(events, counting).outcomes.at(-1) ?? expect.fail());
    const moved = [...first, reassigned("fay", "ben", at(9))];
    const brought = [signup("fay", "ben", at(2)), purchase("fay", "o1", 5000, at(3))];
    expect(lines([...moved, ...next("ben")])).toEqual(["t 200", "s 200", "r 300", "l limit_reached"]);
    expect(lines([...moved, ...next("ben")])).toEqual(lines([...brought, ...next("ben")]));
    expect(lines([...moved, ...next("ann")])).toEqual(lines(next("ann")));
  });

  it("takes what they bring past a limit of the new advocate's, who is given nothing more until there is room again", () => {
    const limits = [{ per: "recipient", period: "lifetime", amountMinor: 1000 }];
    const budget = { amountMinor: 3000, currency: "GBP", period: "lifetime", onExhausted: "skip" };
    const limited = documentOf([ruleOf("l", { limits })], { budget });
    const buys = (friend: string, advocate: string, day: number) => [
      signup(friend, advocate, at(day)),
      purchase(friend, `of ${friend}`, 5000, at(day)),
    ];
    const given = [...buys("fay", "ann", 2), ...buys("gus", "ben", 3), reassigned("fay", "ben", at(9))];
    expect(told(play(given, limited))).toEqual([
      "l ann 0 voided reassigned",
      "l ben 1000 approved",
      "l ben 1000 approved",
    ]);
    const last = (events: EngineEvent[]) => linesOf(play(events, limited).outcomes.at(-1) ?? expect.fail());
    expect(last([...given, ...buys("hal", "ben", 10)])).toEqual(["l limit_reached"]);
    // The former advocate has room, and the budget has spent what it had.
    expect(last([...given, ...buys("hal", "ann", 10)])).toEqual(["l 1000"]);
    const room = [...given, refund("of gus", "x", 5000, at(10))];
    expect(last([...room, ...buys("hal", "ben", 11)])).toEqual(["l limit_reached"]);
    expect(last([...room, refund("of fay", "y", 5000, at(10)), ...buys("hal", "ben", 11)])).toEqual(["l 1000"]);
  });

  it("has what their orders take back or add from then on be the new advocate's, and what ended so never returns", () => {
    const given = [...joined, reassigned("fay", "ben", at(9))];
    const undone = [refund("o1", "x", 5000, at(10)), reversal("o1", "x", at(11))];
    expect(told(play([...given, ...undone])).filter((line) => line.startsWith("c "))).toEqual([
      "c ann 0 voided reassigned",
      "c ben 0 voided refund",
      "c ben 1000 pending",
    ]);
    const again = play([...given, change("o1", "ch", { amountMinor: 7000 }, at(10))]);
    expect(told(again).filter((line) => line.startsWith("c "))).toEqual([
      "c ann 0 voided reassigned",
      "c ben 1000 pending",
    ]);
  });

  it("takes along what an older version gave too, by a rule that the version of now has not", () => {
    const { state } = play(joined);
    const moved = movedOn(snapshotAfter(state), documentOf([ruleOf("other")]));
    const after = decide(moved, [reassigned("fay", "ben", at(9))]);
    expect(linesOf(after.outcomes[0] ?? expect.fail())).toEqual(["c 1000", "welcome 7"]);
  });

  it("is given once: to the same advocate again changes nothing", () => {
    const once = play([...joined, reassigned("fay", "ben", at(9))]);
    const twice = play([...joined, reassigned("fay", "ben", at(9)), reassigned("fay", "ben", at(10))]);
    expect(told(twice)).toEqual(told(once));
  });

  it("may go back to the former advocate, who has the same once more, and so does what their orders do from then on", () => {
    const back = [...joined, reassigned("fay", "ben", at(9)), reassigned("fay", "ann", at(10))];
    expect(balances(play(back).state)).toEqual({ cat: 10n, ann: 1007n, fay: 5n, ben: 0n });
    const undone = play([...back, refund("o1", "x", 5000, at(11)), reversal("o1", "x", at(12))]);
    expect(told(undone).filter((line) => line.startsWith("c "))).toEqual([
      "c ann 0 voided reassigned",
      "c ben 0 voided reassigned",
      "c ann 0 voided refund",
      "c ann 1000 pending",
    ]);
    expect(balances(undone.state)).toEqual({ cat: 10n, ann: 1007n, fay: 5n, ben: 0n });
  });

  it("leaves what a refund had ended before with whom it was given to, also when it returns", () => {
    const moved = [...joined, refund("o1", "x", 5000, at(5)), reassigned("fay", "ben", at(9))];
    const cash = ({ state }: { state: State }) => told({ state }).filter((line) => line.startsWith("c "));
    expect(cash(play(moved))).toEqual(["c ann 0 voided refund"]);
    const returned = [...moved, reversal("o1", "x", at(10))];
    expect(cash(play(returned))).toEqual(["c ann 0 voided refund", "c ann 1000 pending"]);
    // Nor does it go along with what the new advocate has.
    const further = cash(play([...returned, reassigned("fay", "cat", at(11))]));
    expect(further).toEqual(["c ann 0 voided refund", "c ann 1000 pending"]);
  });

  it("takes along what is in review with its reasons, and it goes on once they are settled", () => {
    const disputed = [...joined, dispute("o1", "d", "opened", at(5)), reassigned("fay", "ben", at(9))];
    const reasons = (events: EngineEvent[]) =>
      rewardsOf(play(events).state)
        .filter(({ ruleId }) => ruleId === "c")
        .map(({ participantId, status, reviewReasons }) => [participantId, status, ...reviewReasons]);
    expect(reasons(disputed)).toEqual([
      ["par_ann", "voided"],
      ["par_ben", "in_review", "dispute"],
    ]);
    expect(reasons([...disputed, dispute("o1", "d", "closed", at(10))]).at(-1)).toEqual(["par_ben", "pending"]);
  });

  it("takes along a choice with all that it offers, open or taken", () => {
    const mug = { kind: "item", sku: "mug", quantity: 1, costMinor: 300 };
    const grant = { kind: "choice", options: [cash(200), mug], chooseWithinDays: 7 };
    const snapshot = snapshotOf(documentOf([ruleOf("pick", { on: { event: "purchase" }, grant })]), people);
    const bought = snapshotAfter(decide(snapshot, joined).state);
    const state = openState(bought);
    const [reward] = state.rewards.byId.values();
    const program = [...state.programs.values()][0]?.now ?? expect.fail();
    takeOption(state, program, reward ?? expect.fail(), 1, [], Date.parse(at(4)));
    for (const before of [bought, snapshotAfter(state)]) {
      const [was] = before.rewards;
      const [ended, given] = rewardsOf(decide(before, [reassigned("fay", "ben", at(5))]).state);
      expect([ended?.status, given?.status]).toEqual(["voided", was?.status]);
      const { kind, grant: inForce, choice, amountMinor, costMinor, holdUntil } = was ?? expect.fail();
      expect(given).toMatchObject({ kind, grant: inForce, choice, amountMinor, costMinor, holdUntil });
      expect([ended?.participantId, given?.participantId]).toEqual(["par_ann", "par_ben"]);
    }
  });

  it("is refused to themselves, to somebody below them, and to one who is blocked, and nothing is kept of that", () => {
    const last = (events: EngineEvent[], blocked = false) => {
      const snapshot = snapshotOf(document, ["ann", { externalId: "ben", blocked }, "cat", "fay"]);
      const { outcomes, state } = decide(snapshot, events);
      return { outcome: outcomes.at(-1), count: state.events.length };
    };
    const refused = (reason: string) => ({ kind: "problem", problem: { code: "referral_refused", reason } });
    const below = [...joined, signup("ben", "fay", at(4))];
    expect(last([...joined, reassigned("fay", "fay", at(9))])).toMatchObject({
      outcome: refused("self_referral"),
      count: 3,
    });
    expect(last([...below, reassigned("fay", "ben", at(9))]).outcome).toMatchObject(refused("cycle"));
    expect(last([...joined, reassigned("fay", "ben", at(9))], true).outcome).toMatchObject(refused("blocked"));
    expect(last([reassigned("fay", "ben", at(9))]).outcome).toMatchObject({ kind: "problem" });
  });

  it("makes those whom they brought find the new advocate above them", () => {
    const chain = snapshotOf(document, [...people, "fay"]);
    const events = [...joined, signup("gus", "fay", at(8)), reassigned("fay", "ben", at(9))];
    const { state } = decide(chain, [...events, purchase("gus", "o2", 5000, at(10))]);
    expect(told({ state })).toContain("up ben 3 approved");
  });
});
