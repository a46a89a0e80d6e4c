import type { UserAsker } from "../../db/queries/asker.ts";
import { readKeysForWrite } from "../../db/queries/keys.ts";
import type { NewApiKey } from "../../db/queries/tenants.ts";
import { auditRow } from "../auditRow.ts";
import type { Request, WriteDeps } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { drawKey } from "./createTenant.ts";

/** More keys than this that work at once are a sign that the old ones should be revoked. */
export const MAX_WORKING_KEYS = 100;

export type KeyMade =
  /** The key itself, which can't be shown again. */
  | { readonly kind: "made"; readonly key: string }
  /** The same form came before: its key is there, and was shown then. */
  | { readonly kind: "madeBefore" }
  | { readonly kind: "tooMany" }
  | { readonly kind: "mismatch" }
  | { readonly kind: "unauthorized" };

/**
 * Makes another key of the tenant, as one of its owners: no key makes keys. Only its hash is kept, also for a repeat.
 *
 * @throws {BusyError} when others kept overtaking it; nothing was written
 * @throws {OutcomeUnknownError} when it may have been written
 */
export async function makeKey(
  deps: WriteDeps,
  { asker, idempotency }: Request<UserAsker>,
  wanted: { readonly kind: NewApiKey["kind"]; readonly live: boolean },
): Promise<KeyMade> {
  // Drawn once for all attempts, so that one whose reply was lost is known by the next.
  const { key, row } = drawKey(deps, deps.clock.now(), wanted);
  const { id, kind, prefix } = row;
  const outcome = await commitOnce(
    deps,
    { asker, idempotency },
    () => readKeysForWrite(deps.database, asker, idempotency?.key ?? null),
    (working, attempt) => {
      if (working >= MAX_WORKING_KEYS) return { refusal: { code: "too_many", detail: "Revoke a key first." } };
      const audit = [auditRow(deps, attempt, "key.made", id, { kind, prefix })];
      return { done: { status: 201, body: { id } }, effects: { newKeys: [row], audit } };
    },
  );
  switch (outcome.kind) {
    case "done":
      return { kind: "made", key };
    case "replayed":
      return (outcome.body as { readonly id?: string }).id === id ? { kind: "made", key } : { kind: "madeBefore" };
    case "refused":
      return { kind: "tooMany" };
    case "idempotency_mismatch":
      return { kind: "mismatch" };
    case "unauthorized":
      return { kind: "unauthorized" };
    default:
      return outcome satisfies never;
  }
}
