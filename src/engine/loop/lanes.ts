import { laneOf } from "../../db/queries/asker.ts";
import { isGivenUp } from "./attempts.ts";
import type { EventReply } from "./presentOutcome.ts";
import type { EventsRequest, ProcessReply } from "./process.ts";

/**
 * Coalescing, where requests may share a commit (Node): what arrives while a commit is under way is decided
 * together as the next one, one at a time for each asker. Commits that one asker reports then never overtake each
 * other, and single events get the speed of batches.
 */

/** The most events of one shared commit. */
export const MAX_SHARED_EVENTS = 500;
/** The most events that wait for one asker; more are refused, and the caller tries again. */
export const MAX_WAITING_EVENTS = 20_000;

type Process = (request: EventsRequest) => Promise<ProcessReply>;

interface Waiting {
  readonly request: EventsRequest;
  readonly resolve: (reply: ProcessReply) => void;
  readonly reject: (error: unknown) => void;
}

/** More waits than can be answered in time. */
export class LaneFullError extends Error {
  constructor() {
    super("too many events wait for their commit");
    this.name = "LaneFullError";
  }
}

/** Wraps a processor so that requests of one asker share its calls, where its kind may. */
export function coalesce(process: Process): Process {
  const lanes = new Map<string, Waiting[]>();
  return (request) => {
    const { asker, idempotency } = request;
    // What is stored under an Idempotency-Key answers one request: it can't be shared.
    const name = idempotency === null ? laneOf(asker) : null;
    if (name === null) return process(request);
    return new Promise((resolve, reject) => {
      const waiting = { request, resolve, reject };
      const lane = lanes.get(name);
      if (lane === undefined) {
        const fresh = [waiting];
        lanes.set(name, fresh);
        void runLane(process, fresh).finally(() => lanes.delete(name));
      } else if (countEvents(lane) + request.events.length > MAX_WAITING_EVENTS) {
        reject(new LaneFullError());
      } else {
        lane.push(waiting);
      }
    });
  };
}

function countEvents(lane: readonly Waiting[]): number {
  return lane.reduce((sum, { request }) => sum + request.events.length, 0);
}

async function runLane(process: Process, lane: Waiting[]): Promise<void> {
  while (lane.length > 0) {
    const [first, ...others] = takeShare(lane);
    if (first === undefined) return;
    await runShare(process, [first, ...others]);
  }
}

/** As many waiting requests as fit into one commit, at least one. */
function takeShare(lane: Waiting[]): Waiting[] {
  let events = 0;
  let count = 0;
  for (const { request } of lane) {
    events += request.events.length;
    if (count > 0 && events > MAX_SHARED_EVENTS) break;
    count += 1;
  }
  return lane.splice(0, count);
}

async function runShare(process: Process, share: [Waiting, ...Waiting[]]): Promise<void> {
  const [{ request }] = share;
  if (share.length === 1) {
    await runAlone(process, share[0]);
    return;
  }
  try {
    const events = share.flatMap((waiting) => waiting.request.events);
    const reply = await process({ asker: request.asker, events, idempotency: null });
    handOut(share, reply);
  } catch (error) {
    if (isGivenUp(error)) {
      for (const { reject } of share) reject(error);
      return;
    }
    // One of them may be at fault: each alone, so that only that one fails.
    for (const waiting of share) await runAlone(process, waiting);
  }
}

async function runAlone(process: Process, { request, resolve, reject }: Waiting): Promise<void> {
  try {
    resolve(await process(request));
  } catch (error) {
    reject(error);
  }
}

function handOut(share: readonly Waiting[], reply: ProcessReply): void {
  let next = 0;
  for (const { request, resolve } of share) {
    if (reply.kind !== "done") {
      resolve(reply);
      continue;
    }
    const replies: readonly EventReply[] = reply.replies.slice(next, next + request.events.length);
    next += request.events.length;
    resolve({ kind: "done", replies });
  }
}
