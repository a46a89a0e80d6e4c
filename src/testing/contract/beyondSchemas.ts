import { CODE_FAULTS } from "../../domain/chosenCodes.ts";
import type { RulesProblemCode } from "../../domain/rulesProblems.ts";
import { NO_IBAN } from "../../http/schemas/payoutDetails.ts";
import { NO_PHONE } from "../../http/schemas/texts.ts";

/**
 * Why a request that fits its schema may be refused all the same: what JSON Schema has no word for. Whatever else a
 * route refuses, its schema has to say: give it a pattern, a limit or a type there before you add it here.
 */

/** Of a value alone, or of two values beside each other. */
const MESSAGES: readonly (string | RegExp)[] = [
  // Of every text and every value.
  /^(a property's name: )?U\+0000 can't be stored$/,
  /^(a property's name: )?half a surrogate pair is no character$/,
  // Of all names `__proto__` alone.
  "a property's name: unknown property",
  /^nested deeper than \d+ levels$/,
  // Letters and digits of every script, of which patterns without flags know nothing.
  "a code has letters or digits",
  NO_PHONE,
  // Lengths by country, and check digits.
  NO_IBAN,
  ...Object.values(CODE_FAULTS),
  // Lists that are looked up: of currencies, of time zones, of the tenant's own things.
  "an ISO 4217 code in capitals, such as GBP",
  'cash or credit with a currency, such as "cash:GBP", or "points"',
  'cash with a currency, such as "cash:GBP"',
  "not a time zone of the IANA database, such as Europe/London",
  "not a nextCursor of this list",
  "name the version to compare with",
  /^There are options 0 to \d+\.$/,
  // What a parser of URLs makes of it.
  "a URL that starts with http:// or https://",
  "a URL without a user name or password",
  "an origin such as https://shop.example, without a path or a wildcard",
  // An instant, whatever its offset, and the time of the request.
  "between the years 1900 and 2200",
  "more than 5 minutes in the future",
  "not in the future",
  // Decimal places, which JSON Schema counts as binary fractions.
  "at most three decimals",
  // Of the lines of an order, beside each other.
  "each lineId once",
  // Two values of one request.
  "not after from",
  "before from",
  "not after startsAt",
  "before firstDay",
  /^more than \d+ days in all$/,
  "only with dryRun",
  "only with a schedule",
  "does not send this unit",
  // Of the batch whose file it is, and the day of the request.
  "a bank has to know whose account pays",
  "only of a file for a bank",
  "before today",
  "a program has a currency of its own",
  // What is set of the unit.
  /^needed, since nothing is set of payouts of cash:[A-Z]{3}$/,
  // From two times of the query, or one and that of the request.
  /^more than \d+ (day|week|month)s before the end$/,
  "a code or click ids are needed",
  // The product of several.
  /^5 times as many friends would make \d+ events a year, and a scenario has \d+ at most$/,
];

/** Of a rules document. */
const RULES: readonly RulesProblemCode[] = [
  "amount_or_rate",
  "shipping_alone",
  "click_without_friend",
  "click_without_referral",
  "counter_in_qualifies",
  "currency_differs",
  "currency_missing",
  "limit_of_one_measure",
  "limit_of_several_units",
  "limit_of_thing",
  "minimum_without_application",
  "not_of_a_rate",
  "not_of_items",
  "nth_falls",
  "nth_without_purchase",
  "per_of_a_rate",
  "per_without_order",
  "rate_without_order",
  "refund_of_thing",
  "rule_id_taken",
  "steps_fall",
  "within_without_referral",
  // Of `between`, the lower number first.
  "value_unfit",
];

export function isBeyondSchemas({ message, code }: { readonly message: string; readonly code?: string }): boolean {
  if (code !== undefined) return RULES.some((known) => known === code);
  return MESSAGES.some((known) => (typeof known === "string" ? known === message : known.test(message)));
}
