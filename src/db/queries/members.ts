import type { Role } from "../../domain/permissions.ts";
import type { Database } from "../../ports.ts";
import { isUnknown } from "../pgErrors.ts";
import type { Actor, Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { LostCommitError } from "./commitEffects.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** A shop has no more members than a page shows. */
export const MAX_MEMBERS = 100;

export interface MemberView {
  readonly userId: string;
  readonly email: string;
  readonly role: Role;
  readonly createdAt: string;
  /** False until they have opened the link that was sent to them. */
  readonly hasSignedIn: boolean;
}

/** Reads the members of the asker's tenant, the first ones first; null when the asker is not proved. */
export async function readMembers(
  database: Database,
  asker: TenantAsker,
): Promise<Authorized<readonly MemberView[]> | null> {
  const select = `SELECT coalesce(json_agg(o ORDER BY o."createdAt", o."userId"), '[]')
    FROM (SELECT m.user_id AS "userId", u.email, m.role, m.created_at AS "createdAt",
        u.email_verified AS "hasSignedIn"
      FROM members m JOIN auth_users u ON u.id = m.user_id
      WHERE m.tenant_id = k.tenant_id AND m.removed_at IS NULL
      ORDER BY m.created_at, m.user_id LIMIT ${MAX_MEMBERS}) o`;
  return await readAsTenant(database, asker, select);
}

/** Reads who is about to change a member, for the audit; null when the asker is not proved. */
export function readWhoChanges(database: Database, asker: TenantAsker): Promise<Authorized<BeforeWrite<null>> | null> {
  return readForWrite<null>(database, asker, null, "SELECT NULL", []);
}

/** What is to become of a member: a new one by their e-mail, in lower case, all others by the id of their user. */
export type MemberChange =
  | { readonly act: "invite"; readonly email: string; readonly role: Role }
  | { readonly act: "set_role"; readonly userId: string; readonly role: Role }
  | { readonly act: "remove"; readonly userId: string };

/** What became of it; nothing was written but for `done`. */
export interface MemberChanged {
  readonly result: "done" | "unchanged" | "not_owner" | "unknown" | "is_member" | "last_owner" | "too_many";
  /** Whose membership it is, where there is one. */
  readonly userId: string | null;
}

/**
 * Changes a member with the row of the audit, in one statement that looks at the actor's right once more.
 *
 * @param ids of the user, where the address is new, and of the audit's row
 * @throws {LostCommitError} when nothing tells whether it was written
 */
export async function writeMember(
  database: Database,
  { tenantId, actor }: { readonly tenantId: string; readonly actor: Actor },
  change: MemberChange,
  { userId, auditId, at }: { readonly userId: string; readonly auditId: string; readonly at: Date },
): Promise<MemberChanged> {
  const params = [
    tenantId,
    JSON.stringify(actor),
    change.act,
    change.act === "invite" ? change.email : null,
    change.act === "invite" ? userId : change.userId,
    change.act === "remove" ? null : change.role,
    MAX_MEMBERS,
    auditId,
    at.toISOString(),
  ];
  const sql = "SELECT change_member($1, $2::jsonb, $3, $4, $5, $6, $7::integer, $8, $9::timestamptz)";
  try {
    const [row] = await database.query(sql, params, { lane: "write", of: tenantId });
    return row?.[0] as MemberChanged;
  } catch (error) {
    throw isUnknown(error) ? new LostCommitError(error) : error;
  }
}
