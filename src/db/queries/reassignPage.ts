import type { Database } from "../../ports.ts";
import type { Authorized, UserAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import type { NamedPerson } from "./peoplePages.ts";
import { namedPerson } from "./peoplePages.ts";
import { MAX_REASSIGNED, WHAT_FORMER_HAS } from "./reassign.ts";

/** What the form shows in which a friend is given to another advocate. */
export interface ReassignPage {
  readonly friend: NamedPerson;
  /** Whose friend they are. */
  readonly advocate: NamedPerson;
  /** The program's name. */
  readonly program: string;
  /** How many rewards the advocate has of the friend, one more than may change hands at most. */
  readonly rewards: {
    /** Those that go along. */
    readonly going: number;
    /** Those that were given out. */
    readonly staying: number;
  };
}

const FORM = `SELECT json_build_object('friend', ${namedPerson("r.friend_id")}, 'advocate', ${namedPerson("r.advocate_id")},
    'program', (SELECT g.name FROM programs g WHERE g.tenant_id = k.tenant_id AND g.id = r.program_id),
    'rewards', (SELECT json_build_object('going', count(*) FILTER (WHERE NOT w.is_out),
        'staying', count(*) FILTER (WHERE w.is_out))
      FROM (SELECT w.status = 'fulfilled' OR EXISTS (SELECT FROM coupons c WHERE c.tenant_id = w.tenant_id
          AND c.code = w.coupon ->> 'code' AND c.uses > 0) AS is_out
        FROM rewards w WHERE ${WHAT_FORMER_HAS} LIMIT ${MAX_REASSIGNED + 1}) w))
  FROM referrals r WHERE r.tenant_id = k.tenant_id AND r.id = $2 AND is_live_referral(r.status)
    AND r.advocate_id IS NOT NULL AND coalesce(r.order_id, '') = ''`;

/** Reads what the form shows; the body is null where there is no such referral, or it can't be given to another. */
export function readReassignPage(
  database: Database,
  asker: UserAsker,
  referralId: string,
): Promise<Authorized<ReassignPage | null> | null> {
  return readAsTenant(database, asker, FORM, [referralId]);
}
