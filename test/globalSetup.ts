import type { TestProject } from "vitest/node";
import { createDatabase, createMigratedTemplate, startPostgres } from "../dev/postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server's maintenance database; a test file makes one of its own with `createDatabase`. */
    postgresUrl: string;
  }
}

/** Starts one real PostgreSQL for the whole run, with a migrated template to copy databases from. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres();
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
