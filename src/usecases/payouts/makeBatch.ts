import { presentBatch } from "../../contract/payout.ts";
import type { BeforeBatch } from "../../db/queries/payoutWrites.ts";
import { readBeforeBatch } from "../../db/queries/payoutWrites.ts";
import { MAX_PAYOUTS_AT_ONCE } from "../../domain/payoutBatches.ts";
import type { PayoutMethod, PayoutTerms } from "../../domain/payouts.ts";
import { sends } from "../../domain/payouts.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome, WriteRefusal } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { collectedEffects, sortPayees, sumsOf } from "./batchParts.ts";

export interface BatchInput {
  /** "cash:GBP" */
  readonly unit: string;
  readonly cutoff: string;
  /** What is null is as it is set of the unit. */
  readonly minimumMinor: number | null;
  readonly method: PayoutMethod | null;
  /** Who alone is paid; null for everyone. */
  readonly externalId: string | null;
}

export type BatchRefusal =
  | "not_found"
  | "invalid_request"
  | "batch_collecting"
  | "idempotency_mismatch"
  | "no_stripe_key"
  | "nothing_to_pay";

/** A request whose repeat is told for good by its key. */
export type KeyedRequest = Request & { readonly idempotency: NonNullable<Request["idempotency"]> };

/**
 * Sets aside what participants are due of a unit, in a batch that a person confirms. The first commit collects as many as
 * one collects, and the job `go-on-with-payouts` the others.
 */
export async function makeBatch(
  deps: WriteDeps,
  request: KeyedRequest,
  input: BatchInput,
): Promise<WriteOutcome<BatchRefusal>> {
  const { asker, idempotency } = request;
  let attempts = 0;
  const load = () => {
    const { unit, cutoff, externalId } = input;
    const asked = { key: idempotency.key, unit, cutoff, externalId, after: null, most: mostAt(attempts++) };
    return readBeforeBatch(deps.database, asker, idempotency.key, asked);
  };
  return await commitOnce(deps, request, load, (before, attempt) => decide(deps, request, input, before, attempt));
}

/** Of many participants one may always have changed: where a commit came too late, the next one collects fewer. */
export function mostAt(attempts: number): number {
  return Math.max(1, MAX_PAYOUTS_AT_ONCE >> attempts);
}

function decide(
  deps: WriteDeps,
  { idempotency }: KeyedRequest,
  input: BatchInput,
  before: BeforeBatch,
  attempt: Attempt,
): WriteDecision<BatchRefusal> {
  const { known, person, collected } = before;
  if (known !== null) {
    if (known.requestHash === idempotency.requestHash) {
      return { done: { status: 200, body: presentBatch(known) }, effects: null };
    }
    return refuse("idempotency_mismatch", "This Idempotency-Key belongs to another batch.");
  }
  const { at } = attempt;
  const { unit, cutoff, externalId } = input;
  const refusal = refusalOf(input, before, at);
  if (refusal !== null) return refusal;
  const terms = termsAsSet(input, before);
  if ("refusal" in terms) return terms;
  const { method } = terms;
  const sorted = sortPayees(collected.payees, terms, at);
  if (sorted.paid.length === 0 && collected.next === null) {
    return refuse("nothing_to_pay", `No one is due any ${unit} now. A dry run says who is left out and why.`);
  }
  const id = deps.ids.id("bat", at);
  const status = collected.next === null ? ("ready" as const) : ("collecting" as const);
  const sums = sumsOf(sorted);
  const minimumMinor = String(terms.minimumMinor);
  const body = presentBatch({
    ...{ id, unit, method, cutoff: terms.cutoff, minimumMinor, participant: externalId, status, ...sums },
    ...{ dueOn: null, confirmed: false },
    createdAt: at.getTime(),
  });
  const { key, requestHash } = idempotency;
  const made = { id, key, requestHash, unit, method, cutoff, minimumMinor, participantId: person, status };
  return {
    done: { status: 201, body },
    effects: {
      ...collectedEffects(deps, attempt, { id, unit }, sorted),
      newPayoutBatches: [{ ...made, ...sums, collectedTo: collected.next }],
      audit: [
        auditRow(deps, attempt, "payout_batch.made", id, { unit, method, cutoff, minimumMinor, participantId: person }),
      ],
    },
  };
}

function refusalOf({ cutoff, unit, externalId }: BatchInput, { person, collecting }: BeforeBatch, at: Date) {
  if (externalId !== null && person === null) return refuse("not_found", "No participant has this externalId.");
  if (Date.parse(cutoff) > at.getTime()) return invalid("cutoff", "not in the future");
  if (collecting !== null) return refuse("batch_collecting", `Batch ${collecting} still collects who is paid ${unit}.`);
  return null;
}

/** The terms that a request asks for, and where it says nothing those that are set of the unit. */
function termsAsSet(
  { unit, cutoff, ...said }: BatchInput,
  { settings, hasStripeKey }: Pick<BeforeBatch, "settings" | "hasStripeKey">,
): PayoutTerms | { readonly refusal: WriteRefusal<"invalid_request" | "no_stripe_key"> } {
  const method = said.method ?? settings?.method ?? null;
  if (method === null) return invalid("method", `needed, since nothing is set of payouts of ${unit}`);
  if (!sends(method, unit)) return invalid("method", "does not send this unit");
  if (method === "stripe_connect" && !hasStripeKey) return refuseWithoutKey();
  const minimumMinor = BigInt(said.minimumMinor ?? settings?.minimumMinor ?? 0);
  return { cutoff: Date.parse(cutoff), minimumMinor, method, unit };
}

/** Says what a batch would pay, and writes nothing: of as many participants as one commit collects, after another. */
export async function tryBatch(
  deps: WriteDeps,
  { asker }: Request,
  input: BatchInput,
  after: string | null,
  cursorOf: (after: string) => string,
): Promise<WriteOutcome<BatchRefusal>> {
  const { unit, cutoff, externalId } = input;
  const load = () => {
    const asked = { key: "", unit, cutoff, externalId, after, most: MAX_PAYOUTS_AT_ONCE };
    return readBeforeBatch(deps.database, asker, null, asked);
  };
  return await commitOnce(deps, { asker, idempotency: null }, load, (before, { at }) => {
    const refusal = refusalOf(input, { ...before, collecting: null }, at);
    if (refusal !== null) return refusal;
    const terms = termsAsSet(input, before);
    if ("refusal" in terms) return terms;
    const { paid, leftOut } = sortPayees(before.collected.payees, terms, at);
    const { next } = before.collected;
    const body = {
      dryRun: true,
      payouts: paid.map(({ payee, due: { amountMinor, rewardIds } }) => {
        return { participant: payee.externalId, amountMinor: Number(amountMinor), rewards: rewardIds.length };
      }),
      leftOut: leftOut.map(({ payee, reason, amountMinor }) => {
        return { participant: payee.externalId, reason, amountMinor: Number(amountMinor) };
      }),
      nextCursor: next === null ? null : cursorOf(next),
    };
    return { done: { status: 200, body }, effects: null };
  });
}

export function refuseWithoutKey() {
  return refuse("no_stripe_key", "The tenant has said no key with which Stripe is asked to pay.");
}

export function invalid(path: string, message: string) {
  return { refusal: { code: "invalid_request" as const, detail: message, errors: [{ path, message }] } };
}

function refuse<Code extends BatchRefusal>(code: Code, detail: string) {
  return { refusal: { code, detail } };
}
