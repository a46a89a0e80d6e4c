import type { PGlite } from "@electric-sql/pglite";
import type pg from "pg";

/** A statement as the Neon driver sends it: every parameter is text. */
export interface Statement {
  readonly query: string;
  readonly params: ReadonlyArray<string | null>;
}

/** A result as PostgreSQL sends it: every value is text. */
export interface RawResult {
  readonly fields: ReadonlyArray<{ readonly name: string; readonly dataTypeID: number }>;
  readonly rows: ReadonlyArray<ReadonlyArray<string | null>>;
  readonly command: string;
  readonly rowCount: number | null;
}

/** What the local Neon endpoint runs statements on. */
export interface RawDatabase {
  /** One statement by itself. */
  run(statement: Statement): Promise<RawResult>;
  /** All of them in one transaction, or none. `mode` goes behind BEGIN, for instance `READ ONLY`. */
  runAll(statements: readonly Statement[], mode: string): Promise<RawResult[]>;
}

const sameText = (text: string) => text;

/** The types that PGlite parses, or formats parameters of, unless told otherwise (its `types.ts`). */
const convertedByPglite = [0, 16, 17, 20, 21, 23, 25, 26, 114, 700, 701, 1042, 1043, 1082, 1114, 1184, 3802];

/** An embedded database, in UTC. */
export function rawPglite(pglite: PGlite): RawDatabase {
  const oids = [...convertedByPglite, ...Object.keys(pglite.parsers).map(Number).filter(Number.isInteger)];
  const unchanged = Object.fromEntries(oids.map((oid) => [oid, sameText]));
  const options = { rowMode: "array" as const, parsers: unchanged, serializers: unchanged };

  async function runOn(session: Pick<PGlite, "query">, { query, params }: Statement): Promise<RawResult> {
    const result = await session.query<Array<string | null>>(query, [...params], options);
    return {
      fields: result.fields,
      rows: result.rows,
      command: result.command ?? "",
      rowCount: result.rowCount ?? null,
    };
  }

  return {
    run: (statement) => runOn(pglite, statement),
    runAll: (statements, mode) =>
      pglite.transaction(async (transaction) => {
        if (mode !== "") await transaction.query(`SET TRANSACTION ${mode}`);
        const results: RawResult[] = [];
        for (const statement of statements) results.push(await runOn(transaction, statement));
        return results;
      }),
  };
}

/** A PostgreSQL server; its sessions should be in UTC, as Neon's are. */
export function rawPg(pool: pg.Pool): RawDatabase {
  const types = { getTypeParser: () => sameText };

  async function runOn(session: Pick<pg.ClientBase, "query">, { query, params }: Statement): Promise<RawResult> {
    const result = await session.query<Array<string | null>>({
      text: query,
      values: [...params],
      rowMode: "array",
      types,
    });
    return { fields: result.fields, rows: result.rows, command: result.command ?? "", rowCount: result.rowCount };
  }

  return {
    run: (statement) => runOn(pool, statement),
    async runAll(statements, mode) {
      const client = await pool.connect();
      try {
        await client.query(`BEGIN ${mode}`);
        const results: RawResult[] = [];
        for (const statement of statements) results.push(await runOn(client, statement));
        await client.query("COMMIT");
        client.release();
        return results;
      } catch (error) {
        // Closing the connection rolls back, whatever state it is in.
        client.release(true);
        throw error;
      }
    },
  };
}
