import * as z from "zod";
import { pageSchema } from "../../contract/page.ts";

/** What the routes answer, as the OpenAPI document shows it; a test holds every reply against it. */

const time = z.iso.datetime();
const id = z.string();
const sumsByUnit = z.record(z.string(), z.int()).meta({ examples: [{ "cash:GBP": 1000 }] });
const countsByName = z.record(z.string(), z.int());

export const balancesReply = z
  .strictObject({
    data: z.array(
      z.strictObject({
        account: z.string(),
        unit: z.string(),
        balanceMinor: z.int(),
        participant: id.nullable(),
        program: z.string().nullable(),
      }),
    ),
    totals: z.array(z.strictObject({ unit: z.string(), balanceMinor: z.int() })),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "Balances" });

export const postingReply = z
  .strictObject({
    id,
    source: z.string(),
    destination: z.string(),
    unit: z.string(),
    amountMinor: z.int(),
    program: z.string().nullable(),
    participant: id.nullable(),
    rewardId: id.nullable(),
    eventId: id.nullable(),
    reason: z.string().nullable(),
    createdAt: time,
  })
  .meta({ id: "Posting" });

export const summaryReply = z
  .strictObject({
    program: z.string().nullable(),
    from: time.nullable(),
    to: time.nullable(),
    clicks: z.int(),
    signups: z.int(),
    referrals: z.int(),
    converted: z.int(),
    conversions: z.int(),
    conversionsReversed: z.int(),
    rejected: countsByName,
    qualifyingPurchases: z.int(),
    revenue: sumsByUnit,
    refundsAwaitingTheirPurchase: z.int(),
    overRefunds: z.int(),
    byRule: z.record(z.string(), z.strictObject({ granted: z.int(), notVoided: z.int(), amountMinor: z.int() })),
    skipped: z.record(z.string(), countsByName),
    byStatus: countsByName,
    totals: sumsByUnit,
    cost: sumsByUnit,
    costPerCustomer: sumsByUnit,
  })
  .meta({ id: "Summary" });

export const postingsReply = pageSchema(postingReply);
