import type { Database } from "../../src/ports.ts";

/** Holds one statement back until it is released. */
export function pausing(database: Database, isHeld: (sql: string) => boolean) {
  let release = () => {};
  let arrived = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const atGate = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  let held = false;
  const paused: Database = {
    query: async (...statement) => {
      if (!held && isHeld(statement[0])) {
        held = true;
        arrived();
        await released;
      }
      return database.query(...statement);
    },
    close: () => database.close(),
  };
  return { paused, release, atGate };
}

/** Every write goes through it. */
export const isCommit = (sql: string) => sql.includes("commit_effects");
