import type { Database } from "../../ports.ts";
import { actorLabel } from "./actorLabel.ts";
import type { Authorized, UserAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import type { AuditEntry, AuditFilter } from "./audit.ts";
import { auditOf } from "./audit.ts";
import type { ReadPage } from "./pageOfRows.ts";
import type { NamedPerson } from "./peoplePages.ts";
import { namedPerson } from "./peoplePages.ts";

/** What the page of the audit shows, in one statement. */

/** An entry with what people call who did it and whom it was about. */
export interface ActivityEntry extends AuditEntry {
  /** Of a member who did it: their e-mail. Of a key: how it begins. */
  readonly actorLabel: string | null;
  /** The e-mail of the member whom it was about. */
  readonly member: string | null;
  /** Whom it was about, or whose the reward or the balance is. */
  readonly person: NamedPerson | null;
}

export interface ActivityPage {
  readonly page: ReadPage<ActivityEntry>;
  /** Who may have done something: the members, and the keys that were not revoked. */
  readonly actors: readonly { readonly id: string; readonly label: string }[];
}

const MOST_ACTORS = 100;

const WHOSE = `CASE WHEN starts_with(a.subject, 'par_') THEN a.subject
  WHEN starts_with(a.subject, 'rwd_') THEN (SELECT w.participant_id FROM rewards w
    WHERE w.tenant_id = k.tenant_id AND w.id = a.subject)
  WHEN starts_with(a.subject, 'pst_') OR starts_with(a.subject, 'ref_') THEN a.detail ->> 'participantId' END`;

const MORE = `, 'actorLabel', ${actorLabel("a.actor")},
  'member', CASE WHEN starts_with(a.action, 'member.') THEN (SELECT u.email FROM auth_users u WHERE u.id = a.subject) END,
  'person', ${namedPerson(`(${WHOSE})`)}`;

const ACTORS = `(SELECT coalesce(json_agg(json_build_object('id', one.id, 'label', one.label) ORDER BY one.label), '[]') FROM (
    (SELECT u.id, u.email AS label FROM members m JOIN auth_users u ON u.id = m.user_id
      WHERE m.tenant_id = k.tenant_id ORDER BY u.email LIMIT ${MOST_ACTORS})
    UNION ALL
    (SELECT y.id, y.prefix FROM api_keys y WHERE y.tenant_id = k.tenant_id AND y.kind = 'secret' AND y.revoked_at IS NULL
      ORDER BY y.id DESC LIMIT ${MOST_ACTORS})) one)`;

/** Reads a page of what was done, the latest first. */
export function readActivityPage(
  database: Database,
  asker: UserAsker,
  filter: AuditFilter,
  about: string | null,
): Promise<Authorized<ActivityPage> | null> {
  const { select, params } = auditOf(filter, about, MORE);
  return readAsTenant(database, asker, `SELECT json_build_object('page', (${select}), 'actors', ${ACTORS})`, params);
}
