import type { Database } from "../../ports.ts";
import { OUR_OWN } from "../../ports.ts";

/** Writes into the audit of every shop of a person that they signed in. */
export async function auditSignIn(
  database: Database,
  { id, userId, now }: { readonly id: string; readonly userId: string; readonly now: Date },
): Promise<void> {
  await database.query(
    `INSERT INTO audit (tenant_id, id, actor, action, subject, detail, created_at)
    SELECT m.tenant_id, $1, jsonb_build_object('type', 'user', 'id', m.user_id), 'member.signed_in', m.user_id,
      '{}'::jsonb, $3::timestamptz
    FROM members m WHERE m.user_id = $2 AND m.removed_at IS NULL`,
    [id, userId, now.toISOString()],
    OUR_OWN,
  );
}
