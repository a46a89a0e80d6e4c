import type { Rules } from "../../domain/rules.ts";

/**
 * Parsed rules of versions that this process has seen. Versions never change, so nothing here can be stale;
 * it is kept by asker (see `laneOf`), because the tenant is only known once the load that may use it has come back.
 */
export interface RulesCache {
  versionsFor(asker: string): CachedRules;
}

/** The rules of one tenant's versions. A load adds what it parses. */
export interface CachedRules {
  /** What is here, by `versionName`. */
  readonly names: readonly string[];
  /** The rules of a program's versions. */
  of(programId: string): ReadonlyMap<number, Rules>;
  add(version: Version, rules: Rules): void;
}

interface Version {
  readonly programId: string;
  readonly version: number;
}

const MAX_ASKERS = 500;
const MAX_VERSIONS = 50;

export function createRulesCache(): RulesCache {
  const byAsker = new Map<string, CachedRules>();
  return {
    versionsFor(asker) {
      let versions = byAsker.get(asker);
      if (versions === undefined || versions.names.length > MAX_VERSIONS) {
        versions = cacheOfRules();
        if (byAsker.size >= MAX_ASKERS) byAsker.clear();
        byAsker.set(asker, versions);
      }
      return versions;
    },
  };
}

/** An empty cache of one tenant's rules. */
export function cacheOfRules(): CachedRules {
  const names: string[] = [];
  const byProgram = new Map<string, Map<number, Rules>>();
  return {
    names,
    of: (programId) => byProgram.get(programId) ?? new Map(),
    add({ programId, version }, rules) {
      const versions = byProgram.get(programId) ?? new Map<number, Rules>();
      if (!versions.has(version)) names.push(versionName({ programId, version }));
      byProgram.set(programId, versions.set(version, rules));
    },
  };
}

/** What a version is called where its rules are cached; `version_name` in the database. */
export function versionName({ programId, version }: Version): string {
  return `${programId} ${version}`;
}
