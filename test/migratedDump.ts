import { createHash, randomUUID } from "node:crypto";
import { access, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { openPglite } from "../src/adapters/database/pglite.ts";
import { migratePglite } from "../src/db/migrate.ts";
import { DAY_MS } from "../src/domain/periods.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The file that `migratedDump` in `src/testing/migratedDump.ts` reads. */
    migratedDump: string;
  }
}

const root = fileURLToPath(new URL("..", import.meta.url));
const cacheFolder = join(root, "node_modules/.cache/refer-a-friend");

/** Makes the embedded database that tests begin with, unless one of these migrations is there already. */
export async function setup(project: TestProject): Promise<void> {
  const name = `migrated-${await digestOfMigrations()}.tar`;
  const path = join(cacheFolder, name);
  await mkdir(cacheFolder, { recursive: true });
  // In a file of its own: who reads the dump would be refused one that was touched meanwhile.
  await writeFile(lastUse(path), "");
  await access(path).catch(() => writeDump(path));
  await removeUnused();
  project.provide("migratedDump", path);
}

const lastUse = (path: string) => `${path}.used`;

/** Those of other migrations would pile up, at forty megabytes each; a run that began today may still be reading one. */
async function removeUnused(): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    if (!name.startsWith("migrated-") || name.endsWith(".used")) continue;
    const path = join(cacheFolder, name);
    const used = await stat(lastUse(path)).catch(() => stat(path).catch(() => null));
    if (used === null || Date.now() - used.mtimeMs <= DAY_MS) continue;
    await Promise.all([path, lastUse(path)].map((file) => rm(file, { force: true })));
  }
}

/** Whole or not at all, since two runs may begin at once. Packed it would take longer to read than to make room for. */
async function writeDump(path: string): Promise<void> {
  const { pglite } = await openPglite(null);
  try {
    await migratePglite(pglite);
    // By default it clears and manages 128 MB at each start, and the whole database is smaller than that.
    await pglite.exec("ALTER SYSTEM SET shared_buffers = '16MB'");
    const dump = await pglite.dumpDataDir("none");
    const unfinished = `${path}.${randomUUID()}`;
    await writeFile(unfinished, dump.stream());
    await rename(unfinished, path);
  } finally {
    await pglite.close();
  }
}

/** Names everything that the dump is made of. */
async function digestOfMigrations(): Promise<string> {
  const hash = createHash("sha256");
  const folder = join(root, "drizzle");
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(sql|json)$/.test(name));
  const pglite = join(root, "node_modules/@electric-sql/pglite/package.json");
  for (const path of [...names.toSorted().map((name) => join(folder, name)), pglite, fileURLToPath(import.meta.url)]) {
    hash.update(path.slice(root.length)).update(await readFile(path));
  }
  return hash.digest("hex").slice(0, 16);
}
