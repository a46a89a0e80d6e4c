import { describe, expect, it } from "vitest";
import { earned, takenBack } from "./ledger.ts";
import { endedStatus, holdingOf, isLive, REWARD_STATUSES } from "./rewardState.ts";

describe("the state of a reward", () => {
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
