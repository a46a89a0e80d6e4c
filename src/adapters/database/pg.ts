import pg from "pg";
import { isUnavailable } from "../../db/pgErrors.ts";
import type { Database } from "../../ports.ts";
import { toConnectError, toDatabaseError } from "./failures.ts";
import { statementNames } from "./statementNames.ts";
import { parserOf, toText } from "./values.ts";

/** A server that a connection can't be made to within this long is taken for away. */
const connectWithin = 5_000;

/** The server gives a statement up after this long, and says so (57014). */
const statementTimeoutMs = 10_000;

/** A server that says nothing at all for this long is taken for lost; its connection is closed. */
const replyTimeoutMs = 12_000;

/** Connections are worth keeping for the statements prepared on them. */
const idleTimeoutMs = 300_000;

export interface PgOptions {
  /** Connections at most. More than about ten make two cores slower. */
  readonly max?: number;
  /** How long a new connection may take, in milliseconds. */
  readonly connectWithinMs?: number;
}

/**
 * A PostgreSQL server behind a pool. Nothing is connected before the first statement.
 *
 * @param url `postgresql://user:password@host:port/database`
 */
export function openPg(url: string, { max = 10, connectWithinMs = connectWithin }: PgOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: connectWithinMs,
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

  async function connect(): Promise<pg.PoolClient> {
    try {
      return await pool.connect();
    } catch (error) {
      throw toConnectError(error);
    }
  }

  /** A connection is given back after a refusal and closed after anything else, since it may be broken. */
  async function run(client: pg.PoolClient, statement: pg.QueryArrayConfig): Promise<unknown[][]> {
    try {
      const { rows } = await client.query<unknown[]>(statement);
      client.release();
      return rows;
    } catch (error) {
      const failure = toDatabaseError(error);
      client.release(failure.sqlState === null || isUnavailable(failure));
      throw failure;
    }
  }

  return {
    async query(sql, params = []) {
      const values = params.map(toText);
      const name = nameOf(sql);
      const statement = { text: sql, values, rowMode: "array" as const };
      return await run(await connect(), name === null ? statement : { ...statement, name });
    },
    close: () => pool.end(),
  };
}

async function prepareSession(client: pg.ClientBase): Promise<void> {
  await client.query(`SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET statement_timeout = ${statementTimeoutMs}`);
}
