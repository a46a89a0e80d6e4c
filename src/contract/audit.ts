import * as z from "zod";
import type { AuditEntry } from "../db/queries/audit.ts";
import type { AuditAction } from "../domain/auditActions.ts";
import { AUDIT_ACTIONS } from "../domain/auditActions.ts";
import type { SubjectKind } from "../domain/notices.ts";
import { pageSchema } from "./page.ts";
import type { Shown } from "./shown.ts";

/** What was done, as everything outside sees it: what the tenant has a name for is called by it. */

export const AUDIT_ACTION_NAMES = Object.keys(AUDIT_ACTIONS) as [AuditAction, ...AuditAction[]];
const SUBJECT_KINDS = [...new Set(Object.values(AUDIT_ACTIONS))] as [SubjectKind, ...SubjectKind[]];

export const auditReply = z
  .strictObject({
    id: z.string(),
    at: z.iso.datetime(),
    actor: z.strictObject({
      type: z.enum(["user", "apiKey", "participant", "job", "integration"]),
      id: z
        .string()
        .meta({ description: "Of the user, the key or the integration; a participant's own; a job's name" }),
    }),
    action: z.enum(AUDIT_ACTION_NAMES),
    subject: z.strictObject({
      kind: z.enum(SUBJECT_KINDS),
      id: z
        .string()
        .meta({ description: "A participant's externalId, a program's key, a code, or the id of the rest" }),
    }),
    detail: z.record(z.string(), z.unknown()).meta({ description: "What was sent, or what it was before" }),
  })
  .meta({ id: "AuditEntry" });

export const auditPage = pageSchema(auditReply);

/** The JSON of one entry of the audit. */
export function presentAuditEntry(entry: AuditEntry): Shown<typeof auditReply> {
  const { id, actor, action, subject, createdAt } = entry;
  return {
    id,
    at: new Date(createdAt).toISOString(),
    actor: { type: actor.type, id: entry.actorName ?? actor.id },
    action,
    subject: { kind: AUDIT_ACTIONS[action], id: entry.participant ?? entry.program ?? subject },
    detail: detailOf(entry),
  };
}

/** Ids of ours in a detail are written as the tenant calls what they name. */
function detailOf({ detail, detailParticipant, detailProgram }: AuditEntry): Readonly<Record<string, unknown>> {
  const { participantId, ...rest } = detail;
  return {
    ...rest,
    ...(participantId === undefined ? {} : { participant: detailParticipant ?? participantId }),
    ...(detailProgram === null ? {} : { program: detailProgram }),
  };
}
