import { waitUntil } from "cloudflare:workers";
import { createApp } from "./app.ts";
import type { Deps } from "./deps.ts";
import { workerEnv } from "./env.ts";
import { createDeliverer } from "./jobs/deliveries/deliverer.ts";
import { deliverWithin, WORKER_LIMITS } from "./jobs/deliveries/deliverWithin.ts";
import { runScheduledJobs } from "./jobs/runScheduledJobs.ts";
import { createSender } from "./jobs/transfers/sender.ts";
import { logError } from "./log.ts";
import type { Click } from "./ports.ts";
import { takeClicks } from "./usecases/codes/takeClicks.ts";
import { workerDeps } from "./workerDeps.ts";

export { TenantLane } from "./tenantLane.ts";

/**
 * The Worker. An isolate builds the app once: bindings don't change while it lives, the database is plain
 * HTTP, and `waitUntil` finds the request it belongs to by itself.
 */

/** The Cron of deliveries and transfers, apart from that of the other jobs. */
const EVERY_MINUTE = "* * * * *";
/** The next run begins after a minute, and what was begun last has time to end before. */
const BEGIN_WITHIN_MS = 40_000;

type Bindings = Readonly<Record<string, unknown>>;

interface Isolate {
  readonly deps: Deps;
  readonly app: ReturnType<typeof createApp>;
}

let isolate: Isolate | null = null;

function started(bindings: Bindings): Isolate {
  if (isolate === null) {
    const deps = workerDeps(workerEnv(bindings), waitUntil);
    isolate = { deps, app: createApp(deps) };
  }
  return isolate;
}

// A default export is how a Worker says what it handles.
export default {
  fetch(request: Request, bindings: Bindings): Response | Promise<Response> {
    return started(bindings).app.fetch(request, bindings);
  },

  async scheduled({ cron }: { readonly cron: string }, bindings: Bindings): Promise<void> {
    const { deps } = started(bindings);
    if (cron !== EVERY_MINUTE) {
      await runScheduledJobs(deps);
      return;
    }
    const workers = [createDeliverer(deps, WORKER_LIMITS), createSender(deps, WORKER_LIMITS)];
    // What goes wrong with one is thrown when the other has had its time.
    const ended = await Promise.allSettled(workers.map((worker) => deliverWithin(worker, deps.clock, BEGIN_WITHIN_MS)));
    for (const one of ended) if (one.status === "rejected") throw one.reason;
  },

  async queue(
    batch: { readonly messages: ReadonlyArray<{ readonly body: Click }> },
    bindings: Bindings,
  ): Promise<void> {
    const clicks = batch.messages.map((message) => message.body);
    // Whatever may pass is thrown, and the queue delivers the batch again.
    const dropped = await takeClicks(started(bindings).deps, clicks);
    if (dropped > 0) logError("clicks dropped", undefined, { count: dropped });
  },
};
