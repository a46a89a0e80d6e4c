/**
 * Errors as RFC 9457 tells them. A problem is a code; its status and title stand here, once.
 */

const PROBLEMS = {
  invalid_json: [400, "The body is not JSON"],
  invalid_form: [400, "The body is not a form"],
  idempotency_key_required: [400, "An Idempotency-Key is needed"],
  unauthorized: [401, "A valid key is needed"],
  origin_not_allowed: [403, "Pages of this origin may not call the API"],
  not_found: [404, "Not found"],
  unknown_coupon: [404, "Coupon not found"],
  coupon_not_redeemed: [404, "The order has not redeemed the coupon"],
  spend_not_found: [404, "The order has spent nothing of it"],
  unknown_code: [404, "Code not found"],
  program_not_found: [404, "Program not found"],
  alias_not_found: [404, "Alias not found"],
  schedule_not_found: [404, "Scheduled publish not found"],
  picture_not_found: [404, "Picture not found"],
  material_not_found: [404, "Material not found"],
  goal_not_found: [404, "Goal not found"],
  version_not_found: [404, "Version not found"],
  method_not_allowed: [405, "This method can't be used here"],
  batch_collecting: [409, "A batch still collects this unit"],
  batch_state: [409, "The batch's state forbids this step"],
  no_stripe_key: [409, "The tenant has no key of Stripe"],
  nothing_to_pay: [409, "There is nothing to pay out"],
  payout_state: [409, "The payout's state forbids this step"],
  alias_merged: [409, "The alias was a participant"],
  alias_taken: [409, "The name is taken"],
  draft_conflict: [409, "The draft was changed since"],
  too_many_webhooks: [409, "There are as many webhooks as may be"],
  too_many_notices: [409, "The span has more notices than are sent at once"],
  webhook_disabled: [409, "The webhook is disabled"],
  address_not_allowed: [422, "The address can't be asked"],
  too_many_scheduled: [409, "As many publishes wait as may"],
  choice_open: [409, "The recipient has to choose first"],
  choice_over: [409, "The time to choose is over"],
  choice_taken: [409, "Another option was taken"],
  in_review: [409, "The reward is in review"],
  code_taken: [409, "The code belongs to another participant"],
  coupon_below_minimum: [409, "The order is below the coupon's minimum"],
  coupon_conflict: [409, "The order used the coupon with other content"],
  coupon_currency: [409, "The coupon's currency is not the order's"],
  coupon_expired: [409, "The coupon has ended"],
  coupon_held: [409, "The coupon can't be used yet"],
  coupon_not_applicable: [409, "The coupon applies to nothing in the order"],
  coupon_reported: [409, "The order was reported with the coupon"],
  coupon_used_up: [409, "The coupon has no use left"],
  coupon_voided: [409, "The coupon was voided"],
  currency_mismatch: [422, "The currency is not the order's"],
  event_conflict: [409, "The same event was reported with other content"],
  former_secret_valid: [409, "The former widget secret is still accepted"],
  field_frozen: [409, "A published program keeps its currency and time zone"],
  not_enough: [409, "There is not enough to spend"],
  not_eligible: [409, "The participant may not be an advocate of this program"],
  no_code: [409, "The advocate has no code in the program"],
  no_choice: [409, "The reward has nothing to choose from"],
  not_published: [409, "The program has never been published"],
  nothing_to_publish: [409, "The program has no draft"],
  option_gone: [409, "Nothing is left of this option"],
  order_refunded: [409, "The order was refunded in full"],
  participant_blocked: [409, "The participant is blocked"],
  participant_is_guest: [409, "The participant is a guest"],
  partly_spent: [409, "Something of the reward was spent"],
  program_ended: [409, "The program has ended"],
  program_used: [409, "Something that happened refers to the program"],
  program_exists: [409, "There is a program with this key"],
  backtest_replaced: [409, "A newer backtest took the place"],
  too_many_events: [409, "The history has more events than a backtest decides"],
  referral_refused: [409, "The friend can't be tied to the advocate"],
  not_reassignable: [409, "The referral can't be given to another advocate"],
  reward_state: [409, "The reward's state forbids this step"],
  spend_conflict: [409, "Another participant has paid for the order"],
  spend_reported: [409, "The order was reported"],
  too_many_programs: [409, "The tenant has as many programs as it may have"],
  too_many_pictures: [409, "The tenant has as many pictures as it may have"],
  too_many_materials: [409, "The program has as many materials as it may have"],
  merge_too_large: [409, "The participant has too much to be merged"],
  too_many_aliases: [409, "The participant has as many aliases as they may have"],
  too_many_goals: [409, "The program has as many goals as it may have"],
  picture_used: [409, "A material shows the picture"],
  too_many_disputes: [409, "The order has as many disputes as an order may have"],
  too_many_refunds: [409, "The order has as many refunds as an order may have"],
  too_many_changes: [409, "The order has as many changes as an order may have"],
  too_many_additions: [409, "Reports of the order have added to it as often as they may"],
  too_many_codes: [409, "The participant has as many codes in the program as one may have"],
  body_too_large: [413, "The body is too large"],
  unsupported_media_type: [415, "This media type is not accepted here"],
  rate_limited: [429, "Too many tries. Wait a minute."],
  invalid_request: [422, "The request is not valid"],
  stripe_key_refused: [422, "Stripe does not take the key"],
  code_unfit: [422, "The code would hurt people"],
  not_a_picture: [422, "The file is no picture that is taken here"],
  unknown_variable: [422, "The text names what it can't be filled with"],
  balance_out_of_range: [422, "The balance would be too large"],
  idempotency_mismatch: [422, "The Idempotency-Key was used for another request"],
  program_required: [422, "The request has to name its program"],
  too_many_decisions: [422, "One request may not make so many decisions"],
  test_mode_only: [422, "Only a key of test mode may ask for this"],
  unprocessable: [422, "The request can't be stored"],
  internal: [500, "Something went wrong on our side"],
  busy: [503, "Try again in a moment"],
  limiter_unavailable: [503, "The rate limiter does not answer"],
  stripe_unavailable: [503, "Stripe does not answer"],
  database_unavailable: [503, "The database does not answer"],
  outcome_unknown: [503, "It is not known whether the request was written"],
} as const satisfies Readonly<Record<string, readonly [status: number, title: string]>>;

