import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { findPrograms } from "./server.ts";

const run = promisify(execFile);

/** What the machine has beside Node. */
export interface Tools {
  /** The folder of an installed PostgreSQL with pgbench. */
  readonly programs: string | null;
  readonly hasWrk: boolean;
}

/** Looks for pgbench and wrk, and has Debian install what is missing where that needs no password. */
export async function findTools(say: (text: string) => void): Promise<Tools> {
  const missing = [...(findPrograms() === null ? ["postgresql"] : []), ...(isOnPath("wrk") ? [] : ["wrk"])];
  if (missing.length > 0 && process.getuid?.() === 0 && isOnPath("apt-get")) {
    say(`installing ${missing.join(" and ")} ...`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["install", "-y", "-qq", ...missing], { env }).catch((error: unknown) => {
      say(`apt-get could not install ${missing.join(" and ")}: ${String(error).split("\n")[0]}`);
    });
  }
  return { programs: findPrograms(), hasWrk: isOnPath("wrk") };
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}
