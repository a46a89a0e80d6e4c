import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { ensureSystemPackage, findProgram } from "./systemPackages.ts";

const root = mkdtempSync(join(tmpdir(), "refer-a-friend-programs-"));
afterAll(() => rmSync(root, { recursive: true }));

const NOWHERE = "refer-a-friend-no-such-program";

describe("a program of the system", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("is the first executable file of that name on the path, never a folder", () => {
    const [folders, plain, programs] = ["a", "b", "c"].map((name) => join(root, name)) as [string, string, string];
    mkdirSync(join(folders, "tool"), { recursive: true });
    for (const folder of [plain, programs]) {
      mkdirSync(folder);
      writeFileSync(join(folder, "tool"), "");
    }
    chmodSync(join(programs, "tool"), 0o755);
    const path = [join(root, "absent"), folders, plain, programs].join(delimiter);
    expect(findProgram("tool", path)).toBe(join(programs, "tool"));
    expect(findProgram(NOWHERE, path)).toBeNull();
  });

  it("that can't be had fails where it is required, and is named with its package elsewhere", () => {
    // Without apt on the path nothing is installed.
    vi.stubEnv("PATH", root);
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    vi.stubEnv("REQUIRE_SYSTEM_TESTS", "0");
    expect(ensureSystemPackage(NOWHERE, "its-package")).toBeNull();
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("its-package"));
    vi.stubEnv("REQUIRE_SYSTEM_TESTS", "1");
    expect(() => ensureSystemPackage(NOWHERE, "its-package")).toThrow("its-package");
    warn.mockRestore();
  });
});
