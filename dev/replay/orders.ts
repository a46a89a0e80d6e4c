import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";

/** The real orders and the synthetic referrals of `dev/data`, as events of the public API. */

const data = (name: string) => readFileSync(new URL(`../data/${name}`, import.meta.url), "utf8");

interface OrderRow {
  readonly occurredAt: string;
  readonly type: "purchase" | "refund";
  readonly orderId: string;
  readonly customerId: string;
  readonly country: string;
  readonly amountMinor: string;
  readonly currency: string;
  readonly items: string;
  readonly topSku: string;
  readonly refundOf: string;
}

/** Who referred whom, and when. */
export interface ReferralRow {
  readonly redeemedAt: string;
  readonly friendId: string;
  readonly advocateId: string;
  readonly channel: string;
}

/** A body of `POST /v1/events`. */
export type EventBody = Readonly<Record<string, unknown>> & { readonly occurredAt: string };

const orders = () => parse<OrderRow>(data("online-retail-orders.csv"), { columns: true });
export const referrals = () => parse<ReferralRow>(data("online-retail-referrals.csv"), { columns: true });

/** Everyone who refers a friend, once. */
export function advocates(): string[] {
  return [...new Set(referrals().map((row) => row.advocateId))];
}

/** The program that `expected-friends.json` belongs to. */
export function program(): Readonly<Record<string, unknown>> {
  return JSON.parse(data("program-friends.json")) as Readonly<Record<string, unknown>>;
}

/**
 * The year in the order in which it is reported: by time, redemptions before purchases and refunds of the same
 * second, otherwise as in the files.
 *
 * @param codes each advocate's code
 */
export function eventsOfTheYear(programKey: string, codes: ReadonlyMap<string, string>): EventBody[] {
  const redeemed = referrals().map((row) => signupOf(row, programKey, codes.get(row.advocateId) ?? ""));
  const ordered = orders().map((row) => (row.type === "purchase" ? purchaseOf(row) : refundOf(row)));
  // Sorting keeps the order of what happened at the same time.
  return [...redeemed, ...ordered].sort((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt));
}

function signupOf(
  { friendId, channel, redeemedAt: occurredAt }: ReferralRow,
  program: string,
  code: string,
): EventBody {
  return { type: "signup", participant: { externalId: friendId }, program, code, channel, occurredAt };
}

function purchaseOf(row: OrderRow): EventBody {
  const { orderId, currency, country, occurredAt } = row;
  const amountMinor = Number(row.amountMinor);
  const items = [{ sku: row.topSku, quantity: Number(row.items), amountMinor }];
  const participant = { externalId: row.customerId };
  return { type: "purchase", participant, orderId, amountMinor, currency, country, items, occurredAt };
}

/** A cancellation of an order that is older than the data names one that never comes. */
function refundOf({ orderId: refundId, refundOf: order, amountMinor, currency, occurredAt }: OrderRow): EventBody {
  const orderId = order === "" ? `before-${refundId}` : order;
  return { type: "refund", orderId, refundId, amountMinor: Number(amountMinor), currency, occurredAt };
}
