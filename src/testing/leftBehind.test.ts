import { afterEach, expect, it, vi } from "vitest";
import { leftBehind, surroundings } from "./leftBehind.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

it.each([
  ["another value of LEFT_BEHIND", () => void vi.stubEnv("LEFT_BEHIND", "a value")],
  ["a clock that stands still", () => void vi.useFakeTimers({ toFake: ["performance"] })],
  ["a function in place of error", () => void vi.spyOn(console, "error")],
  ["a function in place of fetch", () => void vi.spyOn(globalThis, "fetch")],
])("what a test file leaves to the next is told: %s", (told, leave) => {
  const before = surroundings();
  leave();
  expect(leftBehind(before, surroundings())).toEqual([told]);
});

it("a file that puts everything back leaves nothing", () => {
  const before = surroundings();
  vi.stubEnv("PATH", "elsewhere").spyOn(console, "error");
  vi.useFakeTimers();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  expect(leftBehind(before, surroundings())).toEqual([]);
});
