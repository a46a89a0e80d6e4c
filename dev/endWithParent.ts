import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process whose npm has gone learns of it this much later at most. */
const LOOK_EVERY_MS = 500;

/**
 * Ends this process as SIGTERM does once the npm that started it has gone, or npm's shell. npm hands SIGTERM and SIGINT
 * to its shell, which may end without what it runs, and an npm that was killed hands nothing on. The port and the
 * database would be held by a server that no one sees.
 */
export function endWithParent(): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const npm = parentOf(parent);
  const looking = setInterval(() => {
    if (process.ppid === parent && (npm === null || isThere(npm))) return;
    clearInterval(looking);
    process.kill(process.pid, "SIGTERM");
  }, LOOK_EVERY_MS);
  looking.unref();
}

/** @returns null where the system does not say, as Windows, and for a parent that began everything */
function parentOf(pid: number): number | null {
  const parent = Number(statedParent(pid));
  return Number.isInteger(parent) && parent > 1 ? parent : null;
}

function statedParent(pid: number): string | undefined {
  try {
    // Of the fields after the name, which is in brackets and may hold anything, the second.
    if (process.platform === "linux")
      return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1];
    if (process.platform === "win32") return undefined;
    return execFileSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
