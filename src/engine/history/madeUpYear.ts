import type { Instant } from "../../domain/periods.ts";
import { DAY_MS, HOUR_MS } from "../../domain/periods.ts";
import type { Rules } from "../../domain/rules.ts";
import { KEY_SEPARATOR } from "../events/events.ts";
import type { BacktestProgram, HistoryPage } from "./backtest.ts";
import type { StoredEvent } from "./storedEvents.ts";

/** What a marketer expects of a year that has not been yet. */
export interface Expected {
  readonly friendsAMonth: number;
  /** How many of 10,000 friends buy at all. */
  readonly buyBps: number;
  /** Of a friend who buys, in a whole year. */
  readonly ordersAYear: number;
  /** An average order, in minor units of the program's currency. */
  readonly orderMinor: number;
  /** How many friends an advocate brings in the year, on average: some bring many, and most few. */
  readonly friendsPerAdvocate: number;
}

const MONTHS = 12;
const MONTH_MS = Math.floor((365 * DAY_MS) / MONTHS);
const FULL_BPS = 10_000;

/**
 * Two irrational steps, whose multiples are spread evenly between 0 and 1: the same numbers always, and none of the
 * luck of a draw.
 */
const GOLDEN = 0.618_033_988_749_894_9;
const PLASTIC = 0.754_877_666_246_692_7;

const spread = (index: number, step: number) => (index * step) % 1;

/** What the rules that decide a year ask of those who are in it. */
export interface MadeFor {
  /** Of all advocates and friends. */
  readonly segments: readonly string[];
  /** Whether each order brings the code itself, for rules that attribute orders one by one. */
  readonly bringsCodes: boolean;
}

/** How a year is made that some rules decide: all of them, where they are several. */
export function madeFor(documents: readonly Rules[]): MadeFor {
  return {
    segments: [...new Set(documents.flatMap(({ eligibility }) => eligibility.segments ?? []))],
    bringsCodes: documents.some(({ attribution }) => attribution.binds === "order"),
  };
}

const friendsIn = ({ friendsAMonth }: Expected) => Math.round(friendsAMonth * MONTHS);

/** How many events a year of this has at most. */
export function eventsExpected(expected: Expected): number {
  const { buyBps, ordersAYear } = expected;
  const friends = friendsIn(expected);
  return friends + Math.ceil((friends * buyBps) / FULL_BPS) * Math.max(1, Math.ceil(ordersAYear));
}

/**
 * A year of made-up events: friends who sign up evenly over it with the codes of advocates, and buy from an hour after it
 * on. An order is between half of the average and one and a half times as much. No one belongs to a country, and everyone
 * to the segments that the rules ask of advocates.
 */
export function madeUpYear(
  expected: Expected,
  program: Pick<BacktestProgram, "id" | "currency">,
  { segments, bringsCodes }: MadeFor,
  start: Instant,
): HistoryPage {
  const friends = friendsIn(expected);
  const advocates = Math.max(1, Math.round(friends / expected.friendsPerAdvocate));
  const person = (id: string) => ({ id, externalId: id, emailFolded: null, country: null, segments });
  const advocateIds = Array.from({ length: advocates }, (_, index) => `advocate-${index + 1}`);
  const friendIds = Array.from({ length: friends }, (_, index) => `friend-${index + 1}`);
  const events = friendIds.flatMap((friendId, index) => {
    // Squared, so that the first advocates bring the most.
    const advocate = Math.floor(spread(index, GOLDEN) ** 2 * advocates);
    const at = start + Math.round((index / friends) * MONTHS * MONTH_MS);
    const signup = signupOf(friendId, codeOf(advocate), program.id, at);
    const buyer = { friendId, index, at, end: start + MONTHS * MONTH_MS };
    return [signup, ...ordersOf(expected, program.currency, { ...buyer, code: bringsCodes ? codeOf(advocate) : null })];
  });
  return {
    events: events
      .toSorted((a, b) => a.occurredAt - b.occurredAt)
      .map((event, index) => ({ ...event, seq: index + 1, receivedAt: event.occurredAt })),
    participants: [...advocateIds, ...friendIds].map(person),
    codes: advocateIds.map((participantId, index) => ({
      ...{ code: codeOf(index), programId: program.id, participantId, createdAt: start - DAY_MS },
      application: "approved" as const,
    })),
  };
}

const codeOf = (advocate: number) => `CODE${advocate + 1}`;

type MadeUp = Omit<StoredEvent, "seq" | "receivedAt">;

function signupOf(friendId: string, code: string, programId: string, occurredAt: Instant): MadeUp {
  const naturalKey = ["signup", friendId, code, programId].join(KEY_SEPARATOR);
  const facts = { code, clicks: [], channel: null };
  return { id: `signup-${friendId}`, type: "signup", naturalKey, participantId: friendId, occurredAt, facts };
}

interface Buyer {
  readonly friendId: string;
  readonly index: number;
  /** When they signed up. */
  readonly at: Instant;
  /** When the year ends. */
  readonly end: Instant;
  /** What each order brings. */
  readonly code: string | null;
}

/** The orders of one friend: of those who buy at least one, and over what is left of the year its share of them. */
function ordersOf(
  { buyBps, ordersAYear, orderMinor }: Expected,
  currency: string,
  { friendId, index, at, end, code }: Buyer,
): MadeUp[] {
  if (spread(index, PLASTIC) * FULL_BPS >= buyBps) return [];
  const left = end - at;
  const count = Math.max(1, Math.round((ordersAYear * left) / (MONTHS * MONTH_MS)));
  return Array.from({ length: count }, (_, order) => {
    const orderId = `${friendId}-${order + 1}`;
    const amountMinor = Math.round(orderMinor * (0.5 + spread(index + order, GOLDEN)));
    const occurredAt = at + HOUR_MS + Math.floor((order * (left - HOUR_MS)) / count);
    const facts = {
      ...{ orderId, amountMinor, currency, country: null, items: [], subscription: false, discounts: [], metadata: {} },
      ...{ code, clicks: [], channel: null },
    };
    return {
      id: `order-${orderId}`,
      type: "purchase",
      naturalKey: `purchase:${orderId}`,
      participantId: friendId,
      occurredAt,
      facts,
    };
  });
}
