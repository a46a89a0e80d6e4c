import type { Database } from "../../ports.ts";
import type { ProgramRow, WrittenJson } from "../rows/program.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { filtered } from "./filtered.ts";
import type { ReadPage } from "./pageOfRows.ts";
import { pageOfRows } from "./pageOfRows.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** Whether the program `g` takes friends at an instant. */
export const runsAt = (at: string) => `is_active_program(g.status, g.starts_at, g.ends_at, ${at})`;

const ROW = `json_build_object('id', g.id, 'key', g.key, 'name', g.name, 'landingUrl', g.landing_url,
    'currency', g.currency, 'timezone', g.timezone, 'startsAt', g.starts_at, 'endsAt', g.ends_at, 'texts', g.texts,
    'status', g.status, 'pausedReason', g.paused_reason, 'draftRules', g.draft_rules, 'version', g.version,
    'versionId', v.id, 'rules', v.rules, 'counterPlan', g.counter_plan, 'epoch', g.epoch,
    'createdAt', g.created_at, 'updatedAt', g.updated_at)`;

const FROM = `programs g LEFT JOIN program_versions v
    ON v.tenant_id = g.tenant_id AND v.program_id = g.id AND v.version = g.version`;

const ONE = `SELECT ${ROW} FROM ${FROM} WHERE g.tenant_id = k.tenant_id AND g.key = `;

/** Reads one program; its body is null where there is none. */
export function readProgram(
  database: Database,
  asker: TenantAsker,
  key: string,
): Promise<Authorized<ProgramRow | null> | null> {
  return readAsTenant(database, asker, `${ONE}$2`, [key]);
}

/** Reads programs by key, after one and at most `limit` of them, as many as there is room for. */
export function listPrograms(
  database: Database,
  asker: TenantAsker,
  after: string | null,
  limit: number,
): Promise<Authorized<ReadPage<ProgramRow>> | null> {
  const { and, params } = filtered([["g.key > ?::text", after]], 3);
  const page = `SELECT ${ROW} AS row, row_number() OVER (ORDER BY g.key) AS nth FROM ${FROM}
    WHERE g.tenant_id = k.tenant_id${and} ORDER BY g.key LIMIT $2::integer`;
  return readAsTenant(database, asker, pageOfRows(page), [limit, ...params]);
}

/** Reads a program before it is changed. */
export function readProgramForWrite(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  key: string,
): Promise<Authorized<BeforeWrite<ProgramRow | null>> | null> {
  return readForWrite(database, asker, idempotencyKey, `${ONE}$3`, [key]);
}

/** What publishing is decided on. */
export interface BeforePublish {
  readonly program: ProgramRow | null;
  /** The rules of the version that is to be published again, as written; null where there is none. */
  readonly again: WrittenJson | null;
}

/** Reads what publishing is decided on. */
export function readBeforePublish(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  key: string,
  version: number | null,
): Promise<Authorized<BeforeWrite<BeforePublish>> | null> {
  const select = `SELECT json_build_object('program', (${ONE}$3), 'again', (
    SELECT v.rules FROM program_versions v JOIN programs g ON g.tenant_id = v.tenant_id AND g.id = v.program_id
    WHERE v.tenant_id = k.tenant_id AND g.key = $3 AND v.version = $4::integer))`;
  return readForWrite(database, asker, idempotencyKey, select, [key, version]);
}

/** What making a program is decided on. */
export interface BeforeProgram {
  readonly existing: ProgramRow | null;
  readonly count: number;
}

/** Reads what making a program is decided on. */
export function readBeforeProgram(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  key: string,
): Promise<Authorized<BeforeWrite<BeforeProgram>> | null> {
  const select = `SELECT json_build_object('existing', (${ONE}$3),
    'count', (SELECT count(*)::integer FROM programs g WHERE g.tenant_id = k.tenant_id))`;
  return readForWrite(database, asker, idempotencyKey, select, [key]);
}
