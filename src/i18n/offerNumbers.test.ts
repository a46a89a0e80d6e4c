import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRules } from "../domain/parseRules.ts";
import { MAX_DAYS } from "../domain/rulesSchema.ts";
import type { Language } from "./languages.ts";
import { LANGUAGES } from "./languages.ts";
import { offerTerms } from "./offerTerms.ts";
import { offerText } from "./offerText.ts";

/** Every number here is three or more: Hebrew has words for one and two days, and one of a thing needs no number. */
const few = fc.integer({ min: 3, max: 40 });
const days = few;
const pence = fc.integer({ min: 300, max: 999_999 });
const bps = fc.integer({ min: 3, max: 99 }).map((percent) => percent * 100);
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });

/** A grant as it is written, and every number that a reader has to be told of it. */
interface Case {
  readonly written: Readonly<Record<string, unknown>>;
  readonly numbers: readonly number[];
}

const present = (values: readonly (number | undefined)[]) => values.filter((value) => value !== undefined);
const pounds = (minor: number | undefined) => (minor === undefined ? undefined : minor / 100);
const percent = (rateBps: number) => rateBps / 100;

const money = fc.constantFrom("cash", "credit");
const sum = fc.tuple(money, pence, fc.boolean()).map(([kind, amountMinor, isEach]): Case => {
  return {
    written: { kind, amountMinor, currency: "GBP", ...(isEach ? { per: "item" } : {}) },
    numbers: [amountMinor / 100],
  };
});
const rate = fc.tuple(money, bps, maybe(pence)).map(([kind, rateBps, maxMinor]): Case => {
  return {
    written: { kind, rateBps, ...(maxMinor ? { maxMinor } : {}) },
    numbers: present([percent(rateBps), pounds(maxMinor)]),
  };
});
const points = few.map((amount): Case => ({ written: { kind: "points", amount }, numbers: [amount] }));
const discount = fc
  .tuple(bps, maybe(pence), maybe(pence), maybe(days), maybe(few))
  .map(([percentBps, amountMinor, minOrderMinor, validDays, maxUses]): Case => {
    const off = amountMinor === undefined ? { percentBps } : { amountMinor, currency: "GBP" };
    const terms = Object.fromEntries(
      Object.entries({ minOrderMinor, validDays, maxUses }).filter(([, value]) => value !== undefined),
    );
    return {
      written: { kind: "discount", ...off, ...terms },
      numbers: present([pounds(amountMinor) ?? percent(percentBps), pounds(minOrderMinor), validDays, maxUses]),
    };
  });
const gift = few.map((quantity): Case => ({ written: { kind: "item", sku: "MUG", quantity }, numbers: [quantity] }));
const option = fc.oneof(sum, rate, points, discount, gift);
const choice = fc.array(option, { minLength: 2, maxLength: 3 }).map((options): Case => {
  return {
    written: { kind: "choice", options: options.map(({ written }) => written), chooseWithinDays: 14 },
    numbers: options.flatMap(({ numbers }) => numbers),
  };
});

interface RuleCase {
  readonly recipient: "advocate" | "friend";
  readonly written: Readonly<Record<string, unknown>>;
  /** What each side is told of it. */
  readonly toAll: readonly number[];
  /** What a friend is told for certain of what goes to their advocate: of levels they hear only the best. */
  readonly toInvited: readonly number[];
  /** And only the one who is given it. */
  readonly toRecipient: readonly number[];
}

const amountAtLeast = (value: number) => ({ field: "order.amountMinor", op: "gte", value });

const rule = fc
  .record({
    recipient: fc.constantFrom("advocate" as const, "friend" as const),
    event: fc.constantFrom("conversion", "purchase"),
    grant: fc.oneof(option, choice),
    steps: fc.array(fc.tuple(few, option), { maxLength: 3 }),
    least: maybe(pence),
    most: maybe(fc.integer({ min: 1_000_000, max: 2_000_000 })),
    within: maybe(days),
    holdDays: maybe(days),
    limit: maybe(few),
    rolling: maybe(days),
  })
  .map(({ recipient, event, grant, steps, least, most, within, holdDays, limit, rolling }): RuleCase => {
    const rising = [...new Map(steps).entries()].toSorted(([one], [other]) => one - other);
    const tiers = {
      by: "conversions",
      window: rolling === undefined ? "lifetime" : { rollingDays: rolling },
      steps: rising.map(([from, { written }]) => ({ from, grant: written })),
    };
    const when = [
      ...(least === undefined ? [] : [amountAtLeast(least)]),
      ...(most === undefined ? [] : [{ field: "order.amountMinor", op: "lte", value: most }]),
    ];
    const bounds = [pounds(least), pounds(most), within];
    return {
      recipient,
      written: {
        recipient,
        on: { event, ...(within === undefined ? {} : { within: { days: within, of: "conversion" } }) },
        when,
        grant: grant.written,
        ...(rising.length === 0 ? {} : { tiers }),
        ...(holdDays === undefined ? {} : { holdDays }),
        ...(limit === undefined ? {} : { limits: [{ per: "recipient", period: "month", count: limit }] }),
      },
      toAll: present([
        ...grant.numbers,
        ...rising.flatMap(([from, step]) => [from, ...step.numbers]),
        ...(rising.length === 0 ? [] : [rolling]),
        ...bounds,
      ]),
      toInvited: present([...(rising.length === 0 ? grant.numbers : []), ...bounds]),
      toRecipient: present([holdDays, limit]),
    };
  });

