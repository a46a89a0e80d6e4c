import fc from "fast-check";
import { arbitraryDocument, arbitraryDocuments, generousDocument } from "./arbitraryRules.ts";
import type {
  History,
  HistoryEvent,
  HistoryProgram,
  HistoryPurchase,
  HistoryRefund,
  MovingHistory,
} from "./historyTypes.ts";

/** Histories of few people, orders and instants, so that events meet: ties, late arrivals, repeats, conflicts. */

const PEOPLE = ["ann", "ben"];
const FRIENDS = ["fay", "gus", "hal"];
const EVERYONE = [...PEOPLE, ...FRIENDS];

/** Around the ends of days, months, quarters and years. */
const INSTANTS = [
  "2025-12-31T23:30:00Z",
  "2026-01-01T00:00:00Z",
  "2026-01-01T12:00:00Z",
  "2026-01-05T00:00:00Z",
  "2026-01-31T23:59:59Z",
  "2026-02-01T00:00:00Z",
  "2026-03-31T20:00:00Z",
  "2026-04-01T00:00:00Z",
];
const early = fc.constantFrom(...INSTANTS.slice(0, 3));
const at = fc.constantFrom(...INSTANTS);
const amountMinor = fc.constantFrom(0, 1, 999, 1000, 2000, 2999, 3000, 3001, 10_000);
const currency = fc.constantFrom(...Array<string>(19).fill("GBP"), "EUR");
const program = fc.constantFrom("p", "p", "p", "q");
// Mostly friends; advocates too, so that chains and cycles come up.
const who = fc.constantFrom<string[]>(...FRIENDS, ...FRIENDS, ...FRIENDS, ...PEOPLE);
const code: fc.Arbitrary<[string, string]> = fc.tuple(
  fc.constantFrom<string[]>(...PEOPLE, ...PEOPLE, ...PEOPLE, ...PEOPLE, "unknown"),
  program,
);

const signup: fc.Arbitrary<HistoryEvent> = fc
  .record({
    ...{ who, at: early, code: fc.option(code, { freq: 9 }), program, clickedAt: fc.option(at, { freq: 1 }) },
    beside: fc.constantFrom(null, null, "filled", "typed", "unknown"),
  })
  .map((event) => ({ type: "signup", ...event, program: event.code?.[1] ?? event.program }));

const purchase: fc.Arbitrary<HistoryPurchase> = fc.record({
  type: fc.constant("purchase" as const),
  who,
  at,
  code: fc.option(code, { freq: 1, nil: null }),
  orderId: fc.constant(""),
  amountMinor,
  currency,
  country: fc.constantFrom(null, "GB", "GB", "DE"),
  teaMinor: fc.constantFrom(null, 0, 999, 2000),
  margin: fc.constantFrom(null, -5, 0, 700, 1501),
  paidMinor: fc.constantFrom(null, null, 0, 1001, 3510),
});

const refund: fc.Arbitrary<HistoryRefund> = fc.record({
  type: fc.constant("refund" as const),
  at,
  orderId: fc.nat(4).map((number) => `o${number + 1}`),
  refundId: fc.constant(""),
  how: fc.constantFrom("amount", "amount", "amount", "paid", "total", "rest"),
  amountMinor: fc.constantFrom(0, 1, 500, 999, 1000, 2001, 3000),
  back: fc.constantFrom(null, null, "t", "m"),
  currency,
});

const change: fc.Arbitrary<HistoryEvent> = fc
  .record({
    at,
    orderId: fc.nat(3).map((number) => `o${number + 1}`),
    brought: fc.constantFrom(
      { amountMinor: 0, teaMinor: null },
      { amountMinor: 999, teaMinor: null },
      { amountMinor: 3000, teaMinor: null },
      { amountMinor: 10_000, teaMinor: null },
      { amountMinor: 10_000, teaMinor: 2000 },
      { amountMinor: null, teaMinor: 500 },
      { amountMinor: 2000, teaMinor: 2000 },
      { amountMinor: null, teaMinor: null, margin: 1501 },
      { amountMinor: null, teaMinor: null, paidMinor: 2002 },
      { amountMinor: 3001, teaMinor: null, paidMinor: 999 },
    ),
    currency,
  })
  .map(({ brought, ...told }) => ({ type: "order_change", changeId: "", ...brought, ...told }));