/** What can't be had at the moment is worth another try after so long. */
export const RETRY_AFTER_SECONDS = "1";

/**
 * A problem's type is where the guide says what to do about it. It is relative to the address that was asked, as RFC
 * 9457 allows, since an answer that was stored for repeats may be given under another host than the first time.
 */
const TYPES_AT = "/guide/errors#";

export type ProblemCode = keyof typeof PROBLEMS;

/** What is wrong with one value of a request. */
export interface FieldError {
  /** From the root of the body, the query or the path, for instance `items.0.quantity`. */
  readonly path: string;
  readonly message: string;
  /** What the message says, as data, where it is told in several languages. */
  readonly code?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly requestId: string;
  readonly errors?: readonly FieldError[];
  /** For customers, in their language; on the routes for browsers. */
  readonly message?: string;
  /** Which of the ways the code stands for, where it stands for several. */
  readonly reason?: string;
  /** What is there now, where the caller has to go by that. */
  readonly current?: Readonly<Record<string, unknown>>;
}

/** What a problem says besides its detail and errors. */
interface More {
  readonly reason?: string | null | undefined;
  readonly current?: Problem["current"] | undefined;
}

/** Ends a request with a problem. Its detail and errors are for the caller, so no cause belongs in them. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[];
  readonly reason: string | null;
  readonly current: NonNullable<Problem["current"]> | null;

  constructor(code: ProblemCode, detail: string, errors: readonly FieldError[] = [], { reason, current }: More = {}) {
    super(detail);
    this.name = "ProblemError";
    this.code = code;
    this.errors = errors;
    this.reason = reason ?? null;
    this.current = current ?? null;
  }
}

/** Whether a word is one of the codes, for those that come from the engine as text. */
export function isProblemCode(word: string): word is ProblemCode {
  return Object.hasOwn(PROBLEMS, word);
}

export const PROBLEM_CODES = Object.keys(PROBLEMS) as readonly ProblemCode[];

/** What the code means, whatever the request. */
export function titleOf(code: ProblemCode): string {
  return PROBLEMS[code][1];
}

export function statusOf(code: ProblemCode): number {
  return PROBLEMS[code][0];
}

/** The JSON of a problem. */
export function problemBody(
  { code, message, errors, reason, current }: Pick<ProblemError, "code" | "message" | "errors" | "reason" | "current">,
  requestId: string,
): Problem {
  const [status, title] = PROBLEMS[code];
  const named = { type: `${TYPES_AT}${code}`, title, status, detail: message, code, requestId };
  const problem = {
    ...named,
    ...(reason === null ? {} : { reason }),
    ...(current === null ? {} : { current }),
  };
  return errors.length === 0 ? problem : { ...problem, errors };
}

/**
 * The response that tells a problem.
 *
 * @param message for customers, in their language
 */
export function problemResponse(
  error: ProblemError,
  requestId: string,
  headers: Record<string, string> = {},
  message: string | null = null,
): Response {
  const status = statusOf(error.code);
  const body = problemBody(error, requestId);
  return new Response(JSON.stringify(message === null ? body : { ...body, message }), {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": requestId,
      ...(status === 401 ? { "www-authenticate": 'Bearer realm="api"' } : {}),
      ...(status === 503 ? { "retry-after": RETRY_AFTER_SECONDS } : {}),
      ...headers,
    },
  });
}
