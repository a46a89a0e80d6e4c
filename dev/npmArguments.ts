import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * What stands behind the `--` of `npm start -- ...`. npm adds it to the last command of a script alone, and `npm start`
 * becomes the first by `exec`, so that signals reach it. So it is read from what npm calls its own process.
 *
 * @param name the option that is looked for, such as "--demo"
 */
export function npmArguments(name: string): string[] {
  const own = process.argv.slice(2);
  if (own.length > 0 || process.env.npm_lifecycle_event === undefined) return own;
  return optionsIn(commandOf(process.ppid), name);
}

/** @param command such as "npm start --demo=full" */
export function optionsIn(command: string, name: string): string[] {
  return command.split(/[\s\0]+/).filter((part) => part === name || part.startsWith(`${name}=`));
}

function commandOf(pid: number): string {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    // A system that tells nothing of other processes: the option can be given to `node dev/start.ts` itself.
    return "";
  }
}
