import * as z from "zod";
import { couponShare } from "./backtest.ts";
import { rules } from "./programs.ts";

const MAX_FRIENDS = 5_000;
const MAX_ORDERS = 365;
const MAX_ORDER_MINOR = 1_000_000_000_000;

export const scenarioInput = z
  .strictObject({
    rules,
    friendsAMonth: z.int().min(1).max(MAX_FRIENDS),
    buyBps: z.int().min(0).max(10_000).meta({ description: "How many of 10,000 friends buy at all" }),
    ordersAYear: z.int().min(1).max(MAX_ORDERS).meta({ description: "Of a friend who buys, in a whole year" }),
    orderMinor: z
      .int()
      .min(1)
      .max(MAX_ORDER_MINOR)
      .meta({ description: "An average order, in the program's currency" }),
    friendsPerAdvocate: z.int().min(1).max(1_000).default(3),
  })
  .meta({ id: "ScenarioInput" });

const year = z.strictObject({
  times: z.int().meta({ description: "With so many times the friends expected" }),
  friends: z.int(),
  converted: z.int(),
  costMinor: z.int(),
  costPerConversionMinor: z.int().nullable(),
  dearestAdvocateMinor: z.int(),
  byRule: z.record(z.string(), z.strictObject({ granted: z.int(), costMinor: z.int() })),
  series: z.array(z.strictObject({ month: z.string(), costMinor: z.int() })),
  budgetExhaustedAt: z.iso.datetime().nullable(),
});

export const scenarioReply = z
  .strictObject({
    program: z.string(),
    currency: z.string(),
    expected: z.strictObject({
      friendsAMonth: z.int(),
      buyBps: z.int(),
      ordersAYear: z.int(),
      orderMinor: z.int(),
      friendsPerAdvocate: z.int(),
    }),
    coupons: couponShare,
    years: z.array(year),
    worstCase: z.strictObject({
      budgetMinor: z.int().nullable().meta({ description: "The budget of a year; null where nothing limits the cost" }),
    }),
  })
  .meta({ id: "Scenario" });
