import { index, integer, jsonb, pgTable, primaryKey, text, timestamp, unique } from "drizzle-orm/pg-core";
import { ROLES } from "../domain/permissions.ts";
import { authUsers } from "./authSchema.ts";
import { tenants } from "./schema.ts";

/** The people who work for tenants, and what they may do there. */

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** Who works for a tenant, and as what. A row stays when a member is removed: the audit names its user. */
export const members = pgTable(
  "members",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    userId: text("user_id")
      .notNull()
      .references(() => authUsers.id),
    role: text("role", { enum: ROLES }).notNull(),
    // Null for those whom the command line made.
    invitedBy: text("invited_by"),
    createdAt: at("created_at").notNull(),
    removedAt: at("removed_at"),
  },
  (t) => [
    // A person is a member of a tenant once, however often they are invited.
    primaryKey({ name: "members_pkey", columns: [t.tenantId, t.userId] }),
    index("members_of_user").on(t.userId, t.tenantId),
  ],
);

/** The mails to staff of the last days: who was written to, and how far it got. */
export const mails = pgTable(
  "mails",
  {
    id: text("id").primaryKey(),
    recipient: text("recipient").notNull(),
    // Counted up for each recipient. Of two that are written at once one comes first, and the other is not sent.
    number: integer("number").notNull(),
    kind: text("kind").notNull(),
    createdAt: at("created_at").notNull(),
    // Null while it is on its way, and where it was given up.
    sentAt: at("sent_at"),
    // What it says, where no one sends mails: it is shown on the machine itself. Never kept of a mail that was sent,
    // since a link in it signs in.
    content: jsonb("content"),
  },
  (t) => [
    unique("mails_number_unique").on(t.recipient, t.number),
    // Old ones are removed by their time.
    index("mails_by_time").on(t.createdAt),
  ],
);
