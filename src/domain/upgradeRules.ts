/**
 * Rules documents of every schema version that was ever published, read as the latest. A document is stored as it
 * was written and upgraded each time it is read: a version never changes, not even its form.
 */

export type WrittenDocument = Readonly<Record<string, unknown>>;

/** Makes a document of one schema version one of the next; it says the same in other words. */
export type Upgrade = (document: WrittenDocument) => WrittenDocument;

export type Upgraded =
  | { readonly ok: true; readonly document: unknown }
  | { readonly ok: false; readonly written: number; readonly latest: number };

/** `UPGRADES[0]` takes schemaVersion 1 to 2, and so on. There has been one schema so far, so nothing is upgraded. */
const UPGRADES: readonly Upgrade[] = [];

/** The schema version that `rulesSchema.ts` describes. */
export const SCHEMA_VERSION = UPGRADES.length + 1;

/** The document in the latest schema; one of a version that is not known here is refused. */
export function upgradeRules(document: unknown): Upgraded {
  return upgradeBy(UPGRADES, document);
}

/** Upgrades along a chain: from the version that the document names to the one after the chain's last. */
export function upgradeBy(chain: readonly Upgrade[], document: unknown): Upgraded {
  // What is no document with a version at all, the schema itself tells best.
  if (!isDocument(document) || typeof document.schemaVersion !== "number") return { ok: true, document };
  const written = document.schemaVersion;
  const latest = chain.length + 1;
  if (!Number.isInteger(written) || written < 1 || written > latest) {
    return { ok: false, written, latest };
  }
  const steps = chain.slice(written - 1);
  const upgraded = steps.reduce((older, upgrade, index) => {
    return { ...upgrade(older), schemaVersion: written + index + 1 };
  }, document);
  return { ok: true, document: upgraded };
}

function isDocument(value: unknown): value is WrittenDocument {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
