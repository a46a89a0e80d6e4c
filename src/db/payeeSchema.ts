import { sql } from "drizzle-orm";
import { boolean, foreignKey, index, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { PAYEE_KINDS } from "../domain/payoutDetails.ts";
import { participants } from "./schema.ts";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });

/**
 * To where participants are paid. A row stays when its details are removed, with nothing of them: so those that come next
 * are known to take the place of others.
 */
export const payoutDetails = pgTable(
  "payout_details",
  {
    tenantId: text("tenant_id").notNull(),
    participantId: text("participant_id").notNull(),
    kind: text("kind", { enum: PAYEE_KINDS }),
    // All of them, sealed. A merge lets another participant have them, so that they say as whose they were sealed.
    sealed: text("sealed"),
    sealedAs: text("sealed_as").notNull(),
    // The last four characters, or a masked address: all that is ever shown.
    shown: text("shown"),
    // Hashes under `CONTACT_KEY` and the tenant: of the account, and of all the details.
    accountHash: text("account_hash"),
    contentHash: text("content_hash"),
    // Nothing is paid before; null where nothing was there before.
    heldUntil: at("held_until"),
    // Whether another participant has had the same account, and no one has looked at that yet.
    sameAccount: boolean("same_account").notNull(),
    // Raised by every change: what a decision compares.
    version: integer("version").notNull(),
    changedAt: at("changed_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "payout_details_pkey", columns: [t.tenantId, t.participantId] }),
    foreignKey({ columns: [t.tenantId, t.participantId], foreignColumns: [participants.tenantId, participants.id] }),
    index("payout_details_of_account").on(t.tenantId, t.accountHash),
    // What the job `seal-secrets` looks for, those that another key than the newest has sealed, and what it writes.
    index("payout_details_sealed_as").on(t.tenantId, t.sealedAs),
    index("payout_details_by_key").on(t.tenantId, sql`split_part(sealed, '.', 2)`),
  ],
);
