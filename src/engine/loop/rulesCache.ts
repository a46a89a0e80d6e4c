import { sizeOf } from "../../domain/decisionSize.ts";
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
/** What all rules come to that are kept, as `sizeOf` counts: in memory they take a few times as much. */
export const MAX_KEPT_RULES = 8_000_000;

/** Begins with nothing. Where more is added than it keeps, it forgets what came before. */
export function createRulesCache(): RulesCache {
  const byAsker = new Map<string, CachedRules>();
  let kept = 0;
  const onAdded = (size: number) => {
    kept += size;
    if (kept <= MAX_KEPT_RULES) return;
    byAsker.clear();
    kept = size;
  };
  return {
    versionsFor(asker) {
      let versions = byAsker.get(asker);
      if (versions === undefined || versions.names.length > MAX_VERSIONS) {
        versions = cacheOfRules(onAdded);
        if (byAsker.size >= MAX_ASKERS) byAsker.clear();
        byAsker.set(asker, versions);
      }
      return versions;
    },
  };
}

/**
 * An empty cache of one tenant's rules.
 *
 * @param onAdded is told what each that is added comes to
 */
export function cacheOfRules(onAdded?: (size: number) => void): CachedRules {
  const names: string[] = [];
  const byProgram = new Map<string, Map<number, Rules>>();
  return {
    names,
    of: (programId) => byProgram.get(programId) ?? new Map(),
    add({ programId, version }, rules) {
      const versions = byProgram.get(programId) ?? new Map<number, Rules>();
      if (!versions.has(version)) names.push(versionName({ programId, version }));
      byProgram.set(programId, versions.set(version, rules));
      onAdded?.(sizeOf(rules));
    },
  };
}

/** What a version is called where its rules are cached; `version_name` in the database. */
export function versionName({ programId, version }: Version): string {
  return `${programId} ${version}`;
}
