import type { Database } from "../../src/ports.ts";

/** What a process has of a database: it is killed after so many statements, and what it waits for then never comes. */
export interface Mortal {
  readonly database: Database;
  /** Resolves when it is killed. */
  readonly death: Promise<"dead">;
  /** How many statements it has sent. */
  sent(): number;
}

export function dyingAfter(database: Database, statements: number): Mortal {
  const { promise: death, resolve: die } = Promise.withResolvers<"dead">();
  const never = new Promise<never>(() => {});
  let sent = 0;
  return {
    death,
    sent: () => sent,
    database: {
      async query(...asked) {
        if (sent >= statements) {
          die("dead");
          return await never;
        }
        sent += 1;
        return await database.query(...asked);
      },
      close: () => database.close(),
    },
  };
}
