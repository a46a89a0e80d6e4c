import { chmod, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readTenant } from "../../src/db/queries/tenants.ts";
import { DEMO_OWNER } from "../../src/demo/createDemo.ts";
import type { Deps } from "../../src/deps.ts";
import { changeMemberHere } from "../../src/usecases/members/changeMember.ts";
import { addKeys, createTenant } from "../../src/usecases/tenants/createTenant.ts";
import { seedYear } from "./seedYear.ts";

/** The year's tenant, apart from the one of the tour. */
export const YEAR_SLUG = "demo-year";
const NAME = "A year of a shop";
/** Who works there besides, one for each role. */
const COLLEAGUES = [
  ["marketer", "marketing@shop.example"],
  ["support", "help@shop.example"],
  ["viewer", "accounts@shop.example"],
] as const;
const FILE = "demo-year.json";
/** The file holds keys: for its owner alone. */
const OWNER_ONLY = 0o600;

/** What DATA_DIR/demo-year.json holds. */
export interface YearKeys {
  readonly tenantId: string;
  readonly secretKey: string;
  readonly publishableKey: string;
  /** How many stretches are told. */
  readonly done: number;
  readonly total: number | null;
}

interface Started {
  readonly keys: YearKeys;
  /** Resolves when the whole year is told. */
  readonly told: Promise<void>;
}

/**
 * Makes the year's tenant, and tells its year while the server answers others. What was told by a start before is not
 * told again, and a year that was left half told goes on.
 */
export async function startYear(deps: Deps, dataDir: string): Promise<Started> {
  const file = join(dataDir, FILE);
  const keys = await keysOf(deps, file);
  // The one who comes in with one click sees the year beside the tour's shop; a repeat changes nothing.
  await changeMemberHere(deps, keys.tenantId, { act: "invite", email: DEMO_OWNER, role: "owner" });
  for (const [role, email] of COLLEAGUES) await changeMemberHere(deps, keys.tenantId, { act: "invite", email, role });
  await write(file, keys);
  const { secretKey, done, total } = keys;
  if (done === total) return { keys, told: Promise.resolve() };
  const onProgress = (now: number, of: number) => write(file, { ...keys, done: now, total: of });
  return { keys, told: seedYear(deps, { secretKey, slug: YEAR_SLUG, done, onProgress }) };
}

async function keysOf(deps: Deps, file: string): Promise<YearKeys> {
  const [written, tenant] = await Promise.all([read(file), readTenant(deps.database, YEAR_SLUG)]);
  if (tenant === null) {
    const made = await createTenant(deps, { name: NAME, slug: YEAR_SLUG, landingUrl: null, live: false });
    const { tenantId, secretKey, publishableKey } = made;
    return { tenantId, secretKey, publishableKey, done: 0, total: null };
  }
  if (written?.tenantId === tenant.id) return written;
  return { tenantId: tenant.id, ...(await addKeys(deps, tenant.id, false)), done: 0, total: null };
}

async function read(file: string): Promise<YearKeys | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as YearKeys;
  } catch {
    // Absent or damaged: then new keys are made, and the year is told again, which changes nothing.
    return null;
  }
}

/** Whole or not at all. */
async function write(file: string, keys: YearKeys): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: OWNER_ONLY });
  await chmod(draft, OWNER_ONLY);
  await rename(draft, file);
}
