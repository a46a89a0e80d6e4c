import { describe, expect, it } from "vitest";
import type { Language } from "../i18n/languages.ts";
import { LANGUAGES } from "../i18n/languages.ts";
import type { AskedStep } from "./finalStepForm.ts";
import { finalStepView } from "./finalStepForm.ts";
import type { Viewer } from "./viewer.ts";

type Moving = AskedStep["moving"];

async function shown(language: Language, step: AskedStep["step"], moving: readonly Partial<Moving[number]>[]) {
  const viewer = { language, tenantSlug: "tea" } as Viewer;
  const list = { section: "rewards" as const, title: "", href: "/back" };
  const asked = { step, moving: moving as Moving, left: 0, reason: "", isReasonWrong: false, list, fields: {} };
  return (await finalStepView(viewer, asked).main).toString();
}

describe("what asks before a step that can't be undone", () => {
  it.each(LANGUAGES)("in %s the way back and the step are not called the same", async (language) => {
    for (const step of ["void", "fulfill"] as const) {
      const buttons = /<div class="buttons">(.*)<\/div>/s.exec(await shown(language, step, []))?.[1] ?? "";
      const labels = [...buttons.matchAll(/<span>([^<]+)<\/span>/g)].map(([, label]) => label);
      expect(new Set(labels).size).toBe(2);
    }
  });

  it("units are summed each for itself, and what has no amount is counted", async () => {
    const text = await shown("en", "void", [
      ...[10n, 1990n].map((amountMinor) => ({ id: "rwd_1", unit: "cash:GBP", amountMinor })),
      { id: "rwd_2", unit: "credit:GBP", amountMinor: 500n },
      { id: "rwd_3", unit: "points", amountMinor: 30n },
      { id: "rwd_4", unit: null, amountMinor: 0n },
    ]);
    expect([...text.matchAll(/<dt>([^<]+)<\/dt><dd><bdi>([^<]+)<\/bdi>/g)].map(([, ...pair]) => pair)).toEqual([
      ["Cash, GBP", "£20.00"],
      ["Store credit, GBP", "£5.00"],
      ["Points", "30"],
      ["Gifts and discounts", "1"],
    ]);
  });
});
