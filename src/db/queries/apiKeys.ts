import type { Database } from "../../ports.ts";
import type { Asker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";

/** Whether somebody may ask at all, for requests that end before they read anything else. */
export async function isValidKey(database: Database, asker: Asker): Promise<boolean> {
  return (await readAsTenant(database, asker, "SELECT NULL")) !== null;
}
