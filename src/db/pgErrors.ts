import { DatabaseError, NO_FREE_CONNECTION } from "../ports.ts";

/** Keys and checks whose violation means that the snapshot has moved, not that anything is wrong. */
const STALE_CONSTRAINTS = new Set([
  "events_natural_key_unique",
  "purchases_pkey",
  "participants_external_id_unique",
  "referrals_friend_unique",
  "referrals_new_friend_unique",
  "memberships_participant_unique",
  "rewards_cause_unique",
  "coupons_pkey",
  "coupon_uses_pkey",
  "spends_pkey",
  "payout_batches_key_unique",
  "payout_batches_collecting_unique",
  "payouts_participant_unique",
  "payout_settings_pkey",
  "codes_pkey",
  "codes_primary_unique",
  "codes_vanity_unique",
  "applications_pkey",
  "programs_key_unique",
  // What is written for a program that is removed at the same moment.
  "goals_tenant_id_program_id_programs_tenant_id_id_fk",
  "materials_tenant_id_program_id_programs_tenant_id_id_fk",
  "program_versions_pkey",
  "idempotency_keys_pkey",
  "counters_ceiling",
]);

const SERIALIZATION_FAILURE = "40001";
const DEADLOCK = "40P01";

/** Load and decide again: something that the decision was taken on has moved. */
export function isStale(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  if (error.sqlState === SERIALIZATION_FAILURE || error.sqlState === DEADLOCK) return true;
  return error.constraint !== null && STALE_CONSTRAINTS.has(error.constraint);
}

/** Another held a row for longer than the statement was to wait for it. */
export function isLockTimeout(error: unknown): boolean {
  return error instanceof DatabaseError && error.sqlState === LOCK_TIMEOUT;
}

/** No answer came: what was to be written may have been. Load again, and the natural keys tell. */
export function isUnknown(error: unknown): boolean {
  return error instanceof DatabaseError && error.sqlState === null;
}

/** A balance would be beyond what JSON can tell exactly: the fault of one event, not of the batch. */
export function isBalanceOutOfRange(error: unknown): boolean {
  return error instanceof DatabaseError && error.constraint === "wallets_exact";
}

/**
 * The database can't be had: it can't be reached (08), lets this service not in (28, 3D000), is full (53), starts or
 * stops (57P), or may only be read (25006), as one is that another has taken over from.
 */
const UNAVAILABLE = /^(08...|25006|28...|3D000|53[0-3]..|57P..)$/;

/** Those of them that a person has to mend, so that trying again within seconds is in vain. */
const UNAVAILABLE_FOR_LONG = /^(28...|3D000|53[12]..)$/;

/** Another held a row for longer than was to be waited. */
export const LOCK_TIMEOUT = "55P03";

/** The server's own limit of time, a lock that was not to be had, and a connection that was not. */
const BUSY = new Set(["57014", LOCK_TIMEOUT, NO_FREE_CONNECTION]);

function stateOf(error: unknown): string {
  return error instanceof DatabaseError ? (error.sqlState ?? "") : "";
}

/** The database is not there, for this statement or any other; it wrote nothing. */
export function isUnavailable(error: unknown): boolean {
  return UNAVAILABLE.test(stateOf(error));
}

/** The same, where it may be over in a moment. */
export function isAwayForAMoment(error: unknown): boolean {
  return isUnavailable(error) && !UNAVAILABLE_FOR_LONG.test(stateOf(error));
}

/** The database is there and too much is asked of it: the statement took or waited too long, and wrote nothing. */
export function isOverloaded(error: unknown): boolean {
  return BUSY.has(stateOf(error));
}

/** A load would bring more than one may, or than the server can put together; with fewer events it may fit. */
export function isTooMuch(error: unknown): boolean {
  return stateOf(error) === "54000";
}

/** SQLSTATE classes for data that the server can't take: the fault of one event, not of the batch. */
export function isDataError(error: unknown): boolean {
  return error instanceof DatabaseError && error.sqlState !== null && error.sqlState.startsWith("22");
}
