import { expect, test } from "vitest";
import type { LogLevel } from "./requestLog.ts";
import { requestLog } from "./requestLog.ts";

const answered = { method: "GET", route: "/v1/codes/{code}", ms: 12, tenantId: "ten_1", requestId: "req_1" };
const linesOf = (least: LogLevel, statuses: readonly number[]) => {
  const lines: string[] = [];
  const tell = requestLog(
    least,
    (line) => lines.push(line),
    () => new Date("2026-01-05T10:00:00Z"),
  );
  for (const status of statuses) tell({ ...answered, status });
  return lines;
};

test("a request is one line of JSON", () => {
  expect(linesOf("info", [200])).toEqual([
    '{"time":"2026-01-05T10:00:00.000Z","level":"info","message":"request","method":"GET","route":"/v1/codes/{code}","status":200,"ms":12,"tenant":"ten_1","requestId":"req_1"}',
  ]);
});

test.each([
  ["info", [200, 404, 503, 500]],
  ["warn", [503, 500]],
  ["error", [500]],
] as const)("at the level %s those answered %j have a line", (least, statuses) => {
  expect(linesOf(least, [200, 404, 503, 500]).map((line) => JSON.parse(line).status)).toEqual(statuses);
});