const program = fc.record({
  rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
  least: maybe(fc.integer({ min: 100, max: 299 })),
  creditWindowDays: fc.option(days, { nil: null }),
  windowDays: days,
  lateEntryDays: fc.oneof(days, fc.constant(MAX_DAYS)),
});

function documentOf({
  rules,
  least,
  creditWindowDays,
  windowDays,
  lateEntryDays,
}: typeof program extends fc.Arbitrary<infer T> ? T : never) {
  return {
    schemaVersion: 1,
    attribution: { model: "last_touch", windowDays, creditWindowDays, lateEntryDays, newCustomersOnly: true },
    qualifies: least === undefined ? [] : [amountAtLeast(least)],
    rewards: rules.map(({ written }, index) => ({ id: `r${index}`, ...written })),
  };
}

/** The numbers of a text, as the language writes them. */
function numbersIn(text: string, language: Language): number[] {
  const parts = new Intl.NumberFormat(language, { useGrouping: "always" }).formatToParts(1_000_000.5);
  const sign = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  const plain = text.replaceAll(new RegExp(`(?<=\\d)[${sign("group")}\u00a0\u202f](?=\\d{3})`, "g"), "");
  return [...plain.matchAll(/\d+(?:[.,]\d+)?/g)].map(([number]) => Number(number.replace(sign("decimal"), ".")));
}

const sorted = (numbers: Iterable<number>) => [...new Set(numbers)].toSorted((a, b) => a - b);

describe.each(LANGUAGES)("an offer in %s", (language) => {
  it.each(["advocate", "friend"] as const)(
    "names to the %s each number of the rules that concerns them, and no other",
    (reader) => {
      fc.assert(
        fc.property(program, (asked) => {
          const parsed = parseRules(documentOf(asked), "GBP");
          if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
          const offer = offerText({ rules: parsed.rules, currency: "GBP", texts: {} }, language, reader);
          const own = new Set<number>();
          for (const side of ["advocate", "friend"] as const) {
            const rules = asked.rules.filter(({ recipient }) => recipient === side);
            const credit = rules.length === 0 ? [] : present([asked.creditWindowDays ?? undefined]);
            const leasts = rules.map(({ written }) =>
              (written.when as readonly { op: string }[]).some(({ op }) => op === "gte")
                ? undefined
                : pounds(asked.least),
            );
            const expected = [
              ...rules.flatMap(({ toAll, toRecipient }) => [...toAll, ...(side === reader ? toRecipient : [])]),
              ...credit,
              ...present(leasts),
            ];
            for (const number of expected) own.add(number);
            const told = sorted(numbersIn(offer[side].join("\n"), language));
            if (reader === "advocate" || side === "friend") {
              expect(told, side).toEqual(sorted(expected));
              continue;
            }
            const certain = [...rules.flatMap(({ toInvited }) => toInvited), ...credit, ...present(leasts)];
            expect(told, side).toEqual(expect.arrayContaining(sorted(certain)));
            expect(sorted(expected), side).toEqual(expect.arrayContaining(told));
          }
          for (const number of numbersIn(offer.headline, language)) expect([...own]).toContain(number);
          const terms = offerTerms({ rules: parsed.rules, timezone: "UTC", endsAt: null }, language).join("\n");
          const inTerms = [asked.windowDays, ...(asked.lateEntryDays === MAX_DAYS ? [] : [asked.lateEntryDays])];
          expect(sorted(numbersIn(terms, language))).toEqual(sorted(inTerms));
        }),
        { numRuns: 60 },
      );
    },
  );
});
