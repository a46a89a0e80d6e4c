import type { StoredPurchase } from "../../db/rows/purchase.ts";
import type { Instant } from "../../domain/periods.ts";

/**
 * The orders of participants of which something is left, the earliest first. An order of nothing, or one that was given
 * back, counts as no purchase: its buyer is no existing customer by it, and it is not their first order.
 */
export type OrdersLeft = Map<string, OrderLeft[]>;

export interface OrderLeft {
  readonly orderId: string;
  readonly occurredAt: Instant;
  readonly arrival: number;
}

/** What is noted of an order: whose it is, and how much of it is left in minor units. */
export interface NotedOrder extends OrderLeft {
  readonly participantId: string;
  readonly netMinor: bigint;
}

/** Begins with orders of which something is left. */
export function openOrdersLeft(orders: readonly Omit<NotedOrder, "netMinor">[]): OrdersLeft {
  const left: OrdersLeft = new Map();
  for (const order of orders) noteOrder(left, { ...order, netMinor: 1n });
  return left;
}

/** Notes whether something is left of a purchase: after everything that changes its amount or its refunds. */
export function noteNet(left: OrdersLeft, { orderId, reported, refundedMinor }: StoredPurchase): void {
  if (reported === null) return;
  const { participantId, occurredAt, arrival, amountMinor } = reported;
  setLeft(left, participantId, { orderId, occurredAt, arrival }, amountMinor > refundedMinor);
}

/** Puts an order in its place, or takes it away where nothing is left of it. */
export function noteOrder(left: OrdersLeft, { participantId, netMinor, ...order }: NotedOrder): void {
  setLeft(left, participantId, order, netMinor > 0n);
}

function setLeft(left: OrdersLeft, participantId: string, order: OrderLeft, isLeft: boolean): void {
  const orders = left.get(participantId);
  if (orders === undefined) {
    if (isLeft) left.set(participantId, [order]);
    return;
  }
  const place = placeOf(orders, order);
  const isThere = orders[place]?.orderId === order.orderId;
  if (isThere === isLeft) return;
  if (isThere) orders.splice(place, 1);
  else if (place === orders.length) orders.push(order);
  else orders.splice(place, 0, order);
}

/** The earliest order of a participant with something left, by occurredAt, then arrival; null where there is none. */
export function earliestLeft(left: OrdersLeft, participantId: string, exceptOrderId: string | null): OrderLeft | null {
  const [first, second] = left.get(participantId) ?? [];
  return (first?.orderId === exceptOrderId ? second : first) ?? null;
}

/** The earliest order of a participant with something left that was bought since an instant. */
export function earliestSince(
  left: OrdersLeft,
  participantId: string,
  since: Instant,
  exceptOrderId: string | null,
): OrderLeft | null {
  const orders = left.get(participantId) ?? [];
  const place = placeOf(orders, { occurredAt: since, arrival: Number.NEGATIVE_INFINITY });
  return (orders[place]?.orderId === exceptOrderId ? orders[place + 1] : orders[place]) ?? null;
}

/** Whether one order comes before another: by occurredAt, then by arrival. */
export function isBefore(a: Omit<OrderLeft, "orderId">, b: Omit<OrderLeft, "orderId">): boolean {
  return a.occurredAt < b.occurredAt || (a.occurredAt === b.occurredAt && a.arrival < b.arrival);
}

/** Where an order is, or would be: a participant may have any number of them. */
function placeOf(orders: readonly OrderLeft[], order: Omit<OrderLeft, "orderId">): number {
  let [low, high] = [0, orders.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = orders[middle];
    if (other !== undefined && isBefore(other, order)) low = middle + 1;
    else high = middle;
  }
  return low;
}
