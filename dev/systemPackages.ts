import { spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** As CI says it: what a test needs from the system has to be there, or the test fails instead of being left out. */
export const REQUIRED = "REQUIRE_SYSTEM_TESTS";
const INSTALL_TIMEOUT_MS = 300_000;

/** Where a program is on the PATH; null when it is nowhere. */
export function findProgram(name: string, path = process.env.PATH ?? ""): string | null {
  for (const folder of path.split(delimiter)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
      // Not here; perhaps in the next folder.
    }
  }
  return null;
}

/**
 * A program of the system, installed from its Debian package where it is missing and this process may install:
 * as root, with apt. A caller that gets null leaves its tests out.
 *
 * @throws {Error} when it can't be had and REQUIRE_SYSTEM_TESTS is 1.
 */
export function ensureSystemPackage(program: string, debianPackage: string): string | null {
  const found = findProgram(program) ?? installed(program, debianPackage);
  if (found !== null) return found;
  const advice = `${program} is not installed, so the tests that need it are left out (apt-get install ${debianPackage})`;
  if (process.env[REQUIRED] === "1") throw new Error(`${advice}; ${REQUIRED}=1 forbids that`);
  console.warn(advice);
  return null;
}

function installed(program: string, debianPackage: string): string | null {
  if (process.getuid?.() !== 0 || findProgram("apt-get") === null) return null;
  // Another process may be installing something; its lock is waited for.
  const patience = ["-o", "DPkg::Lock::Timeout=240"];
  const apt = (...words: string[]) =>
    spawnSync("apt-get", [...patience, ...words], {
      stdio: "ignore",
      timeout: INSTALL_TIMEOUT_MS,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  const install = () => apt("install", "--yes", "--no-install-recommends", debianPackage);
  // A fresh image has no package lists yet, and old lists may name files that are gone.
  if (!install()) {
    apt("update");
    install();
  }
  return findProgram(program);
}
