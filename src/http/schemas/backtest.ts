import * as z from "zod";
import { rules } from "./programs.ts";
import { instantOrDay } from "./texts.ts";

export const backtestInput = z
  .strictObject({ rules, from: instantOrDay.nullable().default(null), to: instantOrDay.nullable().default(null) })
  .refine(({ from, to }) => from === null || to === null || from < to, { path: ["to"], message: "not after from" })
  .meta({ id: "BacktestInput" });

const counts = z.record(z.string(), z.int());

const figures = z
  .strictObject({
    referrals: z.int(),
    rejected: counts,
    converted: z.int(),
    conversions: z.int(),
    conversionsReversed: z.int(),
    byRule: z.record(
      z.string(),
      z.strictObject({ granted: z.int(), notVoided: z.int(), amountMinor: z.int(), costMinor: z.int() }),
    ),
    skipped: z.record(z.string(), counts),
    totals: counts,
    costMinor: z.int(),
    costPerConversionMinor: z.int().nullable(),
    advocates: z.strictObject({
      rewarded: z.int(),
      meanMinor: z.int(),
      minMinor: z.int(),
      p25Minor: z.int(),
      medianMinor: z.int(),
      p75Minor: z.int(),
      p90Minor: z.int(),
      p99Minor: z.int(),
      maxMinor: z.int(),
    }),
  })
  .meta({ id: "BacktestFigures" });

/** What is expected of coupons whose cost the rules leave open. */
export const couponShare = z
  .strictObject({
    given: z.int().meta({ description: "Coupons that the program has given so far" }),
    used: z.int().meta({ description: "Those of them that orders have used" }),
    shareBps: z.int().meta({ description: "The part of what coupons would take off that is counted as a cost" }),
    isAssumed: z.boolean().meta({ description: "Too few coupons were given to tell, so all are taken to be used" }),
    shippingMinor: z.int().nullable().optional().meta({
      description: "What free shipping counts as, an order: what it took off so far; null where none is known",
    }),
  })
  .meta({ id: "CouponShare" })
  .nullable()
  .meta({ description: "Null where no rules that are tried leave the cost of a discount open" });

const movedBetween = (before: "actualMinor" | "todayMinor") =>
  z.array(
    z.strictObject({
      participant: z.string(),
      [before]: z.int(),
      backtestMinor: z.int(),
      differenceMinor: z.int(),
    }),
  );

export const backtestReply = z
  .strictObject({
    program: z.string(),
    from: z.iso.datetime().nullable(),
    to: z.iso.datetime().nullable(),
    currency: z.string(),
    events: z.int(),
    coupons: couponShare,
    actual: figures,
    backtest: figures,
    today: figures.nullable(),
    gain: movedBetween("actualMinor"),
    lose: movedBetween("actualMinor"),
    againstToday: z
      .strictObject({ gain: movedBetween("todayMinor"), lose: movedBetween("todayMinor") })
      .nullable()
      .meta({ description: "The same against the rules of today; null where there are none" }),
    series: z
      .array(
        z.strictObject({
          month: z.string().regex(/^\d{4}-\d\d$/),
          actualMinor: z.int(),
          backtestMinor: z.int(),
          todayMinor: z.int().nullable(),
        }),
      )
      .meta({
        description: "What the rewards of each month cost, by the program's time zone; a month without any is left out",
      }),
    revenueMinor: z
      .int()
      .meta({ description: "What is left of the qualifying orders of the period, in this currency" }),
    budgetExhausted: z
      .strictObject({ backtest: z.iso.datetime().nullable(), today: z.iso.datetime().nullable() })
      .meta({ description: "When the budget would first have kept a reward back; null where it never would have" }),
  })
  .meta({ id: "Backtest" });
