import { presentKey } from "../../contract/key.ts";
import { readKeyForWrite } from "../../db/queries/keys.ts";
import { auditRow } from "../auditRow.ts";
import type { Request, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

/**
 * Revokes a key of the tenant, the asker's own too: what is asked with it is refused from the commit on. One that was
 * revoked before stays as it is.
 */
export async function revokeKey(deps: WriteDeps, request: Request, id: string): Promise<WriteOutcome<"not_found">> {
  return await commitOnce(
    deps,
    request,
    () => readKeyForWrite(deps.database, request.asker, request.idempotency?.key ?? null, id),
    (key, attempt) => {
      if (key === null) return { refusal: { code: "not_found", detail: "No key has this id." } };
      if (key.revokedAt !== null) return { done: { status: 200, body: presentKey(key) }, effects: null };
      const { kind, prefix } = key;
      return {
        done: { status: 200, body: presentKey({ ...key, revokedAt: attempt.at.toISOString() }) },
        effects: { revokedKeys: [id], audit: [auditRow(deps, attempt, "key.revoked", id, { kind, prefix })] },
      };
    },
  );
}
