import type { Database } from "../../ports.ts";
import type { ProgramRow, ScheduledPublish, WrittenJson } from "../rows/program.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { filtered } from "./filtered.ts";
import type { ReadPage } from "./pageOfRows.ts";
import { pageOfRows } from "./pageOfRows.ts";
import type { BeforeWrite, Due } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** Whether the program `g` takes friends at an instant. */
export const runsAt = (at: string) => `is_active_program(g.status, g.starts_at, g.ends_at, ${at})`;

const ROW = `json_build_object('id', g.id, 'key', g.key, 'name', g.name, 'landingUrl', g.landing_url,
    'currency', g.currency, 'timezone', g.timezone, 'startsAt', g.starts_at, 'endsAt', g.ends_at, 'texts', g.texts,
    'status', g.status, 'pausedReason', g.paused_reason, 'draftRules', g.draft_rules, 'draftVersion', g.draft_version, 'version', g.version,
    'schedule', (SELECT coalesce(json_agg(json_build_object('id', s.id, 'publishAt', s.publish_at,
      'applyTo', s.apply_to, 'again', s.again) ORDER BY s.publish_at, s.id), '[]')
      FROM scheduled_publishes s WHERE s.tenant_id = g.tenant_id AND s.program_id = g.id),
    'versionId', v.id, 'rules', v.rules, 'counterPlan', g.counter_plan, 'epoch', g.epoch,
    'createdAt', g.created_at, 'updatedAt', g.updated_at)`;

const FROM = `programs g LEFT JOIN program_versions v
    ON v.tenant_id = g.tenant_id AND v.program_id = g.id AND v.version = g.version`;

const ONE = `SELECT ${ROW} FROM ${FROM} WHERE g.tenant_id = k.tenant_id AND g.key = `;

/** Amounts of so many older versions are looked for in texts. */
const OLDER_VERSIONS = 10;

/** SQL: the rules of the versions of the program `g` up to its latest, as written, the newest first. */
export const OLDER_RULES = `(SELECT coalesce(json_agg(v.rules ORDER BY v.version DESC), '[]') FROM (
    SELECT * FROM program_versions v WHERE v.tenant_id = g.tenant_id AND v.program_id = g.id
    ORDER BY v.version DESC LIMIT ${OLDER_VERSIONS}) v)`;

/** SQL: what the materials of the program `g` say. */
export const SAID_BY_MATERIALS = `(SELECT coalesce(json_agg(json_build_object('id', m.id, 'language', m.language,
    'title', m.title, 'text', m.text) ORDER BY m.language, m.id), '[]')
  FROM materials m WHERE m.tenant_id = g.tenant_id AND m.program_id = g.id)`;

/** What a material says in the tenant's own words. */
export interface MaterialSaid {
  readonly id: string;
  readonly language: string;
  readonly title: string;
  readonly text: string | null;
}

/** The statement that yields the `ProgramRow` of a key, for what reads more than that at once. */
export const programRowSql = (key: string) => `${ONE}${key}`;

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

/** What removing a program is decided on. */
export interface BeforeRemoval {
  readonly program: ProgramRow;
  /** Whether it was published, or anything that happened refers to it. */
  readonly isUsed: boolean;
}

/** Reads what removing a program is decided on; null where there is none. */
export function readBeforeRemoval(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  key: string,
): Promise<Authorized<BeforeWrite<BeforeRemoval | null>> | null> {
  const select = `SELECT json_build_object('program', ${ROW}, 'isUsed', program_is_used(g.tenant_id, g.id))
    FROM ${FROM} WHERE g.tenant_id = k.tenant_id AND g.key = $3`;
  return readForWrite(database, asker, idempotencyKey, select, [key]);
}

/** So many open referrals are counted and no more: to a person more are as many. */
export const MAX_OPEN_COUNTED = 10_000;

/** A program before a person publishes it. */
export interface PublishView {
  readonly program: ProgramRow;
  /** The referrals that move along where it is for those who were referred before; `MAX_OPEN_COUNTED` at most. */
  readonly open: number;
  /** The rules of each publish that waits, by its id, as they were written. */
  readonly frozen: Readonly<Record<string, WrittenJson>>;
  /** The rules of its versions, as written, the newest first. */
  readonly older: readonly WrittenJson[];
  readonly materials: readonly MaterialSaid[];
}

