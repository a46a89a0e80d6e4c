import type { ProblemCode } from "../../src/http/replies/problem.ts";

/**
 * What to do about each problem, for the guide's page of errors. Markdown, addressed to the developer who got it. A
 * code without an entry does not compile.
 */
export const REMEDIES: Readonly<Record<ProblemCode, string>> = {
  invalid_json:
    "Send one JSON value with `content-type: application/json`. A comma too many, single quotes and a body that was cut off are the usual causes.",
  invalid_form: "Send the fields as `application/x-www-form-urlencoded`.",
  idempotency_key_required:
    "This request has no name of its own by which a repeat would be known. Give it one in the header `Idempotency-Key`, such as your own id of what you do, and use the same key when you try again.",
  unauthorized:
    "Send `Authorization: Bearer ...` with a key of the kind that the route asks for. `detail` says which kind came and which is needed. A key that was revoked or rotated is refused like one that never existed.",
  origin_not_allowed:
    "Add the site to your tenant: `PATCH /v1/tenant` with `allowedOrigins`. `detail` names the origin exactly as it has to stand there.",
  not_found:
    "Check the address and the id. What belongs to another tenant is answered in the same way, so a key of another tenant, or of test mode instead of live mode, is a usual cause.",
  unknown_coupon:
    "Ask the customer for the coupon code again. Codes are read without regard to case, spaces and hyphens.",
  unknown_code:
    "Ask the friend for the code again. Codes are read without regard to case, spaces and hyphens. A purchase or a signup with an unknown code is stored all the same; only checking and redeeming answer this.",
  program_not_found: "Look the program's `key` up with `GET /v1/programs`.",
  picture_not_found: "`GET /v1/media` lists the pictures that there are. Send the picture first: `POST /v1/media`.",
  material_not_found: "`GET /v1/programs/{key}/materials` lists the program's materials.",
  program_used:
    'It was published, or has codes, applications or refused referrals, which say what happened. End it instead: `PATCH /v1/programs/{key}` with `{ "status": "ended" }`.',
  goal_not_found: "`GET /v1/programs/{key}/goals` lists the program's goals.",
  too_many_webhooks: "`GET /v1/webhooks` lists them. Remove one that is used no more: `DELETE /v1/webhooks/{id}`.",
  too_many_notices: "Name a shorter span, and one after the other.",
  webhook_disabled: 'Enable it first: `PATCH /v1/webhooks/{id}` with `{ "enabled": true }`.',
  address_not_allowed:
    "`detail` says why. An address has to begin with `https://` and a public name; what only this service could reach is not asked.",
  too_many_goals: "Remove those whose last day is over: `DELETE /v1/programs/{key}/goals/{id}`.",
  too_many_pictures: "`GET /v1/media` lists them. Remove one that is shown no more: `DELETE /v1/media/{sha256}`.",
  too_many_materials: "Remove those whose last day is over: `DELETE /v1/programs/{key}/materials/{id}`.",
  no_code: "Only who has a code in the program is an advocate of it. Give them one first: `POST /v1/codes`.",
  referral_refused:
    "`reason` says why the friend can't be tied to this advocate; the guide's page of rules lists the reasons. Nothing was changed. `force` waives `existing_customer` and `too_late`, and nothing else.",
  not_reassignable:
    "`detail` says why. A refused signup may be told again with the right code, or its friend tied by hand: `POST /v1/referrals`.",
  picture_used: "A material shows the picture. Change or remove that one first.",
  not_a_picture:
    "Send a PNG, a JPEG or a WebP, as it is, as the whole body. What a file is is read from its first bytes; SVG is not taken, since it can hold scripts.",
  unknown_variable: "`detail` names the variable and those that there are. Write it like one of them.",
  version_not_found: "`GET /v1/programs/{key}/versions` lists the versions that there are.",
  method_not_allowed: "`detail` and the header `Allow` name the methods that the address takes.",
  choice_open: "Let the recipient take an option first, or take one for them: `POST /v1/rewards/{id}/choose`.",
  choice_over: "The time is over, and the first option was or will be taken. Nothing is left to do.",
  choice_taken: "The recipient took another option before. It stays.",
  code_taken:
    "Choose another code. Codes and vanity codes are one list, unique in their tenant, in which only letters and digits count. `detail` says which code means the same.",
  code_unfit: "Ask for another vanity code. What you import yourself is not held to the list of words.",
  coupon_below_minimum:
    "The coupon works from a larger order on. `POST /v1/coupons/{code}/check` says how much is missing.",
  coupon_conflict:
    "The same order was reported with this coupon, and had redeemed it with another amount or other items. Send the same content to get the first answer again, or another order id.",
  spend_not_found:
    "Only what an order has spent of this participant's `unit` can be given back. Check the order's id, the participant and the unit.",
  coupon_not_redeemed:
    "Only an order that has redeemed the coupon can release it. Check the order's id and the coupon.",
  coupon_reported:
    "The order was reported with this coupon among its `discounts`, so it has used it. A refund of the whole order gives the coupon back.",
  coupon_currency: "The coupon takes a fixed amount in its own currency. Use it for an order in that one.",
  coupon_expired: "The coupon's time is over. It can't be brought back.",
  coupon_held:
    "The reward is still held. `holdUntil` of the reward says until when, and `POST /v1/rewards/{id}/approve` ends the hold.",
  coupon_not_applicable: "None of the order's items is among the articles or categories that the coupon is for.",
  coupon_used_up: "The coupon was used as often as it may be. An order that was refunded whole gives its use back.",
  coupon_voided: "The reward behind it has ended, for instance because the order that earned it was returned.",
  currency_mismatch:
    "Send a refund or a change in the currency of its order, and `paid` in the currency in which the order was paid. `detail` says which that is.",
  event_conflict:
    "The same event was reported before with other content, and the first report stays. A second report of an order may say more than the first, and nothing else: the same customer, amount and currency, and the same wherever both say something. If it is another event, give it a name of its own: another `orderId`, `refundId`, `changeId` or `eventId`. If the order has changed, send an [`order_change`](orders-and-refunds.md#an-order-that-changes).",
  former_secret_valid:
    "The widget secret was rotated a moment ago, and the former one still works. Retire that one first: `POST /v1/tenant/widget-secret/retire`.",
  draft_conflict:
    "Someone saved the draft since you read it. `current` has it as it is now: put your change into that one, and send it with its `draftVersion`.",
  too_many_scheduled: "`schedule` of the program lists what waits. Cancel one of them, or publish now.",
  schedule_not_found: "It was published or cancelled before. `schedule` of the program lists what waits.",
  alias_taken:
    '`reason` says whose name it is. A participant\'s own name becomes an alias with `"merge": true`, and all that they have goes over.',
  alias_merged:
    "What the alias had as a participant is the other's by now. What is reported by it goes on being of that participant.",
  merge_too_large:
    "Report by one of the two names from now on, and leave the other as it is: what it has stays and goes on counting.",
  too_many_aliases: "End those that nothing comes by any more: `DELETE /v1/participants/{externalId}/aliases/{alias}`.",
  alias_not_found: "`GET /v1/participants/{externalId}` lists the participant's `aliases`.",
  field_frozen: "Make a new program if you need another currency or time zone.",
  not_eligible:
    "`reason` says which part of the program's `eligibility` the participant does not meet. [What rules mean](rules.md#who-may-be-an-advocate) lists them.",
  no_choice: "The reward has no options. Approve or fulfil it as it is.",
  not_published: "Publish the program's draft: `POST /v1/programs/{key}/publish`.",
  nothing_to_publish: "Save new rules first: `PATCH /v1/programs/{key}` with `rules`.",
  not_enough:
    "`current.spendableMinor` says what the participant can spend. Ask for that, or send `partly` to take as much as there is. What has an open choice or an open dispute can't be spent yet.",
  option_gone: "The limit of the option is used up. Offer the recipient the others.",
  order_refunded: "The order was given back whole, so nothing of it can be paid for.",
  participant_blocked:
    "A person has blocked the participant. `POST /v1/participants/{externalId}/unblock` lets them in again.",
  participant_is_guest:
    'A guest has no account. Once they have one, say `"guest": false` with `PUT /v1/participants/{externalId}`.',
  partly_spent:
    "The participant has spent some of this reward at the checkout, so it can't be given out once more. What is left of it is spent there too.",
  program_ended: "An ended program stays ended. Make a new one with another `key`, from the rules of this one.",
  program_exists: "Choose another `key`, or change the program that there is with `PATCH`.",
  backtest_replaced: "You started a newer backtest with the same key. Read that one's answer.",
  too_many_events:
    "A backtest decides the whole history, and `from` and `to` only say what of it is counted. A history of more than 500,000 events is too long for it. Try single events with `POST /v1/programs/{key}/dry-run`.",
  reward_state:
    "The reward is in a state from which the step is not possible. [What rules mean](rules.md#what-becomes-of-a-reward) lists the states and what may follow. Read the reward again before you decide.",
  batch_collecting:
    "A batch of the same unit still collects who is paid, and `detail` names it. Ask for that one until it is `ready`, then confirm or cancel it.",
  batch_state:
    "A batch is confirmed when it is `ready`, and cancelled before that or then. What was confirmed is settled payout by payout: `POST /v1/payouts/{id}/failed`.",
  no_stripe_key: "Say with which key Stripe is asked: `PUT /v1/tenant/stripe-key`. Another `method` needs none.",
  stripe_key_refused:
    "Stripe answers that it does not know the key, or that the key may not read the account that it is of. Copy it again from your dashboard at Stripe. A restricted key needs to read accounts, and to read and write transfers.",
  stripe_unavailable: "Nothing was changed. Set the key again in a moment.",
  nothing_to_pay:
    "Ask again with `dryRun`: `leftOut` says who has something and why they are not paid. Another `cutoff` or a smaller `minimumMinor` may pay them.",
  payout_state:
    "A payout is `sending` once its batch was confirmed, then `paid` or `failed`; one that was paid may be `returned`, and one that failed may have been paid after all. What becomes of a payout by Stripe is said by Stripe, until `transfer.needsDecision` asks you. Read the payout again before you decide.",
  spend_conflict:
    "One order is paid for by one participant. Give back what the other has spent on it first, or send another order id.",
  spend_reported:
    "What a reported order was paid with stays as it is. Report a refund of the whole order to give it back.",
  too_many_decisions:
    "The decisions of one request may come to 12 MB, and its new referrals may look back at 10,000 stored events of their friends. What is stored of its events, such as the decisions of those that it repeats, may come to 20 MB. The events before took that. Nothing of this event was written. Send it and those after it in another request.",
  too_many_programs:
    "Change a program that you no longer need with `PATCH /v1/programs/{key}`, instead of making another.",
  too_many_disputes: "Report what becomes of a dispute under the `disputeId` under which it was opened.",
  in_review:
    "`reviewReasons` of the reward says what has to be settled: a dispute is when it is closed. You can settle it by hand, with `POST /v1/rewards/{id}/release`, or end the reward with `/void`.",
  too_many_refunds: "Report what is left of the order as one refund.",
  too_many_changes:
    "Report fewer changes of an order: the last one may bring all that it is now, with `refund` for what was given back.",
  too_many_additions:
    "A second report of an order adds what none has brought before, 20 times at most. Report an order when you know all of it, and send what changes as an `order_change`.",
  too_many_codes:
    "A participant has 20 codes a program at most, chosen and imported ones together. Use one of those: `GET /v1/participants/{externalId}` lists them.",
  body_too_large: "Send less at once: a body may have 1 MiB, and a batch 500 events.",
  unsupported_media_type: "Send `content-type: application/json`.",
  rate_limited: "Wait for as long as the header `Retry-After` says, then send the request again.",
  invalid_request: "`errors` names each value with its `path` and says what would be right. Nothing was written.",
  balance_out_of_range: "A balance may not pass 2^53 minor units. Check whether an amount was sent in the wrong unit.",
  idempotency_mismatch:
    "The same `Idempotency-Key` came before with another body or address. Make a new key for every new request, and keep it only for repeats.",
  program_required: "Send `program`, or a code that belongs to one.",
  test_mode_only: "Use a key of test mode (`sk_test_...`). In live mode time can't be moved.",
  unprocessable: "The request contains something that PostgreSQL can't store, such as the character NUL.",
  internal:
    "This is our fault. Send the request again with the same key or the same event. If it stays, report it with the `requestId`, by which the log has its cause.",
  busy: "Nothing was written. Send the request again after the seconds in `Retry-After`.",
  limiter_unavailable: "Nothing was written. Send the request again after the seconds in `Retry-After`.",
  database_unavailable: "Nothing was written. Send the request again after the seconds in `Retry-After`.",
  outcome_unknown:
    "The connection was lost while the request was being written. Send it again, with the same `Idempotency-Key` or the same event: if it was written, you get the first answer.",
};
