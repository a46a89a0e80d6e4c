import type { FiledPayout } from "../../contract/filedPayout.ts";
import type { PayoutFile } from "../../contract/payoutFile.ts";
import { payoutFile } from "../../contract/payoutFile.ts";
import type { Debtor } from "../../contract/sepaFile.ts";
import type { PayoutsToFile } from "../../db/queries/payoutFile.ts";
import { readPayoutsToFile } from "../../db/queries/payoutFile.ts";
import type { PayoutDetails } from "../../domain/payoutDetails.ts";
import { isOfSepa } from "../../domain/payoutDetails.ts";
import type { PayoutBar } from "../../domain/payouts.ts";
import { barOf } from "../../domain/payouts.ts";
import { periodKey } from "../../domain/periods.ts";
import { payoutDetailsPlace } from "../../engine/events/payoutDetails.ts";
import { sha256 } from "../../engine/events/sha256.ts";
import { logError } from "../../log.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { invalid } from "./makeBatch.ts";

/** So many payouts are in one file: PayPal takes no more. */
export const MAX_FILED = 5_000;
/** So many characters tell the files of a batch apart. */
const MARK_LENGTH = 8;

export interface PayoutFileInput {
  readonly batchId: string;
  /** Only payouts after this one; null for the first file. */
  readonly after: string | null;
  /** Of a file for a bank. */
  readonly debtor: Debtor | null;
  /** The day on which a bank is to pay; null for today. */
  readonly day: string | null;
}

export type PayoutFileRefusal = "not_found" | "invalid_request" | "batch_state" | "nothing_to_pay";

/** A file, with what is in it and what is not. */
export interface TakenFile extends PayoutFile {
  readonly payouts: number;
  readonly amountMinor: number;
  readonly leftOut: readonly { readonly payout: string; readonly participant: string; readonly reason: PayoutBar }[];
  /** After which payout the next file begins; null where this is the last. */
  readonly next: string | null;
}

/**
 * Writes the file of those payouts of a batch that are still to be paid. Who is barred from being paid by now is not in
 * it. It opens where participants are paid, so that who took it is in the audit before anything leaves.
 */
export async function takePayoutFile(
  deps: WriteDeps,
  request: Pick<Request, "asker">,
  input: PayoutFileInput,
): Promise<WriteOutcome<PayoutFileRefusal>> {
  const { batchId, after } = input;
  const load = async () => {
    const read = await readPayoutsToFile(deps.database, request.asker, batchId, after, MAX_FILED + 1);
    const found = read?.body.data;
    if (read === null || found === null || found === undefined)
      return read && { ...read, body: { ...read.body, data: null } };
    const opened = await Promise.all(found.payouts.map((row) => openedOf(deps, read.tenantId, row)));
    return { ...read, body: { ...read.body, data: { ...found, payouts: opened } } };
  };
  // What it answers holds what is sealed elsewhere, so that it is kept under no Idempotency-Key.
  return await commitOnce(deps, { ...request, idempotency: null }, load, (before, attempt) => {
    return before === null
      ? refuse("not_found", "No batch of payouts has this id.")
      : decide(deps, input, before, attempt);
  });
}

type Opened = PayoutsToFile["payouts"][number] & { readonly details: PayoutDetails | null };

/** What can't be opened stops no one else: they are as one who has said nothing. */
async function openedOf(
  { sealing }: WriteDeps,
  tenantId: string,
  row: PayoutsToFile["payouts"][number],
): Promise<Opened> {
  if (row.sealed === null || row.sealedAs === null) return { ...row, details: null };
  const text = await sealing.open(row.sealed, payoutDetailsPlace(tenantId, row.sealedAs)).catch((error: unknown) => {
    logError("payout details were not opened", error, { of: row.id });
    return null;
  });
  return text === null ? { ...row, kind: null, details: null } : { ...row, details: JSON.parse(text) as PayoutDetails };
}

function decide(
  deps: WriteDeps,
  { after, debtor, day }: PayoutFileInput,
  { batch, timezone, payouts }: Omit<PayoutsToFile, "payouts"> & { readonly payouts: readonly Opened[] },
  attempt: Attempt,
): WriteDecision<PayoutFileRefusal> {
  const { id: batchId, status, method, unit } = batch;
  const { at } = attempt;
  if (method === "external" || method === "stripe_connect")
    return refuse("batch_state", "This batch is paid by a service, without a file.");
  if (status !== "sending") return refuse("batch_state", `A batch that is ${status} has no file.`);
  const today = periodKey(at.getTime(), "day", timezone);
  const isForBank = method === "sepa_xml";
  if (isForBank && debtor === null) return invalid("debtor", "a bank has to know whose account pays");
  if (!isForBank && debtor !== null) return invalid("debtor", "only of a file for a bank");
  if (!isForBank && day !== null) return invalid("day", "only of a file for a bank");
  if (day !== null && day < today) return invalid("day", "before today");
  const shown = payouts.slice(0, MAX_FILED);
  const barred = shown.flatMap((row) => {
    // A bank may refuse all of a file for one account that it can't pay to.
    const isElsewhere = isForBank && row.details !== null && !isOfSepa(row.details);
    const reason = barOf(row, method, at.getTime()) ?? (isElsewhere ? "no_details" : null);
    return reason === null ? [] : [{ payout: row.id, participant: row.participant, reason }];
  });
  const out = new Set(barred.map(({ payout }) => payout));
  const filed = shown.filter(({ id }) => !out.has(id)).map(filedOf);
  if (filed.length === 0 && barred.length === 0)
    return refuse("nothing_to_pay", "No payout of it is still to be paid.");
  const amountMinor = filed.reduce((sum, payout) => sum + payout.amountMinor, 0n);
  const mark = sha256(filed.map(({ id }) => id).join()).slice(0, MARK_LENGTH);
  const sepa = debtor === null ? null : { mark, at: at.toISOString(), day: day ?? today, debtor };
  const file = payoutFile({ method, batchId, currency: unit.slice("cash:".length), sepa }, filed);
  const last = payouts.length > MAX_FILED ? shown.at(-1) : undefined;
  const body: TakenFile = {
    ...{ ...file, payouts: filed.length, amountMinor: Number(amountMinor), leftOut: barred, next: last?.id ?? null },
  };
  const detail = { method, payouts: filed.length, amountMinor: String(amountMinor), after };
  return {
    done: { status: 200, body },
    effects: { audit: [auditRow(deps, attempt, "payout_batch.file_taken", batchId, detail)] },
  };
}

/** A payout and whose it is, with whatever is known of where they are paid. */
function filedOf({ id, participant, name, email, amountMinor, details }: Opened): FiledPayout {
  return { id, participant, name, email, amountMinor: BigInt(amountMinor), details };
}

function refuse<Code extends PayoutFileRefusal>(code: Code, detail: string) {
  return { refusal: { code, detail } };
}
