import pg from "pg";
import type { Database } from "../../ports.ts";
import { toDatabaseError } from "./failures.ts";
import { statementNames } from "./statementNames.ts";
import { parserOf, toText } from "./values.ts";

/** How long a caller waits for a connection, a free one or a new one. */
const connectionTimeoutMs = 5_000;

/** The server gives a statement up after this long, and says so (57014). */
const statementTimeoutMs = 10_000;

/** A server that says nothing at all for this long is taken for lost; its connection is closed. */
const replyTimeoutMs = 12_000;

/** Connections are worth keeping for the statements prepared on them. */
const idleTimeoutMs = 300_000;

export interface PgOptions {
  /** Connections at most. More than about ten make two cores slower. */
  readonly max?: number;
}

/**
 * A PostgreSQL server behind a pool. Nothing is connected before the first statement.
 *
 * @param url `postgresql://user:password@host:port/database`
 */
export function openPg(url: string, { max = 10 }: PgOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: connectionTimeoutMs,
    idleTimeoutMillis: idleTimeoutMs,
    query_timeout: replyTimeoutMs,
    keepAlive: true,
    types: { getTypeParser: parserOf },
    // Said after connecting rather than in the startup packet, which poolers such as PgBouncer refuse.
    onConnect: prepareSession,
  });
  // An idle connection that breaks has left the pool already; without a listener it would end the process.
  pool.on("error", () => {});
  const nameOf = statementNames();

  return {
    async query(sql, params = []) {
      const values = params.map(toText);
      const name = nameOf(sql);
      try {
        const statement = { text: sql, values, rowMode: "array" as const };
        const result = await pool.query<unknown[]>(name === null ? statement : { ...statement, name });
        return result.rows;
      } catch (error) {
        throw toDatabaseError(error);
      }
    },
    close: () => pool.end(),
  };
}

async function prepareSession(client: pg.ClientBase): Promise<void> {
  await client.query(`SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET statement_timeout = ${statementTimeoutMs}`);
}
