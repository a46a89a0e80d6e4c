import { bigint, date, foreignKey, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import type { MetricName } from "../domain/metrics.ts";
import { programs } from "./schema.ts";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });

/** What a figure of a program is to come to by a day. */
export const goals = pgTable(
  "goals",
  {
    tenantId: text("tenant_id").notNull(),
    programId: text("program_id").notNull(),
    // The tenant's own name for it.
    id: text("id").notNull(),
    metric: text("metric").$type<MetricName>().notNull(),
    // In the figure's own unit: a count, minor units of the program's currency, basis points.
    target: bigint("target", { mode: "bigint" }).notNull(),
    // Both in it, in the tenant's time zone, as reports count.
    firstDay: date("first_day", { mode: "string" }).notNull(),
    lastDay: date("last_day", { mode: "string" }).notNull(),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "goals_pkey", columns: [t.tenantId, t.programId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.programId], foreignColumns: [programs.tenantId, programs.id] }),
  ],
);
