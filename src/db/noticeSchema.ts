import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { tenants } from "./schema.ts";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });

/** Where a tenant is told of what happened. */
export const webhooks = pgTable(
  "webhooks",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text("id").notNull(),
    url: text("url").notNull(),
    description: text("description"),
    // The notices it hears of, as JSON; null for all of them, those of later releases too.
    events: jsonb("events"),
    // Sealed; the one before signs too until its time is over.
    secret: text("secret").notNull(),
    formerSecret: text("former_secret"),
    formerUntil: at("former_until"),
    // Since when nothing but failures came back.
    failingSince: at("failing_since"),
    disabledAt: at("disabled_at"),
    disabledReason: text("disabled_reason", { enum: ["person", "gone", "failing"] }),
    // Raised by each change: the guard of what a change was decided on, and what is told of it later has a larger one.
    version: integer("version").notNull().default(1),
    createdAt: at("created_at").notNull(),
  },
  (t) => [primaryKey({ name: "webhooks_pkey", columns: [t.tenantId, t.id] })],
);

/** What happened, as it is sent; only of tenants that are told. */
export const notices = pgTable(
  "notices",
  {
    tenantId: text("tenant_id").notNull(),
    // Made of the outbox row's, so that it is the same however often the row is taken.
    id: text("id").notNull(),
    type: text("type").notNull(),
    // The text that is signed and sent.
    body: text("body").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "notices_pkey", columns: [t.tenantId, t.id] }),
    index("notices_by_time").on(t.tenantId, t.createdAt, t.id),
  ],
);

/** That a consumer is to hear of a notice, and what became of it. */
export const deliveries = pgTable(
  "deliveries",
  {
    tenantId: text("tenant_id").notNull(),
    id: text("id").notNull(),
    // What kind of consumer it is, and which.
    consumer: text("consumer", { enum: ["webhook"] }).notNull(),
    consumerId: text("consumer_id").notNull(),
    noticeId: text("notice_id").notNull(),
    status: text("status", { enum: ["waiting", "delivered", "failed"] }).notNull(),
    attempts: integer("attempts").notNull().default(0),
    // When it is tried next; of one under way when its lease ends.
    dueAt: at("due_at").notNull(),
    // Of the claim that it is under way for; who settles it has to know it.
    token: text("token"),
    // What came back last.
    answerStatus: integer("answer_status"),
    answer: text("answer"),
    triedAt: at("tried_at"),
    createdAt: at("created_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "deliveries_pkey", columns: [t.tenantId, t.id] }),
    // A consumer hears of a notice once, however often it is fanned out.
    uniqueIndex("deliveries_of_notice").on(t.tenantId, t.consumerId, t.noticeId),
    index("deliveries_waiting").on(t.tenantId, t.consumerId, t.dueAt, t.id).where(sql`status = 'waiting'`),
    index("deliveries_under_way").on(t.tenantId, t.consumerId, t.dueAt).where(sql`token IS NOT NULL`),
    index("deliveries_latest").on(t.tenantId, t.consumerId, t.createdAt, t.id),
    index("deliveries_by_time").on(t.tenantId, t.createdAt),
  ],
);
