import { z } from "@hono/zod-openapi";
import { pageSchema } from "../../contract/page.ts";
import { CODE_REASONS } from "../../domain/attribution.ts";

/** What the routes answer, as the OpenAPI document shows it; a test holds every reply against it. */

const time = z.iso.datetime();
const id = z.string();
const sumsByUnit = z.record(z.string(), z.int()).openapi({ example: { "cash:GBP": 1000 } });
const countsByName = z.record(z.string(), z.int());

export const profileReply = z
  .strictObject({
    externalId: id,
    email: z.string().nullable(),
    name: z.string().nullable(),
    locale: z.string().nullable(),
    country: z.string().nullable(),
    segments: z.array(z.string()),
    createdAt: time,
  })
  .openapi("Profile");

const blocked = z.strictObject({ at: time, reason: z.string() }).nullable();

export const blockReply = z.strictObject({ externalId: id, blocked }).openapi("Block");

export const participantReply = profileReply
  .extend({
    blocked,
    codes: z.array(
      z.strictObject({ code: z.string(), vanity: z.string().nullable(), shareUrl: z.url(), program: z.string() }),
    ),
    balances: z.array(
      z.strictObject({ unit: z.string(), pendingMinor: z.int(), availableMinor: z.int(), paidMinor: z.int() }),
    ),
    stats: z.strictObject({ clicks: z.int(), signups: z.int(), conversions: z.int() }),
  })
  .openapi("Participant");

export const issuedCode = z
  .strictObject({
    code: z.string(),
    vanity: z.string().nullable(),
    shareUrl: z.url(),
    program: z.string(),
    participant: id,
  })
  .openapi("IssuedCode");

export const codeReply = z
  .strictObject({
    code: z.string(),
    program: z.string(),
    redeemable: z.boolean(),
    reason: z.enum(CODE_REASONS).nullable(),
    offer: z
      .strictObject({
        currency: z.string(),
        rewards: z.array(
          z.strictObject({
            ruleId: z.string(),
            on: z.string(),
            grant: z.record(z.string(), z.unknown()),
            texts: z.record(z.string(), z.unknown()),
          }),
        ),
      })
      .nullable(),
  })
  .openapi("Code");

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
  .openapi("Balances");

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
  .openapi("Posting");

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
  .openapi("Summary");

export const postingsReply = pageSchema(postingReply);
