import type { AuditAction } from "../../domain/auditActions.ts";
import type { Database } from "../../ports.ts";
import type { Actor, Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { externalIdOf, filtered, ID_OF_PARTICIPANT, ID_OF_PROGRAM, idsOfPerson } from "./filtered.ts";
import { findsById } from "./findsById.ts";
import type { ReadPage } from "./pageOfRows.ts";
import { pageOfRows } from "./pageOfRows.ts";

/** One row of the audit, with what the tenant calls what its ids name. */
export interface AuditEntry {
  readonly id: string;
  readonly actor: Actor;
  readonly action: AuditAction;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
  /** The externalId of the actor, where that is a participant; of the subject; and of the one whom the detail names. */
  readonly actorName: string | null;
  readonly participant: string | null;
  readonly detailParticipant: string | null;
  /** The key of the program that is the subject, and of the one that the detail names. */
  readonly program: string | null;
  readonly detailProgram: string | null;
}

export interface AuditFilter {
  /** Who did it: the id of a user, a key or an integration, or the name of a job. */
  readonly actor: string | null;
  readonly action: AuditAction | null;
  /** What it was done to, by its id. */
  readonly subject: string | null;
  /** The participant or the program it was done to, by what the tenant calls them. */
  readonly participant: string | null;
  readonly program: string | null;
  /** By the time it was done: from <= t < to. */
  readonly from: string | null;
  readonly to: string | null;
  /** Only those before it: when it was done, and its id. */
  readonly before: readonly [at: string, id: string] | null;
  readonly limit: number;
}

const programKeyOf = (id: string) => `(SELECT g.key FROM programs g WHERE g.tenant_id = k.tenant_id AND g.id = ${id})`;

const ENTRY_PARTS = `'id', a.id, 'actor', a.actor, 'action', a.action, 'subject', a.subject,
  'detail', a.detail, 'createdAt', a.created_at,
  'actorName', CASE WHEN a.actor ->> 'type' = 'participant' THEN ${externalIdOf("(a.actor ->> 'id')")} END,
  'participant', CASE WHEN starts_with(a.subject, 'par_') THEN ${externalIdOf("a.subject")} END,
  'detailParticipant', ${externalIdOf("(a.detail ->> 'participantId')")},
  'program', CASE WHEN starts_with(a.subject, 'prog_') THEN ${programKeyOf("a.subject")} END,
  'detailProgram', ${programKeyOf("(a.detail ->> 'program')")}`;

/** Reads what was done, the latest first, as much as there is room for. */
export function listAudit(
  database: Database,
  asker: TenantAsker,
  filter: AuditFilter,
): Promise<Authorized<ReadPage<AuditEntry>> | null> {
  const { select, params } = auditOf(filter);
  return readAsTenant(database, asker, select, params);
}

/** The rows of the audit that are about what a person typed: an id, a code, a participant or a program. */
const ABOUT = `a.subject = ANY (ARRAY[?::text,
  (SELECT coalesce(p.merged_into, p.id) FROM participants p WHERE p.tenant_id = k.tenant_id AND p.external_id = ?::text
    AND ${findsById("p.external_id")}), ${ID_OF_PROGRAM}])`;

/**
 * The list as SQL of one JSON value, with its parameters from `$2` on.
 *
 * @param about what a person typed
 * @param more SQL of more pairs of each row's JSON, of the row `a`
 */
export function auditOf(
  filter: AuditFilter,
  about: string | null = null,
  more = "",
): { readonly select: string; readonly params: readonly unknown[] } {
  const { and, params } = filtered(
    [
      [ABOUT, about, about, about],
      ["a.actor ->> 'id' = ?::text", filter.actor],
      ["a.action = ?::text", filter.action],
      ["a.subject = ?::text", filter.subject],
      [`a.subject = ANY (${idsOfPerson(ID_OF_PARTICIPANT)})`, filter.participant],
      [`a.subject = ${ID_OF_PROGRAM}`, filter.program],
      ["a.created_at >= ?::timestamptz", filter.from],
      ["a.created_at < ?::timestamptz", filter.to],
      ["(a.created_at, a.id) < (?::timestamptz, ?::text)", ...(filter.before ?? [null])],
    ],
    3,
  );
  const page = `SELECT json_build_object(${ENTRY_PARTS}${more}) AS row, row_number() OVER (ORDER BY a.created_at DESC, a.id DESC) AS nth
    FROM (SELECT * FROM audit a WHERE a.tenant_id = k.tenant_id${and}
      ORDER BY a.created_at DESC, a.id DESC LIMIT $2::integer) a`;
  return { select: pageOfRows(page), params: [filter.limit, ...params] };
}
