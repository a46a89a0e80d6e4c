import { chmod, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SecretKeyAsker } from "../db/queries/asker.ts";
import type { TenantView } from "../db/queries/tenants.ts";
import { readOwnTenant, readTenant } from "../db/queries/tenants.ts";
import { sha256 } from "../engine/events/sha256.ts";
import { openTenantSecret } from "../engine/events/tenantSecrets.ts";
import { makeFolder } from "../makeFolder.ts";
import type { WriteDeps } from "../usecases/commitOnce.ts";
import { changeMemberHere } from "../usecases/members/changeMember.ts";
import { createProgram } from "../usecases/programs/createProgram.ts";
import { publishProgram } from "../usecases/programs/publishProgram.ts";
import type { KeyPair } from "../usecases/tenants/createTenant.ts";
import { addKeys, createTenant, TenantInputError } from "../usecases/tenants/createTenant.ts";
import { demoProgram } from "./demoProgram.ts";

const KEYS_FILE = "dev-keys.json";
const DEMO_SLUG = "demo";
/** Of the file with the keys: for its owner alone. */
const OWNER_ONLY = 0o600;

/** What DATA_DIR/dev-keys.json holds. */
export interface DemoKeys extends KeyPair {
  readonly apiUrl: string;
  /** What a participant's token is for: its `aud`. */
  readonly tenantId: string;
  readonly widgetSecret: string;
  /** Where the owner of the demo tenant comes in with one click, on this machine; null where that can't be. */
  readonly dashboardUrl: string | null;
}

/** The owner of the demo tenant. The address is no one's: no mail to it would be read. */
export const DEMO_OWNER = "owner@example.com";

/** About 250 bits. */
const DASHBOARD_SECRET_LENGTH = 43;

/**
 * Sees to it that there is something to try: the tenant "Demo shop" with the program "friends" published, and a
 * file with its keys. Whatever of it exists already stays; keys whose file was lost are replaced by new ones,
 * since only their hashes are stored.
 *
 * @param options.apiUrl what the API is called by, without a slash at the end
 * @param options.isLocal whether the dashboard may be entered from this machine without a mail
 * @returns the keys, as the file has them
 */
export async function ensureDemo(
  deps: WriteDeps,
  { dataDir, apiUrl, isLocal }: { dataDir: string; apiUrl: string; isLocal: boolean },
): Promise<DemoKeys> {
  const file = join(dataDir, KEYS_FILE);
  const written = await readKeys(file);
  const own = written === null ? null : await readOwnTenant(deps.database, askerOf(written), demoProgram.key);
  const tenant = own?.slug === DEMO_SLUG ? own : null;
  const isWhole = (tenant?.version ?? 0) > 0;
  const start = `${apiUrl}/dashboard#`;
  const isEntered = isLocal ? written?.dashboardUrl?.startsWith(start) === true : written?.dashboardUrl === null;
  const isSame = written?.apiUrl === apiUrl && isEntered && written.tenantId === tenant?.id;
  if (written !== null && isWhole && isSame) return written;

  const keys = written !== null && tenant !== null ? { ...written, tenantId: tenant.id } : await keysOf(deps);
  await ensureProgram(deps, keys);
  if (isLocal) {
    await changeMemberHere(deps, keys.tenantId, { act: "invite", email: DEMO_OWNER, role: "owner" });
  }
  const dashboardUrl = isLocal ? `${start}${deps.ids.secret(DASHBOARD_SECRET_LENGTH)}` : null;
  const all = { ...keys, apiUrl, dashboardUrl };
  await writeKeys(dataDir, file, all);
  return all;
}

type OwnKeys = Omit<DemoKeys, "apiUrl" | "dashboardUrl">;

async function keysOf(deps: WriteDeps): Promise<OwnKeys> {
  const tenant = await readTenant(deps.database, DEMO_SLUG);
  if (tenant !== null) return await furtherKeys(deps, tenant);
  try {
    const created = await createTenant(deps, { name: "Demo shop", slug: DEMO_SLUG, landingUrl: null, live: false });
    const { tenantId, secretKey, publishableKey, widgetSecret } = created;
    return { tenantId, secretKey, publishableKey, widgetSecret };
  } catch (error) {
    // Another process on the same database was faster.
    const theirs = error instanceof TenantInputError ? await readTenant(deps.database, DEMO_SLUG) : null;
    if (theirs === null) throw error;
    return await furtherKeys(deps, theirs);
  }
}

async function furtherKeys(deps: WriteDeps, { id, widgetSecret: kept }: TenantView): Promise<OwnKeys> {
  const widgetSecret = await openTenantSecret(deps.sealing, id, "widgetSecret", kept);
  return { tenantId: id, ...(await addKeys(deps, id, false)), widgetSecret };
}

function askerOf({ secretKey }: KeyPair): SecretKeyAsker {
  return { kind: "secretKey", hash: sha256(secretKey) };
}

/** Makes and publishes the program; one that exists, or is published already, is left as it is. */
async function ensureProgram(deps: WriteDeps, keys: KeyPair): Promise<void> {
  const request = { asker: askerOf(keys), idempotency: null };
  const created = await createProgram(deps, request, demoProgram);
  if (created.kind === "refused" && created.refusal.code !== "program_exists") throw new Error(created.refusal.detail);
  await publishProgram(deps, request, demoProgram.key, { applyTo: "new", version: null, publishAt: null });
}

async function readKeys(file: string): Promise<DemoKeys | null> {
  try {
    const keys: unknown = JSON.parse(await readFile(file, "utf8"));
    return isKeys(keys) ? keys : null;
  } catch {
    // Absent or damaged: new ones are as good.
    return null;
  }
}

/** A file of an older version has no `tenantId` or no `dashboardUrl`; it is written anew, with the same keys. */
function isKeys(keys: unknown): keys is DemoKeys {
  if (typeof keys !== "object" || keys === null) return false;
  const names = ["apiUrl", "secretKey", "publishableKey", "widgetSecret"];
  return names.every((name) => typeof Reflect.get(keys, name) === "string");
}

/** Whole or not at all: a reader gets the old one while it is written. */
async function writeKeys(dataDir: string, file: string, keys: DemoKeys): Promise<void> {
  const { apiUrl, dashboardUrl, tenantId, secretKey, publishableKey, widgetSecret } = keys;
  const written = { apiUrl, dashboardUrl, tenantId, secretKey, publishableKey, widgetSecret };
  const text = `${JSON.stringify(written, null, 2)}\n`;
  makeFolder(dataDir);
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text, { mode: OWNER_ONLY });
  // An older file of the same name would have kept its own mode.
  await chmod(draft, OWNER_ONLY);
  await rename(draft, file);
}
