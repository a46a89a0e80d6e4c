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
  const said = vi.mocked(console.error).mock.calls.map(([line]) => JSON.parse(String(line)));
  expect(said.map(({ requestId, message }) => `${requestId}: ${message}`)).toEqual([
    "req_0: request failed, away",
    "req_other: request failed, other",
    "req_later: request failed, away (2999 more away since the last line)",
    "req_last: request failed, away",
  ]);
});
