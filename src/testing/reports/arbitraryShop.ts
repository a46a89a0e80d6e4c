import fc from "fast-check";

/** What may happen in a shop of three programs, around the ends of its days, for `reports.test.ts`. */

export const PEOPLE = ["ann", "bob", "cy", "dee", "eve", "fay"];
export const PROGRAMS = ["first", "second", "euros"];
/** Around the ends of days, weeks, months and of winter, there. */
export const TIMES = [
  ...["2026-02-28T23:59:59.999Z", "2026-03-01T00:00:00.000Z", "2026-03-15T10:00:00.000Z", "2026-03-22T23:59:59.000Z"],
  ...["2026-03-28T23:59:59.999Z", "2026-03-29T00:00:00.000Z", "2026-03-29T01:00:00.000Z", "2026-03-29T22:59:59.999Z"],
  ...["2026-03-29T23:00:00.000Z", "2026-03-31T22:59:59.999Z", "2026-03-31T23:00:00.000Z", "2026-04-12T23:00:00.000Z"],
];

const anyTime = fc.constantFrom(...TIMES);
const anyone = fc.constantFrom(...PEOPLE);
const anyOrder = fc.integer({ min: 0, max: 11 }).map((n) => `order-${n}`);
const signups = fc.record({
  ...{ type: fc.constant("signup"), by: anyone, of: anyone, program: fc.constantFrom(...PROGRAMS), at: anyTime },
  channel: fc.constantFrom(null, "mail", "chat"),
});
const purchases = fc.record({
  ...{ type: fc.constant("purchase"), by: anyone, order: anyOrder, at: anyTime },
  amount: fc.constantFrom(0, 99, 4_200, 10_001),
  currency: fc.constantFrom("GBP", "GBP", "GBP", "EUR"),
  country: fc.constantFrom(null, "GB", "IL"),
  categories: fc.array(fc.constantFrom(null, "tea", "cups"), { maxLength: 3 }),
  discount: fc.constantFrom(null, 0, 42, 420),
});
const refunds = fc.record({
  ...{ type: fc.constant("refund"), order: anyOrder, at: anyTime, amount: fc.constantFrom(50, 4_200, 20_000) },
  currency: fc.constantFrom("GBP", "GBP", "GBP", "EUR"),
});
const reversals = fc.record({ type: fc.constant("refund_reversal"), order: anyOrder, at: anyTime });
const clicks = fc.record({
  ...{ type: fc.constant("click"), of: anyone, program: fc.constantFrom(...PROGRAMS), at: anyTime },
  channel: fc.constantFrom(null, "mail"),
});
/** Each in the order of their times, as they mostly come; a few come late. */
export const anyHistory = fc
  .tuple(
    fc.array(signups, { minLength: 8, maxLength: 16 }),
    fc.array(purchases, { minLength: 8, maxLength: 16 }),
    fc.array(fc.oneof(refunds, refunds, clicks), { minLength: 8, maxLength: 16 }),
    fc.array(fc.oneof(signups, purchases, refunds, reversals, reversals), { maxLength: 6 }),
  )
  .map(([signed, bought, others, late]) => {
    const rank = ({ type }: { readonly type: string }) => ["signup", "purchase"].indexOf(type) >>> 0;
    const inTime = [...signed, ...bought, ...others].toSorted((a, b) =>
      a.at < b.at ? -1 : a.at > b.at ? 1 : rank(a) - rank(b),
    );
    return [...inTime, ...late];
  });

export type AnyEvent = typeof anyHistory extends fc.Arbitrary<readonly (infer E)[]> ? E : never;
