import { DAY_MS } from "../../src/domain/periods.ts";
import type { EventBody } from "../replay/orders.ts";

/** So many payments are disputed as the year ends. */
const DISPUTED = 4;
/** A bank tells of it so long after the order. */
const TOLD_AFTER_MS = 2 * DAY_MS;

/**
 * Disputes that are open when the year ends, of the latest orders of friends that are old enough, so that something waits
 * for a person. The data has none.
 *
 * @param friends whose orders may have earned something
 */
export function openDisputes(events: readonly EventBody[], friends: ReadonlySet<string>): EventBody[] {
  const last = Math.max(...events.map(({ occurredAt }) => Date.parse(occurredAt)));
  const orders = events.filter((event) => {
    const { externalId = "" } = (event.participant ?? {}) as { externalId?: string };
    const isTold = Date.parse(event.occurredAt) + TOLD_AFTER_MS <= last;
    return event.type === "purchase" && isTold && friends.has(externalId);
  });
  return orders.slice(-DISPUTED).map(({ orderId, occurredAt }) => {
    const told = new Date(Date.parse(occurredAt) + TOLD_AFTER_MS).toISOString();
    return { type: "dispute", orderId, disputeId: `dispute-${String(orderId)}`, status: "opened", occurredAt: told };
  });
}
