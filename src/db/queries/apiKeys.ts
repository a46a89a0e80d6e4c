import type { Database } from "../../ports.ts";

/** Whether a secret key exists and was not revoked, for requests that end before they read anything else. */
export async function isValidKey(database: Database, keyHash: string): Promise<boolean> {
  const [row] = await database.query(
    "SELECT 1 FROM api_keys WHERE hash = $1 AND kind = 'secret' AND revoked_at IS NULL",
    [keyHash],
  );
  return row !== undefined;
}
