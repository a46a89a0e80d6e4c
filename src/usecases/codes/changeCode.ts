import { presentCodeRecord } from "../../contract/code.ts";
import type { TenantAsker } from "../../db/queries/asker.ts";
import { readCodeForWrite } from "../../db/queries/codeWrites.ts";
import { auditRow } from "../auditRow.ts";
import type { WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

/** What is left out stays as it is; null takes an end or a limit away. */
export interface CodeChangeInput {
  readonly disabled?: boolean | undefined;
  readonly expiresAt?: string | null | undefined;
  readonly maxUses?: number | null | undefined;
}

/**
 * Disables a code, or gives it an end or a limit. A vanity code is an alias: what is set on it is set on its
 * primary code, and holds for both. An event in flight sees the change or is decided again.
 *
 * @param code folded
 */
export async function changeCode(
  deps: WriteDeps,
  asker: TenantAsker,
  code: string,
  change: CodeChangeInput,
): Promise<WriteOutcome<"unknown_code">> {
  return await commitOnce(
    deps,
    { asker, idempotency: null },
    () => readCodeForWrite(deps.database, asker, code),
    (found, attempt) => {
      if (found === null) return { refusal: { code: "unknown_code", detail: "No program has this code." } };
      const { disabled = found.disabled, expiresAt = found.expiresAt, maxUses = found.maxUses } = change;
      const next = { ...found, disabled, expiresAt, maxUses };
      const { code: subject, version } = found;
      const audit = auditRow(deps, attempt, "code.changed", subject, change);
      return {
        done: { status: 200, body: presentCodeRecord(next) },
        effects: { codeChanges: [{ code: subject, version, disabled, expiresAt, maxUses }], audit: [audit] },
      };
    },
  );
}
