import { readdirSync, readFileSync } from "node:fs";

/** Linux tells times in hundredths of a second, whatever the kernel counts in. */
const TICK_MS = 10;

/** What the kernel says of every process and of the machine at one moment. */
export interface Snapshot {
  /** Of a process, all that it has started, and those of them that have ended; in milliseconds. */
  treeMs(pid: number): number;
  /** What all processes together have used, and what the host of a virtual machine kept for others. */
  readonly machine: { readonly atMs: number; readonly usedMs: number; readonly stolenMs: number };
  /** For how long the limit of its control group has stopped this container; null where there is none. */
  readonly throttledMs: number | null;
}

interface Process {
  readonly parent: number;
  readonly usedMs: number;
}

/** Null where there is no /proc. */
export function takeSnapshot(): Snapshot | null {
  const machine = readMachine();
  if (machine === null) return null;
  const processes = new Map<number, Process>();
  for (const name of readdirSync("/proc")) {
    const process = /^\d+$/.test(name) ? readProcess(name) : null;
    if (process !== null) processes.set(Number(name), process);
  }
  const children = Map.groupBy(processes.keys(), (pid) => processes.get(pid)?.parent ?? 0);
  const treeMs = (pid: number): number => {
    const below = (children.get(pid) ?? []).reduce((sum, child) => sum + treeMs(child), 0);
    return (processes.get(pid)?.usedMs ?? 0) + below;
  };
  return { treeMs, machine, throttledMs: readThrottled() };
}

/** Its name may hold spaces and brackets, so that fields are counted from the last bracket. */
function readProcess(pid: string): Process | null {
  const text = read(`/proc/${pid}/stat`);
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const ticks = fields.slice(11, 15).reduce((sum, it) => sum + Number(it), 0);
  return { parent: Number(fields[1]), usedMs: ticks * TICK_MS };
}

/** Interrupts are left out: no process is charged with them, and loopback makes many. */
function readMachine(): Snapshot["machine"] | null {
  const line = /^cpu +(.*)$/m.exec(read("/proc/stat") ?? "")?.[1];
  if (line === undefined) return null;
  const [user = 0, nice = 0, system = 0, , , , , stolen = 0] = line.split(" ").map(Number);
  return { atMs: performance.now(), usedMs: (user + nice + system) * TICK_MS, stolenMs: stolen * TICK_MS };
}

function readThrottled(): number | null {
  const version2 = /^throttled_usec (\d+)$/m.exec(read("/sys/fs/cgroup/cpu.stat") ?? "")?.[1];
  if (version2 !== undefined) return Number(version2) / 1e3;
  const version1 = /^throttled_time (\d+)$/m.exec(read("/sys/fs/cgroup/cpu/cpu.stat") ?? "")?.[1];
  return version1 === undefined ? null : Number(version1) / 1e6;
}

/** Null for what is not there, such as a process that has just ended. */
function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/** The process that started this one. */
export function parentOf(pid: number): number | null {
  return readProcess(String(pid))?.parent ?? null;
}
