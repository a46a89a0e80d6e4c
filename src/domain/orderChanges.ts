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

type Field = "amountMinor" | "paid" | "items" | "metadata";
const FIELDS: readonly Field[] = ["amountMinor", "paid", "items", "metadata"];

/** Whether a change is the latest, by its own time and then by arrival, in something that it brings. */
export function decides(changes: readonly OrderChange[], change: OrderChange): boolean {
  return FIELDS.some((field) => latest(changes, field) === change);
}

/** What an order is by its changes, in order of arrival. */
export function changedBy(
  { amountMinor: firstMinor, currency, facts }: FirstReport,
  changes: readonly OrderChange[],
): ChangedOrder {
  const amountMinor = latest(changes, "amountMinor")?.amountMinor ?? firstMinor;
  const payment = latest(changes, "paid");
  const said = payment?.paid ?? facts.paid;
  // What was paid stands for the amount as it was when that was said.
  const stoodFor = payment === null ? firstMinor : amountAt(changes, payment, firstMinor);
  return {
    amountMinor,
    paid:
      said === undefined
        ? { amountMinor, currency }
        : { amountMinor: scaled(BigInt(said.amountMinor), amountMinor, stoodFor), currency: said.currency },
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

/** The amount of an order when a change of it was made. */
function amountAt(changes: readonly OrderChange[], change: OrderChange, firstMinor: bigint): bigint {
  const place = changes.indexOf(change);
  const until = changes.filter(({ at }, index) => at < change.at || (at === change.at && index <= place));
  return latest(until, "amountMinor")?.amountMinor ?? firstMinor;
}

function scaled(paidMinor: bigint, amountMinor: bigint, of: bigint): bigint {
  return amountMinor === of || of === 0n ? paidMinor : halfUp({ part: paidMinor * amountMinor, of });
}
