import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../makeFolder.ts";

/** Another process uses the directory; two would corrupt the embedded database. */
export class DataDirInUseError extends Error {
  readonly pid: number;

  constructor(dataDir: string, pid: number) {
    super(`${dataDir} is in use by process ${pid}.`);
    this.name = "DataDirInUseError";
    this.pid = pid;
  }
}

const refused = (error: unknown, code: string) => error instanceof Error && "code" in error && error.code === code;

/**
 * Takes a directory for this process alone, making it if need be. A lock left behind by a process that was
 * killed is recognised and taken over.
 *
 * @returns gives it back.
 * @throws {DataDirInUseError}
 */
export function lockDataDir(dataDir: string): () => void {
  makeFolder(dataDir);
  const lock = join(dataDir, "lock");
  const mine = `${process.pid} ${startOf(process.pid) ?? ""}`;
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, mine);
  try {
    if (!claimed(draft, lock)) {
      removeStale(lock, dataDir);
      if (!claimed(draft, lock)) throw new DataDirInUseError(dataDir, pidIn(readLock(lock)));
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (readLock(lock) === mine) rmSync(lock, { force: true });
  };
}

/** A hard link appears at once and with its content, or not at all: no one can read a lock half written. */
function claimed(draft: string, lock: string): boolean {
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if (refused(error, "EEXIST")) return false;
    throw error;
  }
}

function removeStale(lock: string, dataDir: string): void {
  const holder = readLock(lock);
  if (isAlive(holder)) throw new DataDirInUseError(dataDir, pidIn(holder));
  // Of several processes that find the same stale lock, one moves it away; a fresh lock moved by mistake
  // goes back to its place.
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (readLock(aside) !== holder) claimed(aside, lock);
    rmSync(aside, { force: true });
  } catch (error) {
    if (!refused(error, "ENOENT")) throw error;
  }
}

function readLock(lock: string): string {
  try {
    return readFileSync(lock, "utf8");
  } catch {
    return "";
  }
}

function pidIn(content: string): number {
  return Number.parseInt(content, 10);
}

/** Whether the very process that wrote the lock still runs; pids are used again, after a restart above all. */
function isAlive(content: string): boolean {
  const pid = pidIn(content);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, and belongs to another user.
    if (!refused(error, "EPERM")) return false;
  }
  const start = startOf(pid);
  const recorded = content.slice(String(pid).length).trim();
  // Without a start to compare, this process's own pid in a lock it didn't take was another process's before.
  if (start === null || recorded === "") return pid !== process.pid;
  return start === recorded;
}

/** When a process started, as Linux tells it (boot and clock ticks since); null elsewhere. */
function startOf(pid: number): string | null {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command in brackets, which may itself hold blanks; the 22nd is the start.
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return ticks === undefined ? null : `${boot}/${ticks}`;
  } catch {
    return null;
  }
}
