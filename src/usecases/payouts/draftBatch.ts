import type { Effects } from "../../db/queries/effects.ts";
import type { DuePayouts } from "../../db/queries/payoutSettings.ts";
import { cutoffOf, dueAfter, lastDue } from "../../domain/payoutSchedules.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, WriteDeps } from "../commitOnce.ts";

const NOTHING = { collectedTo: null, payouts: 0, amountMinor: "0", leftOut: 0 } as const;

/**
 * Drafts the batch of a due date; who is paid is found when it is confirmed. It takes the place of an older draft, since
 * it pays all that that one would have paid. Where the unit is set to be confirmed by itself, it is, unless Stripe
 * is to pay it and there is no key to ask it with: then a person has to see to it.
 */
export function draftEffects(deps: WriteDeps, due: DuePayouts, attempt: Attempt): Partial<Effects> {
  const { unit, version, settings, schedule, dueOn: from, today, timezone, drafts } = due;
  const { method, autoConfirm } = settings;
  const confirmed = autoConfirm && (method !== "stripe_connect" || due.hasStripeKey);
  const dueOn = lastDue(from, today, schedule);
  const moved = { unit, versionWas: version, settings, dueOn: dueAfter(dueOn, schedule) };
  const key = keyOf(unit, method, dueOn);
  // A date that comes again, after the time zone was moved back, is not drafted again.
  if (due.keys.includes(key)) return { payoutSettings: [moved] };
  const id = deps.ids.id("bat", attempt.at);
  const cutoff = new Date(cutoffOf(dueOn, schedule, timezone)).toISOString();
  const minimumMinor = String(settings.minimumMinor);
  const terms = { unit, method, cutoff, minimumMinor, participantId: null, dueOn };
  const status = confirmed ? ("collecting" as const) : ("draft" as const);
  const stepped = { payouts: 0, amountMinor: "0", from: "draft" } as const;
  return {
    payoutSettings: [moved],
    payoutBatches: drafts.map((draft) => ({ ...draft, ...NOTHING, status: "cancelled" })),
    newPayoutBatches: [{ id, key, requestHash: "", ...terms, confirmed, status, ...NOTHING }],
    audit: [
      ...drafts.map((draft) => auditRow(deps, attempt, "payout_batch.cancelled", draft.id, stepped)),
      auditRow(deps, attempt, "payout_batch.made", id, terms),
      ...(confirmed ? [auditRow(deps, attempt, "payout_batch.confirmed", id, stepped)] : []),
    ],
  };
}

/** What tells a repeat from a second one, for good. No header can hold the sign in front. */
function keyOf(unit: string, method: string, dueOn: string): string {
  return `\u2713 ${unit} ${method} ${dueOn}`;
}
