import type { ApplicationStatus } from "../../domain/eligibility.ts";
import type { Database } from "../../ports.ts";
import type { ProgramRow } from "../rows/program.ts";
import { actorLabel } from "./actorLabel.ts";
import type { Actor, Asker, Authorized, TenantAsker, UserAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { externalIdOf, filtered, ofStatus } from "./filtered.ts";
import type { Whom } from "./participantWrites.ts";
import { isWhom } from "./participantWrites.ts";
import type { NamedPerson } from "./peoplePages.ts";
import { namedPerson } from "./peoplePages.ts";
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

/**
 * @param externalId SQL of whose it is, in the tenant's own words
 * @param more SQL of more pairs
 */
const viewWith = (externalId: string, more = "") => `json_build_object('participantId', a.participant_id,
  'participant', ${externalId}, 'program', g.key, 'status', a.status, 'reason', a.reason, 'appliedAt', a.applied_at,
  'decidedAt', a.decided_at, 'decidedBy', a.decided_by${more})`;

const VIEW = viewWith("p.external_id");

export interface ApplicationFilter {
  readonly program: string;
  readonly status: ApplicationStatus | null;
  /** Only those after it: when it was made, and the participant's id. */
  readonly after: readonly [appliedAt: string, participantId: string] | null;
  readonly limit: number;
}

/** A program's applications with who made them, as a page shows them. */
export interface ApplicationsPage {
  readonly program: Pick<ProgramRow, "key" | "name" | "status" | "pausedReason">;
  readonly applications: readonly (ApplicationView & {
    readonly person: NamedPerson;
    /** What the one who decided is called: the e-mail of a member, how a key begins; null of a job. */
    readonly decidedByLabel: string | null;
  })[];
}

/** Reads a page of a program's applications; the body is null where there is no such program. */
export function readApplicationsPage(
  database: Database,
  asker: UserAsker,
  filter: ApplicationFilter,
): Promise<Authorized<ApplicationsPage | null> | null> {
  const more = `, 'person', ${namedPerson("a.participant_id")},
    'decidedByLabel', ${actorLabel("a.decided_by")}`;
  const { list, params } = applicationsOf(filter, more);
  const select = `SELECT json_build_object('program', json_build_object('key', g.key, 'name', g.name, 'status', g.status,
      'pausedReason', g.paused_reason), 'applications', (${list}))
    FROM programs g WHERE g.tenant_id = k.tenant_id AND g.key = $2`;
  return readAsTenant(database, asker, select, params);
}

/** Reads a program's applications, the newest first; the body is null where there is no such program. */
export function listApplications(
  database: Database,
  asker: TenantAsker,
  filter: ApplicationFilter,
): Promise<Authorized<readonly ApplicationView[] | null> | null> {
  const { list, params } = applicationsOf(filter);
  const select = `SELECT (${list}) FROM programs g WHERE g.tenant_id = k.tenant_id AND g.key = $2`;
  return readAsTenant(database, asker, select, params);
}

/**
 * The applications of the program `g` as SQL of one JSON list; the program's key is `$2`.
 *
 * @param more SQL of more pairs of each one's JSON
 */
function applicationsOf({ program, status, after, limit }: ApplicationFilter, more = "") {
  const { and, params } = filtered(
    [
      ofStatus("a.status", status),
      ["(a.applied_at, a.participant_id) < (?::timestamptz, ?::text)", ...(after ?? [null])],
    ],
    4,
  );
  const row = viewWith(externalIdOf("a.participant_id"), more);
  const list = `SELECT coalesce(json_agg(${row} ORDER BY a.applied_at DESC, a.participant_id DESC), '[]') FROM (
      SELECT * FROM applications a WHERE a.tenant_id = g.tenant_id AND a.program_id = g.id${and}
      ORDER BY a.applied_at DESC, a.participant_id DESC LIMIT $3::integer) a`;
  return { list, params: [program, limit, ...params] };
}

/** What applying, and deciding about it, is decided on. */
export interface BeforeApplication {
  readonly program: {
    readonly id: string;
    readonly key: string;
    readonly epoch: number;
    readonly isPublished: boolean;
  } | null;
  readonly participant: {
    readonly id: string;
    readonly externalId: string;
    readonly referredVersion: number;
    readonly guest: boolean;
  } | null;
  readonly application: ApplicationView | null;
}

/** @param isThem SQL that says whether a participant `p` is the one who applied */
const beforeOf = (isThem: string) => `SELECT json_build_object(
  'program', (SELECT json_build_object('id', g.id, 'key', g.key, 'epoch', g.epoch, 'isPublished', g.version > 0)
    FROM programs g WHERE g.tenant_id = k.tenant_id AND g.key = $3),
  'participant', (SELECT json_build_object('id', p.id, 'externalId', p.external_id, 'referredVersion', p.referred_version,
      'guest', p.guest)
    FROM participants p WHERE p.tenant_id = k.tenant_id AND ${isThem}),
  'application', (SELECT ${VIEW}
    FROM programs g
    JOIN participants p ON p.tenant_id = g.tenant_id AND ${isThem}
    JOIN applications a ON a.tenant_id = g.tenant_id AND a.program_id = g.id AND a.participant_id = p.id
    WHERE g.tenant_id = k.tenant_id AND g.key = $3))`;

/** Reads an application with its program and participant before it is made or changed. */
export function readBeforeApplication(
  database: Database,
  asker: Asker,
  idempotencyKey: string | null,
  asked: { readonly program: string; readonly whom: Whom },
): Promise<Authorized<BeforeWrite<BeforeApplication>> | null> {
  const { is, value } = isWhom(asked.whom, "$4");
  return readForWrite(database, asker, idempotencyKey, beforeOf(is), [asked.program, value]);
}
