import { halfUp } from "./money.ts";
import type { FirstReport, OrderFacts, Paid } from "./orderFacts.ts";
import type { OrderLine } from "./orderLines.ts";
import type { Instant } from "./periods.ts";

/** What a change brings; what it says nothing of is null. */
export interface OrderChange {
  readonly at: Instant;
  readonly currency: string;
  readonly amountMinor: bigint | null;
  readonly paid: Paid | null;
  readonly items: readonly OrderLine[] | null;
  readonly metadata: OrderFacts["metadata"] | null;
}

/** What changes may change of an order. */
export interface ChangedOrder {
  readonly amountMinor: bigint;
  readonly paid: { readonly amountMinor: bigint; readonly currency: string };
  readonly items: readonly OrderLine[];
  readonly metadata: OrderFacts["metadata"];
}

/** What a change may bring: at least one of them. */
export const CHANGE_FIELDS = ["amountMinor", "paid", "items", "metadata"] as const;

type Field = (typeof CHANGE_FIELDS)[number];

/** Whether a change is the latest, by its own time and then by arrival, in something that it brings. */
export function decides(changes: readonly OrderChange[], change: OrderChange): boolean {
  return CHANGE_FIELDS.some((field) => latest(changes, field) === change);
}

/** What an order is by its changes, in order of arrival. */
export function changedBy(
  { amountMinor: firstMinor, currency, facts }: FirstReport,
  changes: readonly OrderChange[],
): ChangedOrder {
  const amountMinor = latest(changes, "amountMinor")?.amountMinor ?? firstMinor;
  return {
    amountMinor,
    paid: paidNow(changes, facts.paid, { is: amountMinor, was: firstMinor }) ?? { amountMinor, currency },
    items: latest(changes, "items")?.items ?? facts.items,
    metadata: latest(changes, "metadata")?.metadata ?? facts.metadata,
  };
}

function latest(changes: readonly OrderChange[], field: Field): OrderChange | null {
  return changes.reduce<OrderChange | null>((best, change) => {
    if (change[field] === null) return best;
    return best === null || change.at >= best.at ? change : best;
  }, null);
}

/**
 * What was paid: as the latest change says that says it, else as the purchase said it, in proportion to the amount.
 *
 * @returns null where neither says it
 */
function paidNow(
  changes: readonly OrderChange[],
  said: Paid | undefined,
  { is, was }: { readonly is: bigint; readonly was: bigint },
): ChangedOrder["paid"] | null {
  const told = latest(changes, "paid")?.paid ?? null;
  if (told !== null) return { ...told, amountMinor: BigInt(told.amountMinor) };
  return said === undefined ? null : { ...said, amountMinor: scaled(BigInt(said.amountMinor), is, was) };
}

function scaled(paidMinor: bigint, amountMinor: bigint, of: bigint): bigint {
  return amountMinor === of || of === 0n ? paidMinor : halfUp({ part: paidMinor * amountMinor, of });
}
