import pg from "pg";
import { isUnavailable } from "../../db/pgErrors.ts";
import { LEAST_LEFT_MS, tooLate } from "../../db/within.ts";
import type { Ask, Database } from "../../ports.ts";
import { DatabaseError, NO_CONNECTION, NO_FREE_CONNECTION, OUR_OWN, WAIT_WITHIN_MS } from "../../ports.ts";
import type { PoolFigures } from "../metrics/nodeMetrics.ts";
import { toConnectError, toDatabaseError } from "./failures.ts";
import { statementNames } from "./statementNames.ts";
import type { TurnLimits } from "./turns.ts";
import { createTurns } from "./turns.ts";
import { parserOf, toText } from "./values.ts";

/** A server that a connection can't be made to within this long is taken for away. */
const connectWithin = 3_000;

/** How long a statement waits for others to be done. With a new connection after it, an answer is still in time. */
const waitMs = 3_500;

/** And how long while the server is away, so that a write that is tried again is answered in time too. */
const waitForAwayMs = 1_000;

/** So long after a connection did not come about no other is tried: thousands that wait would do nothing else. */
const tryAgainMs = 100;

/** The server gives a statement up after this long, and says so (57014), while the answer to it is still waited for. */
const statementTimeoutMs = WAIT_WITHIN_MS;

/** Connections are worth keeping for the statements prepared on them. */
const idleTimeoutMs = 300_000;

export interface PgOptions {
  /** Connections at most. More than about ten make two cores slower. */
  readonly max?: number;
  /** How long a new connection may take, in milliseconds. */
  readonly connectWithinMs?: number;
}

export interface PgDatabase extends Database {
  figures(): PoolFigures;
}

/**
 * A PostgreSQL server behind a pool. Nothing is connected before the first statement.
 *
 * @param url `postgresql://user:password@host:port/database`
 */
export function openPg(url: string, { max = 10, connectWithinMs = connectWithin }: PgOptions = {}): PgDatabase {
  const pool = openPool(url, max, connectWithinMs);
  const nameOf = statementNames();
  const turns = createTurns(limitsOf(max));
  /** Whether the last that was heard of the server is that it is away. */
  let isAway = false;
  let tryAgainAt = 0;

  async function connect(): Promise<pg.PoolClient> {
    if (isAway && performance.now() < tryAgainAt) throw notYet();
    try {
      const client = await pool.connect();
      isAway = false;
      return client;
    } catch (error) {
      isAway = true;
      tryAgainAt = performance.now() + tryAgainMs;
      throw toConnectError(error);
    }
  }

  /** A connection is given back after a refusal and closed after anything else, since it may be broken. */
  async function run(statement: Statement, ask: Ask, until: number): Promise<unknown[][]> {
    // Nothing but a new connection takes time.
    const client = await (pool.idleCount > 0 ? connect() : inTime(connect(), until));
    const left = until - performance.now();
    if (left < LEAST_LEFT_MS || ask.maySend?.() === false) {
      client.release();
      throw tooLate();
    }
    try {
      // The types of pg don't know this setting, which is a server's that says nothing at all.
      statement.query_timeout = left;
      const { rows } = await client.query<unknown[]>(statement);
      client.release();
      return rows;
    } catch (error) {
      const failure = toDatabaseError(error);
      isAway = failure.sqlState === null || isUnavailable(failure);
      client.release(isAway);
      throw failure;
    }
  }

  return {
    async query(sql, params = [], ask = OUR_OWN) {
      const until = performance.now() + (ask.withinMs ?? WAIT_WITHIN_MS);
      const values = params.map(toText);
      const chars = values.reduce((sum, value) => sum + (value?.length ?? 0), sql.length);
      const name = nameOf(sql);
      const statement: Statement = { text: sql, values, rowMode: "array", ...(name === null ? {} : { name }) };
      const patience = isAway ? Math.min(waitForAwayMs, ask.withinMs ?? waitForAwayMs) : ask.withinMs;
      const turn = patience === undefined ? ask : { ...ask, withinMs: patience };
      try {
        return await turns.take(turn, chars, () => run(statement, ask, until));
      } catch (error) {
        const isWithoutTurn = error instanceof DatabaseError && error.sqlState === NO_FREE_CONNECTION;
        // Those that it waited for got no answer: it is the database that is missing, and not a turn.
        throw isWithoutTurn && isAway ? notYet() : error;
      }
    },
    close: () => pool.end(),
    figures: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: turns.waiting() }),
  };
}

function notYet(): DatabaseError {
  return new DatabaseError("There is no connection to wait for.", NO_CONNECTION, null);
}

/** A connection that comes later is given back unused. */
async function inTime(connecting: Promise<pg.PoolClient>, until: number): Promise<pg.PoolClient> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const refuse = () => {
    reject(new DatabaseError("There is no connection in time.", NO_CONNECTION, null));
    connecting.then(
      (client) => client.release(),
      () => {},
    );
  };
  const timer = setTimeout(refuse, Math.max(until - performance.now(), 0));
  try {
    return await Promise.race([connecting, late]);
  } finally {
    clearTimeout(timer);
  }
}

function openPool(url: string, max: number, connectWithinMs: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: connectWithinMs,
    idleTimeoutMillis: idleTimeoutMs,
    query_timeout: WAIT_WITHIN_MS,
    keepAlive: true,
    types: { getTypeParser: parserOf },
    // Said after connecting rather than in the startup packet, which poolers such as PgBouncer refuse.
    onConnect: prepareSession,
  });
  // An idle connection that breaks has left the pool already, and a statement on one that breaks fails by itself; without
  // a listener either would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

interface Statement extends pg.QueryArrayConfig {
  query_timeout?: number;
}

/** How far reads, writes and one tenant's share of either may go, of so many connections. */
function limitsOf(connections: number): TurnLimits {
  const share = (tenths: number) => Math.max(1, Math.floor((connections * tenths) / 10));
  return {
    connections,
    of: { read: { most: share(6), mostOfOne: share(3) }, write: { most: share(8), mostOfOne: share(4) } },
    waiting: 10_000,
    waitingOfOne: 4_000,
    waitingChars: 50_000_000,
    waitMs,
  };
}

async function prepareSession(client: pg.ClientBase): Promise<void> {
  await client.query(
    `SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET jit = off; SET statement_timeout = ${statementTimeoutMs}`,
  );
}
