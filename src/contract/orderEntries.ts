import * as z from "zod";
import type { StoredDispute } from "../db/rows/purchase.ts";
import { DISPUTE_STATUSES } from "../domain/disputes.ts";
import { ADDED_FIELDS } from "../domain/orderAdditions.ts";
import { CHANGE_FIELDS } from "../domain/orderChanges.ts";
import type { AdditionEntry, ChangeEntry, RefundEntry } from "../domain/orderHistory.ts";
import type { OrderLine } from "../domain/orderLines.ts";
import type { Shown } from "./shown.ts";
import { timeOrNull } from "./shown.ts";

/** What was reported of an order beside its purchase, as everything outside sees it. */

export const paidReply = z.strictObject({ amountMinor: z.int(), currency: z.string() });

export const refundReply = z.strictObject({
  refundId: z.string().nullable().meta({ description: "Null for one of a time when no ids were kept" }),
  occurredAt: z.iso.datetime().nullable(),
  amountMinor: z.int().nullable(),
  paid: paidReply.nullable(),
  totalPaidMinor: z.int().nullable(),
  rest: z.boolean(),
  items: z
    .array(
      z.strictObject({
        lineId: z.string().nullable(),
        sku: z.string().nullable(),
        quantity: z.number().nullable(),
        amountMinor: z.int(),
      }),
    )
    .meta({ description: "What came back of which lines, as it was said; none where none was named" }),
  takenMinor: z.int().meta({ description: "What it took of the order when it came, in the order's currency" }),
  undone: z.boolean().meta({ description: "A `refund_reversal` says that it did not happen after all" }),
});

export const changeReply = z.strictObject({
  changeId: z.string(),
  occurredAt: z.iso.datetime().nullable(),
  amountMinor: z.int().nullable(),
  paid: paidReply.nullable(),
  items: z
    .array(
      z.strictObject({
        lineId: z.string().nullable(),
        sku: z.string().nullable(),
        category: z.string().nullable(),
        quantity: z.number(),
        amountMinor: z.int(),
      }),
    )
    .nullable()
    .meta({ description: "All lines that the order had from then on; null where it said nothing of them" }),
  brought: z.array(z.enum(CHANGE_FIELDS)).meta({ description: "What it said anew; all else stayed as it was" }),
});

export const additionReply = z
  .strictObject({
    occurredAt: z.iso.datetime().nullable(),
    brought: z.array(z.enum(ADDED_FIELDS)),
  })
  .meta({ description: "A second report of the order, and what it brought that none had brought before" });

export const disputeReply = z.strictObject({
  disputeId: z.string(),
  status: z.enum(DISPUTE_STATUSES),
  openedAt: z.iso.datetime().nullable().meta({ description: "Null where only that it was closed has been told" }),
  closedAt: z.iso.datetime().nullable(),
});

export function presentRefund(
  { refundId, amountMinor, paid, totalPaidMinor, rest, lines }: RefundEntry,
  at: number | null,
  takenMinor: bigint,
): Omit<Shown<typeof refundReply>, "undone"> {
  return {
    ...{ refundId, occurredAt: timeOrNull(at), amountMinor: numberOrNull(amountMinor), paid },
    ...{ totalPaidMinor: numberOrNull(totalPaidMinor), rest, takenMinor: Number(takenMinor) },
    items: lines.map(({ lineId = null, sku = null, quantity = null, amountMinor: back }) => {
      return { lineId, sku, quantity, amountMinor: back };
    }),
  };
}

/** @param key under which the change is kept: `naturalKeyOf` */
export function presentChange(key: string, entry: ChangeEntry, at: number | null): Shown<typeof changeReply> {
  const { amountMinor, paid, items } = entry;
  return {
    ...{ changeId: key.slice(key.indexOf(":") + 1), occurredAt: timeOrNull(at) },
    ...{ amountMinor: numberOrNull(amountMinor), paid, items: items?.map(presentLine) ?? null },
    brought: CHANGE_FIELDS.filter((field) => entry[field] !== null),
  };
}

function presentLine({ lineId, sku, category, quantity, amountMinor }: OrderLine) {
  return { lineId: lineId ?? null, sku, category, quantity, amountMinor };
}

export function presentAddition({ facts, source }: AdditionEntry, at: number | null): Shown<typeof additionReply> {
  const { code, clicks } = source;
  const said: Readonly<Record<string, unknown>> = {
    ...facts,
    ...(code === null ? {} : { code }),
    ...(clicks.length === 0 ? {} : { clicks }),
  };
  return { occurredAt: timeOrNull(at), brought: ADDED_FIELDS.filter((field) => said[field] !== undefined) };
}

/** @param times by status: when what was told of it happened, in milliseconds */
export function presentDispute(
  { disputeId, status }: StoredDispute,
  times: Readonly<Partial<Record<(typeof DISPUTE_STATUSES)[number], number>>>,
): Shown<typeof disputeReply> {
  const { opened = null, closed = null } = times;
  return { disputeId, status, openedAt: timeOrNull(opened), closedAt: timeOrNull(closed) };
}

function numberOrNull(minor: bigint | null): number | null {
  return minor === null ? null : Number(minor);
}
