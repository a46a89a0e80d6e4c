import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../events/events.ts";
import { attributionOf, cash, documentOf, ruleOf } from "../testing/documents.ts";
import { byHand, customerSince, purchase, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { linesOf, referralsOf } from "../testing/telling.ts";
import { decide } from "./decide.ts";

const rules = [ruleOf("c"), ruleOf("welcome", { on: { event: "signup" }, grant: cash(7) })];
const document = documentOf(rules, { attribution: attributionOf({ lateEntryDays: 14 }) });
const play = (events: EngineEvent[]) => decide(snapshotOf(document, ["ann", "ben"]), events);
const lines = (events: EngineEvent[]) => play(events).outcomes.map(linesOf);
const at = (day: number) => `2026-01-${String(day).padStart(2, "0")}T12:00:00Z`;
const last = (events: EngineEvent[]) => play(events).outcomes.at(-1);
const refused = (reason: string) => ({ kind: "problem", problem: { code: "referral_refused", reason } });

describe("a friend who is tied by hand", () => {
  it("is one since the time that was said: what they bought since is decided, as a signup would have it", () => {
    const bought = [purchase("fay", "o1", 5000, at(6)), purchase("fay", "o2", 5000, at(7))];
    expect(lines([...bought, byHand("fay", "ann", at(6))])[2]).toEqual(["welcome 7", "c 1000"]);
    expect(lines([...bought, signup("fay", "ann", at(6))])[2]).toEqual(["welcome 7", "c 1000"]);
    const [referral] = referralsOf(play([...bought, byHand("fay", "ann", at(6))]));
    expect(referral).toMatchObject({ source: "manual", attributedAt: Date.parse(at(6)), conversionOrderId: "o1" });
  });

  it("is tied once: the same advocate again is a repeat, whatever tied them, and another is refused", () => {
    const again = last([byHand("fay", "ann", at(6)), byHand("fay", "ann", at(9))]);
    expect(again).toMatchObject({ kind: "duplicate" });
    expect(last([signup("fay", "ann", at(6)), byHand("fay", "ann", at(9))])).toMatchObject({ kind: "duplicate" });
    expect(last([byHand("fay", "ann", at(6)), byHand("fay", "ben", at(9))])).toMatchObject(refused("already_referred"));
  });

  it("is refused as an old customer and when it is late, unless that is waived, and for nothing else that is waived", () => {
    const old = [purchase("fay", "o0", 5000, at(2))];
    expect(last([...old, byHand("fay", "ann", at(6))])).toMatchObject(refused("existing_customer"));
    expect(last([...old, byHand("fay", "ann", at(6), { force: true })])).toMatchObject({ kind: "decided" });
    const said = [customerSince("fay", at(1), at(1))];
    expect(last([...said, byHand("fay", "ann", at(6))])).toMatchObject(refused("existing_customer"));
    const late = [signup("fay", null, at(1))];
    expect(last([...late, byHand("fay", "ann", at(16))])).toMatchObject(refused("too_late"));
    expect(last([...late, byHand("fay", "ann", at(16), { force: true })])).toMatchObject({ kind: "decided" });
    expect(last([byHand("ann", "ann", at(6), { force: true })])).toMatchObject(refused("self_referral"));
    const circle = [byHand("ben", "ann", at(6)), byHand("ann", "ben", at(7), { force: true })];
    expect(last(circle)).toMatchObject(refused("cycle"));
  });

  it("leaves nothing of a refusal, and no signup: who is tied by hand first may still sign up in time", () => {
    const { state } = play([byHand("ann", "ann", at(6))]);
    expect([state.events, state.notices, [...state.referrals.values()]]).toEqual([[], [], []]);
    const unknown = play([{ ...byHand("fay", "ann", at(6)), code: "NOBODYS" }]);
    expect(unknown.outcomes[0]).toMatchObject(refused("unknown_code"));
    expect(unknown.state.participantsByExternalId.has("fay")).toBe(false);
    const { state: tied } = play([byHand("fay", "ann", at(6))]);
    expect(tied.participantsByExternalId.get("fay")?.now.firstSignupAt).toBeNull();
  });
});