/** Of refunds that have come, will come, and never come. */
const reversal: fc.Arbitrary<HistoryEvent> = fc
  .record({ at, orderId: fc.constantFrom("o1", "o1", "o2"), refundId: fc.constantFrom("x1", "x2", "x3") })
  .map((told) => ({ type: "refund_reversal", ...told }));

/** Often of the same order, so that one is closed while another is open, and told in any order. */
const dispute: fc.Arbitrary<HistoryEvent> = fc
  .record({
    at,
    dispute: fc.constantFrom<[string, string][]>(["o1", "d1"], ["o1", "d2"], ["o2", "d3"], ["o3", "d4"]),
    status: fc.constantFrom("opened", "opened", "closed"),
  })
  .map(({ dispute: [orderId, disputeId], ...told }) => ({ type: "dispute", orderId, disputeId, ...told }));

const custom: fc.Arbitrary<HistoryEvent> = fc.record({
  type: fc.constant("custom" as const),
  name: fc.constantFrom("lead", "lead", "visit"),
  who,
  eventId: fc.constantFrom("e1", "e2", "e3", "e4", "e5"),
  at,
});

const click: fc.Arbitrary<HistoryEvent> = fc.record({
  type: fc.constant("click" as const),
  clickId: fc.constantFrom("c1", "c2", "c3", "c4", "c5", "c6"),
  at,
  code,
  channel: fc.constantFrom(null, "mail"),
});

const customerSince: fc.Arbitrary<HistoryEvent> = fc.record({
  type: fc.constant("customer_since" as const),
  who,
  at,
  since: fc.option(at, { freq: 3, nil: null }),
});

const byHand: fc.Arbitrary<HistoryEvent> = fc.record({
  type: fc.constant("referral_by_hand" as const),
  who,
  at: fc.oneof({ weight: 2, arbitrary: early }, { weight: 1, arbitrary: at }),
  advocate: fc.constantFrom<string[]>(...PEOPLE),
  program,
  force: fc.boolean(),
});

const reassigned: fc.Arbitrary<HistoryEvent> = fc.record({
  type: fc.constant("referral_reassigned" as const),
  who,
  at,
  advocate: fc.constantFrom<string[]>(...PEOPLE),
  program,
});

const event = fc.oneof(
  { weight: 3, arbitrary: signup },
  { weight: 7, arbitrary: purchase },
  { weight: 4, arbitrary: refund },
  { weight: 3, arbitrary: change },
  { weight: 2, arbitrary: reversal },
  { weight: 2, arbitrary: dispute },
  { weight: 1, arbitrary: custom },
  { weight: 2, arbitrary: click },
  { weight: 1, arbitrary: customerSince },
  { weight: 1, arbitrary: byHand },
  { weight: 2, arbitrary: reassigned },
);

/** Numbers orders and refunds as they come; now and then one number is used again, with other content or not. */
function numbered(events: readonly HistoryEvent[], repeats: readonly boolean[]): HistoryEvent[] {
  let [orders, refunds, changes] = [0, 0, 0];
  const heads = new Map<string, Pick<HistoryPurchase, "who" | "amountMinor" | "currency">>();
  return events.map((drawn, index) => {
    const isNew = repeats[index] === false;
    if (drawn.type === "purchase") {
      orders += isNew || orders === 0 ? 1 : 0;
      const orderId = `o${orders}`;
      const first = heads.get(orderId);
      heads.set(orderId, first ?? { who: drawn.who, amountMinor: drawn.amountMinor, currency: drawn.currency });
      // Mostly a second report of the same order, which adds to it where it contradicts nothing.
      return { ...drawn, orderId, ...(drawn.paidMinor === 0 ? {} : first) };
    }
    if (drawn.type === "refund") {
      refunds += isNew || refunds === 0 ? 1 : 0;
      return { ...drawn, refundId: `x${refunds}` };
    }
    if (drawn.type === "order_change") {
      changes += isNew || changes === 0 ? 1 : 0;
      return { ...drawn, changeId: `c${changes}` };
    }
    return drawn;
  });
}

const repeated = fc.infiniteStream(fc.constantFrom(...Array<boolean>(7).fill(false), true));

