import { logError } from "../log.ts";
import type { WriteDeps } from "../usecases/commitOnce.ts";
import { runScheduledJobs } from "./runScheduledJobs.ts";

/** Where there is no Cron: this long after one run ended, the next begins. */
export const PAUSE_BETWEEN_RUNS_MS = 60_000;

/** Is told of each run: how many things each job did, or that some failed. */
export type OnJobs = (done: Readonly<Record<string, number>> | "failed") => void;

export interface Schedule {
  /** No run begins any more; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

/** Runs the scheduled jobs again and again, one run at a time. */
export function startSchedule(deps: WriteDeps, onJobs: OnJobs = () => {}): Schedule {
  let running: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let stopped = false;
  const plan = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = run(deps, onJobs).then(plan);
    }, PAUSE_BETWEEN_RUNS_MS);
    // A server that has nothing else to do may end.
    timer.unref();
  };
  plan();
  return {
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}

async function run(deps: WriteDeps, onJobs: OnJobs): Promise<void> {
  try {
    onJobs(await runScheduledJobs(deps));
  } catch (error) {
    onJobs("failed");
    logError("scheduled jobs failed", error);
  }
}
