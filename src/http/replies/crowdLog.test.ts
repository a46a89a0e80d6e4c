import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createCrowdLog, SAY_EVERY_MS } from "./crowdLog.ts";

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

it("a crowd of failures is one line a minute and kind, which says how many came since the last", () => {
  let now = 0;
  const log = createCrowdLog(() => now);
  for (let n = 0; n < 3_000; n++) log.add("away", new Error("gone"), `req_${n}`);
  log.add("other", new Error("gone"), "req_other");
  now = SAY_EVERY_MS;
  log.add("away", new Error("gone"), "req_later");
  now += SAY_EVERY_MS;
  log.add("away", new Error("gone"), "req_last");
  expect(vi.mocked(console.error).mock.calls.map(([line]) => line)).toEqual([
    "request req_0 failed, away:",
    "request req_other failed, other:",
    "request req_later failed, away (2999 more away since the last line):",
    "request req_last failed, away:",
  ]);
});
