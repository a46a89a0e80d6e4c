import type { BeforeSpend, KnownSpend } from "../../db/queries/spends.ts";
import { readBeforeSpend } from "../../db/queries/spends.ts";
import { spent, spentBack } from "../../domain/ledger.ts";
import { noticeOf } from "../../domain/notices.ts";
import { MINUTE_MS } from "../../domain/periods.ts";
import type { SpentPart, Taken } from "../../domain/wallet.ts";
import { MAX_LOTS, spendableOf, takeFrom, withGivenBack } from "../../domain/wallet.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { presentSpend } from "./presentSpend.ts";

export interface SpendInput {
  readonly externalId: string;
  readonly orderId: string;
  /** "credit:GBP" or "points". */
  readonly unit: string;
  /** Above 0. */
  readonly amountMinor: number;
  /** Whether less will do where there is less. */
  readonly partly: boolean;
}

export type SpendRefusal = "not_found" | "not_enough" | "order_refunded" | "spend_conflict" | "spend_reported";

/**
 * Pays for an order with what a participant has, never below 0. What an order has spent of a unit is one spend: a repeat
 * answers it, and while the order was not reported another amount takes its place. One that was given back may be made
 * again.
 */
export async function spendFromWallet(
  deps: WriteDeps,
  request: Request,
  input: SpendInput,
): Promise<WriteOutcome<SpendRefusal>> {
  const load = () => {
    const asked = { ...input, at: deps.clock.now() };
    return readBeforeSpend(deps.database, request.asker, request.idempotency?.key ?? null, asked);
  };
  return await commitOnce(deps, request, load, (before, attempt) => decide(deps, input, before, attempt));
}

function decide(
  deps: WriteDeps,
  input: SpendInput,
  before: BeforeSpend | null,
  attempt: Attempt,
): WriteDecision<SpendRefusal> {
  if (before === null) return refuse("not_found", "No participant has this externalId.");
  const { spender, spend: known, order } = before;
  const { orderId, unit, partly } = input;
  const held = known?.status === "spent" ? known : null;
  if (held !== null && held.participantId !== spender.id) {
    return refuse("spend_conflict", `Another participant has paid for order ${orderId} with ${unit}.`);
  }
  const asked = BigInt(input.amountMinor);
  if (held !== null && held.askedMinor === asked && held.partly === partly) {
    const body = presentSpend(held, true, spendableOf(before.wallet));
    return { done: { status: 200, body, lasting: true }, effects: null };
  }
  if (held !== null && order !== null) {
    return refuse("spend_reported", `Order ${orderId} was reported: what it was paid with stays as it is.`);
  }
  if (order !== null && order.refundedMinor > 0n && order.refundedMinor === order.amountMinor) {
    return refuse("order_refunded", `Order ${orderId} was refunded in full.`);
  }
  const wallet = held === null ? before.wallet : withGivenBack(before.wallet, held.parts);
  const taken = takeFrom(wallet, asked, partly);
  const spendable = spendableOf(wallet);
  if (taken === null) {
    const can = `The participant can spend ${spendable} of ${unit}`;
    const detail = spendable < asked ? `${can}.` : `${can}, and one order what is left of ${MAX_LOTS} rewards.`;
    return { refusal: { code: "not_enough", detail, current: { spendableMinor: Number(spendable) } } };
  }
  const waits = before.spendMinutes * MINUTE_MS;
  const reportBy = order === null ? attempt.at.getTime() + waits : null;
  const made = { ...{ orderId, unit, reportBy, participant: spender.externalId }, amountMinor: taken.amountMinor };
  const body = presentSpend({ ...made, status: "spent" }, false, spendable - taken.amountMinor);
  return {
    done: { status: held === null ? 201 : 200, body, lasting: true },
    effects: effectsOf(deps, { input, before, held, taken, reportBy }, attempt),
  };
}

interface Decided {
  readonly input: SpendInput;
  readonly before: BeforeSpend;
  readonly held: KnownSpend | null;
  readonly taken: Taken;
  readonly reportBy: number | null;
}

function effectsOf(deps: WriteDeps, { input, before, held, taken, reportBy }: Decided, attempt: Attempt) {
  const { spender, wallet, spend: known } = before;
  const { orderId, unit, partly, amountMinor } = input;
  const { id: participantId } = spender;
  const movements = [
    ...(held === null ? [] : [spentBack({ participantId }, unit, held.amountMinor)]),
    spent({ participantId }, unit, taken.amountMinor),
  ];
  const available = wallet.availableMinor + (held?.amountMinor ?? 0n) - taken.amountMinor;
  const detail = { orderId, unit, amountMinor: Number(taken.amountMinor) };
  return {
    // Raised, since the events of the order that are under way have not seen it.
    participants: [{ ...spender, touched: true, referred: 0 }],
    postings: movements.map(({ amount, ...accounts }) => ({
      ...{ ...accounts, unit, amount: String(amount), participantId, id: deps.ids.id("pst", attempt.at) },
      ...{ programId: null, rewardId: null, eventId: null },
    })),
    wallets: [{ participantId, unit, available: String(available) }],
    lots: seenOf(before, unit, taken.parts),
    spends: [
      {
        ...{ orderId, unit, status: "spent" as const, versionWas: known?.version ?? null, moves: true },
        reportBy: reportBy === null ? null : new Date(reportBy).toISOString(),
        made: {
          ...{ participantId, askedMinor: String(amountMinor), partly, amountMinor: String(taken.amountMinor) },
          parts: taken.parts.map((part) => [part.lotId, String(part.amountMinor)] as const),
        },
      },
    ],
    outbox: [{ id: deps.ids.id("obx", attempt.at), notices: [noticeOf("wallet.spent", participantId, null)] }],
    audit: [auditRow(deps, attempt, "wallet.spent", participantId, detail)],
  };
}

/** The lots that it takes from, as they were read. */
function seenOf({ wallet, spend }: BeforeSpend, unit: string, parts: readonly SpentPart[]) {
  const left = new Map([
    ...(spend?.parts ?? []).map(({ lotId, leftMinor }) => [lotId, leftMinor] as const),
    ...wallet.lots.map(({ id, leftMinor }) => [id, leftMinor] as const),
  ]);
  return parts.map(({ lotId: id }) => ({ id, unit, leftMinor: String(left.get(id)), canWait: false }));
}

function refuse<Code extends SpendRefusal>(code: Code, detail: string) {
  return { refusal: { code, detail } };
}
