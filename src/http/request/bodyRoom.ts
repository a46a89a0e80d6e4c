import { ProblemError } from "../replies/problem.ts";
import { MAX_BODY_BYTES } from "./bodyText.ts";

/**
 * The bodies of all requests under way may have so many bytes together. Read, parsed and decided, each byte takes some
 * six of memory; while the database is away, requests wait for seconds.
 */
export const MAX_BODIES = 32 * MAX_BODY_BYTES;
/** Of them those that one caller may have, so that the others keep some. */
export const MAX_BODIES_OF_ONE = MAX_BODIES / 4;

/** Counts the bodies of requests under way. */
export interface BodyRoom {
  /**
   * A body was read, which is held until the request is answered.
   *
   * @param bytes its length
   * @throws {ProblemError} busy, where there is no room for it
   */
  take(request: Request, bytes: number): void;
  /** The request was answered. */
  leave(request: Request): void;
}

interface Held {
  readonly caller: string;
  readonly bytes: number;
}

export function createBodyRoom(): BodyRoom {
  const held = new WeakMap<Request, Held>();
  const bytesOf = new Map<string, number>();
  let all = 0;
  return {
    take(request, bytes) {
      const caller = callerOf(request);
      const ofOne = (bytesOf.get(caller) ?? 0) + bytes;
      if (all + bytes > MAX_BODIES || ofOne > MAX_BODIES_OF_ONE) throw new ProblemError("busy", NO_ROOM);
      all += bytes;
      bytesOf.set(caller, ofOne);
      held.set(request, { caller, bytes });
    },
    leave(request) {
      const it = held.get(request);
      if (it === undefined) return;
      held.delete(request);
      all -= it.bytes;
      const ofOne = (bytesOf.get(it.caller) ?? 0) - it.bytes;
      if (ofOne > 0) bytesOf.set(it.caller, ofOne);
      else bytesOf.delete(it.caller);
    },
  };
}

const NO_ROOM = "Too much is being sent at once. Nothing was saved. Send the request again.";

/** What it claims to be asked by, which was not proved; those who claim nothing are one. */
function callerOf({ headers }: Request): string {
  return headers.get("authorization") ?? headers.get("cookie") ?? "";
}
