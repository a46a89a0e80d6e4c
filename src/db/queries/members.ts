import type { Role } from "../../domain/permissions.ts";
import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";

/** A shop has no more members than a page shows. */
export const MAX_MEMBERS = 200;

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
