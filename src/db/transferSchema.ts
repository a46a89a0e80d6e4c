import { sql } from "drizzle-orm";
import { boolean, foreignKey, index, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { TRANSFER_DOUBTS, TRANSFER_PROBLEMS } from "../domain/transfers.ts";
import { payouts } from "./payoutSchema.ts";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });

/** The payouts that Stripe makes, from the time that their batch was confirmed. */
export const payoutTransfers = pgTable(
  "payout_transfers",
  {
    tenantId: text("tenant_id").notNull(),
    payoutId: text("payout_id").notNull(),
    // Whose key it is sent with, kept with the request: under another account's it would be another transfer.
    account: text("account"),
    isLive: boolean("is_live"),
    // What is sent, sealed, since it names whom. Gone once it is known what became of it.
    request: text("request"),
    // Raised where Stripe has refused it and keeps that under the key before.
    keyNumber: integer("key_number").notNull(),
    tries: integer("tries").notNull(),
    // Until when who holds the token acts on it, else when it is tried next; null where nothing is done of it any more.
    dueAt: at("due_at"),
    token: text("token"),
    problem: text("problem", { enum: TRANSFER_PROBLEMS }),
    // Nothing is sent later.
    decideBy: at("decide_by").notNull(),
    doubt: text("doubt", { enum: TRANSFER_DOUBTS }),
  },
  (t) => [
    primaryKey({ name: "payout_transfers_pkey", columns: [t.tenantId, t.payoutId] }),
    foreignKey({
      name: "payout_transfers_payout_fk",
      columns: [t.tenantId, t.payoutId],
      foreignColumns: [payouts.tenantId, payouts.id],
    }),
    index("payout_transfers_due").on(t.tenantId, t.dueAt, t.payoutId).where(sql`due_at IS NOT NULL`),
    // What the job `seal-secrets` looks for.
    index("payout_transfers_sealed").on(t.tenantId).where(sql`request IS NOT NULL`),
    // What the first page tells of.
    index("payout_transfers_in_doubt").on(t.tenantId, t.payoutId).where(sql`doubt IS NOT NULL`),
  ],
);
