import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { SPEND_STATUSES } from "../domain/spends.ts";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });
const money = (name: string) => bigint(name, { mode: "bigint" });

/**
 * What is left of each reward and each bonus in credit or points: what its postings moved into what is available, less
 * what was spent of it. The trigger `postings_then_keep_lots` writes them with every posting, and `commit_spends` what
 * spends take and give back. Together they are what `wallets` says is available.
 */
export const lots = pgTable(
  "lots",
  {
    tenantId: text("tenant_id").notNull(),
    // Of the reward; of a bonus or a correction that of its posting.
    id: text("id").notNull(),
    unit: text("unit").notNull(),
    // Whose it was first: it is read by all ids of a person.
    participantId: text("participant_id").notNull(),
    // Below 0 where more was taken back than was left.
    leftMinor: money("left_minor").notNull(),
    // When what is left expires: as its reward says, or later where something was given back. Null where nothing does.
    expiresAt: at("expires_at"),
  },
  (t) => [
    // An option of a choice may be in another unit than the one before.
    primaryKey({ name: "lots_pkey", columns: [t.tenantId, t.id, t.unit] }),
    // What a spend takes from, in its order.
    index("lots_in_order").on(t.tenantId, t.participantId, t.unit, t.expiresAt, t.id).where(sql`left_minor > 0`),
    // What the job `expire-rewards` looks for.
    index("lots_due").on(t.tenantId, t.expiresAt).where(sql`expires_at IS NOT NULL AND left_minor > 0`),
  ],
);

/** What each order was paid with in credit or points. A row stays when it was given back. */
export const spends = pgTable(
  "spends",
  {
    tenantId: text("tenant_id").notNull(),
    orderId: text("order_id").notNull(),
    unit: text("unit").notNull(),
    // Who spent it; read through merged_into.
    participantId: text("participant_id").notNull(),
    // What was asked for, and whether less would do; then what was taken.
    askedMinor: money("asked_minor").notNull(),
    partly: boolean("partly").notNull(),
    amountMinor: money("amount_minor").notNull(),
    status: text("status", { enum: SPEND_STATUSES }).notNull(),
    // What it took of which lot, as `[[lotId, amountMinor]]`.
    parts: jsonb("parts").notNull(),
    // When it ends by itself unless its order is reported; null where it does not.
    reportBy: at("report_by"),
    // Raised by every change: what a decision compares.
    version: integer("version").notNull(),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (t) => [
    // One spend of a unit an order, however often it is asked for.
    primaryKey({ name: "spends_pkey", columns: [t.tenantId, t.orderId, t.unit] }),
    index("spends_of_participant").on(t.tenantId, t.participantId, t.createdAt, t.orderId),
    // What the job `release-spends` looks for.
    index("spends_due").on(t.tenantId, t.reportBy).where(sql`report_by IS NOT NULL`),
  ],
);
