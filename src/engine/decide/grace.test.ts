import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../events/events.ts";
import { snapshotAfter } from "../testing/carryOver.ts";
import { attributionOf, cash, documentOf, ruleOf } from "../testing/documents.ts";
import { purchase, refund, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { linesOf, referralsOf, rewardsOf, tell } from "../testing/telling.ts";
import { decide } from "./decide.ts";

const rules = [ruleOf("c"), ruleOf("welcome", { on: { event: "signup" }, holdDays: 2, grant: cash(7) })];
const withGrace = (graceMinutes: number, more: object = {}) =>
  documentOf(rules, { attribution: attributionOf({ graceMinutes, ...more }) });
const at = (time: string) => `2026-01-10T${time}Z`;
const SIGNUP = at("12:00:00");
const friend = signup("fay", "ann", SIGNUP);
const buy = (orderId: string, when: string, amount = 5000) => purchase("fay", orderId, amount, when);

const outcomeOf = (graceMinutes: number, events: EngineEvent[], more = {}) =>
  decide(snapshotOf(withGrace(graceMinutes, more)), events);
/** Why the friend was refused, or since when their purchases may earn. */
const sinceOf = (graceMinutes: number, events: EngineEvent[], more = {}) => {
  const [referral] = referralsOf(outcomeOf(graceMinutes, events, more));
  return referral?.rejectedReason ?? new Date(referral?.attributedAt ?? 0).toISOString();
};

describe("a purchase a little before its code", () => {
  it("makes no existing customer, down to the minute that the rules grant, and is decided", () => {
    const inside = outcomeOf(60, [buy("o1", at("11:00:00")), friend]);
    expect(inside.outcomes.map(linesOf)).toEqual([[], ["welcome 7", "c 1000"]]);
    expect(sinceOf(60, [buy("o1", at("11:00:00")), friend])).toBe("2026-01-10T11:00:00.000Z");
    expect(sinceOf(60, [buy("o1", at("10:59:59.999")), friend])).toBe("existing_customer");
    expect(sinceOf(0, [buy("o1", at("11:59:59")), friend])).toBe("existing_customer");
  });

  it("does so for none that there are before it, even where old customers may become friends", () => {
    const events = [buy("o1", at("09:00:00")), buy("o2", at("11:30:00")), friend];
    expect(sinceOf(60, events)).toBe("existing_customer");
    expect(sinceOf(60, events, { newCustomersOnly: false })).toBe("2026-01-10T11:30:00.000Z");
  });

  it("is the earliest of those of which something is left", () => {
    const given = [buy("o1", at("11:10:00")), refund("o1", "r1", 5000, at("11:11:00")), buy("o2", at("11:20:00"), 0)];
    expect(sinceOf(60, [...given, buy("o3", at("11:40:00")), buy("o4", at("11:30:00")), friend])).toBe(
      "2026-01-10T11:30:00.000Z",
    );
  });

  it("may be before a purchase that brings the code itself", () => {
    const bringing = purchase("fay", "o2", 5000, SIGNUP, { code: friend.code });
    expect(sinceOf(60, [buy("o1", at("11:30:00")), bringing])).toBe("2026-01-10T11:30:00.000Z");
  });

  it("moves nothing else: holds and counts of signups go by the signup", () => {
    const decided = outcomeOf(60, [buy("o1", at("11:30:00")), friend]);
    const welcome = rewardsOf(decided.state).find(({ ruleId }) => ruleId === "welcome");
    expect(new Date(welcome?.holdUntil ?? 0).toISOString()).toBe("2026-01-12T12:00:00.000Z");
    expect(referralsOf(decided)[0]?.enteredAt).toBe(Date.parse(SIGNUP));
  });
});

describe("a purchase from a little before the code that arrives after it", () => {
  it("is the beginning of the referral and earns, as far back as the rules grant from the signup", () => {
    const late = (when: string, amount = 5000) => outcomeOf(60, [friend, buy("o1", when, amount)]);
    expect(late(at("11:00:00")).outcomes.map(linesOf)[1]).toEqual(["c 1000"]);
    expect(late(at("10:59:59.999")).outcomes.map(linesOf)[1]).toEqual(["c outside_credit_window"]);
    expect(referralsOf(late(at("11:00:00"), 0))[0]?.attributedAt).toBe(Date.parse(SIGNUP));
  });

  it("moves it on from an earlier beginning, never from a later one, by the time of the signup", () => {
    const times = ["11:30:00", "11:45:00", "11:10:00", "10:59:00"];
    const events = times.map((time, index) => buy(`o${index}`, at(time)));
    const first = decide(snapshotOf(withGrace(60)), [friend, ...events.slice(0, 2)]);
    expect(referralsOf(first)[0]?.attributedAt).toBe(Date.parse(at("11:30:00")));
    const second = decide(snapshotAfter(first.state), events.slice(2));
    expect(referralsOf(second)[0]?.attributedAt).toBe(Date.parse(at("11:10:00")));
  });

  it("moves it on the amount that it came with, whatever waits for it", () => {
    const events = [friend, refund("o1", "r1", 5000, at("13:00:00")), buy("o1", at("11:30:00"))];
    expect(sinceOf(60, events)).toBe("2026-01-10T11:30:00.000Z");
  });

  it("leaves those undecided that lie inside by then", () => {
    const given = [buy("o1", at("11:20:00")), refund("o1", "r1", 5000, at("11:21:00"))];
    const told = tell(snapshotOf(withGrace(60)), [...given, friend, buy("o2", at("11:10:00"))]);
    expect(told).toEqual([[], [], ["welcome 7"], ["c 1000"]]);
  });
});
