import fc from "fast-check";
import { attributionOf, documentOf } from "./documents.ts";

/** Rules documents within what the engine supports, small enough that a short history meets their bounds. */

type Json = Readonly<Record<string, unknown>>;

/** Near the amounts that `arbitraryHistory` sells for. */
const minor = fc.constantFrom(1, 333, 1000, 2500, 3000);
const rateBps = fc.constantFrom(1, 115, 1000, 3333, 10_000);
const few = fc.integer({ min: 1, max: 3 });

/** What may decide which purchases count: nothing that is counted by them. */
const plainCondition: fc.Arbitrary<Json> = fc.oneof(
  fc.record({
    field: fc.constant("order.amountMinor"),
    op: fc.constantFrom("gte", "gt", "lte", "lt", "ne"),
    value: fc.constantFrom(1000, 2000, 3000),
  }),
  fc.record({ field: fc.constant("order.country"), op: fc.constantFrom("in", "nin"), value: fc.constant(["GB"]) }),
  fc.record({ field: fc.constant("order.isFirst"), op: fc.constant("eq"), value: fc.boolean() }),
  fc.record({ field: fc.constant("friend.ageDays"), op: fc.constantFrom("lt", "gte"), value: fc.nat(20) }),
);

const condition: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: plainCondition },
  fc.record({
    field: fc.constant("advocate.conversions"),
    op: fc.constantFrom("gte", "lte", "eq", "ne"),
    value: few,
  }),
  fc.record({
    field: fc.constant("advocate.revenueMinor"),
    op: fc.constantFrom("gte", "lt"),
    value: fc.constantFrom(1000, 3000, 5000),
  }),
);

const listOf = (of: fc.Arbitrary<Json>) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.array(of, { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: fc.tuple(fc.record({ any: fc.array(of, { minLength: 1, maxLength: 2 }) })) },
  );
const conditionList = listOf(condition);

const tea = { field: "item.category", op: "eq", value: "tea" };
const rateBase = fc.constantFrom<Json[]>(
  {},
  { of: "order.amountMinor" },
  { of: "items.amountMinor", itemsWhen: [tea] },
  { of: "event.metadata.margin" },
);

/** A choice of two or three grants of the kinds. */
function choiceOf(kinds: readonly string[], onOrder: boolean): fc.Arbitrary<Json> {
  const option = fc.constantFrom(...kinds).chain((kind) => grantOf(kind, onOrder));
  return fc
    .record({
      kind: fc.constant("choice"),
      options: fc.array(option, { minLength: 2, maxLength: 3 }),
      chooseWithinDays: fc.constantFrom(1, 30),
    })
    .chain((choice) => fc.constantFrom<Json[]>(choice, choice, { ...choice, costMinor: 700 }));
}

/** A grant of the kind, at a rate only where there is an order to take it of. */
function grantOf(kind: string, onOrder: boolean): fc.Arbitrary<Json> {
  if (kind === "choice") return choiceOf(["cash", "credit", "points", "discount", "item"], onOrder);
  if (kind === "cash choice") return choiceOf(["cash"], onOrder);
  const cost = fc.constantFrom({}, { costMinor: 0 }, { costMinor: 400 });
  if (kind === "item") return cost.map((more) => ({ kind, sku: "mug", quantity: 1, ...more }));
  if (kind === "discount") {
    const worth = fc
      .option(rateBps)
      .map((percentBps) => (percentBps === null ? { freeShipping: true } : { percentBps }));
    return fc.tuple(worth, cost).map(([measure, more]) => ({ kind, ...measure, validDays: 30, ...more }));
  }
  const costs = kind === "points" ? cost : fc.constant({});
  const sum = minor.map((amount) =>
    kind === "points" ? { kind, amount } : { kind, amountMinor: amount, currency: "GBP" },
  );
  const each = fc.tuple(sum, fc.constantFrom<Json[]>({}, { itemsWhen: [tea] })).map(([grant, of]) => {
    return { ...grant, per: "item", ...of };
  });
  const fixed = onOrder ? fc.oneof({ weight: 3, arbitrary: sum }, { weight: 1, arbitrary: each }) : sum;
  const rate = fc
    .tuple(rateBps, fc.option(minor), rateBase)
    .map(([bps, maxMinor, of]) => ({ kind, rateBps: bps, ...of, ...(maxMinor === null ? {} : { maxMinor }) }));
  return fc.tuple(onOrder ? fc.oneof(fixed, rate) : fixed, costs).map(([grant, more]) => ({ ...grant, ...more }));
}

