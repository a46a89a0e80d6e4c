import { expect, it } from "vitest";
import type { BacktestReply } from "../engine/history/presentBacktest.ts";
import { MAX_NAMED } from "../engine/history/presentBacktest.ts";
import { COST_TEXTS } from "../i18n/dashboard/cost.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { Drawing } from "./costTables.ts";
import { movedTables } from "./costTables.ts";
import type { Viewer } from "./viewer.ts";

const drawing: Drawing = {
  viewer: { role: "marketer", language: "en" } as Viewer,
  say: (text) => COST_TEXTS[text].en,
  formats: formatsOf("en"),
  currency: "GBP",
};

it("all ten who would gain and all ten who would lose are named", () => {
  const ten = (name: string, sign: 1 | -1) =>
    Array.from({ length: MAX_NAMED }, (_, at) => ({
      participant: `${name}-${at}`,
      todayMinor: 5_000,
      wouldMinor: 5_000 + sign * 100,
      differenceMinor: sign * 100,
    }));
  const againstToday = { gain: ten("gains", 1), lose: ten("loses", -1) };
  const text = String(movedTables({ againstToday } as unknown as BacktestReply, drawing));
  expect(MAX_NAMED).toBe(10);
  const named = [...againstToday.gain, ...againstToday.lose].filter(({ participant: name }) =>
    text.includes(`>${name}<`),
  );
  expect(named).toHaveLength(20);
});
