import { randomUUID } from "node:crypto";
import { Journal } from "./journal.ts";
import type { OrderAmounts, Person } from "./referrals.ts";
import type { ShopLanguage } from "./texts.ts";

/** What a shop keeps in its database; this one forgets it when it stops. */

export interface Session {
  language: ShopLanguage;
  customer: Person | null;
  /** Quantities by SKU. */
  readonly cart: Map<string, number>;
  coupon: string | null;
  /** The customer took their coupon out of the cart, so the shop does not put one in by itself. */
  hasDeclinedCoupon: boolean;
  /** The code of the share link that led here, until the visitor is a friend of an advocate. */
  invitation: string | null;
  readonly tour: Tour;
  readonly journal: Journal;
  /** The order that is being paid, so that a second click doesn't make another. */
  paying: Promise<string> | null;
}

/** How far a newcomer is in the guide through the demo. */
export interface Tour {
  isHidden: boolean;
  /** Whose link is followed; null where it came from elsewhere. */
  advocate: Person | null;
  /** Who signed up by it. */
  friend: Person | null;
  /** What the friend's latest order brought; null before there is one. */
  outcome: "rewarded" | "nothing" | "returned" | null;
}

export interface OrderLine {
  readonly sku: string;
  readonly quantity: number;
  /** What was paid for the line: its price less its share of the discount. */
  readonly paidMinor: number;
  isReturned: boolean;
}

export interface Order {
  readonly id: string;
  readonly customerId: string;
  readonly amounts: OrderAmounts;
  readonly discountMinor: number;
  readonly lines: readonly OrderLine[];
}

export interface Store {
  readonly customers: Person[];
  readonly orders: Order[];
  openSession(language: ShopLanguage): OpenSession;
  findSession(id: string): OpenSession | undefined;
  /** Gives a session another id and returns that. */
  renameSession(id: string): string;
}

interface OpenSession {
  readonly id: string;
  readonly session: Session;
}

const MAX_SESSIONS = 1_000;
const MAX_CUSTOMERS = 200;
const MAX_ORDERS = 1_000;

export function createStore(): Store {
  const sessions = new Map<string, Session>();
  return {
    customers: [
      { id: "shop-maya", name: "Maya", email: "maya@shop.example" },
      { id: "shop-daniel", name: "Daniel", email: "daniel@shop.example" },
      { id: "shop-olena", name: "Olena", email: "olena@shop.example" },
    ],
    orders: [],
    openSession(language) {
      dropOldest(sessions);
      const id = randomUUID();
      const session: Session = {
        ...{ language, customer: null, cart: new Map(), coupon: null, paying: null },
        ...{ hasDeclinedCoupon: false, invitation: null, journal: new Journal() },
        tour: { isHidden: false, advocate: null, friend: null, outcome: null },
      };
      sessions.set(id, session);
      return { id, session };
    },
    findSession(id) {
      const session = sessions.get(id);
      return session === undefined ? undefined : { id, session };
    },
    renameSession(id) {
      const session = sessions.get(id);
      if (session === undefined) return id;
      sessions.delete(id);
      const renamed = randomUUID();
      sessions.set(renamed, session);
      return renamed;
    },
  };
}

function dropOldest(sessions: Map<string, Session>): void {
  for (const id of sessions.keys()) {
    if (sessions.size < MAX_SESSIONS) return;
    sessions.delete(id);
  }
}

/** A new customer, with an id that no earlier run of the shop has given away. */
export function addCustomer(store: Store, name: string, email: string): Person {
  const person = { id: `shop-${randomUUID()}`, name, email };
  store.customers.push(person);
  if (store.customers.length > MAX_CUSTOMERS) store.customers.splice(3, 1);
  return person;
}

/** Order ids are unique for good: the referral service takes a repeated one for the same order. */
export function newOrderId(): string {
  return randomUUID().slice(0, 13).toUpperCase();
}

export function addOrder(store: Store, order: Omit<Order, "lines">): Order {
  const { amounts, discountMinor } = order;
  let left = discountMinor;
  const lines = amounts.items.map(({ sku, quantity, amountMinor }, index): OrderLine => {
    const isLast = index === amounts.items.length - 1;
    const share = isLast ? left : Math.floor((discountMinor * amountMinor) / amounts.amountMinor);
    left -= share;
    return { sku, quantity, paidMinor: amountMinor - share, isReturned: false };
  });
  const added = { ...order, lines };
  store.orders.unshift(added);
  store.orders.length = Math.min(store.orders.length, MAX_ORDERS);
  return added;
}

export function refundedOf({ lines }: Order): number {
  return lines.reduce((sum, { paidMinor, isReturned }) => sum + (isReturned ? paidMinor : 0), 0);
}