/** Reads what a person is shown before they publish; its body is null where there is no such program. */
export function readPublishView(
  database: Database,
  asker: TenantAsker,
  key: string,
): Promise<Authorized<PublishView | null> | null> {
  const select = `SELECT json_build_object('program', ${ROW}, 'open', (SELECT count(*)::integer FROM (
      SELECT FROM referrals r WHERE r.tenant_id = g.tenant_id AND r.program_id = g.id AND is_live_referral(r.status)
      LIMIT ${MAX_OPEN_COUNTED}) counted), 'frozen', (SELECT coalesce(json_object_agg(s.id, s.rules), '{}')
      FROM scheduled_publishes s WHERE s.tenant_id = g.tenant_id AND s.program_id = g.id),
      'older', ${OLDER_RULES}, 'materials', ${SAID_BY_MATERIALS})
    FROM ${FROM} WHERE g.tenant_id = k.tenant_id AND g.key = $2`;
  return readAsTenant(database, asker, select, [key]);
}

/** Among so many latest events refunds are looked for, and fewer than this many say nothing. */
const EVENTS_LOOKED_AT = 3_000;
const FEWEST_REFUNDS = 20;

/** A program before a person edits its rules. */
export interface EditView {
  readonly program: ProgramRow;
  /** Within so many days of an order nine in ten of its refunds came lately; null where too few did. */
  readonly refundDays: number | null;
}

const REFUND_DAYS = `SELECT CASE WHEN count(*) >= ${FEWEST_REFUNDS} THEN ceil(percentile_disc(0.9) WITHIN GROUP (
      ORDER BY extract(epoch FROM e.occurred_at - p.occurred_at) / 86400))::integer END
    FROM (SELECT latest.type, latest.facts, latest.occurred_at FROM events latest
      WHERE latest.tenant_id = g.tenant_id ORDER BY latest.occurred_at DESC LIMIT ${EVENTS_LOOKED_AT}) e
    JOIN purchases p ON p.tenant_id = g.tenant_id AND p.order_id = e.facts ->> 'orderId'
      AND p.occurred_at <= e.occurred_at
    WHERE e.type = 'refund'`;

/** Reads what an editor begins with; its body is null where there is no such program. */
export function readEditView(
  database: Database,
  asker: TenantAsker,
  key: string,
): Promise<Authorized<EditView | null> | null> {
  const select = `SELECT json_build_object('program', ${ROW}, 'refundDays', (${REFUND_DAYS}))
    FROM ${FROM} WHERE g.tenant_id = k.tenant_id AND g.key = $2`;
  return readAsTenant(database, asker, select, [key]);
}

/** What publishing is decided on. */
export interface BeforePublish {
  readonly program: ProgramRow | null;
  /** The rules of the version that is to be published again, as written; null where there is none. */
  readonly again: WrittenJson | null;
  /** The rules so far, and what materials say; null without a program. */
  readonly said: { readonly older: readonly WrittenJson[]; readonly materials: readonly MaterialSaid[] } | null;
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
    WHERE v.tenant_id = k.tenant_id AND g.key = $3 AND v.version = $4::integer),
    'said', (SELECT json_build_object('older', ${OLDER_RULES}, 'materials', ${SAID_BY_MATERIALS})
      FROM programs g WHERE g.tenant_id = k.tenant_id AND g.key = $3))`;
  return readForWrite(database, asker, idempotencyKey, select, [key, version]);
}

/** Rules that are due to be published, with their program. */
export interface DuePublish extends ScheduledPublish {
  readonly rules: WrittenJson;
  readonly program: ProgramRow;
}

const DUE = `SELECT coalesce(json_agg(due.row ORDER BY due.publish_at, due.id), '[]') FROM (
    SELECT d.publish_at, d.id, json_build_object('id', d.id, 'publishAt', d.publish_at, 'applyTo', d.apply_to,
      'again', d.again, 'rules', d.rules,
      'program', (SELECT ${ROW} FROM ${FROM} WHERE g.tenant_id = d.tenant_id AND g.id = d.program_id)) AS row
    FROM scheduled_publishes d WHERE d.tenant_id = k.tenant_id AND d.publish_at <= $3::timestamptz
    ORDER BY d.publish_at, d.id LIMIT $4::integer) due`;

/** Reads what a tenant is to publish, the longest due first. */
export function readDuePublishes(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { asOf, limit }: Due,
): Promise<Authorized<BeforeWrite<readonly DuePublish[]>> | null> {
  return readForWrite(database, asker, idempotencyKey, DUE, [asOf, limit]);
}

/** Tenants with anything to publish, by id. */
export async function tenantsWithDuePublishes(
  database: Database,
  asOf: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT DISTINCT s.tenant_id FROM scheduled_publishes s
     WHERE s.tenant_id > $2 AND s.publish_at <= $1::timestamptz ORDER BY s.tenant_id LIMIT $3::integer`,
    [asOf, after, limit],
  );
  return rows.map((row) => row[0] as string);
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
