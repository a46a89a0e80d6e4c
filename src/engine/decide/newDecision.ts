import type { EventFlag } from "../../domain/eventFlags.ts";
import type { EngineEvent } from "../events/events.ts";
import type { EntryDraft } from "./making.ts";
import { draftEntry } from "./making.ts";
import type { EventProblem, Outcome } from "./outcome.ts";
import type { PurchaseState, State } from "./state.ts";
import { referralOrMembership } from "./state.ts";

/** What is decided of an event that is new. */
export interface NewDecision {
  readonly participantId: string | null;
  readonly flags: readonly EventFlag[];
  /** What each program made of it, in order. */
  readonly drafts: readonly EntryDraft[];
}

export type EventRefusal = Extract<Outcome, { kind: "problem" }>;

export function problem(code: EventProblem["code"], path: string | null, detail: string): EventRefusal {
  return { kind: "problem", problem: { code, path, detail } };
}

/** What an event is told that was reported before with other content. */
export function conflict({ type }: EngineEvent): EventRefusal {
  return problem("event_conflict", null, type === "purchase" ? OF_AN_ORDER : OF_ANY_EVENT);
}

const OF_ANY_EVENT = "this event was reported before with other content; nothing was changed";
const OF_AN_ORDER =
  "this order was reported before with other content; nothing was changed. If the order has changed, send an event of " +
  "type order_change with its orderId, its currency, a changeId of your own, and what is so now: amountMinor, paid, " +
  "items or metadata";

/** An entry for each referral and membership that has decided an order. */
export function draftsOfOrder(state: State, { now: { decided } }: PurchaseState): readonly EntryDraft[] {
  const concerned = Object.values(decided).flatMap(({ referralId }) => referralOrMembership(state, referralId) ?? []);
  return inOrder(state, concerned.map(draftEntry));
}

/** Order of attribution, then the program's key; memberships after referrals. */
export function inOrder(state: State, drafts: readonly EntryDraft[]): readonly EntryDraft[] {
  if (drafts.length < 2) return drafts;
  const keyOf = (draft: EntryDraft) => state.programs.get(draft.referral.now.programId)?.now.key ?? "";
  return drafts.toSorted((a, b) => {
    const isMembership = ({ referral }: EntryDraft) => (referral.now.status === "membership" ? 1 : 0);
    if (isMembership(a) !== isMembership(b)) return isMembership(a) - isMembership(b);
    const byTime = isMembership(a) ? 0 : a.referral.now.attributedAt - b.referral.now.attributedAt;
    return byTime || (keyOf(a) < keyOf(b) ? -1 : 1);
  });
}
