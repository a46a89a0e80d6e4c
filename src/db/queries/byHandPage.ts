import type { Database } from "../../ports.ts";
import type { WrittenJson } from "../rows/program.ts";
import type { Authorized, UserAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import type { NamedPerson } from "./peoplePages.ts";
import { personIs } from "./peoplePages.ts";
import { MOST_PROGRAMS } from "./programNames.ts";

/** What the form shows in which a person is tied to an advocate by hand. */
export interface ByHandPage {
  /** With what decides whether they may be a friend, and since when. */
  readonly person: NamedPerson & {
    readonly firstSignupAt: string | null;
    /** Of the orders of which something is left. */
    readonly firstOrderAt: string | null;
    readonly customerSince: string | null;
  };
  /** Those that were ever published, by name. */
  readonly programs: readonly {
    readonly key: string;
    readonly name: string;
    /** Whether the person is a friend there already. */
    readonly hasAdvocate: boolean;
  }[];
  /** The latest version of the program that was asked for; null where it has none. */
  readonly latest: { readonly version: number; readonly currency: string; readonly rules: WrittenJson } | null;
}

const FORM = `SELECT json_build_object(
    'person', json_build_object('id', p.id, 'externalId', p.external_id, 'name', p.name, 'email', p.email,
      'firstSignupAt', p.first_signup_at, 'customerSince', p.customer_since,
      'firstOrderAt', (SELECT o.occurred_at FROM purchases o WHERE o.tenant_id = k.tenant_id
        AND o.participant_id = p.id AND o.amount_minor > o.refunded_minor
        ORDER BY o.occurred_at, o.event_seq LIMIT 1)),
    'programs', (SELECT coalesce(json_agg(json_build_object('key', g.key, 'name', g.name,
        'hasAdvocate', EXISTS (SELECT FROM referrals r WHERE r.tenant_id = k.tenant_id AND r.friend_id = p.id
          AND coalesce(r.order_id, '') = '' AND r.program_id = g.id AND r.status <> 'rejected'))
        ORDER BY g.name, g.key), '[]')
      FROM (SELECT g.id, g.key, g.name FROM programs g WHERE g.tenant_id = k.tenant_id AND g.version > 0
        ORDER BY g.name, g.key LIMIT ${MOST_PROGRAMS}) g),
    'latest', (SELECT json_build_object('version', g.version, 'currency', g.currency, 'rules', v.rules)
      FROM programs g JOIN program_versions v
        ON v.tenant_id = g.tenant_id AND v.program_id = g.id AND v.version = g.version
      WHERE g.tenant_id = k.tenant_id AND g.key = $3::text))
  FROM participants p WHERE p.tenant_id = k.tenant_id AND ${personIs("$2")}`;

/**
 * Reads what the form shows; the body is null where there is no such person.
 *
 * @param id our own, or the tenant's
 * @param program the key of the one whose latest version is read; null for none
 */
export function readByHandPage(
  database: Database,
  asker: UserAsker,
  id: string,
  program: string | null,
): Promise<Authorized<ByHandPage | null> | null> {
  return readAsTenant(database, asker, FORM, [id, program]);
}
