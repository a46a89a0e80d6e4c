import { DatabaseError } from "../../ports.ts";
import type { Effects } from "./effects.ts";

/** How what is committed is written for `commit_effects`: what there are many of as arrays of rows, the rest as JSON. */

/** Which fields a row has, in the order of its type in the migrations; those that it keeps as JSON begin with `:`. */
type Fields<Part extends keyof Effects> = ReadonlyArray<FieldsOf<NonNullable<Effects[Part]>>>;
type FieldsOf<Rows> = Rows extends ReadonlyArray<infer Row> ? (keyof Row & string) | `:${keyof Row & string}` : never;

const PURCHASE = [
  ...(["orderId", "participantId", "amountMinor", "currency", "occurredAt", "eventPosition", "refundedMinor"] as const),
  ...([":refunds", "overRefunds", ":decided"] as const),
];

/** The parts that are arrays, in the order of the arguments. */
export const PARTS = {
  newParticipants: [
    ...(["id", "externalId", "email", "emailFolded", "name", "locale", "country", ":segments"] as const),
    ...(["firstSignupAt", "firstPurchaseAt", "referredVersion"] as const),
  ],
  participants: ["id", "version", "referredVersion", "touched", "referred", "firstSignupAt", "firstPurchaseAt"],
  newReferrals: [
    ...(["id", "programId", "version", "status", "advocateId", "friendId", "code", "source", "channel"] as const),
    ...(["attributedAt", "convertedAt", "conversionOrderId", "orderId", "newFriend", "qualifyingCount"] as const),
    ...(["reversals", "rejectedReason"] as const),
  ],
  referrals: ["id", "status", "convertedAt", "conversionOrderId", "qualifyingCount", "reversals"],
  counters: ["programId", "subject", "periodKey", "metric", "delta", "low", "high", "ceiling"],
  events: [
    ...(["position", "id", "type", "naturalKey", "contentHash", "participantId", "occurredAt"] as const),
    ...(["occurredAtGiven", ":facts", ":flags", ":decisions"] as const),
  ],
  newPurchases: PURCHASE,
  purchases: PURCHASE,
  newRewards: [
    ...(["id", "programId", "version", "ruleId", "trigger", "group", "referralId", "participantId"] as const),
    ...(["recipient", "source", "kind", "unit", "grantedMinor", "amountMinor", "costMinor", "basisMinor"] as const),
    ...(["status", "holdUntil", "voidReason", "occurredAt", ":grant", ":coupon", ":choice", "chooseBy"] as const),
    ":facts",
  ],
  postings: [
    ...(["id", "source", "destination", "unit", "amount", "programId", "participantId", "rewardId"] as const),
    ...(["eventId", "reason"] as const),
  ],
} as const satisfies { readonly [Part in keyof Effects]?: Fields<Part> };

/** What a commit may leave for endpoints. */
const LEFT_FOR_ENDPOINTS = "ARRAY['outbox', 'testNotices', 'retriedDeliveries', 'replays']";

/** The statement that commits what `commitArguments` writes, and says whether it left something for an endpoint. */
export const COMMIT = `SELECT commit_effects($1::jsonb, $2::commit_new_participant[], $3::commit_participant[],
  $4::commit_new_referral[], $5::commit_referral[], $6::commit_counter[], $7::commit_event[], $8::commit_purchase[],
  $9::commit_purchase[], $10::commit_reward[], $11::commit_posting[]),
  CASE WHEN $1::jsonb ?| ${LEFT_FOR_ENDPOINTS} THEN has_endpoint($1::jsonb ->> 'tenantId') END`;

/**
 * The parameters of `COMMIT`.
 *
 * @throws {DatabaseError} for half a surrogate pair (22021), which would be stored as another character
 */
export function commitArguments(effects: Effects): (string | null)[] {
  const documents = new Documents();
  const arrays = Object.entries(PARTS).map(([part, fields]) => {
    return arrayOf(effects[part as keyof typeof PARTS] ?? [], fields, documents);
  });
  const others = Object.entries(effects).filter(([name, part]) => {
    return !(name in PARTS) && (!Array.isArray(part) || part.length > 0 || name === "programChanges");
  });
  return [JSON.stringify({ ...Object.fromEntries(others), documents: documents.list }), ...arrays];
}

/** What rows keep as JSON. What is empty, as most lists are, stands there once, and so does what is one object. */
class Documents {
  readonly list: unknown[] = [];
  readonly #places = new Map<unknown, number>();

  placeOf(document: object | null | undefined): number | null {
    if (document === null || document === undefined) return null;
    const key = isEmpty(document) ? (Array.isArray(document) ? "[]" : "{}") : document;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.list.push(document) - 1;
    this.#places.set(key, place);
    return place;
  }
}

function isEmpty(document: object): boolean {
  for (const _ in document) return false;
  return true;
}

/** The text of an array of rows; null where there are none. */
function arrayOf(rows: readonly object[], fields: readonly string[], documents: Documents): string | null {
  if (rows.length === 0) return null;
  const columns = fields.map((field) => ({
    isJson: field.startsWith(":"),
    name: field.replace(":", "") as keyof object,
  }));
  // Joined, since texts that are added one by one are copied again as a whole when they are sent.
  const texts = rows.map((row) => {
    const values = columns.map(({ isJson, name }) => (isJson ? documents.placeOf(row[name]) : fieldOf(row[name])));
    return `"(${values.join()})"`;
  });
  return `{${texts.join()}}`;
}

/** What stands in a row without quotes and means itself; "NULL" is a word like others there. */
const PLAIN = /^[\w:.+-]+$/;

/** What means something inside a quoted field of a row, which is itself inside the quotes of an element of an array. */
const MEANT: Readonly<Record<string, string>> = { '"': '\\"\\"', "\\": "\\\\\\\\" };

/** One field: nothing at all is null. */
function fieldOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = String(value);
  if (PLAIN.test(text)) return text;
  if (!text.isWellFormed()) throw new DatabaseError("half a surrogate pair can't be stored", "22021", null);
  return `\\"${text.replace(/["\\]/g, (character) => MEANT[character] ?? "")}\\"`;
}
