import type { Clock } from "../../ports.ts";
import type { Worker, WorkLimits } from "./leasedWork.ts";

/** A Worker asks few hosts at once. */
export const WORKER_LIMITS: WorkLimits = { most: 6, mostFailing: 3 };

/** Makes a pass, and says whether there may be more by now. */
export type Look = <T>(pass: () => Promise<T>) => Promise<{ readonly passed: T; readonly isWoken: boolean }>;

const lookAlone: Look = async (pass) => ({ passed: await pass(), isWoken: false });

/**
 * Works on what is due, for a Worker that may go on for so long: what is begun last has time to end.
 *
 * @param beginWithinMs nothing is begun later
 * @param look how it looks at what there is, where others do so too
 */
export async function deliverWithin(
  deliverer: Worker,
  clock: Clock,
  beginWithinMs: number,
  look = lookAlone,
): Promise<void> {
  const until = clock.now().getTime() + beginWithinMs;
  do {
    const { passed, isWoken } = await look(() => deliverer.pass());
    if (isWoken && deliverer.underWay() < WORKER_LIMITS.most) continue;
    if (deliverer.underWay() > 0) await deliverer.oneEnded();
    else if (!passed.worked) return;
  } while (clock.now().getTime() < until);
  while (deliverer.underWay() > 0) await deliverer.oneEnded();
}
