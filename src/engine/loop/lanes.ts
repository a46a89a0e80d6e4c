import { laneOf } from "../../db/queries/asker.ts";
import { isGivenUp } from "./attempts.ts";
import type { EventsRequest, ProcessReply, Share } from "./process.ts";

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
type ProcessShare = (share: Share) => Promise<readonly ProcessReply[]>;

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

/** Wraps a processor so that requests of one asker share a commit, where its kind may. */
export function coalesce(process: Process, processShare: ProcessShare): Process {
  const lanes = new Map<string, Waiting[]>();
  return (request) => {
    const name = laneOf(request.asker);
    if (name === null) return process(request);
    return new Promise((resolve, reject) => {
      const waiting = { request, resolve, reject };
      const lane = lanes.get(name);
      if (lane === undefined) {
        const fresh = [waiting];
        lanes.set(name, fresh);
        void runLane(process, processShare, fresh).finally(() => lanes.delete(name));
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

async function runLane(process: Process, processShare: ProcessShare, lane: Waiting[]): Promise<void> {
  while (lane.length > 0) await runShare(process, processShare, takeShare(lane));
}

/** As many waiting requests as fit into one commit, at least one. */
function takeShare(lane: Waiting[]): Waiting[] {
  const keys = new Set<string>();
  let events = 0;
  let count = 0;
  for (const { request } of lane) {
    events += request.events.length;
    if (count > 0 && events > MAX_SHARED_EVENTS) break;
    // A repeat is answered with what is stored, and so after that was committed.
    const key = request.idempotency?.key;
    if (key !== undefined && keys.has(key)) break;
    if (key !== undefined) keys.add(key);
    count += 1;
  }
  return lane.splice(0, count);
}

async function runShare(process: Process, processShare: ProcessShare, share: readonly Waiting[]): Promise<void> {
  const [first] = share;
  if (first === undefined) return;
  if (share.length === 1) {
    await runAlone(process, first);
    return;
  }
  try {
    const { asker } = first.request;
    const replies = await processShare({ asker, requests: share.map(({ request }) => request) });
    for (const [index, reply] of replies.entries()) share[index]?.resolve(reply);
  } catch (error) {
    if (isGivenUp(error)) {
      for (const { reject } of share) reject(error);
      return;
    }
    // One of them is at fault: found by halves, so that the others do not have to go one by one.
    const middle = Math.ceil(share.length / 2);
    await runShare(process, processShare, share.slice(0, middle));
    await runShare(process, processShare, share.slice(middle));
  }
}

async function runAlone(process: Process, { request, resolve, reject }: Waiting): Promise<void> {
  try {
    resolve(await process(request));
  } catch (error) {
    reject(error);
  }
}
