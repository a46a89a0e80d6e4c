import * as z from "zod";
import type { BatchPage, LeftOut } from "../db/queries/payouts.ts";
import type { BatchJson, PayoutJson } from "../db/rows/payout.ts";
import { BATCH_STATUSES } from "../domain/payoutBatches.ts";
import { LEFT_OUT_REASONS, PAYOUT_BARS, PAYOUT_METHODS, PAYOUT_STATUSES } from "../domain/payouts.ts";
import { TRANSFER_DOUBTS, TRANSFER_PROBLEMS } from "../domain/transfers.ts";
import { pageSchema } from "./page.ts";
import type { Shown } from "./shown.ts";
import { time } from "./shown.ts";

/** Payouts as everything outside sees them. */

const amountMinor = z.int();

export const payoutReply = z
  .strictObject({
    id: z.string().meta({ description: "The key by which whoever pays tells a repeat from a second payout" }),
    batchId: z.string(),
    participant: z.string(),
    unit: z.string(),
    method: z.enum(PAYOUT_METHODS),
    amountMinor,
    rewards: z.int().meta({ description: "How many rewards it fulfilled when it was made" }),
    status: z.enum(PAYOUT_STATUSES).meta({
      description:
        "created: set aside; sending: its batch was confirmed; netted: rewards and debts came to exactly nothing, so nothing is sent",
    }),
    reference: z.string().nullable().meta({ description: "What it is called where it was paid" }),
    reason: z.string().nullable().meta({ description: "Why it could not be paid, or came back" }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    transfer: z
      .strictObject({
        tries: z.int().meta({ description: "How often it was begun" }),
        problem: z.enum(TRANSFER_PROBLEMS).nullable().meta({ description: "Why it still waits" }),
        needsDecision: z
          .enum(TRANSFER_DOUBTS)
          .nullable()
          .meta({ description: "Why nothing more is sent of it before you say that it was paid, or failed" }),
      })
      .nullable()
      .meta({ description: "What Stripe was asked; null for every other method, and before its batch was confirmed" }),
  })
  .meta({ id: "Payout" });

export type PayoutReply = z.output<typeof payoutReply>;

export const payoutsReply = pageSchema(payoutReply);

export function presentPayout(payout: PayoutJson): Shown<typeof payoutReply> {
  const { id, batchId, participant, unit, method, rewards, status, reference, reason, transfer } = payout;
  return {
    ...{ id, batchId, participant, unit, method, amountMinor: Number(payout.amountMinor), rewards, status },
    ...{ reference, reason, createdAt: time(payout.createdAt), updatedAt: time(payout.updatedAt), transfer },
  };
}

export const batchReply = z
  .strictObject({
    id: z.string(),
    unit: z.string(),
    method: z.enum(PAYOUT_METHODS),
    cutoff: z.iso.datetime().meta({ description: "What was approved or given by then is paid" }),
    minimumMinor: z.int(),
    participant: z.string().nullable().meta({ description: "Who alone is paid; null for everyone" }),
    status: z.enum(BATCH_STATUSES).meta({
      description:
        "Many are collected, confirmed and cancelled a part at a time. Confirm it when it is ready. A draft was due by its schedule: nothing is set aside, and who is paid is found when you confirm it.",
    }),
    dueOn: z.iso.date().nullable().meta({ description: "The day for which it was drafted; null where it was made" }),
    payouts: z.int().meta({ description: "How many participants are paid" }),
    amountMinor: amountMinor.meta({ description: "What they are paid together" }),
    leftOut: z.int().meta({ description: "How many have something and are not paid" }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "PayoutBatch" });

export const batchesReply = pageSchema(batchReply);

export function presentBatch(batch: BatchJson): Shown<typeof batchReply> {
  const { id, unit, method, cutoff, minimumMinor, participant, status, dueOn } = batch;
  return {
    ...{ id, unit, method, cutoff: time(cutoff), minimumMinor: Number(minimumMinor), participant, status, dueOn },
    ...{ payouts: batch.payouts, amountMinor: Number(batch.amountMinor), leftOut: batch.leftOut },
    createdAt: time(batch.createdAt),
  };
}

const leftOutReply = z
  .strictObject({
    participant: z.string(),
    reason: z.enum(LEFT_OUT_REASONS),
    amountMinor: amountMinor.meta({ description: "What it came to; below 0 where they owe" }),
  })
  .meta({ id: "PayoutLeftOut" });

export const batchPageReply = batchReply
  .extend({
    byStatus: z.array(z.strictObject({ status: z.enum(PAYOUT_STATUSES), payouts: z.int(), amountMinor })),
    leftOutPeople: pageSchema(leftOutReply).meta({ description: "Who is left out and why, a page at a time" }),
  })
  .meta({ id: "PayoutBatchPage" });

export function presentLeftOut({ participant, reason, amountMinor: amount }: Omit<LeftOut, "id">) {
  return { participant, reason, amountMinor: Number(amount) };
}

export function presentByStatus(byStatus: BatchPage["byStatus"]) {
  return byStatus.map(({ status, payouts, amountMinor: amount }) => ({ status, payouts, amountMinor: Number(amount) }));
}

export const payoutDryRunReply = z
  .strictObject({
    dryRun: z.literal(true),
    payouts: z.array(z.strictObject({ participant: z.string(), amountMinor, rewards: z.int() })),
    leftOut: z.array(leftOutReply),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: "Asks for the next participants; null where these are the last" }),
  })
  .meta({ id: "PayoutDryRun" });

export const payoutFileReply = z
  .strictObject({
    name: z.string().meta({ description: "What the file is called" }),
    type: z.enum(["text/csv", "application/xml"]),
    text: z.string().meta({ description: "What stands in it, in UTF-8; nothing where no payout is in it" }),
    payouts: z.int().meta({ description: "How many are in it" }),
    amountMinor: amountMinor.meta({ description: "What they come to" }),
    leftOut: z
      .array(z.strictObject({ payout: z.string(), participant: z.string(), reason: z.enum(PAYOUT_BARS) }))
      .meta({ description: "Payouts that are not in it, since their participants may not be paid at the moment" }),
    next: z
      .string()
      .nullable()
      .meta({ description: "Of a batch with more than fit into one file: the `after` of the next one" }),
  })
  .meta({ id: "PayoutFile" });
