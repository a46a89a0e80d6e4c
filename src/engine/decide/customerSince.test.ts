import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../events/events.ts";
import { attributionOf, documentOf, ruleOf } from "../testing/documents.ts";
import { customerSince, purchase, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { linesOf, referralsOf } from "../testing/telling.ts";
import { decide } from "./decide.ts";

const first = [{ field: "order.isFirst", op: "eq", value: true }];
const rulesWith = (attribution: Record<string, unknown>) => {
  return documentOf([ruleOf("c", { when: first })], { attribution: attributionOf(attribution) });
};
const play = (events: EngineEvent[], attribution: Record<string, unknown> = {}) =>
  decide(snapshotOf(rulesWith(attribution)), events);
const friend = signup("fay", "ann", "2026-01-10T12:00:00Z");
const said = (since: string | null) => customerSince("fay", since, "2026-01-09T00:00:00Z");
const refusalOf = (events: EngineEvent[], attribution: Record<string, unknown> = {}) =>
  referralsOf(play(events, attribution))[0]?.rejectedReason;

describe("since when a participant is a customer, as the shop says", () => {
  it("makes an existing customer of a participant who signs up after it, and no minutes of grace help", () => {
    expect(refusalOf([said("2026-01-10T11:59:59Z"), friend], { graceMinutes: 60 })).toBe("existing_customer");
    expect(refusalOf([said("2026-01-10T12:00:00Z"), friend])).toBeNull();
    expect(refusalOf([said("2020-01-01T00:00:00Z"), friend], { newCustomersOnly: false })).toBeNull();
  });

  it("leaves no first order after it, though nothing was bought", () => {
    const bought = purchase("fay", "o1", 5000, "2026-01-11T00:00:00Z");
    const lines = (since: string) => {
      const { outcomes } = play([friend, said(since), bought], { newCustomersOnly: false });
      return outcomes.map(linesOf)[2];
    };
    expect(lines("2026-01-10T23:59:59Z")).toEqual(["c condition_not_met"]);
    expect(lines("2026-01-11T00:00:00Z")).toEqual(["c 1000"]);
  });

  it("moves nothing that was decided, nor since when purchases earn", () => {
    const bought = purchase("fay", "o1", 5000, "2026-01-11T00:00:00Z");
    const { state, outcomes } = play([friend, bought, said("2026-01-10T11:30:00Z")], { graceMinutes: 60 });
    expect(outcomes.map(linesOf)[1]).toEqual(["c 1000"]);
    expect(outcomes[2]).toMatchObject({ kind: "decided", results: [] });
    const [referral] = [...state.referrals.values()];
    expect(referral?.now).toMatchObject({ status: "converted", attributedAt: Date.parse("2026-01-10T12:00:00Z") });
  });

  it("can be taken back", () => {
    expect(refusalOf([said("2020-01-01T00:00:00Z"), said(null), friend])).toBeNull();
  });

  it("is not kept with what it was not decisive for: a purchase from before made them an old customer", () => {
    const bought = purchase("fay", "o0", 5000, "2026-01-05T00:00:00Z");
    const { outcomes } = play([bought, said("2026-01-10T12:00:00Z"), friend]);
    const [entry] = outcomes[2]?.kind === "decided" ? outcomes[2].record.entries : [];
    expect(entry?.happened).toEqual([]);
  });

  it("is kept with the refusal and with the order that it was decisive for", () => {
    const refused = play([said("2020-01-01T00:00:00Z"), friend]).outcomes[1];
    const since = Date.parse("2020-01-01T00:00:00Z");
    expect(refused).toMatchObject({
      record: { entries: [{ happened: [{ kind: "customer_since", orderId: null, since }] }] },
    });
    const bought = purchase("fay", "o1", 5000, "2026-01-11T00:00:00Z");
    const { outcomes } = play([friend, said("2020-01-01T00:00:00Z"), bought], { newCustomersOnly: false });
    expect(outcomes[2]).toMatchObject({
      record: { entries: [{ happened: [{ kind: "set" }, { kind: "customer_since", orderId: "o1", since }] }] },
    });
  });
});