/** Most histories begin with friends of the program, else there is little to decide. */
function eventsFrom(event: fc.Arbitrary<HistoryEvent>): fc.Arbitrary<HistoryEvent[]> {
  return fc
    .tuple(
      fc.subarray(FRIENDS).chain((friends) => fc.tuple(...friends.map(friendOf))),
      fc.array(event, { minLength: 1, maxLength: 20, size: "max" }),
      repeated,
    )
    .map(([friends, rest, repeats]) => [
      ...friends,
      ...numbered(
        rest,
        rest.map(() => repeats.next().value),
      ),
    ]);
}

function friendOf(friend: string): fc.Arbitrary<HistoryEvent> {
  return fc.constantFrom(...PEOPLE).map((advocate) => {
    const at = INSTANTS[0] ?? "";
    return { type: "signup", who: friend, at, code: [advocate, "p"], program: "p", clickedAt: null };
  });
}

function programsOf(document: fc.Arbitrary<unknown>): fc.Arbitrary<HistoryProgram[]> {
  const timezone = fc.constantFrom("UTC", "Asia/Tashkent", "America/New_York");
  return fc.tuple(document, arbitraryDocument, timezone).map(([one, other, zone]) => [
    { key: "p", currency: "GBP", timezone: "UTC", document: one },
    { key: "q", currency: "GBP", timezone: zone, document: other },
  ]);
}

/** Two programs, and some 20 events of the same few people. */
export const arbitraryHistory: fc.Arbitrary<History> = fc.record({
  programs: programsOf(arbitraryDocument),
  people: fc.constant(PEOPLE),
  events: eventsFrom(event),
});

const merged: fc.Arbitrary<HistoryEvent> = fc.record({
  type: fc.constant("participant_merged" as const),
  who: fc.constantFrom(...EVERYONE),
  merged: fc.constantFrom(...EVERYONE),
  at,
});

/** With the code of anyone, so that those who are merged have friends of their own, and circles come up. */
const signupWithAnyCode = fc.tuple(signup, fc.constantFrom(...EVERYONE)).map(([drawn, owner]): HistoryEvent => {
  return drawn.type === "signup" && drawn.code !== null ? { ...drawn, code: [owner, drawn.code[1]] } : drawn;
});

/** The same, of people of whom some are one. They all exist before, and have codes. */
export const arbitraryMergingHistory: fc.Arbitrary<History> = fc.record({
  programs: programsOf(generousDocument),
  people: fc.constant(EVERYONE),
  events: eventsFrom(
    fc.oneof(
      { weight: 12, arbitrary: event },
      { weight: 3, arbitrary: signupWithAnyCode },
      { weight: 4, arbitrary: merged },
    ),
  ),
});

/** Just large enough for any bound: what a refund leaves of it may not be. */
const ordersOfFay = fc.array(
  fc
    .tuple(purchase, fc.constantFrom(3000, 3001))
    .map(([drawn, amount]) => ({ ...drawn, who: "fay", code: null, currency: "GBP", amountMinor: amount })),
  { minLength: 2, maxLength: 2 },
);
const refundOfFay = fc
  .tuple(refund, fc.constantFrom<[string, number][]>(["o1", 10_000], ["o1", 1], ["o2", 1], ["o2", 1000], ["o2", 2001]))
  .map(([{ how: _, ...drawn }, [orderId, amount]]) => ({ ...drawn, orderId, currency: "GBP", amountMinor: amount }));
const takenBack = fc.oneof({ weight: 6, arbitrary: refundOfFay }, { weight: 1, arbitrary: event });

/** A friend's orders in one program, whose open referrals then move to other rules; after that most are refunded. */
export const arbitraryMovingHistory: fc.Arbitrary<MovingHistory> = fc
  .record({
    documents: arbitraryDocuments,
    friend: friendOf("fay"),
    orders: ordersOfFay,
    after: fc.array(takenBack, { minLength: 2, maxLength: 5, size: "max" }),
    repeated,
  })
  .map(({ documents: { first, next }, friend, orders, after, repeated: repeats }) => {
    const all = [...orders, ...after];
    return {
      programs: [{ key: "p", currency: "GBP", timezone: "UTC", document: first }],
      people: PEOPLE,
      events: [
        friend,
        ...numbered(
          all,
          all.map(() => repeats.next().value),
        ),
      ],
      document: next,
      movesAfter: 1 + orders.length,
    };
  });
