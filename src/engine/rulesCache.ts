import type { Rules } from "../domain/rules.ts";

/**
 * Parsed rules of versions that this process has seen. Versions never change, so nothing here can be stale;
 * it is kept by API key because the tenant is only known once the load that may use it has come back.
 */
export interface RulesCache {
  /** Version id -> rules; the caller adds what it parses. */
  versionsFor(keyHash: string): Map<string, Rules>;
}

const MAX_KEYS = 500;
const MAX_VERSIONS = 50;

export function createRulesCache(): RulesCache {
  const byKey = new Map<string, Map<string, Rules>>();
  return {
    versionsFor(keyHash) {
      let versions = byKey.get(keyHash);
      if (versions === undefined || versions.size > MAX_VERSIONS) {
        versions = new Map();
        if (byKey.size >= MAX_KEYS) byKey.clear();
        byKey.set(keyHash, versions);
      }
      return versions;
    },
  };
}
