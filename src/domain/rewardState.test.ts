import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { earned, takenBack } from "./ledger.ts";
import type { RewardStatus, RewardStep } from "./rewardState.ts";
import {
  endedStatus,
  holdingOf,
  isFinal,
  isLive,
  NEXT_STATUSES,
  REWARD_STATUSES,
  REWARD_STEPS,
  takeStep,
} from "./rewardState.ts";

const status = fc.constantFrom(...REWARD_STATUSES);
const steps = fc.array(fc.constantFrom(...REWARD_STEPS), { maxLength: 20 });

function stepped(from: RewardStatus, step: RewardStep): RewardStatus {
  const outcome = takeStep(from, step);
  return outcome.kind === "moves" ? outcome.to : from;
}

describe("the states of a reward", () => {
  it("nothing leaves voided or clawed_back, whatever is tried", () => {
    fc.assert(
      fc.property(fc.constantFrom("voided" as const, "clawed_back" as const), steps, (end, tried) => {
        expect(tried.reduce(stepped, end)).toBe(end);
        expect(NEXT_STATUSES[end]).toEqual([]);
      }),
    );
  });

  it("no row of steps reaches a state that the machine does not lead to", () => {
    fc.assert(
      fc.property(status, steps, (from, tried) => {
        let now = from;
        for (const step of tried) {
          const next = stepped(now, step);
          if (next !== now) expect(NEXT_STATUSES[now]).toContain(next);
          now = next;
        }
      }),
    );
  });

  it("a step taken twice is taken once", () => {
    fc.assert(
      fc.property(status, fc.constantFrom(...REWARD_STEPS), (from, step) => {
        if (takeStep(from, step).kind !== "forbidden")
          expect(takeStep(stepped(from, step), step).kind).toBe("repeated");
      }),
    );
  });

  it("by hand nothing leads out of what was ended or given out, and a person can still end the rest", () => {
    expect(REWARD_STEPS.filter(isFinal)).toEqual(["void", "fulfill"]);
  });

  it("what a refund ends, the machine lets end so", () => {
    for (const live of REWARD_STATUSES.filter(isLive)) expect(NEXT_STATUSES[live]).toContain(endedStatus(live));
  });

  it.each([
    ["approve", "pending", "moves"],
    ["approve", "in_review", "moves"],
    ["approve", "approved", "repeated"],
    ["approve", "fulfilled", "forbidden"],
    ["approve", "voided", "forbidden"],
    ["approve", "clawed_back", "forbidden"],
    ["void", "pending", "moves"],
    ["void", "in_review", "moves"],
    ["void", "approved", "moves"],
    ["void", "fulfilled", "forbidden"],
    ["void", "voided", "repeated"],
    ["void", "clawed_back", "forbidden"],
    ["fulfill", "pending", "forbidden"],
    ["fulfill", "in_review", "forbidden"],
    ["fulfill", "approved", "moves"],
    ["fulfill", "fulfilled", "repeated"],
    ["fulfill", "voided", "forbidden"],
    ["fulfill", "clawed_back", "forbidden"],
    ["release", "pending", "repeated"],
    ["release", "in_review", "moves"],
    ["release", "approved", "forbidden"],
    ["release", "fulfilled", "forbidden"],
    ["release", "voided", "forbidden"],
    ["release", "clawed_back", "forbidden"],
  ] as const)("%s of a reward that is %s: %s", (step, from, kind) => {
    expect(takeStep(from, step).kind).toBe(kind);
  });
});

describe("what a state says", () => {
  it("is live until it is voided or clawed back", () => {
    expect(REWARD_STATUSES.filter(isLive)).toEqual(["pending", "in_review", "approved", "fulfilled"]);
  });

  it("says where its value is: pending while held or in review, else available", () => {
    expect(REWARD_STATUSES.filter(isLive).map(holdingOf)).toEqual(["pending", "pending", "available", "available"]);
  });

  it("ends in a clawback only after fulfilment", () => {
    const ends = ["voided", "voided", "voided", "clawed_back"];
    expect(REWARD_STATUSES.filter(isLive).map(endedStatus)).toEqual(ends);
  });
});

describe("the books of a reward", () => {
  const parties = { programId: "prog_1", participantId: "par_1" };

  it.each(["pending", "available"] as const)("what was earned as %s goes back the way it came", (holding) => {
    const there = earned(parties, holding, 5n);
    expect(there).toEqual({
      source: "program:prog_1:reward_cost",
      destination: `participant:par_1:${holding}`,
      amount: 5n,
    });
    const { source, destination } = there;
    expect(takenBack(parties, holding, 5n)).toEqual({ source: destination, destination: source, amount: 5n });
  });
});
