import { bigint, date, index, integer, numeric, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** What is kept so that reports read sums in place of rows: `drizzle/functions/time_sums.sql` keeps and reads it. */

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });
const count = (name: string) => bigint(name, { mode: "bigint" }).notNull();

/**
 * How many clicks there were in each quarter of an hour: the trigger `clicks_count` counts them as they are inserted. The
 * clicks themselves are kept for some time, and this for good.
 */
export const clickQuarters = pgTable(
  "click_quarters",
  {
    tenantId: text("tenant_id").notNull(),
    // When the quarter of an hour begins.
    at: at("at").notNull(),
    programId: text("program_id").notNull(),
    // Whose link it was; read by all ids of a person.
    participantId: text("participant_id").notNull(),
    // Empty where the link says none.
    channel: text("channel").notNull(),
    clicks: integer("clicks").notNull(),
  },
  (t) => [
    primaryKey({
      name: "click_quarters_pkey",
      columns: [t.tenantId, t.at, t.programId, t.participantId, t.channel],
    }),
    // Without the number, which changes with every click.
    index("click_quarters_of_participant").on(t.tenantId, t.participantId),
  ],
);

/** The sums of `domain/metrics.ts` by quarters of an hour; a quarter without a row has none. */
export const timeSums = pgTable(
  "time_sums",
  {
    tenantId: text("tenant_id").notNull(),
    // A program's id. A currency has the orders of all its programs, each order once.
    scope: text("scope").notNull(),
    // When the quarter of an hour begins.
    at: at("at").notNull(),
    clicks: count("clicks"),
    friends: count("friends"),
    referrals: count("referrals"),
    converted: count("converted"),
    newCustomers: count("new_customers"),
    orders: count("orders"),
    // Minor units, of any size.
    revenueMinor: numeric("revenue_minor").notNull(),
    costMinor: numeric("cost_minor").notNull(),
  },
  (t) => [primaryKey({ name: "time_sums_pkey", columns: [t.tenantId, t.scope, t.at] })],
);

/** Up to when a tenant's sums are kept. */
export const summedTimes = pgTable(
  "summed_times",
  {
    tenantId: text("tenant_id").notNull(),
    // The first instant that is not kept; null before anything is.
    upTo: at("up_to"),
    // Until when a quarter of an hour may be kept.
    settledTo: at("settled_to"),
    // When the job last looked, and the number of its transaction: those that are larger began to write after that.
    askedAt: at("asked_at"),
    askedXid: bigint("asked_xid", { mode: "bigint" }).notNull(),
    // The time zone whose days `customer_days` has, and the first of them that is not kept; null before anything is.
    zone: text("zone"),
    daysTo: date("days_to"),
  },
  (t) => [primaryKey({ name: "summed_times_pkey", columns: [t.tenantId] })],
);

/** Quarters of an hour in which something was changed afterwards, once a transaction: what is kept of them is not so. */
export const touchedTimes = pgTable(
  "touched_times",
  {
    tenantId: text("tenant_id").notNull(),
    // The transaction's. Two that change the same each leave a row, so that a look at one takes nothing of the other.
    xid: bigint("xid", { mode: "bigint" }).notNull(),
    at: at("at").notNull(),
  },
  (t) => [primaryKey({ name: "touched_times_pkey", columns: [t.tenantId, t.xid, t.at] })],
);

/** How many people bought on a day, by the day on which they had bought last: `-infinity` where they never had. */
export const customerDays = pgTable(
  "customer_days",
  {
    tenantId: text("tenant_id").notNull(),
    day: date("day").notNull(),
    lastDay: date("last_day").notNull(),
    people: count("people"),
  },
  (t) => [primaryKey({ name: "customer_days_pkey", columns: [t.tenantId, t.day, t.lastDay] })],
);

/** As `touched_times`, for the days whose customers are others now: of a purchase, and of its person's next one. */
export const touchedCustomers = pgTable(
  "touched_customers",
  {
    tenantId: text("tenant_id").notNull(),
    xid: bigint("xid", { mode: "bigint" }).notNull(),
    at: at("at").notNull(),
  },
  (t) => [primaryKey({ name: "touched_customers_pkey", columns: [t.tenantId, t.xid, t.at] })],
);
