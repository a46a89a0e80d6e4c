import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { BATCH_STATUSES } from "../domain/payoutBatches.ts";
import { LEFT_OUT_REASONS, PAYOUT_METHODS, PAYOUT_STATUSES } from "../domain/payouts.ts";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });
const money = (name: string) => bigint(name, { mode: "bigint" });

/** What a tenant has set for the payouts of one unit of cash. */
export const payoutSettings = pgTable(
  "payout_settings",
  {
    tenantId: text("tenant_id").notNull(),
    unit: text("unit").notNull(),
    minimumMinor: money("minimum_minor").notNull(),
    method: text("method", { enum: PAYOUT_METHODS }).notNull(),
    // The day of each month on which a batch is drafted; null where none is.
    day: integer("day"),
    lockDays: integer("lock_days").notNull().default(0),
    autoConfirm: boolean("auto_confirm").notNull().default(false),
    // The day, in the tenant's time zone, on which the next is drafted.
    dueOn: date("due_on", { mode: "string" }),
    // Raised by every change: what a decision compares.
    version: integer("version").notNull(),
  },
  (t) => [primaryKey({ name: "payout_settings_pkey", columns: [t.tenantId, t.unit] })],
);

/** Payouts that are made together: of everyone, or of one participant. */
export const payoutBatches = pgTable(
  "payout_batches",
  {
    tenantId: text("tenant_id").notNull(),
    id: text("id").notNull(),
    // What tells a repeat from a second one, for good.
    idempotencyKey: text("idempotency_key").notNull(),
    requestHash: text("request_hash").notNull(),
    unit: text("unit").notNull(),
    method: text("method", { enum: PAYOUT_METHODS }).notNull(),
    cutoff: at("cutoff").notNull(),
    minimumMinor: money("minimum_minor").notNull(),
    // Who alone is paid; null for everyone.
    participantId: text("participant_id"),
    status: text("status", { enum: BATCH_STATUSES }).notNull(),
    // The day for which it was drafted; null where it was made by hand.
    dueOn: date("due_on", { mode: "string" }),
    // Whether a draft was confirmed: then its payouts are sent once they are collected.
    confirmed: boolean("confirmed").notNull().default(false),
    // Up to whom those are collected who are paid, by id; null before the first and after the last.
    collectedTo: text("collected_to"),
    // How many payouts it has, what they come to, and how many participants are left out.
    payouts: integer("payouts").notNull(),
    amountMinor: money("amount_minor").notNull(),
    leftOut: integer("left_out").notNull(),
    // Raised by every change: what a decision compares.
    version: integer("version").notNull(),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "payout_batches_pkey", columns: [t.tenantId, t.id] }),
    uniqueIndex("payout_batches_key_unique").on(t.tenantId, t.idempotencyKey),
    // One at a time collects a unit: two would count the same participants.
    uniqueIndex("payout_batches_collecting_unique").on(t.tenantId, t.unit).where(sql`status = 'collecting'`),
    index("payout_batches_drafts").on(t.tenantId, t.unit, t.id).where(sql`status = 'draft'`),
    // What the job `go-on-with-payouts` looks for.
    index("payout_batches_under_way")
      .on(t.tenantId, t.id)
      .where(sql`status IN ('collecting', 'confirming', 'cancelling')`),
  ],
);

/** What one participant is paid by one batch. */
export const payouts = pgTable(
  "payouts",
  {
    tenantId: text("tenant_id").notNull(),
    id: text("id").notNull(),
    batchId: text("batch_id").notNull(),
    // Read through merged_into.
    participantId: text("participant_id").notNull(),
    unit: text("unit").notNull(),
    amountMinor: money("amount_minor").notNull(),
    // How many rewards it fulfilled when it was made.
    rewards: integer("rewards").notNull(),
    status: text("status", { enum: PAYOUT_STATUSES }).notNull(),
    // What who paid calls it, and why it could not be paid or came back.
    reference: text("reference"),
    reason: text("reason"),
    version: integer("version").notNull(),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "payouts_pkey", columns: [t.tenantId, t.id] }),
    // One payout of a participant a batch: the last line of defence against paying twice.
    uniqueIndex("payouts_participant_unique").on(t.tenantId, t.batchId, t.participantId),
    index("payouts_of_batch").on(t.tenantId, t.batchId, t.id),
    // Those that are to be confirmed or cancelled.
    index("payouts_created").on(t.tenantId, t.batchId, t.id).where(sql`status = 'created'`),
    index("payouts_by_status").on(t.tenantId, t.status, t.id),
    index("payouts_of_participant").on(t.tenantId, t.participantId, t.id),
  ],
);

/** Who has something and is not paid by a batch, and why. */
export const payoutsLeftOut = pgTable(
  "payouts_left_out",
  {
    tenantId: text("tenant_id").notNull(),
    batchId: text("batch_id").notNull(),
    participantId: text("participant_id").notNull(),
    reason: text("reason", { enum: LEFT_OUT_REASONS }).notNull(),
    // What it came to; below 0 where they owe.
    amountMinor: money("amount_minor").notNull(),
  },
  (t) => [primaryKey({ name: "payouts_left_out_pkey", columns: [t.tenantId, t.batchId, t.participantId] })],
);
