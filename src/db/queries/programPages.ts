import type { Database } from "../../ports.ts";
import type { ProgramRow, WrittenJson } from "../rows/program.ts";
import { actorLabel } from "./actorLabel.ts";
import type { Actor, Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import type { FollowedGoal } from "./goals.ts";
import { goalsSql, nearGoals } from "./goals.ts";
import type { ProgramOverview } from "./programOverview.ts";
import { programOverviewSql } from "./programOverview.ts";
import type { MaterialSaid } from "./programs.ts";
import { OLDER_RULES, programRowSql, SAID_BY_MATERIALS } from "./programs.ts";
import { Parameters } from "./reports/scope.ts";

/** What the pages of programs show, each in one statement. */

/** Reads every program with what tells how it goes, the oldest first. */
export function readProgramOverviews(
  database: Database,
  asker: TenantAsker,
  now: string,
): Promise<Authorized<readonly ProgramOverview[]> | null> {
  const parameters = new Parameters();
  return readAsTenant(database, asker, programOverviewSql(now, null, parameters), parameters.values);
}

export interface ProgramPageView {
  /** Null where there is no program of that key. */
  readonly program: ProgramRow | null;
  /** Of that one program; empty where there is none. */
  readonly overviews: readonly ProgramOverview[];
  /** Those that have begun and that are not long over. */
  readonly goals: readonly FollowedGoal[];
}

/** Reads one program with what tells how it goes. */
export function readProgramPage(
  database: Database,
  asker: TenantAsker,
  { key, now }: { readonly key: string; readonly now: string },
): Promise<Authorized<ProgramPageView> | null> {
  const parameters = new Parameters();
  const select = `SELECT json_build_object('program', (${programRowSql(parameters.add(key))}),
    'overviews', (${programOverviewSql(now, key, parameters)}),
    'goals', (${goalsSql(nearGoals(key, now), parameters)}))`;
  return readAsTenant(database, asker, select, parameters.values);
}

export interface VersionsPageView {
  readonly program: ProgramRow;
  /** The newest first. */
  readonly versions: readonly VersionRow[];
}

export interface VersionRow {
  readonly version: number;
  /** As written. */
  readonly rules: WrittenJson;
  readonly publishedAt: string;
  /** Who published it, or asked for that at a time; null where the audit does not tell. */
  readonly by: Actor | null;
  /** What that is called: the e-mail of a member, the first letters of a key. */
  readonly byName: string | null;
}

/** Reads versions of a program, below one, with who published each; null where there is no program of that key. */
export function readVersionsPage(
  database: Database,
  asker: TenantAsker,
  { key, below, limit }: { readonly key: string; readonly below: number | null; readonly limit: number },
): Promise<Authorized<VersionsPageView | null> | null> {
  const parameters = new Parameters();
  const named = parameters.add(key);
  const older = below === null ? "" : ` AND v.version < ${parameters.add(below)}::integer`;
  const select = `SELECT json_build_object('program', (${programRowSql(named)}), 'versions', (
      SELECT coalesce(json_agg(json_build_object('version', v.version, 'rules', v.rules, 'publishedAt', v.published_at,
          'by', v.actor, 'byName', ${actorLabel("v.actor")}) ORDER BY v.version DESC), '[]')
      FROM (SELECT v.*, (SELECT coalesce((SELECT s.actor FROM audit s
              WHERE s.tenant_id = a.tenant_id AND s.subject = a.subject AND s.action = 'program.scheduled'
                AND s.detail ->> 'scheduled' = a.detail ->> 'scheduled' LIMIT 1), a.actor) FROM audit a
            WHERE a.tenant_id = v.tenant_id AND a.subject = v.program_id AND a.action = 'program.published'
              AND a.detail -> 'version' = to_jsonb(v.version) LIMIT 1) AS actor
          FROM program_versions v WHERE v.tenant_id = g.tenant_id AND v.program_id = g.id${older}
          ORDER BY v.version DESC LIMIT ${parameters.add(limit)}::integer) v))
    FROM programs g WHERE g.tenant_id = k.tenant_id AND g.key = ${named}`;
  return readAsTenant(database, asker, select, parameters.values);
}

/** What making a program begins with. */
export interface NewProgramView {
  /** Where the shop's share links lead unless a program says otherwise. */
  readonly landingUrl: string | null;
  /** The program that is to be copied; null where there is none of that key, or none was asked for. */
  readonly program: ProgramRow | null;
}

/** Reads what making a program begins with. */
export function readNewProgram(
  database: Database,
  asker: TenantAsker,
  copied: string | null,
): Promise<Authorized<NewProgramView> | null> {
  const select = `SELECT json_build_object('landingUrl', t.landing_url, 'program', (${programRowSql("$2")}))
    FROM tenants t WHERE t.id = k.tenant_id`;
  return readAsTenant(database, asker, select, [copied]);
}

export interface TextsPageView {
  readonly program: ProgramRow;
  /** The rules of its versions, as written, the newest first. */
  readonly older: readonly WrittenJson[];
  readonly materials: readonly MaterialSaid[];
}

/** Reads a program with the rules that its texts may still tell of; null where there is no program of that key. */
export function readTextsPage(
  database: Database,
  asker: TenantAsker,
  key: string,
): Promise<Authorized<TextsPageView | null> | null> {
  const select = `SELECT json_build_object('program', (${programRowSql("$2")}), 'older', ${OLDER_RULES},
      'materials', ${SAID_BY_MATERIALS})
    FROM programs g WHERE g.tenant_id = k.tenant_id AND g.key = $2`;
  return readAsTenant(database, asker, select, [key]);
}
