import { nanoIds } from "../../src/adapters/nanoIds.ts";
import { nodeSender } from "../../src/adapters/webhooks/nodeSender.ts";
import type { DeliverDeps } from "../../src/jobs/deliveries/deliverer.ts";
import { createDeliverer } from "../../src/jobs/deliveries/deliverer.ts";
import type { Worker } from "../../src/jobs/deliveries/leasedWork.ts";
import type { Database } from "../../src/ports.ts";
import type { FixedClock } from "../../src/testing/fixedClock.ts";
import { testSealing } from "../../src/testing/testSealing.ts";
import type { Received, WebhookReceiver } from "../../src/testing/webhookReceiver.ts";
import { makeWebhook } from "../../src/usecases/webhooks/makeWebhook.ts";
import type { EngineTenant } from "./engineTenant.ts";
import { depsOn } from "./engineTenant.ts";

/** Processes that deliver, and die at any moment. */

export const LEASE_ENDS_AFTER_MS = 61_000;
/** So often what is left at the end is looked at again. */
const MAX_TRIES = 10;

/** Endpoints of a tenant, each with a server of its own; their ids. */
export async function endpoints(
  database: Database,
  clock: FixedClock,
  { asker }: EngineTenant,
  receivers: readonly WebhookReceiver[],
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { url } of receivers) {
    const deps = { ...depsOn(database), clock, webhooks: nodeSender({ mayBeHere: true }) };
    const content = { url, events: null, description: null };
    const outcome = await makeWebhook(deps, { asker, idempotency: null }, content);
    if (outcome.kind !== "done") throw new Error(outcome.kind);
    ids.push((outcome.body as { id: string }).id);
  }
  return ids;
}

/** Notices of a tenant, ten a commit. */
export async function tellOf(database: Database, tenantId: string, count: number, at: Date): Promise<void> {
  await database.query(
    `INSERT INTO outbox (tenant_id, id, notices, created_at)
     SELECT $1, 'obx_' || lpad(c::text, 8, '0'), (SELECT jsonb_agg(jsonb_build_object('type', 'code.issued', 'eventId', NULL,
       'programId', NULL, 'subjectId', 'C' || c || '-' || n)) FROM generate_series(1, 10) n), $3::timestamptz
     FROM generate_series(1, $2::integer / 10) c`,
    [tenantId, count, at.toISOString()],
  );
}

export function deliverDeps(database: Database, clock: FixedClock): DeliverDeps {
  return { database, clock, ids: nanoIds, sealing: testSealing, webhooks: nodeSender({ mayBeHere: true }) };
}

/** Does what is asked of the outside, until the process dies. */
export type OrDeath = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * A process that dies after so many things that it asked of the outside: whatever it waits for then never comes.
 *
 * @returns whether there was nothing left to do before that
 */
export async function lives(steps: number, workerOf: (orDeath: OrDeath) => Worker): Promise<boolean> {
  const death = Promise.withResolvers<"dead">();
  const never = new Promise<never>(() => {});
  let left = steps;
  const orDeath: OrDeath = async (work) => {
    left -= 1;
    if (left <= 0) {
      death.resolve("dead");
      // Half of what it had begun by then is done outside, and the other half never was.
      if (left % 2 === 0) await work();
      return await never;
    }
    const done = await work();
    return left <= 0 ? await never : done;
  };
  const worker = workerOf(orDeath);
  const work = async () => {
    for (;;) {
      const { worked, waits } = await worker.pass();
      if (worker.underWay() > 0) await worker.oneEnded();
      // What one that died holds, or has leased, is left to the next.
      else if (!worked) return waits ? ("left" as const) : ("idle" as const);
    }
  };
  return (await Promise.race([work(), death.promise])) === "idle";
}

/** The same of one that delivers. */
export async function livesFor(deps: DeliverDeps, steps: number, limits = { most: 20, mostFailing: 10 }) {
  const { database, webhooks } = deps;
  return await lives(steps, (orDeath) =>
    createDeliverer(
      {
        ...deps,
        database: { ...database, query: (...asked) => orDeath(() => database.query(...asked)) },
        webhooks: { ...webhooks, post: (message) => orDeath(() => webhooks.post(message)) },
      },
      limits,
    ),
  );
}

export interface Killed {
  readonly tenant: EngineTenant;
  readonly database: Database;
  readonly clock: FixedClock;
  readonly receivers: readonly WebhookReceiver[];
  readonly notices: number;
  readonly kills: number;
}

/** What each server has got in the end, by the ids of the messages. */
export async function deliverThroughKills({ tenant, database, clock, receivers, notices, kills }: Killed) {
  const deps = deliverDeps(database, clock);
  await endpoints(database, clock, tenant, receivers);
  clock.advance(1);
  await tellOf(database, tenant.tenantId, notices, clock.now());
  const steps = Math.ceil((notices * receivers.length) / kills);
  let killed = 0;
  while (killed < kills && !(await livesFor(deps, 1 + ((killed * 7_919) % steps)))) {
    killed += 1;
    clock.advance(LEASE_ENDS_AFTER_MS);
  }
  let isIdle = false;
  for (let tries = 0; tries < MAX_TRIES && !isIdle; tries++) {
    clock.advance(LEASE_ENDS_AFTER_MS);
    isIdle = await livesFor(deps, Number.POSITIVE_INFINITY);
  }
  return { killed, isIdle, got: receivers.map(({ received }) => Map.groupBy(received, idOf)) };
}

function idOf({ headers }: Received): string {
  return String(headers["webhook-id"]);
}
