import { logError } from "../../log.ts";
import type { DeliverDeps } from "./deliverer.ts";
import { createDeliverer } from "./deliverer.ts";
import { deliverWithin, WORKER_LIMITS } from "./deliverWithin.ts";

/** A Worker has 30 s after its reply, and what is begun last has 20 of them. */
const BEGIN_WITHIN_MS = 10_000;

/** A look takes far less. Of one that has not ended by then the request has, and no one waits for it. */
const LOOK_MS = 3_000;

/**
 * Delivers what a commit has left, after the reply. Requests that commit while one of the isolate looks at what there is
 * leave it to that one, which looks again; once it sends, the next one looks by itself, so that no slow endpoint holds up
 * another. They share what they know and no promise, since none may wait for another's I/O.
 *
 * @param waitUntil keeps the work from being dropped when the reply has been sent
 * @returns is to be called when a commit has left something
 */
export function deliverAtOnce(deps: DeliverDeps, waitUntil: (work: Promise<void>) => void): () => void {
  const now = () => deps.clock.now().getTime();
  let looksUntil = Number.NEGATIVE_INFINITY;
  let isWoken = false;
  const look = async <T>(pass: () => Promise<T>) => {
    looksUntil = now() + LOOK_MS;
    isWoken = false;
    try {
      const passed = await pass();
      return { passed, isWoken };
    } finally {
      looksUntil = Number.NEGATIVE_INFINITY;
    }
  };
  return () => {
    isWoken = true;
    if (now() < looksUntil) return;
    // From now on, so that of two commits of one moment one begins.
    looksUntil = now() + LOOK_MS;
    // The Cron delivers what this leaves.
    const work = deliverWithin(createDeliverer(deps, WORKER_LIMITS), deps.clock, BEGIN_WITHIN_MS, look);
    waitUntil(work.catch((error: unknown) => logError("deliveries are late", error)));
  };
}
