import { DurableObject, waitUntil } from "cloudflare:workers";
import type { RemoteLanes, SentRequest, Told } from "./engine/loop/remoteLanes.ts";
import { decideSent } from "./engine/loop/remoteLanes.ts";
import { workerEnv } from "./env.ts";
import { renderAs } from "./http/replies/presentEvents.ts";
import { laneEngine } from "./workerDeps.ts";

/**
 * The Durable Object of one tenant: its requests share commits here, as they do in one process on Node. It keeps
 * nothing but those that wait. All of its requests share one context, so one of them may wait for another's I/O.
 */
export class TenantLane extends DurableObject implements RemoteLanes {
  readonly #decide: RemoteLanes["decide"];

  constructor(state: unknown, bindings: Readonly<Record<string, unknown>>) {
    super(state, bindings);
    this.#decide = decideSent(laneEngine(workerEnv(bindings), waitUntil), renderAs);
  }

  decide(request: SentRequest): Promise<Told> {
    return this.#decide(request);
  }
}
