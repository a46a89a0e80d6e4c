import { expect, it } from "vitest";
import { nanoIds } from "./nanoIds.ts";

const drawn = (at: number) => nanoIds.id("evt", new Date(at));

it("ids of one instant sort in the order in which they were drawn, so that a batch's events do", () => {
  const ids = Array.from({ length: 2000 }, () => drawn(1_800_000_000_000));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids.map((id) => id.length))).toEqual(new Set([25]));
});

it("ids of a later instant sort after those of an earlier one", () => {
  const earlier = [drawn(1_800_000_000_000), drawn(1_800_000_000_000)];
  expect(earlier.every((id) => id < drawn(1_800_000_000_001))).toBe(true);
});

it("ids of one instant can't be told from each other", () => {
  const endings = Array.from({ length: 100 }, () => drawn(1_800_000_000_002).slice(-9));
  expect(new Set(endings).size).toBe(endings.length);
});
