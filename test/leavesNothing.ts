import { afterAll } from "vitest";
import { leftBehind, surroundings } from "../src/testing/leftBehind.ts";

/**
 * Files share a process, so each of them leaves it as it was, and their order doesn't matter. What this file began with
 * is looked at before the file is imported, and what it leaves after all that it does itself at its end.
 */
const before = surroundings();

afterAll(() => {
  const left = leftBehind(before, surroundings());
  if (left.length > 0) throw new Error(`this file leaves to the next: ${left.join(", ")}`);
});
