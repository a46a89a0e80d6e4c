import type { Rules } from "../../domain/rules.ts";

/**
 * Parsed rules of versions that this process has seen. Versions never change, so nothing here can be stale;
 * it is kept by asker (see `laneOf`), because the tenant is only known once the load that may use it has come back.
 */
export interface RulesCache {
  /** Version id -> rules; the caller adds what it parses. */
  versionsFor(asker: string): Map<string, Rules>;
}

const MAX_ASKERS = 500;
const MAX_VERSIONS = 50;

export function createRulesCache(): RulesCache {
  const byAsker = new Map<string, Map<string, Rules>>();
  return {
    versionsFor(asker) {
      let versions = byAsker.get(asker);
      if (versions === undefined || versions.size > MAX_VERSIONS) {
        versions = new Map();
        if (byAsker.size >= MAX_ASKERS) byAsker.clear();
        byAsker.set(asker, versions);
      }
      return versions;
    },
  };
}
