import { expect, it } from "vitest";
import { clickIdsOf } from "./clickTimes.ts";

it("ids of clicks sort by their time, and times that no id can have are before or after all", () => {
  const now = Date.UTC(2026, 1, 1);
  const times = [-1e15, 0, 1, now, now + 1, 36 ** 8, 36 ** 9 - 1, 1e16];
  const ids = times.map(clickIdsOf);
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(times.length - 2);
  expect(ids[0]).toBe("clk_000000000");
});
