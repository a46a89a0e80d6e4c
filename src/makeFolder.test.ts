import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { makeFolder } from "./makeFolder.ts";

const root = mkdtempSync(join(tmpdir(), "make-folder-"));
afterAll(() => rmSync(root, { recursive: true }));

it("makes a folder with those above it, and leaves one alone that is there", () => {
  const path = join(root, "a/b/c");
  makeFolder(path);
  makeFolder(path);
  expect(existsSync(path)).toBe(true);
  makeFolder(".");
});

it("says at once what a folder can't be made of", () => {
  writeFileSync(join(root, "file"), "");
  expect(() => makeFolder(join(root, "file"))).toThrow("EEXIST");
  expect(() => makeFolder(join(root, "file/below"))).toThrow("ENOTDIR");
});

it.runIf(existsSync("/proc/self"))("ends where a folder that is there says that it is not", () => {
  expect(() => makeFolder("/proc/nope")).toThrow("ENOENT");
  expect(() => makeFolder("/proc/nope/deeper")).toThrow("ENOENT");
});