function tiersOf(kind: string, onOrder: boolean): fc.Arbitrary<Json | null> {
  const stepsOf = (from: fc.Arbitrary<number>) =>
    fc
      .tuple(fc.uniqueArray(from, { minLength: 1, maxLength: 2 }), fc.infiniteStream(grantOf(kind, onOrder)))
      .map(([froms, grants]) =>
        froms.toSorted((a, b) => a - b).map((each) => ({ from: each, grant: grants.next().value })),
      );
  // The instants of histories are 1 to 59 days apart, some of them exactly.
  const rolling = fc.constantFrom(1, 5, 30, 59).map((rollingDays) => ({ rollingDays }));
  const window = fc.oneof(fc.constantFrom("lifetime", "month", "quarter", "year"), rolling);
  const measured = fc.constantFrom("conversions", "conversions", "signups", "revenue").chain((by) => {
    const from = by === "revenue" ? fc.constantFrom(1, 1000, 3000, 5000) : fc.integer({ min: 1, max: 4 });
    return fc.record({ by: fc.constant(by), window, steps: stepsOf(from) });
  });
  return fc.option(measured, { freq: 2 });
}

function limitsOf(isThing: boolean, isClick: boolean): fc.Arbitrary<readonly Json[]> {
  const count = few.map((most) => ({ count: most }));
  const amount = fc.constantFrom(1, 1500, 4000).map((most) => ({ amountMinor: most }));
  const per = isClick ? fc.constant("recipient") : fc.constantFrom("recipient", "referral");
  const period = fc.constantFrom("day", "month", "year", "lifetime");
  const limit = fc
    .tuple(per, period, isThing ? count : fc.oneof(count, amount))
    .map(([whose, when, most]) => ({ per: whose, period: when, ...most }));
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(limit, { minLength: 1, maxLength: 3 }) },
  );
}

const happening = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom({ event: "signup" }, { event: "lead" }, { event: "click" }) },
  { weight: 3, arbitrary: fc.constant({ event: "conversion" }) },
  {
    weight: 3,
    arbitrary: fc
      .option(fc.record({ from: few, to: fc.constantFrom(null, 3) }))
      .map((nth) => ({ event: "purchase", nth })),
  },
);
// The instants of histories are 1 to 59 days apart.
const within = fc.record({
  of: fc.constantFrom("attribution", "conversion"),
  length: fc.constantFrom<Json[]>({ days: 1 }, { days: 30 }, { months: 1 }),
});
const trigger = fc.tuple(happening, fc.option(within, { freq: 4, nil: null })).map(([on, time]) => {
  return time === null || on.event === "click" ? on : { ...on, within: { ...time.length, of: time.of } };
});
const kinds = fc.constantFrom(
  ...["cash", "cash", "cash", "credit", "points", "discount", "item", "choice", "choice", "cash choice"],
);

const rewardRule: fc.Arbitrary<Json> = fc.tuple(trigger, kinds).chain(([on, kind]) => {
  const onOrder = on.event === "purchase" || on.event === "conversion";
  const isThing = ["discount", "item", "choice"].includes(kind);
  const isClick = on.event === "click";
  const above: readonly unknown[] = ["advocate", "advocate", { ancestor: 2 }, { ancestor: 3 }];
  const recipients = isClick ? above : [...above, "friend", "actor"];
  return fc.record({
    recipient: fc.constantFrom(...recipients),
    on: fc.constant(on),
    when: conditionList,
    group: fc.constantFrom(null, null, "one"),
    grant: grantOf(kind, onOrder),
    tiers: tiersOf(kind, onOrder),
    limits: limitsOf(isThing, isClick),
    holdDays: fc.constantFrom(0, 30),
    onRefund: fc.constantFrom(null, null, "unqualify", "keep", isThing ? null : "proportional"),
  });
});

