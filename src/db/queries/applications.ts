import type { ApplicationStatus } from "../../domain/eligibility.ts";
import type { Database } from "../../ports.ts";
import type { Actor, Asker, Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { externalIdOf, filtered, ofStatus } from "./filtered.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** A participant's application to be an advocate of a program, times as the database writes them. */
export interface ApplicationView {
  readonly participantId: string;
  readonly participant: string;
  readonly program: string;
  readonly status: ApplicationStatus;
  readonly reason: string | null;
  readonly appliedAt: string;
  readonly decidedAt: string | null;
  readonly decidedBy: Actor | null;
}

/** @param externalId SQL of whose it is, in the tenant's own words */
const viewWith = (externalId: string) => `json_build_object('participantId', a.participant_id,
  'participant', ${externalId}, 'program', g.key, 'status', a.status, 'reason', a.reason, 'appliedAt', a.applied_at,
  'decidedAt', a.decided_at, 'decidedBy', a.decided_by)`;

const VIEW = viewWith("p.external_id");

export interface ApplicationFilter {
  readonly program: string;
  readonly status: ApplicationStatus | null;
  /** Only those after it: when it was made, and the participant's id. */
  readonly after: readonly [appliedAt: string, participantId: string] | null;
  readonly limit: number;
}

/** Reads a program's applications, the newest first; the body is null where there is no such program. */
export function listApplications(
  database: Database,
  asker: TenantAsker,
  { program, status, after, limit }: ApplicationFilter,
): Promise<Authorized<readonly ApplicationView[] | null> | null> {
  const { and, params } = filtered(
    [
      ofStatus("a.status", status),
      ["(a.applied_at, a.participant_id) < (?::timestamptz, ?::text)", ...(after ?? [null])],
    ],
    4,
  );
  const select = `SELECT (SELECT coalesce(json_agg(${viewWith(externalIdOf("a.participant_id"))} ORDER BY a.applied_at DESC, a.participant_id DESC), '[]') FROM (
      SELECT * FROM applications a WHERE a.tenant_id = g.tenant_id AND a.program_id = g.id${and}
      ORDER BY a.applied_at DESC, a.participant_id DESC LIMIT $3::integer) a)
    FROM programs g WHERE g.tenant_id = k.tenant_id AND g.key = $2`;
  return readAsTenant(database, asker, select, [program, limit, ...params]);
}

/** What applying, and deciding about it, is decided on. */
export interface BeforeApplication {
  readonly program: { readonly id: string; readonly key: string; readonly isPublished: boolean } | null;
  readonly participant: {
    readonly id: string;
    readonly referredVersion: number;
  } | null;
  readonly application: ApplicationView | null;
}

const BEFORE = `SELECT json_build_object(
  'program', (SELECT json_build_object('id', g.id, 'key', g.key, 'isPublished', g.version > 0)
    FROM programs g WHERE g.tenant_id = k.tenant_id AND g.key = $3),
  'participant', (SELECT json_build_object('id', p.id, 'referredVersion', p.referred_version)
    FROM participants p WHERE p.tenant_id = k.tenant_id AND p.external_id = $4),
  'application', (SELECT ${VIEW}
    FROM programs g
    JOIN participants p ON p.tenant_id = g.tenant_id AND p.external_id = $4
    JOIN applications a ON a.tenant_id = g.tenant_id AND a.program_id = g.id AND a.participant_id = p.id
    WHERE g.tenant_id = k.tenant_id AND g.key = $3))`;

/** Reads an application with its program and participant before it is made or changed. */
export function readBeforeApplication(
  database: Database,
  asker: Asker,
  idempotencyKey: string | null,
  asked: { readonly program: string; readonly externalId: string },
): Promise<Authorized<BeforeWrite<BeforeApplication>> | null> {
  return readForWrite(database, asker, idempotencyKey, BEFORE, [asked.program, asked.externalId]);
}
