import { isLiveReferral } from "../../domain/attribution.ts";
import type { EventFlag } from "../../domain/eventFlags.ts";
import { EVENT_FLAGS } from "../../domain/eventFlags.ts";
import { exceedsOrder } from "../../domain/orderLines.ts";
import type { EntryDraft } from "./making.ts";
import { reportedOf, stepsOf } from "./purchaseFacts.ts";
import type { PurchaseState, State } from "./state.ts";

interface Flagged {
  readonly state: State;
  readonly purchase: PurchaseState;
  /** What each program made of it. */
  readonly drafts: readonly EntryDraft[];
  /** Whether what it was paid with was taken again. */
  readonly isLate: boolean;
  /** Whether the code that it brought is unknown. */
  readonly unknownCode: boolean;
}

const HOLDS: Readonly<Record<EventFlag, (flagged: Flagged) => boolean>> = {
  over_refund: ({ purchase }) => purchase.now.overRefunds > 0,
  currency_mismatch: ({ state, purchase, drafts }) => {
    const isForeign = drafts.some(({ referral: { now } }) => {
      const program = state.programs.get(now.programId);
      return isLiveReferral(now.status) && program?.now.currency !== purchase.now.currency;
    });
    // Most orders have nothing that waited for them.
    return isForeign || (purchase.now.history.length > 0 && stepsOf(purchase).some((step) => step.isForeign));
  },
  items_exceed_order: ({ purchase }) => {
    const { order, firstMinor } = reportedOf(purchase);
    return order !== null && exceedsOrder({ items: order.items, amountMinor: firstMinor });
  },
  unknown_code: ({ unknownCode }) => unknownCode,
  spend_late: ({ isLate }) => isLate,
};

/** What is odd about a purchase that is taken all the same. */
export function purchaseFlags(flagged: Flagged): EventFlag[] {
  return EVENT_FLAGS.filter((flag) => HOLDS[flag](flagged));
}
