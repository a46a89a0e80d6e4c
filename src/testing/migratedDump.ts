import { openAsBlob } from "node:fs";
import { inject } from "vitest";

/** An embedded database with every migration applied, made once a run: loading it is several times as fast. */
export async function migratedDump(): Promise<Blob> {
  return await openAsBlob(inject("migratedDump"));
}
