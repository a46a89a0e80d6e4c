import { drizzle } from "drizzle-orm/pg-proxy";
import type { Database } from "../ports.ts";
import { OUR_OWN } from "../ports.ts";
import { authAccounts, authSessions, authUsers, authVerifications } from "./authSchema.ts";

/** The tables by the names that better-auth has for them. */
export const AUTH_TABLES = {
  user: authUsers,
  session: authSessions,
  verification: authVerifications,
  account: authAccounts,
};

/** Our own database as drizzle asks one: each of its statements is one of ours, so it has no transactions. */
export function authDatabase(database: Database) {
  return drizzle(
    async (sql, params: unknown[]) => ({ rows: [...(await database.query(sql, params, OUR_OWN))] as unknown[][] }),
    { schema: AUTH_TABLES },
  );
}
