import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { filtered } from "./filtered.ts";

/** A published version as it is stored. */
export interface VersionView {
  readonly version: number;
  /** As written. */
  readonly rules: unknown;
  readonly publishedAt: string;
}

/** Of a program that exists; null of one that does not. */
export type OfProgram<T> = T | null;

const VERSION = `json_build_object('version', v.version, 'rules', v.rules, 'publishedAt', v.published_at)`;
const PROGRAM = "programs g WHERE g.tenant_id = k.tenant_id AND g.key = $2";
const OF_PROGRAM = "v.tenant_id = g.tenant_id AND v.program_id = g.id";

/** Reads versions, the newest first, below one and at most `limit` of them. */
export function listVersions(
  database: Database,
  asker: TenantAsker,
  asked: { readonly program: string; readonly below: number | null; readonly limit: number },
): Promise<Authorized<OfProgram<readonly Omit<VersionView, "rules">[]>> | null> {
  const { and, params } = filtered([["v.version < ?::integer", asked.below]], 4);
  const select = `SELECT coalesce((SELECT json_agg(json_build_object('version', page.version,
      'publishedAt', page.published_at)) FROM (
        SELECT v.version, v.published_at FROM program_versions v
        WHERE ${OF_PROGRAM}${and} ORDER BY v.version DESC LIMIT $3::integer) page), '[]')
    FROM ${PROGRAM}`;
  return readAsTenant(database, asker, select, [asked.program, asked.limit, ...params]);
}

/** Reads one version; of a program that has no such version, `version` is null. */
export function readVersion(
  database: Database,
  asker: TenantAsker,
  program: string,
  version: number,
): Promise<Authorized<OfProgram<{ readonly version: VersionView | null }>> | null> {
  const select = `SELECT json_build_object('version', (
      SELECT ${VERSION} FROM program_versions v WHERE ${OF_PROGRAM} AND v.version = $3))
    FROM ${PROGRAM}`;
  return readAsTenant(database, asker, select, [program, version]);
}

/** What a comparison of two versions needs. */
export interface ComparedVersions {
  readonly currency: string;
  /** The latest version, 0 before the first publish. */
  readonly latest: number;
  /** As written; null where there is none. */
  readonly draft: unknown;
  readonly versions: readonly Pick<VersionView, "version" | "rules">[];
}

/** Reads the rules of some versions, and always those of the latest, with the draft. */
export function readCompared(
  database: Database,
  asker: TenantAsker,
  program: string,
  versions: readonly number[],
): Promise<Authorized<OfProgram<ComparedVersions>> | null> {
  const select = `SELECT json_build_object('currency', g.currency, 'latest', g.version, 'draft', g.draft_rules,
      'versions', (SELECT coalesce(json_agg(${VERSION}), '[]') FROM program_versions v
        WHERE ${OF_PROGRAM} AND (v.version = g.version OR v.version = ANY (ARRAY(
          SELECT jsonb_array_elements_text($3::jsonb)::integer)))))
    FROM ${PROGRAM}`;
  return readAsTenant(database, asker, select, [program, JSON.stringify(versions)]);
}
