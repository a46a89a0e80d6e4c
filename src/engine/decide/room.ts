import type { State } from "./state.ts";

/** The decisions of a batch come to more than it may decide; half of an event is in the state. */
export class OutOfRoomError extends Error {
  constructor() {
    super("more is decided than a batch has room for");
    this.name = "OutOfRoomError";
  }
}

/**
 * Takes from what a batch has room for. It is asked for while an event is decided, since one event may come to any
 * number of decisions: the whole backlog of a friend is decided at their signup.
 *
 * @param size as `decisionSize.ts` counts
 * @throws {OutOfRoomError} where it does not fit
 */
export function takeRoom(state: State, size: number): void {
  state.room -= size;
  if (state.room < 0) throw new OutOfRoomError();
}
