import { describe, expect, it } from "vitest";
import type { StoredCode } from "../../db/rows/code.ts";
import type { StoredProgram } from "../../db/rows/program.ts";
import { OPEN_TO_ALL } from "../../domain/eligibility.ts";
import type { EngineEvent } from "../events/events.ts";
import { effectsOf } from "../loop/effects.ts";
import { documentOf, ruleOf } from "../testing/documents.ts";
import { codeOf, purchase, signup } from "../testing/reported.ts";
import { idOf, snapshotOf, storedCode } from "../testing/snapshots.ts";
import { refusalsOf } from "../testing/telling.ts";
import { decide } from "./decide.ts";
import type { Snapshot } from "./snapshot.ts";

const DAY_1 = "2026-01-01T10:00:00Z";
const DAY_2 = "2026-01-02T10:00:00Z";

/** Ann's code, and her vanity code ANNIE beside it, both of this terms. */
function annsCode(more: Partial<StoredCode>, program: Partial<StoredProgram> = {}, eligibility: object = {}): Snapshot {
  const document = documentOf([ruleOf("cash")], { eligibility: { ...OPEN_TO_ALL, ...eligibility } });
  const snapshot = snapshotOf([{ document, ...program }], [{ externalId: "ann", segments: ["vip"] }]);
  const primary = storedCode(codeOf("ann"), "prog_p", idOf("ann"), more);
  return { ...snapshot, codes: [primary, { ...primary, code: "ANNIE" }] };
}

const refusals = (snapshot: Snapshot, ...events: EngineEvent[]) => refusalsOf(decide(snapshot, events));
const refusal = (snapshot: Snapshot) => refusals(snapshot, signup("fay", "ann", DAY_1))[0];

describe("a code that is restricted refuses, in the order of the rules", () => {
  const end = Date.parse(DAY_1);
  const everything = { disabled: true, expiresAt: end, maxUses: 1, uses: 1 };
  const paused = { status: "paused" as const };

  it.each([
    ["code_disabled", everything, paused, { segments: ["uk"] }],
    ["code_expired", { ...everything, disabled: false }, paused, { segments: ["uk"] }],
    ["code_used_up", { maxUses: 1, uses: 1 }, paused, { segments: ["uk"] }],
    ["program_not_active", {}, paused, { segments: ["uk"] }],
    ["not_eligible", {}, {}, { segments: ["uk"] }],
    ["not_eligible", {}, {}, { approval: "application" }],
    ["not_eligible", { application: "applied" }, {}, { approval: "application" }],
    ["not_eligible", { application: "refused" }, {}, { approval: "application" }],
    [null, { application: "approved" }, {}, { approval: "application", segments: ["uk", "vip"], sampleBps: 10_000 }],
  ] as const)("%s", (reason, terms, program, eligibility) => {
    expect(refusal(annsCode(terms, program, eligibility))).toBe(reason);
  });

  it("not_eligible comes before self_referral", () => {
    const closed = annsCode({}, {}, { segments: ["uk"] });
    expect(refusals(closed, signup("ann", "ann", DAY_1))).toEqual(["not_eligible"]);
  });

  it("a code ends by the time of the event, not of its arrival", () => {
    const ends = annsCode({ expiresAt: Date.parse(DAY_2) });
    expect(refusals(ends, signup("fay", "ann", DAY_2), signup("gus", "ann", DAY_1))).toEqual(["code_expired", null]);
  });

  it("a click's code is held to the same", () => {
    const click = { code: null, clicks: [{ code: codeOf("ann"), at: Date.parse(DAY_1), channel: null }] };
    expect(refusals(annsCode({ disabled: true }), signup("fay", null, DAY_1, click))).toEqual(["code_disabled"]);
  });
});

describe("uses are counted when a referral is attributed", () => {
  it("in one batch each sees those before it, through the code and its vanity alias alike", () => {
    const twice = annsCode({ maxUses: 3, uses: 1 });
    const bought = purchase("gus", "o1", 1000, DAY_1, { code: "ANNIE" });
    const events = [signup("fay", "ann", DAY_1), bought, signup("hal", "ann", DAY_1)];
    expect(refusals(twice, ...events)).toEqual([null, null, "code_used_up"]);
  });

  it("a refusal and a repeat use nothing", () => {
    const once = annsCode({ maxUses: 1 });
    const first = signup("fay", "ann", DAY_1);
    const decided = decide(once, [signup("ann", "ann", DAY_1), first, first]);
    expect(refusalsOf(decided)).toEqual(["self_referral", null]);
    expect(decided.state.codeUses.get(codeOf("ann"))?.added).toBe(1);
  });

  it("the commit is told how far others may have used the code meanwhile", () => {
    const usesOf = (terms: Partial<StoredCode>, ...events: EngineEvent[]) => {
      const { state } = decide(annsCode(terms), events);
      const ids = { id: (prefix: string) => `${prefix}_1`, code: () => "", coupon: () => "", secret: () => "" };
      return effectsOf(state, { id: "req_1", at: new Date(DAY_2), ids }).codeUses;
    };
    const [code, fay, gus] = [codeOf("ann"), signup("fay", "ann", DAY_1), signup("gus", "ann", DAY_1)];
    expect(usesOf({ version: 7 }, fay)).toEqual([{ code, version: 7, added: 1, high: null }]);
    expect(usesOf({ maxUses: 5, uses: 2 }, fay, gus)).toEqual([{ code, version: 1, added: 2, high: 3 }]);
    expect(usesOf({ maxUses: 3, uses: 2 }, fay, gus)).toEqual([{ code, version: 1, added: 1, high: 2 }]);
    expect(usesOf({ maxUses: 2, uses: 2 }, fay)).toEqual([{ code, version: 1, added: 0, high: null }]);
    expect(usesOf({ maxUses: 2 }, signup("ann", "ann", DAY_1))).toEqual([{ code, version: 1, added: 0, high: 1 }]);
    expect(usesOf({}, purchase("fay", "o1", 1000, DAY_1))).toEqual([]);
  });
});
