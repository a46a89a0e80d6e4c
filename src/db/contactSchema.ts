import { bigint, foreignKey, index, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import type { ContactKind, HeldKind } from "../domain/contacts.ts";
import { participants } from "./schema.ts";

/** What may tell that two participants are one person, or share a card or a device, as hashes that no caller is shown: `contact_hash`. */
export const contacts = pgTable(
  "contacts",
  {
    tenantId: text("tenant_id").notNull(),
    hash: text("hash").notNull(),
    participantId: text("participant_id").notNull(),
    kind: text("kind").$type<HeldKind>().notNull(),
    // Since which commit it is known, in the order of events; null where it was known before contacts were kept.
    seq: bigint("seq", { mode: "bigint" }),
  },
  (t) => [
    primaryKey({ name: "contacts_pkey", columns: [t.tenantId, t.hash, t.participantId] }),
    foreignKey({ columns: [t.tenantId, t.participantId], foreignColumns: [participants.tenantId, participants.id] }),
    index("contacts_of_participant").on(t.tenantId, t.participantId),
  ],
);

/**
 * By which addresses and phones participants were known before they were merged. Decisions know those alone that the one
 * has who was kept; a history that is decided again knows these until it comes to the merge.
 */
export const formerContacts = pgTable(
  "former_contacts",
  {
    tenantId: text("tenant_id").notNull(),
    hash: text("hash").notNull(),
    // Who was merged: `contacts` has the one who was kept.
    participantId: text("participant_id").notNull(),
    kind: text("kind").$type<ContactKind>().notNull(),
    seq: bigint("seq", { mode: "bigint" }),
  },
  (t) => [
    primaryKey({ name: "former_contacts_pkey", columns: [t.tenantId, t.hash, t.participantId] }),
    foreignKey({ columns: [t.tenantId, t.participantId], foreignColumns: [participants.tenantId, participants.id] }),
    index("former_contacts_of_participant").on(t.tenantId, t.participantId),
  ],
);

/** Stands for who has a contact, also where no one has it yet: the participant who gets it raises its version. */
export const contactHeads = pgTable(
  "contact_heads",
  {
    tenantId: text("tenant_id").notNull(),
    hash: text("hash").notNull(),
    version: integer("version").notNull(),
  },
  (t) => [primaryKey({ name: "contact_heads_pkey", columns: [t.tenantId, t.hash] })],
);

/** How far the profiles of a tenant are hashed that were there before contacts were kept, or under another key. */
export const contactFilings = pgTable(
  "contact_filings",
  {
    tenantId: text("tenant_id").notNull(),
    // Which key they are hashed under: a hash of it.
    keyName: text("key_name").notNull(),
    // The participant up to whom the round under way has come, by id; null where it has ended.
    filedTo: text("filed_to"),
    completedAt: timestamp("completed_at", { withTimezone: true, mode: "string" }),
  },
  (t) => [primaryKey({ name: "contact_filings_pkey", columns: [t.tenantId] })],
);
