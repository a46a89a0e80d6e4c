import type { TestProject } from "vitest/node";
import { createDatabase, createMigratedTemplate, startPostgres } from "../dev/postgres.ts";
import { ensureSystemPackage } from "../dev/systemPackages.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server's maintenance database; a test file makes one of its own with `createDatabase`. */
    postgresUrl: string;
  }
}

/**
 * Starts one real PostgreSQL for the whole run, with a migrated template to copy databases from, and sees to a Redis
 * being installed where that may be done.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  ensureSystemPackage("redis-server", "redis-server");
  const postgres = await startPostgres({ isDurable: false });
  try {
    await createMigratedTemplate(postgres.url);
    // Processes of tests inherit it.
    process.env.TEST_DATABASE_URL = await createDatabase(postgres.url, "drivers");
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  project.provide("postgresUrl", postgres.url);
  return postgres.stop;
}
