import { describe, expect, it, test } from "vitest";
import type { ClickSeen } from "../../domain/attribution.ts";
import type { EngineEvent } from "../events/events.ts";
import { attributionOf, documentOf, ruleOf } from "../testing/documents.ts";
import { codeOf, purchase, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { referralsOf } from "../testing/telling.ts";
import { decide } from "./decide.ts";

const AT = "2026-01-10T12:00:00Z";
const clicked = (advocate: string, daysAgo: number, program = "p"): ClickSeen => {
  return { code: codeOf(advocate, program), at: Date.parse(AT) - daysAgo * 86_400_000, channel: null };
};
const programs = (attribution: object = {}) => {
  const document = documentOf([ruleOf("c")], { attribution: attributionOf({ windowDays: 30, ...attribution }) });
  return ["p", "q"].map((key) => ({ key, document }));
};
/** Who won in which program, by what, and how the event is flagged. */
function toldOf(event: EngineEvent, attribution: object = {}) {
  const decided = decide(snapshotOf(programs(attribution), ["ann", "ben"]), [event]);
  const referrals = referralsOf(decided).map(({ programId, source, advocateId, rejectedReason }) => {
    return `${programId} ${source} ${rejectedReason ?? advocateId}`;
  });
  return [...referrals, ...decided.state.events.flatMap(({ flags }) => flags)];
}

describe("an unknown code beside clicks", () => {
  const clicks = [clicked("ann", 5), clicked("ben", 2)];

  it("is set aside and told by a flag, and the clicks decide, of a purchase as of a signup", () => {
    const expected = ["prog_p click par_ben", "unknown_code"];
    expect(toldOf(signup("fay", null, AT, { code: "SUMMER20", clicks }))).toEqual(expected);
    expect(toldOf(purchase("fay", "o1", 5000, AT, { code: "SUMMER20", clicks }))).toEqual(expected);
    const byFirst = ["prog_p click par_ann", "unknown_code"];
    expect(toldOf(signup("fay", null, AT, { code: "SUMMER20", clicks }), { model: "first_touch" })).toEqual(byFirst);
  });

  it("is refused where none of them is usable: out of the window, or of another program than the one named", () => {
    const refused = ["prog_p code unknown_code"];
    expect(toldOf(signup("fay", null, AT, { code: "SUMMER20", clicks: [clicked("ann", 31)] }))).toEqual(refused);
    expect(toldOf(signup("fay", null, AT, { code: "SUMMER20", clicks: [clicked("ann", 1, "q")] }))).toEqual(refused);
  });

  it("may be a code of another program than the one named", () => {
    const event = signup("fay", null, AT, { code: codeOf("ann", "q"), clicks });
    expect(toldOf(event)).toEqual(["prog_p click par_ben", "unknown_code"]);
  });

  it("leaves it to the latest click which program the event is for", () => {
    const both = [clicked("ann", 1, "q"), clicked("ben", 2)];
    const told = ["prog_q click par_ann", "unknown_code"];
    expect(toldOf(signup("fay", null, AT, { code: "SUMMER20", program: null, clicks: both }))).toEqual(told);
    expect(toldOf(purchase("fay", "o1", 5000, AT, { code: "SUMMER20", clicks: both.toReversed() }))).toEqual(told);
  });
});

test("a purchase with an unknown code alone is stored with the flag, and so is one whose clicks are too old", () => {
  expect(toldOf(purchase("fay", "o1", 5000, AT, { code: "SUMMER20" }))).toEqual(["unknown_code"]);
  const clicks = [clicked("ann", 31)];
  expect(toldOf(purchase("fay", "o1", 5000, AT, { code: "SUMMER20", clicks }))).toEqual(["unknown_code"]);
});

describe("a code that one of the event's own clicks has", () => {
  const clicks = [clicked("ann", 5), clicked("ben", 2)];
  const code = codeOf("ben");

  it("is that click: the model and the window hold, as for clicks alone", () => {
    expect(toldOf(signup("fay", null, AT, { code, clicks }), { model: "first_touch" })).toEqual([
      "prog_p click par_ann",
    ]);
    expect(toldOf(purchase("fay", "o1", 5000, AT, { code, clicks }))).toEqual(["prog_p click par_ben"]);
    expect(toldOf(signup("fay", null, AT, { code, clicks: [clicked("ben", 31)] }))).toEqual([]);
  });

  it("is a code where a person typed it, however old the click", () => {
    const typed = { code, codeEntered: true };
    const event = signup("fay", null, AT, { ...typed, clicks });
    expect(toldOf(event, { model: "first_touch" })).toEqual(["prog_p code par_ben"]);
    expect(toldOf(signup("fay", null, AT, { ...typed, clicks: [clicked("ben", 31)] }))).toEqual([
      "prog_p code par_ben",
    ]);
  });

  it("is that click under the other of its owner's two codes, too", () => {
    const snapshot = snapshotOf(programs({ model: "first_touch" }), ["ann", "ben"]);
    const vanity = snapshot.codes.filter((each) => each.code === code).map((each) => ({ ...each, code: "BENNY" }));
    const event = signup("fay", null, AT, { code: "BENNY", clicks });
    const decided = decide({ ...snapshot, codes: [...snapshot.codes, ...vanity] }, [event]);
    expect(referralsOf(decided)[0]).toMatchObject({ source: "click", advocateId: "par_ann" });
  });

  it("of another click than its own stays a code that was typed", () => {
    expect(toldOf(signup("fay", null, AT, { code, clicks: [clicked("ann", 5)] }))).toEqual(["prog_p code par_ben"]);
  });
});