const budget = fc.option(
  fc.record({
    amountMinor: fc.constantFrom(1, 3000, 7000),
    currency: fc.constant("GBP"),
    period: fc.constantFrom("day", "month", "quarter", "year", "lifetime"),
    onExhausted: fc.constantFrom("skip", "pause_program"),
  }),
);

const attribution = fc
  .record({
    model: fc.constantFrom("last_touch", "first_touch"),
    windowDays: fc.constantFrom(0, 30),
    creditWindowDays: fc.constantFrom(null, null, 30),
    lateEntryDays: fc.constantFrom(0, 14),
    newCustomersOnly: fc.boolean(),
    graceMinutes: fc.constantFrom(0, 1440),
    binds: fc.constantFrom("friend", "friend", "order"),
    friendNames: fc.constantFrom("none", "first"),
  })
  .map(attributionOf);

/** A document of a program in GBP. */
export const arbitraryDocument: fc.Arbitrary<Json> = fc
  .record({
    attribution,
    qualifies: listOf(plainCondition),
    rules: fc.array(rewardRule, { minLength: 1, maxLength: 4 }),
    budget,
  })
  .map(({ rules, ...rest }) =>
    documentOf(
      rules.map((rule, index) => ({ id: `r${index}`, ...rule })),
      rest,
    ),
  );

/** What most events give something under: whatever is bought qualifies, and the first two rules ask for nothing else. */
export const generousDocument: fc.Arbitrary<Json> = fc
  .record({ drawn: arbitraryDocument, order: givenFor("purchase"), signup: givenFor("signup") })
  .map(({ drawn: { attribution: drawn, rewards, budget: most }, order, signup }) => {
    const rest = (rewards as readonly Json[]).slice(0, 2);
    return documentOf([{ id: "order", ...order }, { id: "signup", ...signup }, ...rest], {
      attribution: { ...(drawn as Json), creditWindowDays: null },
      budget: most,
    });
  });

function givenFor(event: "purchase" | "signup"): fc.Arbitrary<Json> {
  return fc.constantFrom("cash", "points", "discount", "choice").chain((kind) =>
    fc.record({
      recipient: fc.constantFrom<unknown[]>("advocate", "advocate", "friend", "actor", { ancestor: 2 }),
      on: fc.constant({ event }),
      grant: grantOf(kind, false),
      tiers: tiersOf(kind, false),
      limits: limitsOf(kind !== "cash" && kind !== "points", false),
      holdDays: fc.constantFrom(0, 30),
    }),
  );
}

interface Documents {
  readonly first: Json;
  readonly next: Json;
}

/**
 * Two documents of a program in GBP, to be published one after the other: "r0" pays for each larger order, then for the
 * conversion. So a refund can end what it paid for an order, and the conversion move there.
 */
export const arbitraryDocuments: fc.Arbitrary<Documents> = fc
  .record({
    first: arbitraryDocument,
    next: arbitraryDocument,
    grant: fc.constantFrom("cash", "points", "discount", "choice").chain((kind) => grantOf(kind, false)),
    recipient: fc.constantFrom("advocate", "friend"),
    bound: fc.constantFrom(2000, 3000),
  })
  .map(({ first, next, grant, recipient, bound }) => {
    const paid = { id: "r0", recipient, grant };
    const larger = { field: "order.amountMinor", op: "gte", value: bound };
    return {
      first: withFirst(first, { ...paid, on: { event: "purchase" }, when: [larger] }),
      next: withFirst(next, { ...paid, on: { event: "conversion" } }),
    };
  });

/** Everything but its first rule is the document's; whatever is bought qualifies. */
function withFirst({ rewards, budget: drawn }: Json, rule: Json): Json {
  const rest = (rewards as readonly Json[]).slice(1);
  return documentOf([rule, ...rest], { attribution: attributionOf({ creditWindowDays: null }), budget: drawn });
}
