import { foldEmail } from "./emails.ts";

/** To where a participant is paid. What is kept of it in the open is `shownOf` alone. */
export const PAYEE_KINDS = ["iban", "paypal", "stripe", "bank_account"] as const;
export type PayeeKind = (typeof PAYEE_KINDS)[number];

/** Those that participants can be asked for in the panel: an account at Stripe is connected, and not typed. */
export const PANEL_PAYEE_KINDS = ["iban", "paypal", "bank_account"] as const satisfies readonly PayeeKind[];
export type PanelPayeeKind = (typeof PANEL_PAYEE_KINDS)[number];

export type PayoutDetails =
  /** A bank account of a country that has IBANs. */
  | { readonly kind: "iban"; readonly iban: string; readonly holder: string }
  | { readonly kind: "paypal"; readonly email: string }
  /** An account that is connected to the tenant's at Stripe. */
  | { readonly kind: "stripe"; readonly accountId: string }
  /** A bank account by its number and the sort code, routing number or whatever else its country has for a bank. */
  | {
      readonly kind: "bank_account";
      readonly country: string;
      readonly bankCode: string;
      readonly accountNumber: string;
      readonly holder: string;
    };

/** Nothing is paid so long after an account took the place of another: whoever had the first one has time to say no. */
export const HOLD_HOURS = 72;
const HOUR_MS = 3_600_000;
/** So many others who have an account are sent to be looked at by one who gets it. */
export const MAX_FLAGGED = 20;
/** So many characters of an account are shown. */
const SHOWN = 4;

/** The countries that have IBANs, each with the length of theirs: the registry of SWIFT. */
const IBAN_LENGTHS =
  "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27" +
  "GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22" +
  "MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28" +
  "TL23TN24TR26UA29VA22VG24XK20YE30";

/** An IBAN without the spaces that people write in it; null for what is none, by its country, its length and its check digits. */
export function foldIban(written: string): string | null {
  const iban = foldAccount(written);
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban)) return null;
  const at = IBAN_LENGTHS.search(new RegExp(`${iban.slice(0, 2)}\\d`));
  if (at < 0 || Number(IBAN_LENGTHS.slice(at + 2, at + 4)) !== iban.length) return null;
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    // A letter is two digits: A is 10.
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1 ? iban : null;
}

/** The countries whose banks take transfers in euros of each other's: SEPA. */
const OF_SEPA: ReadonlySet<string> = new Set(
  (
    "AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE " +
    "SI SK SM VA"
  ).split(" "),
);

/** Whether a file for a bank of the euro can be paid to an account. */
export function isOfSepa(details: PayoutDetails): boolean {
  return details.kind === "iban" && OF_SEPA.has(details.iban.slice(0, 2));
}

/** A number of a bank or an account without what people put between its digits. */
export function foldAccount(written: string): string {
  return written.replace(/[ -]/g, "").toUpperCase();
}

/** What an account is known by: of two details with the same one, the money goes to one place. */
export function accountOf(details: PayoutDetails): string {
  const account = () => {
    switch (details.kind) {
      case "iban":
        return details.iban;
      case "paypal":
        return foldEmail(details.email);
      case "stripe":
        return details.accountId;
      case "bank_account":
        return `${details.country} ${details.bankCode} ${details.accountNumber}`;
    }
  };
  return `${details.kind} ${account()}`;
}

/** What is shown of an account: its last four characters, or an address of which one letter of the name is left. */
export function shownOf(details: PayoutDetails): string {
  switch (details.kind) {
    case "iban":
      return details.iban.slice(-SHOWN);
    case "paypal": {
      const [first = ""] = details.email;
      return `${first}***${details.email.slice(details.email.lastIndexOf("@"))}`;
    }
    case "stripe":
      return details.accountId.slice(-SHOWN);
    case "bank_account":
      return details.accountNumber.slice(-SHOWN);
  }
}

/** Until when nothing is paid to an account that takes the place of another. */
export function heldFrom(at: Date): Date {
  return new Date(at.getTime() + HOLD_HOURS * HOUR_MS);
}
