/** For how long a row is kept, and the time of it that its age goes by. */
export interface Retained {
  readonly by: string;
  readonly hours: number;
}

const DAY = 24;

/** The tables of tenants whose rows say nothing any more after a while. All others are kept for good. */
export const RETENTION = {
  /** What a request was answered, for those who send it again. What gave or spent something is kept for good. */
  idempotency_keys: { by: "created_at", hours: 48 },
  /** A click that is decided later counts for itself. */
  click_keys: { by: "made_at", hours: 48 },
  /** Also as long as the longest `windowDays` that the tenant has ever published. How many there were is kept for good. */
  clicks: { by: "occurred_at", hours: 30 * DAY },
  refusals: { by: "at", hours: 7 * DAY },
  notices: { by: "created_at", hours: 30 * DAY },
  deliveries: { by: "created_at", hours: 30 * DAY },
} as const satisfies Readonly<Record<string, Retained>>;

/** Those of the service itself, about the people who sign in. */
export const SIGN_IN_RETENTION = {
  /** Whom we wrote to; five an hour are counted. */
  mails: { by: "created_at", hours: 7 * DAY },
  auth_verifications: { by: "expires_at", hours: DAY },
  auth_sessions: { by: "expires_at", hours: 0 },
} as const satisfies Readonly<Record<string, Retained>>;
