import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../events/events.ts";
import { snapshotAfter } from "../testing/carryOver.ts";
import { attributionOf, documentOf, ruleOf } from "../testing/documents.ts";
import { codeOf, merged, purchase, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { referralsOf } from "../testing/telling.ts";
import { decide } from "./decide.ts";
import type { Snapshot } from "./snapshot.ts";

const document = documentOf([ruleOf("welcome", { on: { event: "signup" } })], {
  attribution: attributionOf({ lateEntryDays: 5 }),
});
const begun = snapshotOf(document, ["ann", "ben", "fay"]);
/** Each event in a commit of its own: how it is answered, with the rewards it is told to have made. */
function play(events: readonly EngineEvent[], between: (snapshot: Snapshot) => Snapshot = (same) => same) {
  let snapshot = begun;
  const told: string[] = [];
  for (const event of events) {
    const { outcomes, state } = decide(snapshot, [event]);
    for (const outcome of outcomes) {
      const results = outcome.kind === "problem" ? [] : outcome.results;
      const said = results.map(({ referral, rewards }) => [
        referral.rejectedReason ?? referral.status,
        ...rewards.map(({ ruleId }) => ruleId),
      ]);
      told.push([outcome.kind === "problem" ? outcome.problem.code : outcome.kind, ...said.flat()].join(" "));
    }
    snapshot = between(snapshotAfter(state));
  }
  return { told, snapshot };
}
const disabled = (isDisabled: boolean) => (snapshot: Snapshot) => {
  return { ...snapshot, codes: snapshot.codes.map((code) => ({ ...code, disabled: isDisabled })) };
};
/** As it was sent again, with an id of its own and other content. */
const again = <E extends EngineEvent>(event: E, nth: number, at = event.occurredAt): E => {
  return { ...event, id: `${event.id}x${nth}`, contentHash: `${nth}`, occurredAt: at };
};

const entered = signup("fay", "ann", "2026-01-10");

describe("a signup that was refused", () => {
  it("is decided anew when it is sent again, and is a repeat while the reason is the same", () => {
    const off = disabled(true)(begun);
    const first = decide(off, [entered, again(entered, 1)]);
    expect(first.outcomes.map(({ kind }) => kind)).toEqual(["decided", "duplicate"]);
    expect(first.state.events).toHaveLength(1);
    const second = decide(disabled(false)(snapshotAfter(first.state)), [again(entered, 2)]);
    expect(second.outcomes.map(({ kind }) => kind)).toEqual(["decided"]);
    expect(second.state.events[0]?.event.naturalKey).toMatch(/prog_p#2$/);
    expect(referralsOf(second).map(({ status }) => status)).toEqual(["rejected", "attributed"]);
  });

  it("is decided anew for another reason too, under the next number", () => {
    const late = again(entered, 1, Date.parse("2026-01-20"));
    const { outcomes, state } = decide(disabled(true)(begun), [entered]);
    expect(outcomes).toHaveLength(1);
    const after = decide(disabled(false)(snapshotAfter(state)), [late, again(late, 2)]);
    expect(referralsOf(after).map(({ rejectedReason }) => rejectedReason)).toEqual(["code_disabled", "too_late"]);
    expect(after.outcomes.map(({ kind }) => kind)).toEqual(["decided", "duplicate"]);
  });

  it("is too late by its own time, where that is before every other signup", () => {
    const early = again(entered, 1, Date.parse("2026-01-02"));
    const after = decide(disabled(false)(snapshotAfter(decide(disabled(true)(begun), [entered]).state)), [early]);
    expect(referralsOf(after).map(({ rejectedReason }) => rejectedReason)).toEqual(["code_disabled", null]);
  });
});

describe("a signup that leads to the advocate whom its friend has", () => {
  const repeat = "duplicate attributed welcome";

  it("is a repeat of what made the referral, whatever else it says", () => {
    const others = [
      again(entered, 1, Date.parse("2026-01-12")),
      signup("fay", null, "2026-01-11", { code: codeOf("ann"), channel: "mail" }),
      signup("fay", null, "2026-01-11", {
        clicks: [{ code: codeOf("ann"), at: Date.parse("2026-01-09"), channel: null }],
      }),
    ];
    expect(play([entered, ...others]).told).toEqual(["decided attributed welcome", repeat, repeat, repeat]);
  });

  it("is one of a purchase that made it", () => {
    const bought = purchase("fay", "o1", 5000, "2026-01-10", { code: codeOf("ann") });
    expect(play([bought, entered]).told).toEqual(["decided converted welcome", "duplicate converted welcome"]);
  });

  it("is one though its code is disabled by then", () => {
    expect(play([entered, again(entered, 1)], disabled(true)).told[1]).toBe(repeat);
  });

  it("is refused where it leads to another advocate, and a conflict where it brings no friend and says something else", () => {
    expect(play([entered, signup("fay", "ben", "2026-01-11")]).told[1]).toBe("decided already_referred");
    const bare = signup("gus", null, "2026-01-11");
    expect(play([bare, again(bare, 1)]).told[1]).toBe("event_conflict");
  });
});

describe("a signup whose referral a merge has ended", () => {
  const merging = [entered, merged("ann", "fay", "2026-01-12")];
  const inOwnName = { ...entered.participant, externalId: "ann" };

  it("is a repeat when it is sent again as it was: it was taken once, and is not refused for what is so by now", () => {
    expect(play([...merging, { ...entered, participant: inOwnName }]).told).toEqual([
      ...["decided attributed welcome", "decided merged", "duplicate merged welcome"],
    ]);
  });

  it("is decided anew where it says something else", () => {
    const other = { ...again(entered, 1), participant: inOwnName };
    expect(play([...merging, other]).told.at(-1)).toBe("decided self_referral");
  });
});
