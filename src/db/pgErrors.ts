import { DatabaseError } from "../ports.ts";

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
  "codes_pkey",
  "codes_primary_unique",
  "codes_vanity_unique",
  "applications_pkey",
  "programs_key_unique",
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

/** No answer came: the commit may have happened. Load again, and the natural keys tell. */
export function isUnknown(error: unknown): boolean {
  return error instanceof DatabaseError && error.sqlState === null;
}

/** A balance would be beyond what JSON can tell exactly: the fault of one event, not of the batch. */
export function isBalanceOutOfRange(error: unknown): boolean {
  return error instanceof DatabaseError && error.constraint === "wallets_exact";
}

/** SQLSTATE classes for data that the server can't take: the fault of one event, not of the batch. */
export function isDataError(error: unknown): boolean {
  return error instanceof DatabaseError && error.sqlState !== null && error.sqlState.startsWith("22");
}
