import { describe, expect, it } from "vitest";
import type { ExplanationRows } from "../db/rows/explanation.ts";
import type { Audience } from "../domain/audiences.ts";
import { decide } from "../engine/decide/decide.ts";
import { explain } from "../engine/explain/explain.ts";
import { arbitraryHistory } from "../engine/testing/arbitraryHistory.ts";
import { holdsForAll } from "../engine/testing/checking.ts";
import { explanationRowsOf } from "../engine/testing/explanationRows.ts";
import { beginningOf, eventsOf } from "../engine/testing/histories.ts";
import { SECRET, withOtherSecrets } from "../engine/testing/otherSecrets.ts";
import { LANGUAGES } from "../i18n/languages.ts";
import { presentExplanation } from "./explanation.ts";

const NOW = new Date("2026-02-15T00:00:00Z");

/** The whole reply as text; null where the referral has no such reader. */
function told(rows: ExplanationRows, audience: Audience, language: (typeof LANGUAGES)[number] = "en"): string | null {
  const explanation = explain(rows, audience, NOW);
  return explanation === null ? null : JSON.stringify(presentExplanation(explanation, language, null), null, 1);
}

/** The rows of every referral of as many random histories. */
function forEveryReferral(runs: number, check: (rows: ExplanationRows) => void): void {
  holdsForAll(arbitraryHistory, runs, (history) => {
    const decided = decide(beginningOf(history), eventsOf(history));
    const documents = new Map(history.programs.map(({ key, document }) => [key, document]));
    for (const rows of explanationRowsOf(decided, documents)) check(rows);
  });
}

describe("whatever happened under whatever rules, the explanation", () => {
  it.each(["advocate", "friend"] as const)("for the %s does not depend on what is not theirs", (reader) => {
    forEveryReferral(150, (rows) => {
      const other = told(withOtherSecrets(rows, reader), reader);
      expect(other).toBe(told(rows, reader));
      expect(other ?? "").not.toContain(SECRET);
    });
  });

  it("for the tenant does: each secret is one that an explanation could tell", () => {
    let differing = 0;
    forEveryReferral(20, (rows) => {
      for (const reader of ["advocate", "friend"] as const) {
        if (told(withOtherSecrets(rows, reader), "tenant") !== told(rows, "tenant")) differing += 1;
      }
    });
    expect(differing).toBeGreaterThan(20);
  });

  it("can be written in every language to every reader", () => {
    forEveryReferral(20, (rows) => {
      for (const audience of ["tenant", "advocate", "friend"] as const) {
        for (const language of LANGUAGES) {
          const text = told(rows, audience, language) ?? "";
          expect(text).not.toMatch(/undefined|NaN|\[object|\{\w+\}/);
        }
      }
    });
  });
});
