import { decimal } from "./csvLine.ts";
import type { FiledPayout } from "./filedPayout.ts";

/** A credit transfer for banks of the euro: pain.001.001.09 of ISO 20022. */

export interface SepaTerms {
  readonly batchId: string;
  /** What the file is known by among those of the batch: the same payouts, the same name. */
  readonly mark: string;
  /** When it is made: RFC 3339. */
  readonly at: string;
  /** The day on which it is to be paid. */
  readonly day: string;
  readonly debtor: Debtor;
}

/** Who pays, and from which account. */
export interface Debtor {
  readonly name: string;
  readonly iban: string;
  /** The bank; it is known by the IBAN where it is left out. */
  readonly bic: string | null;
}

const NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
const MAX_NAME = 70;
const MAX_ID = 35;
/** Stands where a name has no letter that banks take. */
const NO_NAME = "NOTPROVIDED";

/** Letters that are no others with a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: "ss", Æ: "AE", æ: "ae", Œ: "OE", œ: "oe", Ø: "O", ø: "o", Ł: "L", ł: "l", Đ: "D", đ: "d", Ð: "D", ð: "d" },
  ...{ Þ: "Th", þ: "th", ı: "i", "&": "+", "’": "'", "‘": "'", "–": "-", "—": "-", _: "-" },
};

/**
 * A text in the letters that every bank takes: `a-z A-Z 0-9 / - ? : ( ) . , ' +` and the space. It neither begins nor ends
 * with a slash and has no two beside each other, which banks read as codes of their own.
 */
export function sepaText(text: string, most: number): string {
  return text
    .replace(/[^\x20-\x7e]|[&_]/gu, (letter) => LETTERS[letter] ?? letter)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-zA-Z0-9/?:().,'+ -]+/g, " ")
    .replace(/\/{2,}/g, "/")
    .replace(/ {2,}/g, " ")
    .slice(0, most)
    .replace(/^[ /]+|[ /]+$/g, "");
}

/** Writes it: one debit, and one transfer for each payout. */
export function sepaFile({ batchId, mark, at, day, debtor }: SepaTerms, payouts: readonly FiledPayout[]): string {
  const sum = euros(payouts.reduce((total, { amountMinor }) => total + amountMinor, 0n));
  const name = `<Nm>${nameOf(debtor.name)}</Nm>`;
  const id = sepaText(`${batchId}-${mark}`, MAX_ID);
  const totals = `<NbOfTxs>${payouts.length}</NbOfTxs><CtrlSum>${sum}</CtrlSum>`;
  const bank = debtor.bic === null ? "<Othr><Id>NOTPROVIDED</Id></Othr>" : `<BICFI>${debtor.bic}</BICFI>`;
  const head =
    `<GrpHdr><MsgId>${id}</MsgId><CreDtTm>${at}</CreDtTm>${totals}<InitgPty>${name}</InitgPty></GrpHdr>\n` +
    `<PmtInf><PmtInfId>${id}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg>${totals}` +
    "<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>" +
    `<ReqdExctnDt><Dt>${day}</Dt></ReqdExctnDt><Dbtr>${name}</Dbtr><DbtrAcct><Id><IBAN>${debtor.iban}</IBAN></Id></DbtrAcct>` +
    `<DbtrAgt><FinInstnId>${bank}</FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>\n`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${NAMESPACE}"><CstmrCdtTrfInitn>\n${head}` +
    `${payouts.map(transfer).join("")}</PmtInf>\n</CstmrCdtTrfInitn></Document>\n`
  );
}

function transfer({ id, amountMinor, details }: FiledPayout): string {
  if (details?.kind !== "iban") throw new Error("only who has an IBAN is in a file for a bank");
  const name = sepaText(id, MAX_ID);
  return (
    `<CdtTrfTxInf><PmtId><EndToEndId>${name}</EndToEndId></PmtId>` +
    `<Amt><InstdAmt Ccy="EUR">${euros(amountMinor)}</InstdAmt></Amt><Cdtr><Nm>${nameOf(details.holder)}</Nm></Cdtr>` +
    `<CdtrAcct><Id><IBAN>${details.iban}</IBAN></Id></CdtrAcct><RmtInf><Ustrd>${name}</Ustrd></RmtInf></CdtTrfTxInf>\n`
  );
}

/** None of its letters has a meaning in XML. A quotation mark may stand in a text. */
function nameOf(text: string): string {
  return sepaText(text, MAX_NAME) || NO_NAME;
}

function euros(minor: bigint): string {
  return decimal({ minor, currency: "EUR" });
}
