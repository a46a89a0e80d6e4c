import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { findPrograms } from "./server.ts";

const run = promisify(execFile);

/**
 * Looks for pgbench, and has Debian install it where that needs no password.
 *
 * @returns the folder of an installed PostgreSQL that has it; null where there is none
 */
export async function findPgbench(say: (text: string) => void): Promise<string | null> {
  const found = findPrograms();
  if (found !== null || process.getuid?.() !== 0 || !isOnPath("apt-get")) return found;
  say("installing postgresql ...");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["install", "-y", "-qq", "postgresql"], { env }).catch((error: unknown) => {
    say(`apt-get could not install postgresql: ${String(error).split("\n")[0]}`);
  });
  return findPrograms();
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}
