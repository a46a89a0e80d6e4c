import type { PayoutDetails } from "../domain/payoutDetails.ts";
import type { PayoutMethod } from "../domain/payouts.ts";
import type { Amount } from "./csvLine.ts";
import { BYTE_ORDER_MARK, csvLine, decimal, quoted } from "./csvLine.ts";
import type { FiledPayout } from "./filedPayout.ts";
import type { SepaTerms } from "./sepaFile.ts";
import { sepaFile } from "./sepaFile.ts";

/** What files are made by: the others leave without one. */
export type FileMethod = Exclude<PayoutMethod, "external" | "stripe_connect">;

export interface PayoutFile {
  /** With its ending. */
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

export interface FileTerms {
  readonly method: FileMethod;
  readonly batchId: string;
  /** "EUR" */
  readonly currency: string;
  /** Of a file for a bank; null for the others. */
  readonly sepa: Omit<SepaTerms, "batchId"> | null;
}

/** Writes the file of some payouts; it is empty where there are none. */
export function payoutFile(terms: FileTerms, payouts: readonly FiledPayout[]): PayoutFile {
  const { method, batchId } = terms;
  const text = payouts.length === 0 ? "" : textOf(terms, payouts);
  if (method === "sepa_xml") return { name: `${batchId}.xml`, type: "application/xml", text };
  return { name: `${batchId}.csv`, type: "text/csv", text };
}

function textOf({ method, batchId, currency, sepa }: FileTerms, payouts: readonly FiledPayout[]): string {
  switch (method) {
    case "csv":
      return tableOf(payouts, currency);
    case "paypal_csv":
      return paypalOf(payouts, currency);
    case "sepa_xml":
      if (sepa === null) throw new Error("a file for a bank says whose account pays");
      return sepaFile({ ...sepa, batchId }, payouts);
  }
}

/** The payout's id is the reference: by it the results are read. */
const HEAD = [
  "externalId",
  "name",
  "email",
  "amount",
  "currency",
  "reference",
  "kind",
  "account",
  "bank",
  "country",
  "holder",
];

function tableOf(payouts: readonly FiledPayout[], currency: string): string {
  const lines = payouts.map(({ id, participant, name, email, amountMinor, details }) => {
    const amount = { minor: amountMinor, currency };
    return csvLine([participant, name, email, amount, currency, id, ...accountCells(details)]);
  });
  return BYTE_ORDER_MARK + csvLine(HEAD) + lines.join("");
}

/** Kind, account, bank, country and holder. */
function accountCells(details: PayoutDetails | null): readonly (string | null)[] {
  switch (details?.kind) {
    case undefined:
      return [null, null, null, null, null];
    case "iban":
      return [details.kind, details.iban, null, details.iban.slice(0, 2), details.holder];
    case "paypal":
      return [details.kind, details.email, null, null, null];
    case "stripe":
      return [details.kind, details.accountId, null, null, null];
    case "bank_account":
      return [details.kind, details.accountNumber, details.bankCode, details.country, details.holder];
  }
}

/** PayPal takes no decimals of these; such payouts are whole. */
const WHOLE_AT_PAYPAL: ReadonlySet<string> = new Set(["HUF", "TWD"]);

/**
 * What PayPal's *Payouts Web* takes: recipient, amount, currency, our id of it, a note and which wallet, without a line of
 * headings. A program reads it, so the address stands as it is: one with a mark before it would be another's.
 */
function paypalOf(payouts: readonly FiledPayout[], currency: string): string {
  return payouts
    .map(({ id, amountMinor, details }) => {
      if (details?.kind !== "paypal") throw new Error("only who has an account at PayPal is in a file for it");
      return `${[quoted(details.email), paypalAmount({ minor: amountMinor, currency }), currency, id, "", "PAYPAL"].join(",")}\r\n`;
    })
    .join("");
}

function paypalAmount(amount: Amount): string {
  const text = decimal(amount);
  return WHOLE_AT_PAYPAL.has(amount.currency) ? text.replace(/\.0+$/, "") : text;
}
