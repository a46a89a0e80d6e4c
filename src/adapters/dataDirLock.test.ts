import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockDataDir } from "./dataDirLock.ts";

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "lock-"));
});
afterEach(() => rmSync(parent, { recursive: true }));

test("a directory is made, and locked for one holder at a time", () => {
  const directory = join(parent, "new", "data");
  const unlock = lockDataDir(directory);
  expect(() => lockDataDir(directory)).toThrow(`${directory} is in use by process ${process.pid}.`);
  unlock();
  lockDataDir(directory)();
  expect(existsSync(join(directory, "lock"))).toBe(false);
});

test("the lock of a process that was killed is taken over", async () => {
  const killed = spawn(process.execPath, ["-e", ""]);
  await once(killed, "exit");
  writeFileSync(join(parent, "lock"), `${killed.pid} `);
  lockDataDir(parent)();
});

test("so is one whose pid belongs to another process by now", () => {
  writeFileSync(join(parent, "lock"), `${process.ppid} an-earlier-boot/1`);
  if (process.platform === "linux") lockDataDir(parent)();
});

test("a lock that is not this holder's is left alone", () => {
  const unlock = lockDataDir(parent);
  writeFileSync(join(parent, "lock"), "1 of-another/1");
  unlock();
  expect(existsSync(join(parent, "lock"))).toBe(true);
});
