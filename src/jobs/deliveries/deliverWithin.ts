import type { DeliverDeps, DelivererLimits } from "./deliverer.ts";
import { createDeliverer } from "./deliverer.ts";

/** A Worker asks few hosts at once. */
const LIMITS: DelivererLimits = { most: 6, mostFailing: 3 };

/**
 * Delivers what is due, for a Worker that may go on for so long: what is begun last has time to end.
 *
 * @param beginWithinMs nothing is begun later
 */
export async function deliverWithin(deps: DeliverDeps, beginWithinMs: number): Promise<void> {
  const deliverer = createDeliverer(deps, LIMITS);
  const until = deps.clock.now().getTime() + beginWithinMs;
  do {
    const { worked } = await deliverer.pass();
    if (deliverer.underWay() > 0) await deliverer.oneEnded();
    else if (!worked) return;
  } while (deps.clock.now().getTime() < until);
  while (deliverer.underWay() > 0) await deliverer.oneEnded();
}
