import type { ContactKind } from "../../domain/contacts.ts";
import { CONTACT_KINDS } from "../../domain/contacts.ts";
import { SEES_PEOPLE } from "./asker.ts";

/** A participant who has a contact of another one. */
export interface OtherAccount<Person> {
  readonly person: Person;
  /** What both have. */
  readonly kinds: readonly ContactKind[];
}

/** So many of one person are shown. */
const MOST_ACCOUNTS = 20;

/**
 * SQL of those who have an e-mail or a phone of a participant, of the tenant `k.tenant_id`: none for readers who may not
 * see people, and none for what so many have that it names no one.
 *
 * @param id SQL of the participant's own
 * @param named makes SQL of a participant by the SQL of an id
 */
export function otherAccounts(id: string, named: (id: string) => string): string {
  const kinds = CONTACT_KINDS.map((kind) => `'${kind}'`).join(", ");
  return `(SELECT coalesce(json_agg(json_build_object('person', ${named("a.id")}, 'kinds', a.kinds) ORDER BY a.id), '[]')
    FROM (SELECT s.id, json_agg(DISTINCT c.kind) AS kinds FROM contacts c CROSS JOIN LATERAL (
        SELECT h.participant_id AS id, count(*) OVER () AS holders FROM (
          SELECT h.participant_id FROM contacts h WHERE h.tenant_id = c.tenant_id AND h.hash = c.hash
          LIMIT max_holders() + 1) h) s
      WHERE c.tenant_id = k.tenant_id AND c.participant_id = ${id} AND c.kind IN (${kinds}) AND s.id <> ${id}
        AND s.holders <= max_holders() AND ${SEES_PEOPLE}
      GROUP BY s.id ORDER BY s.id LIMIT ${MOST_ACCOUNTS}) a)`;
}
