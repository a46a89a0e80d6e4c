import type { BeforeSpend } from "../../db/queries/spends.ts";
import { readBeforeSpend } from "../../db/queries/spends.ts";
import { spentBack } from "../../domain/ledger.ts";
import { noticeOf } from "../../domain/notices.ts";
import { spendableOf, withGivenBack } from "../../domain/wallet.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { unchangedPerson } from "../people/participantGuards.ts";
import { presentSpend } from "./presentSpend.ts";

export interface ReleaseSpendInput {
  readonly externalId: string;
  readonly orderId: string;
  readonly unit: string;
}

export type ReleaseSpendRefusal = "not_found" | "spend_not_found" | "spend_reported";

/**
 * Gives back what an order was paid with, since it became no order. What was given back before is answered as it is. A
 * reported order is refunded instead, unless nothing of it is left to be refunded.
 */
export async function releaseSpend(
  deps: WriteDeps,
  request: Request,
  input: ReleaseSpendInput,
): Promise<WriteOutcome<ReleaseSpendRefusal>> {
  const load = () => {
    const asked = { ...input, amountMinor: 0, at: deps.clock.now() };
    return readBeforeSpend(deps.database, request.asker, request.idempotency?.key ?? null, asked);
  };
  return await commitOnce(deps, request, load, (before, attempt) => decide(deps, input, before, attempt));
}

function decide(
  deps: WriteDeps,
  { orderId, unit }: ReleaseSpendInput,
  before: BeforeSpend | null,
  attempt: Attempt,
): WriteDecision<ReleaseSpendRefusal> {
  if (before === null) return refuse("not_found", "No participant has this externalId.");
  const { spender, spend, order, wallet } = before;
  if (spend === null || spend.participantId !== spender.id) {
    return refuse("spend_not_found", `Order ${orderId} has spent nothing of this participant's ${unit}.`);
  }
  if (spend.status !== "spent") {
    const body = presentSpend(spend, true, spendableOf(wallet));
    return { done: { status: 200, body, lasting: true }, effects: null };
  }
  if (order !== null && order.amountMinor > order.refundedMinor) {
    return refuse("spend_reported", `Order ${orderId} was reported. A full refund gives back what it was paid with.`);
  }
  const { id: participantId } = spender;
  const { amountMinor, version: versionWas } = spend;
  const { amount, ...accounts } = spentBack({ participantId }, unit, amountMinor);
  const released = { ...spend, status: "released" as const, reportBy: null };
  const id = deps.ids.id("pst", attempt.at);
  const detail = { orderId, unit, amountMinor: Number(amountMinor) };
  const body = presentSpend(released, false, spendableOf(withGivenBack(wallet, spend.parts)));
  return {
    done: { status: 200, body, lasting: true },
    effects: {
      participants: [unchangedPerson(spender)],
      postings: [
        {
          ...{ ...accounts, id, unit, amount: String(amount), participantId },
          ...{ programId: null, rewardId: null, eventId: null },
        },
      ],
      wallets: [{ participantId, unit, available: String(wallet.availableMinor + amountMinor) }],
      spends: [{ orderId, unit, status: "released", reportBy: null, versionWas, moves: true }],
      outbox: [{ id: deps.ids.id("obx", attempt.at), notices: [noticeOf("wallet.given_back", participantId, null)] }],
      audit: [auditRow(deps, attempt, "wallet.released", participantId, detail)],
    },
  };
}

function refuse<Code extends ReleaseSpendRefusal>(code: Code, detail: string) {
  return { refusal: { code, detail } };
}
