import { TenantLane as SoundLane } from "../../src/tenantLane.ts";

export { default } from "../../src/index.ts";

interface State {
  abort(reason: string): void;
}

/** What has ended an object once; the next one lets it pass. */
const done = new Set<string>();

/**
 * The Worker with objects that end as Cloudflare's may at any moment: what an order's id begins with says when, and
 * `always-` lets it happen to each object anew. A result that is too large to be sent fails after all was written.
 */
export class TenantLane extends SoundLane {
  readonly #state: State;

  constructor(state: State, bindings: Readonly<Record<string, unknown>>) {
    super(state, bindings);
    this.#state = state;
  }

  override async decide(request: Parameters<SoundLane["decide"]>[0]): ReturnType<SoundLane["decide"]> {
    const [event] = request.events;
    const when = event !== undefined && "orderId" in event ? whenOf(event.orderId) : null;
    if (when === "before") this.#state.abort("ended before its commit");
    if (when === "throws") throw new TypeError("a defect");
    // As Cloudflare marks the call, which reaches no object.
    if (when === "overloaded") throw Object.assign(new Error("Durable Object is overloaded."), { overloaded: true });
    const deciding = super.decide(request);
    if (when === "during") setTimeout(() => this.#state.abort("ended during its commit"), 0);
    const told = await deciding;
    if (when === "after") this.#state.abort("ended after its commit");
    return when === "large" ? Object.assign(told, { tooLarge: "x".repeat(33 * 1024 * 1024) }) : told;
  }
}

function whenOf(orderId: string): string | null {
  if (done.has(orderId)) return null;
  const [first, second] = orderId.split("-");
  if (first === "always") return second ?? null;
  done.add(orderId);
  return first ?? null;
}
