import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../makeFolder.ts";
import { nanoIds } from "./nanoIds.ts";

/** About 250 bits. */
const LENGTH = 43;
/** For its owner alone. */
const OWNER_ONLY = 0o600;

/** What signs sessions, what contacts are hashed under, and what secrets are sealed with. */
export type SecretFile = "session-secret" | "contact-key" | "sealing-key";

/**
 * A secret where none was given: made at the first start and kept in the data folder, so that those who are signed in
 * still are after the next one. Processes that share a database have to be given one.
 */
export function keptSecret(dataDir: string, name: SecretFile): string {
  const file = join(dataDir, name);
  makeFolder(dataDir);
  try {
    // Fails where the file is there: of two processes that start at once, one writes it and both read it.
    writeFileSync(file, nanoIds.secret(LENGTH), { mode: OWNER_ONLY, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const secret = readFileSync(file, "utf8").trim();
  if (secret.length >= 32) return secret;
  // What was cut off by a full disk protects nothing.
  writeFileSync(file, nanoIds.secret(LENGTH), { mode: OWNER_ONLY });
  return readFileSync(file, "utf8");
}
