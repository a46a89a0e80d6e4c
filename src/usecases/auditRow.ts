import type { AuditRow } from "../db/queries/commitEffects.ts";
import type { AuditAction, AuditDetails } from "../domain/auditActions.ts";
import type { Attempt, WriteDeps } from "./commitOnce.ts";

/**
 * The audit row of one action, by the actor of the attempt.
 *
 * @param subject of the kind that `AUDIT_ACTIONS` says
 */
export function auditRow<Action extends AuditAction>(
  { ids }: Pick<WriteDeps, "ids">,
  { at, actor }: Pick<Attempt, "at" | "actor">,
  action: Action,
  subject: string,
  detail: AuditDetails[Action],
): AuditRow {
  return { id: ids.id("aud", at), actor, action, subject, detail };
}
