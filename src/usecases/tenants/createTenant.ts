import type { NewApiKey, NewOwner } from "../../db/queries/tenants.ts";
import { insertApiKeys, insertTenant } from "../../db/queries/tenants.ts";
import type { Deps } from "../../deps.ts";
import { sha256 } from "../../engine/events/sha256.ts";
import { keepTenantSecret } from "../../engine/events/tenantSecrets.ts";
import { DatabaseError } from "../../ports.ts";
import { COMMAND_LINE } from "../members/changeMember.ts";

export interface TenantInput {
  readonly name: string;
  /** A path segment of share links; made from the name when null. */
  readonly slug: string | null;
  /** Where an unknown code sends its visitor; the first program's landing page when null. */
  readonly landingUrl: string | null;
  /** Whether its keys are called sk_live_ rather than sk_test_. */
  readonly live: boolean;
  /** The e-mail of its owner, in lower case; without one it has no members. */
  readonly owner?: string | null;
}

/** What is shown once: only hashes of the keys are kept. */
export interface CreatedTenant extends KeyPair {
  readonly tenantId: string;
  readonly slug: string;
  readonly widgetSecret: string;
}

export interface KeyPair {
  readonly secretKey: string;
  readonly publishableKey: string;
}

/** The tenant can't be made as asked; the message says why, for the person who runs the command. */
export class TenantInputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "TenantInputError";
  }
}

type TenantDeps = Pick<Deps, "database" | "clock" | "ids" | "sealing">;

/** Lower-case letters, digits and "-", for instance "tea-shop". */
export const SLUG = /^[a-z0-9][a-z0-9-]{0,62}$/;
const MAX_NAME = 200;
/** About 190 bits. */
const KEY_LENGTH = 32;
/** About 250 bits. */
export const SECRET_LENGTH = 43;
const PREFIX_LENGTH = 14;

/**
 * Makes a tenant with one secret and one publishable key, and with its owner.
 *
 * @throws {TenantInputError}
 */
export async function createTenant(deps: TenantDeps, input: TenantInput): Promise<CreatedTenant> {
  const name = input.name.trim();
  if (name === "" || name.length > MAX_NAME)
    throw new TenantInputError(`A tenant needs a name of ${MAX_NAME} characters at most.`);
  if (input.landingUrl !== null && !isHttpUrl(input.landingUrl)) {
    throw new TenantInputError("The landing URL has to start with http:// or https://.");
  }
  const slug = input.slug ?? slugOf(name);
  if (!SLUG.test(slug)) {
    throw new TenantInputError('Give it a slug of lower-case letters, digits and "-", for instance --slug tea-shop.');
  }
  const { database, clock, ids, sealing } = deps;
  const at = clock.now();
  const tenantId = ids.id("ten", at);
  const widgetSecret = ids.secret(SECRET_LENGTH);
  const { pair, rows } = drawKeys(deps, at, input.live);
  const tenant = {
    id: tenantId,
    slug,
    name,
    landingUrl: input.landingUrl,
    // Where its landing page is, its other pages are; it names more of them when it has them.
    allowedOrigins: input.landingUrl === null ? [] : [new URL(input.landingUrl).origin],
    clickSecret: await keepTenantSecret(sealing, tenantId, "clickSecret", ids.secret(SECRET_LENGTH)),
    widgetSecret: await keepTenantSecret(sealing, tenantId, "widgetSecret", widgetSecret),
  };
  try {
    await insertTenant(database, tenant, rows, ownerOf(deps, at, input.owner ?? null), at.toISOString());
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.constraint !== "tenants_slug_unique") throw error;
    throw new TenantInputError(`There is a tenant "${slug}" already; choose another with --slug.`);
  }
  return { tenantId, slug, widgetSecret, ...pair };
}

function ownerOf({ ids }: Pick<Deps, "ids">, at: Date, email: string | null): NewOwner | null {
  if (email === null) return null;
  return { actor: COMMAND_LINE, email, userId: ids.id("usr", at), auditId: ids.id("aud", at) };
}

/** Gives a tenant another pair of keys; those it has go on working. */
export async function addKeys(deps: TenantDeps, tenantId: string, live: boolean): Promise<KeyPair> {
  const at = deps.clock.now();
  const { pair, rows } = drawKeys(deps, at, live);
  await insertApiKeys(deps.database, tenantId, rows, at.toISOString());
  return pair;
}

function drawKeys(deps: Pick<Deps, "ids">, at: Date, live: boolean): { pair: KeyPair; rows: readonly NewApiKey[] } {
  const secret = drawKey(deps, at, { kind: "secret", live });
  const publishable = drawKey(deps, at, { kind: "publishable", live });
  return { pair: { secretKey: secret.key, publishableKey: publishable.key }, rows: [secret.row, publishable.row] };
}

/** Draws a key, which is shown once, and the row that is kept of it. */
export function drawKey(
  { ids }: Pick<Deps, "ids">,
  at: Date,
  { kind, live }: { readonly kind: NewApiKey["kind"]; readonly live: boolean },
): { readonly key: string; readonly row: NewApiKey } {
  const key = `${kind === "secret" ? "sk" : "pk"}_${live ? "live" : "test"}_${ids.secret(KEY_LENGTH)}`;
  return { key, row: { id: ids.id("key", at), kind, prefix: key.slice(0, PREFIX_LENGTH), hash: sha256(key) } };
}

/** The name in lower case, without accents, what is neither letter nor digit as "-". */
function slugOf(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, 63)
    .replace(/-+$/, "");
}

function isHttpUrl(url: string): boolean {
  return URL.canParse(url) && /^https?:\/\//i.test(url);
}
