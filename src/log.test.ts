import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { logError } from "./log.ts";
import { DatabaseError } from "./ports.ts";

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => {}));
afterEach(() => vi.restoreAllMocks());
const lines = () => vi.mocked(console.error).mock.calls.map(([line]) => String(line));
const [time, level] = [expect.any(String), "error"];

test("what went wrong is one line of JSON, whatever stands in it", () => {
  logError("clicks lost", undefined, { count: 3 });
  logError('a "quote"\nand a line', new Error("two\nlines"));
  expect(lines().map((line) => JSON.parse(line))).toEqual([
    { time, level, message: "clicks lost", count: 3 },
    {
      ...{ time, level, message: 'a "quote"\nand a line' },
      error: { name: "Error", message: "two\nlines", stack: expect.stringContaining("log.test") },
    },
  ]);
  expect(lines().join("")).not.toContain("\n");
});

test("of an error it tells its code and its causes, and not what a driver hangs on it", () => {
  const cause = Object.assign(new Error("duplicate key"), { code: "23505", detail: "Key (email)=(ada@example.com)" });
  logError("failed", new DatabaseError("refused", "23505", "participants_email_key", cause));
  expect(JSON.parse(lines()[0] ?? "").error).toMatchObject({
    name: "DatabaseError",
    sqlState: "23505",
    cause: { message: "duplicate key", code: "23505" },
  });
  expect(lines()[0]).not.toContain("ada@example.com");
});

test("a line is bounded: by long messages, by causes without end, by many errors", () => {
  const endless = new Error("a".repeat(100_000));
  endless.cause = endless;
  logError("failed", new AggregateError(Array.from({ length: 1_000 }, () => endless)));
  expect(lines()[0]?.length).toBeLessThan(500_000);
});

test("what is thrown and is no error is told as text", () => {
  logError("failed", "a text");
  expect(JSON.parse(lines()[0] ?? "")).toMatchObject({ error: { message: "a text" } });
});
