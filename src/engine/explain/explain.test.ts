import { describe, expect, it } from "vitest";
import type { ExplainedDecision } from "../../contract/explained.ts";
import type { ExplanationRows } from "../../db/rows/explanation.ts";
import type { Audience } from "../../domain/audiences.ts";
import { decide } from "../decide/decide.ts";
import type { EngineEvent } from "../events/events.ts";
import { cash, documentOf, ruleOf } from "../testing/documents.ts";
import { explanationRowsOf } from "../testing/explanationRows.ts";
import { custom, purchase, reassigned, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { explain } from "./explain.ts";

/** What is stored of the friend's referral after the events. */
function rowsOf(
  friend: string,
  document: Readonly<Record<string, unknown>>,
  events: readonly EngineEvent[],
  people: readonly string[] = ["ann", "fay"],
): ExplanationRows {
  const decided = decide(snapshotOf(document, people), events);
  const found = explanationRowsOf(decided, new Map([["p", document]])).find((rows) => rows.friend === friend);
  if (found === undefined) throw new Error(`${friend} has no referral`);
  return found;
}

function decisionsFor(rows: ExplanationRows, audience: Audience): readonly ExplainedDecision[] {
  const explanation = explain(rows, audience, new Date("2026-02-01T00:00:00Z"));
  return explanation?.events.flatMap(({ decisions }) => decisions) ?? [];
}

describe("an explanation", () => {
  it("of a rule for the actor tells the actor's own way up its tiers, and to no one else", () => {
    const tiers = {
      by: "conversions",
      window: "lifetime",
      steps: [1, 2, 5].map((from) => ({ from, grant: cash(from) })),
    };
    const own = ruleOf("own", { recipient: "actor", on: { event: "purchase" }, tiers });
    const rows = rowsOf("fay", documentOf([own]), [
      signup("fay", "ann", "2026-01-01"),
      signup("gus", "fay", "2026-01-02"),
      signup("hal", "fay", "2026-01-02"),
      purchase("gus", "g1", 4000, "2026-01-03"),
      purchase("hal", "h1", 4000, "2026-01-03"),
      purchase("fay", "f1", 4000, "2026-01-04"),
    ]);
    const tier = { by: "conversions", window: "lifetime", reached: 2, position: 2, next: { from: 5, missing: 3 } };
    expect(decisionsFor(rows, "tenant").map((decision) => decision.tier)).toEqual([tier]);
    expect(decisionsFor(rows, "friend").map((decision) => decision.tier)).toEqual([tier]);
    expect(decisionsFor(rows, "advocate")).toEqual([]);
  });

  it("of a friend who was given to another advocate tells of whose numbers counted at the time", () => {
    const tiers = { by: "conversions", window: "lifetime", steps: [1, 5].map((from) => ({ from, grant: cash(from) })) };
    const [first, ...others] = ["fay", "gus", "hal", "ida"].map((friend, n) => [
      signup(friend, n < 2 ? "ann" : "ben", "2026-01-01"),
      purchase(friend, friend, 4000, "2026-01-03"),
    ]);
    const given = reassigned("fay", "ben", "2026-01-09", { formerId: "par_ann" });
    const document = documentOf([ruleOf("own", { tiers })]);
    const rows = rowsOf("fay", document, [...(first ?? []), ...others.flat(), given], ["ann", "ben"]);
    // The reward of then is of ann, who has gus left; what ben got for it stands beside ben's own two and fay.
    expect(decisionsFor(rows, "tenant").map(({ tier }) => tier?.position)).toEqual([1, 3]);
    expect(decisionsFor(rows, "advocate").map(({ tier }) => tier?.position)).toEqual([3]);
  });

  it("says how far off an amount in the metadata is only where it is a whole one", () => {
    const needs = (value: number) => [{ field: "event.metadata.marginMinor", op: "gte", value }];
    const rules = [ruleOf("whole", { when: needs(700) }), ruleOf("broken", { when: needs(700.5) })];
    const bought = purchase("fay", "f1", 4000, "2026-01-04", { order: { metadata: { marginMinor: 500 } } });
    const rows = rowsOf("fay", documentOf(rules), [signup("fay", "ann", "2026-01-01"), bought]);
    const said = (audience: Audience) =>
      decisionsFor(rows, audience).map(({ details }) => details.map(({ code }) => code));
    expect(said("tenant")).toEqual([["missing_amount"], ["missing_condition"]]);
    expect(said("advocate")).toEqual([["missing_private"], ["missing_private"]]);
  });

  it("says until when a rule gave, to all whom it is for, and no day where no time began", () => {
    const rules = [
      ruleOf("days", { on: { event: "purchase", within: { days: 30, of: "attribution" } } }),
      ruleOf("months", { on: { event: "lead", within: { months: 1, of: "conversion" } } }),
    ];
    const events = [
      signup("fay", "ann", "2026-01-01"),
      custom("lead", "fay", "e1", "2026-01-02"),
      purchase("fay", "f1", 4000, "2026-01-31"),
      custom("lead", "fay", "e2", "2026-02-28"),
    ];
    const rows = rowsOf("fay", documentOf(rules), events);
    const until = (at: string) => ["skipped_outside_within_until", { kind: "day", at: Date.parse(at) }];
    for (const audience of ["tenant", "advocate"] as const) {
      const told = decisionsFor(rows, audience).map(({ statement: { code, values } }) => [code, values.day]);
      // The last instant of the days is told, and that of the month, which is the last of February.
      expect(told).toEqual([
        ["skipped_outside_within", undefined],
        until("2026-01-30T23:59:59.999Z"),
        until("2026-02-27T23:59:59.999Z"),
      ]);
    }
  });

  it("of what the whole program asks for tells a friend, too, for whom there is no rule", () => {
    const document = documentOf([ruleOf("c")], { qualifies: [{ field: "order.amountMinor", op: "gte", value: 3000 }] });
    const events = [signup("fay", "ann", "2026-01-01"), purchase("fay", "f1", 1000, "2026-01-04")];
    const rows = rowsOf("fay", document, events);
    const summaryFor = (audience: Audience) =>
      explain(rows, audience, new Date("2026-02-01T00:00:00Z"))?.summary.map(({ code, values }) => [
        code,
        ...Object.keys(values),
      ]);
    const open = ["referral_open_until", "day"];
    expect(summaryFor("friend")?.slice(1, 3)).toEqual([open, ["missing_order_amount", "seen", "short", "least"]]);
    expect(summaryFor("advocate")?.slice(1, 3)).toEqual([open, ["missing_order_amount", "least"]]);
  });
});
