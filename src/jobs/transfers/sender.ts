import type { ClaimedTransfer, HeldTransfer } from "../../db/queries/transfers.ts";
import {
  claimTransfers,
  keepTransferRequest,
  leaveTransfer,
  putTransferOff,
  TRANSFER_LEASE_MS,
} from "../../db/queries/transfers.ts";
import type { Deps } from "../../deps.ts";
import type { PayoutDetails } from "../../domain/payoutDetails.ts";
import { barOf } from "../../domain/payouts.ts";
import type { TransferVerdict } from "../../domain/transfers.ts";
import {
  ANSWER_PROVIDER_WITHIN_MS,
  again,
  doubtOf,
  idempotencyKeyOf,
  pauseOf,
  transferRequest,
  verdictOfLookup,
  verdictOfSend,
} from "../../domain/transfers.ts";
import { payoutDetailsPlace } from "../../engine/events/payoutDetails.ts";
import { belongsTo } from "../../engine/events/tenantSecrets.ts";
import { transferPlace } from "../../engine/events/transferPlace.ts";
import { logError } from "../../log.ts";
import type { WriteDeps } from "../../usecases/commitOnce.ts";
import { settlePayout } from "../../usecases/payouts/stepPayout.ts";
import { drawnFrom } from "../deliveries/deliverer.ts";
import type { Worker, WorkLimits } from "../deliveries/leasedWork.ts";
import { createWorker } from "../deliveries/leasedWork.ts";

export type SenderDeps = WriteDeps & Pick<Deps, "payoutProvider">;

/** Nothing is sent with less than so much left of its lease. */
const LEAST_LEFT_MS = 20_000;

/** Sends the payouts that Stripe makes, each once, whatever becomes of its answers and of this process. */
export function createSender(deps: SenderDeps, limits: WorkLimits): Worker {
  return createWorker<ClaimedTransfer, string>(deps, limits, {
    start: "",
    prepare: async () => false,
    async claim(turn) {
      const { transfers, ...rest } = await claimTransfers(deps.database, turn);
      return { things: transfers, ...rest };
    },
    act: (transfer, token) => sendOne(deps, transfer, token),
    isFailing: ({ problem }) => problem !== null,
    nameOf: ({ payoutId }) => payoutId,
  });
}

async function sendOne(deps: SenderDeps, transfer: ClaimedTransfer, token: string): Promise<void> {
  const { database, clock, ids } = deps;
  const { tenantId, payoutId, tries } = transfer;
  const held = { tenantId, payoutId, token };
  const verdict = await judge(deps, transfer, held);
  if (verdict === null) return;
  const at = clock.now();
  switch (verdict.kind) {
    case "paid":
      return await settlePayout(deps, held, { step: "paid", reference: verdict.reference, reason: null });
    case "refused":
      return await settlePayout(deps, held, { step: "failed", reference: null, reason: verdict.reason });
    case "doubt":
      return await leaveTransfer(database, held, {
        ...{ doubt: verdict.doubt, outboxId: ids.id("obx", at), at: at.toISOString() },
      });
    case "again": {
      const afterMs = pauseOf(verdict, tries, drawnFrom(`${token} ${payoutId}`));
      // When it is too late to send it, that is said at once.
      const dueAt = Math.max(at.getTime(), Math.min(at.getTime() + afterMs, transfer.decideBy));
      const { problem, nextKey } = verdict;
      return await putTransferOff(database, held, { problem, nextKey, dueAt: new Date(dueAt).toISOString() });
    }
  }
}

/** What is known of it by now, having sent it where it may be; null where another acts on it. */
async function judge(deps: SenderDeps, transfer: ClaimedTransfer, held: HeldTransfer): Promise<TransferVerdict | null> {
  const { clock, sealing, payoutProvider } = deps;
  const { tenantId, payoutId, stripe, keyNumber, decideBy } = transfer;
  const begun = clock.now().getTime();
  const isLate = begun >= decideBy;
  const mayBeSent = transfer.request !== null;
  if (stripe === null) return isLate ? doubtOf(mayBeSent) : again("no_key");
  if (mayBeSent && (transfer.account !== stripe.account || transfer.isLive !== stripe.isLive)) {
    return isLate ? doubtOf(true) : again("other_account");
  }
  const key = await opened(sealing.open(stripe.key, belongsTo(tenantId, "stripeKey")), payoutId);
  if (key === null) return isLate ? doubtOf(mayBeSent) : again("no_key");
  const asked = { key, withinMs: ANSWER_PROVIDER_WITHIN_MS };

  let request: string;
  if (transfer.request === null) {
    if (isLate) return doubtOf(false);
    const made = await firstRequest(deps, transfer);
    if (typeof made !== "string") return made;
    const sealed = await sealing.seal(made, transferPlace(tenantId, payoutId));
    if (!(await keepTransferRequest(deps.database, held, { ...stripe, sealed }))) return null;
    request = made;
  } else {
    request = await sealing.open(transfer.request, transferPlace(tenantId, payoutId));
    // It may have been sent before: what Stripe has is looked up before it is sent again.
    const path = `/v1/transfers?transfer_group=${encodeURIComponent(payoutId)}&limit=2`;
    const answer = await payoutProvider.ask({ ...asked, path, form: null, idempotencyKey: null });
    const found = verdictOfLookup(answer, request, clock.now());
    if (found !== "none") return found.kind === "again" && isLate ? doubtOf(true) : found;
    if (isLate) return { kind: "doubt", doubt: "not_sent" };
  }
  const now = clock.now().getTime();
  // Its lease would end before the answer, or Stripe may forget the key: it is looked at again.
  if (now > begun + TRANSFER_LEASE_MS - LEAST_LEFT_MS || now >= decideBy) return again("no_answer");
  const idempotencyKey = idempotencyKeyOf(payoutId, keyNumber);
  const answer = await payoutProvider.ask({ ...asked, path: "/v1/transfers", form: request, idempotencyKey });
  return verdictOfSend(answer, request, clock.now());
}

/** What is sent of it, or why nothing is: what bars its participant by now, or that they are paid in another way. */
async function firstRequest(
  { clock, sealing }: SenderDeps,
  transfer: ClaimedTransfer,
): Promise<string | TransferVerdict> {
  const { tenantId, payoutId, unit, owner, details } = transfer;
  const bar = barOf(owner, "stripe_connect", clock.now().getTime());
  if (bar !== null || details === null) return { kind: "refused", reason: bar ?? "no_details" };
  const text = await opened(sealing.open(details.sealed, payoutDetailsPlace(tenantId, details.sealedAs)), payoutId);
  if (text === null) return again("no_key");
  const { accountId } = JSON.parse(text) as Extract<PayoutDetails, { kind: "stripe" }>;
  const made = transferRequest({ payoutId, unit, amountMinor: BigInt(transfer.amountMinor), accountId });
  return made ?? { kind: "refused", reason: "amount_refused" };
}

/** Null where the operator's key is missing: the log says which. */
async function opened(secret: Promise<string>, payoutId: string): Promise<string | null> {
  return await secret.catch((error: unknown) => {
    logError("a secret was not opened", error, { of: payoutId });
    return null;
  });
}
