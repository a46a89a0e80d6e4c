import { contactsOf } from "../../src/engine/events/contacts.ts";
import type { Database } from "../../src/ports.ts";

/** What contacts are hashed under. */
export const CONTACT_KEY = "test";

/** What is in no posting of the copies of lots, which triggers have filled by the postings: what orders have spent, and when they expire. */
export const COPY_SPENT = `UPDATE lots l SET left_minor = o.left_minor, expires_at = o.expires_at
  FROM lots o, jsonb_to_recordset($2) AS c("tenantId" text)
  WHERE o.tenant_id = $1 AND l.tenant_id = c."tenantId" AND (l.id, l.unit) = (o.id, o.unit)`;

/** The tenant is in the hash of a contact. */
export async function copyContacts(
  database: Database,
  original: string,
  copies: readonly { readonly tenantId: string }[],
): Promise<void> {
  const people = await database.query("SELECT id, email_folded, phone FROM participants WHERE tenant_id = $1", [
    original,
  ]);
  const macs = people.flatMap(([id, emailFolded, phone]) =>
    contactsOf(CONTACT_KEY, { emailFolded: emailFolded as string | null, phone: phone as string | null }).map(
      ({ mac }) => ({ id, mac }),
    ),
  );
  const params = [original, JSON.stringify(macs), JSON.stringify(copies.map(({ tenantId }) => tenantId))];
  const of = `FROM contacts o JOIN jsonb_to_recordset($2) AS m(id text, mac text)
      ON m.id = o.participant_id AND o.hash = contact_hash($1, m.mac)
    CROSS JOIN jsonb_array_elements_text($3) AS c(tenant_id)`;
  await database.query(
    `INSERT INTO contacts SELECT c.tenant_id, contact_hash(c.tenant_id, m.mac), o.participant_id, o.kind, o.seq ${of}
     WHERE o.tenant_id = $1`,
    params,
  );
  await database.query(
    `INSERT INTO contact_heads SELECT DISTINCT c.tenant_id, contact_hash(c.tenant_id, m.mac), h.version ${of}
     JOIN contact_heads h ON h.tenant_id = $1 AND h.hash = o.hash WHERE o.tenant_id = $1`,
    params,
  );
}
