import { logError } from "../../log.ts";
import type { Worker, WorkLimits } from "./leasedWork.ts";

/** While anything waits it is looked again after so long, and else only now and then: another process may have died. */
export const LOOK_AGAIN_MS = 1_000;
export const LOOK_NOW_AND_THEN_MS = 10_000;

/** What a process of Node does at once. */
export const NODE_LIMITS: WorkLimits = { most: 64, mostFailing: 32 };

/** Works for as long as a process lives. */
export interface Delivering {
  /** There may be something new: looks at once. */
  wake(): void;
  /** Nothing is begun any more; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/**
 * Works on Node: at once when it is woken, and again and again while anything waits.
 *
 * @param what waits, for the log
 */
export function startDelivering(deliverer: Worker, what: string): Delivering {
  let isStopped = false;
  let isWoken = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let running: Promise<void> | null = null;

  const plan = (ms: number) => {
    if (isStopped) return;
    timer = setTimeout(look, ms);
    // A server that has nothing else to do may end.
    timer.unref();
  };
  const look = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    running ??= work().finally(() => {
      running = null;
    });
  };
  const work = async () => {
    let pause = LOOK_NOW_AND_THEN_MS;
    try {
      do {
        isWoken = false;
        const { worked, waits } = await deliverer.pass();
        if (waits) pause = LOOK_AGAIN_MS;
        // What ends makes room for what is due by then.
        if (worked && deliverer.underWay() > 0) void deliverer.oneEnded().then(wake);
        if (worked && deliverer.underWay() === 0) isWoken = true;
      } while (isWoken && !isStopped);
    } catch (error) {
      logError(`${what} are late`, error);
    }
    plan(pause);
  };
  const wake = () => {
    isWoken = true;
    if (!isStopped && running === null) look();
  };
  plan(LOOK_AGAIN_MS);
  return {
    wake,
    async stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await running;
      while (deliverer.underWay() > 0) await deliverer.oneEnded();
    },
  };
}
