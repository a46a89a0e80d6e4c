import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { PROGRAM_STATUSES, REFERRAL_SOURCES, REFERRAL_STATUSES } from "../domain/attribution.ts";
import { CODE_KINDS } from "../domain/codeTerms.ts";
import { APPLICATION_STATUSES } from "../domain/eligibility.ts";
import { REWARD_STATUSES } from "../domain/rewardState.ts";
import { GRANT_KINDS } from "../domain/rules.ts";
import { SPEND_MINUTES } from "../domain/wallet.ts";

/**
 * The tables. `tenantId` is the first column of every key (API keys are the exception: they are what names
 * the tenant). Tables that every event writes have no foreign keys: their rows are written together by
 * `commit_effects`, and each constraint costs an index probe on the hot path.
 */

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });
const money = (name: string) => bigint(name, { mode: "bigint" });

export const tenants = pgTable("tenants", {
  id: text("id").primaryKey(),
  // The slug is a path segment of share links on hosts that serve many tenants.
  slug: text("slug").notNull().unique("tenants_slug_unique"),
  name: text("name").notNull(),
  // Where an unknown code sends its visitor; the first program's landing page when null.
  landingUrl: text("landing_url"),
  clickSecret: text("click_secret").notNull(),
  // What the tenant's server signs participants' tokens with, and what it was before the last rotation: both are
  // believed until the former is retired.
  widgetSecret: text("widget_secret").notNull(),
  formerWidgetSecret: text("former_widget_secret"),
  // The web origins whose pages may call the routes for browsers.
  allowedOrigins: jsonb("allowed_origins").notNull().default([]),
  // What cuts the days, weeks and months of its reports; a program's own cuts the periods of its rules.
  timezone: text("timezone").notNull().default("UTC"),
  // What people with the role "support" may give one participant in a month, in minor units of each unit.
  supportBonusMinor: money("support_bonus_minor").notNull().default(sql`0`),
  // How long what an order was paid with in credit or points waits for the order to be reported.
  spendMinutes: integer("spend_minutes").notNull().default(SPEND_MINUTES),
  // By what participants say in the panel where they are paid; none where it does not ask.
  payoutKinds: jsonb("payout_kinds").notNull().default([]),
  // With what Stripe is asked to pay: the key, sealed, its last four characters, and whose it is. All null where there is none.
  stripeKey: text("stripe_key"),
  stripeShown: text("stripe_shown"),
  stripeAccount: text("stripe_account"),
  stripeIsLive: boolean("stripe_is_live"),
  // Of its pages: "#0a6b4d", in lower case, from which all others are computed.
  accent: text("accent"),
  // The SHA-256 of one of its pictures. The foreign key is written by hand: `pictures` points here as well.
  logo: text("logo"),
  createdAt: at("created_at").notNull(),
});

export const apiKeys = pgTable(
  "api_keys",
  {
    id: text("id").primaryKey(),
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    kind: text("kind", { enum: ["secret", "publishable"] }).notNull(),
    // What a person recognises a key by; the key itself is never stored.
    prefix: text("prefix").notNull(),
    hash: text("hash").notNull(),
    createdAt: at("created_at").notNull(),
    revokedAt: at("revoked_at"),
  },
  (t) => [
    // A key is found by its hash alone and names its tenant, so it can belong to one tenant only.
    unique("api_keys_hash_unique").on(t.hash),
    index("api_keys_of_tenant").on(t.tenantId, t.id),
  ],
);

export const programs = pgTable(
  "programs",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text("id").notNull(),
    key: text("key").notNull(),
    name: text("name").notNull(),
    landingUrl: text("landing_url").notNull(),
    currency: text("currency").notNull(),
    timezone: text("timezone").notNull(),
    startsAt: at("starts_at"),
    endsAt: at("ends_at"),
    texts: jsonb("texts").notNull(),
    status: text("status", { enum: PROGRAM_STATUSES }).notNull(),
    // "budget" or "person"; a budget that starts a new period resumes only what the budget paused.
    pausedReason: text("paused_reason"),
    pausedPeriod: text("paused_period"),
    // Since when a person has paused or ended what was active.
    pausedAt: at("paused_at"),
    draftRules: jsonb("draft_rules"),
    // Raised whenever the draft is saved or goes: who saves says which one they began with.
    draftVersion: integer("draft_version").notNull().default(0),
    // 0 until the first publish.
    version: integer("version").notNull(),
    // Which counters events keep for this program: what any published version has ever needed.
    counterPlan: jsonb("counter_plan").notNull(),
    // Raised by everything that changes how events are decided; the guard of what a snapshot read here.
    epoch: integer("epoch").notNull(),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "programs_pkey", columns: [t.tenantId, t.id] }),
    // The key is how the API and the shop name a program.
    unique("programs_key_unique").on(t.tenantId, t.key),
  ],
);

export const programVersions = pgTable(
  "program_versions",
  {
    tenantId: text("tenant_id").notNull(),
    programId: text("program_id").notNull(),
    version: integer("version").notNull(),
    id: text("id").notNull(),
    // As written when it was published; never changed.
    rules: jsonb("rules").notNull(),
    publishedAt: at("published_at").notNull(),
  },
  (t) => [
    // Versions are numbered without gaps; two publishes at once can't both become number n.
    primaryKey({ name: "program_versions_pkey", columns: [t.tenantId, t.programId, t.version] }),
    // The longest time between a click and what it brings, of all that a tenant has ever published: `forget-old`.
    index("program_versions_by_window").on(t.tenantId, sql`((rules #>> '{attribution,windowDays}')::integer)`),
    foreignKey({ columns: [t.tenantId, t.programId], foreignColumns: [programs.tenantId, programs.id] }),
  ],
);

/** Rules that will be published at a time; a row goes when that has happened, or when a person has cancelled it. */
export const scheduledPublishes = pgTable(
  "scheduled_publishes",
  {
    tenantId: text("tenant_id").notNull(),
    programId: text("program_id").notNull(),
    id: text("id").notNull(),
    // As written when it was scheduled; what happens to the draft afterwards changes nothing of it.
    rules: jsonb("rules").notNull(),
    // The version whose rules they are; null where they were the draft's.
    again: integer("again"),
    applyTo: text("apply_to", { enum: ["new", "open"] }).notNull(),
    publishAt: at("publish_at").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "scheduled_publishes_pkey", columns: [t.tenantId, t.programId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.programId], foreignColumns: [programs.tenantId, programs.id] }),
  ],
);

/** The only table with personal data. */
export const participants = pgTable(
  "participants",
  {
    tenantId: text("tenant_id").notNull(),
    id: text("id").notNull(),
    externalId: text("external_id").notNull(),
    email: text("email"),
    // By which people are found and their contacts are hashed: in one spelling, lower case, without +tag.
    emailFolded: text("email_folded"),
    // In one form, + and digits alone: by it too people are found and their contacts are hashed.
    phone: text("phone"),
    name: text("name"),
    // Whether they have agreed that the advocate who brought them reads their name.
    mayBeNamed: boolean("may_be_named").notNull().default(false),
    locale: text("locale"),
    country: text("country"),
    // Since which event the profile has it, in the order of events; null where no event filled it in.
    countrySeq: bigint("country_seq", { mode: "bigint" }),
    segments: jsonb("segments").notNull(),
    // Since when a person keeps them out of new referrals, on either side, and why; null for almost everyone.
    blockedAt: at("blocked_at"),
    blockedReason: text("blocked_reason"),
    // The earliest signup and purchase by occurredAt, kept here so that the common checks read no history.
    firstSignupAt: at("first_signup_at"),
    firstPurchaseAt: at("first_purchase_at"),
    // Since when the shop says that they are a customer, whatever they bought; null where it says nothing.
    customerSince: at("customer_since"),
    // Whether they have no account: they get no code, and the account that comes with their e-mail takes them over.
    guest: boolean("guest").notNull().default(false),
    // Of an alias: whose other name `externalId` is. Such a row has nothing else of a participant.
    mergedInto: text("merged_into"),
    // When a participant became that alias; null where the name was no one's. Events and postings have the row's id.
    mergedAt: at("merged_at"),
    // Raised by every event of this participant: the guard of their referrals, purchases and events.
    version: integer("version").notNull(),
    // Raised when they become a friend, when their profile changes and when a person blocks them or decides about
    // their application: it guards what looked at them, as an advocate, an ancestor or a profile to change.
    referredVersion: integer("referred_version").notNull(),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "participants_pkey", columns: [t.tenantId, t.id] }),
    // The tenant's own id for a customer; two first events of one customer can't make two participants.
    unique("participants_external_id_unique").on(t.tenantId, t.externalId),
    // Those whose id or address begins with what a person typed (`findParticipants`): by bytes, since other orders
    // scatter them.
    index("participants_by_id").on(t.tenantId, sql`external_id COLLATE "C"`),
    index("participants_by_email")
      .on(t.tenantId, sql`email_folded COLLATE "C"`, t.id)
      .where(sql`email_folded IS NOT NULL`),
    index("participants_by_phone").on(t.tenantId, sql`phone COLLATE "C"`, t.id).where(sql`phone IS NOT NULL`),
    // The aliases of a participant; most have none.
    index("participants_aliases").on(t.tenantId, t.mergedInto).where(sql`merged_into IS NOT NULL`),
    // Aliases by how they begin, apart from the many names beside them.
    index("participants_by_alias").on(t.tenantId, sql`external_id COLLATE "C"`).where(sql`merged_into IS NOT NULL`),
    // Most are in no segment.
    index("participants_segmented").on(t.tenantId, t.id).where(sql`segments <> '[]'`),
  ],
);

export const codes = pgTable(
  "codes",
  {
    tenantId: text("tenant_id").notNull(),
    // Folded: its letters and digits, in capitals.
    code: text("code").notNull(),
    // As its owner wrote it.
    display: text("display").notNull(),
    // A further code is one that was imported beside the primary, or a vanity code that another took the place of.
    kind: text("kind", { enum: CODE_KINDS }).notNull(),
    programId: text("program_id").notNull(),
    participantId: text("participant_id").notNull(),
    // Of a code that came with a participant who was merged: whose it was first, and which code it shares what follows
    // with, where its owner has a primary of their own.
    firstOwnerId: text("first_owner_id"),
    primaryCode: text("primary_code"),
    // What follows counts on primary codes alone: the others are aliases and share what their primary has.
    disabled: boolean("disabled").notNull().default(false),
    // The first instant at which it can't be used any more.
    expiresAt: at("expires_at"),
    maxUses: integer("max_uses"),
    // Referrals attributed by it or its alias; never lowered, so that a limit can't be used twice.
    uses: integer("uses").notNull().default(0),
    // Raised when a person changes it, and of a primary when its owner gets another code beside it: the guard of every
    // attribution that looked at it, and of how many codes its owner has.
    version: integer("version").notNull().default(1),
    createdAt: at("created_at").notNull(),
  },
  (t) => [
    // Codes and vanity codes are one namespace in their tenant.
    primaryKey({ name: "codes_pkey", columns: [t.tenantId, t.code] }),
    // One code per participant and program, however often and however concurrently it is asked for.
    uniqueIndex("codes_primary_unique").on(t.tenantId, t.participantId, t.programId).where(sql`kind = 'primary'`),
    // One vanity alias beside it.
    uniqueIndex("codes_vanity_unique").on(t.tenantId, t.participantId, t.programId).where(sql`kind = 'vanity'`),
    index("codes_further").on(t.tenantId, t.participantId, t.programId).where(sql`kind = 'further'`),
    // How a code begins, in letters of any script: by bytes, since the order of the database may be any.
    index("codes_by_text").on(t.tenantId, sql`code COLLATE "C"`),
  ],
);

/** Who asked to be an advocate of a program, and what a person made of it. */
export const applications = pgTable(
  "applications",
  {
    tenantId: text("tenant_id").notNull(),
    programId: text("program_id").notNull(),
    participantId: text("participant_id").notNull(),
    status: text("status", { enum: APPLICATION_STATUSES }).notNull(),
    // Why it was approved or refused, in the words of the person who did.
    reason: text("reason"),
    appliedAt: at("applied_at").notNull(),
    decidedAt: at("decided_at"),
    // The actor, as in the audit.
    decidedBy: jsonb("decided_by"),
  },
  (t) => [
    // One application of a participant to a program, however often they ask.
    primaryKey({ name: "applications_pkey", columns: [t.tenantId, t.programId, t.participantId] }),
    index("applications_by_time").on(t.tenantId, t.programId, t.appliedAt, t.participantId),
    index("applications_by_status").on(t.tenantId, t.programId, t.status, t.appliedAt, t.participantId),
  ],
);

/** Clicks of the last time, which `forget-old` removes. How many there were is in `click_quarters`. */
export const clicks = pgTable(
  "clicks",
  {
    tenantId: text("tenant_id").notNull(),
    id: text("id").notNull(),
    code: text("code").notNull(),
    programId: text("program_id").notNull(),
    participantId: text("participant_id").notNull(),
    channel: text("channel"),
    occurredAt: at("occurred_at").notNull(),
  },
  (t) => [
    // Queues deliver at least once: a click delivered twice is stored once.
    primaryKey({ name: "clicks_pkey", columns: [t.tenantId, t.id] }),
  ],
);

/**
 * What the visitors of a program that pays for clicks are told apart by, on one of its days: a random key that goes into
 * the hash of each. It is deleted after two days, and then a hash leads back to no visitor. It stands beside no person.
 */
export const clickKeys = pgTable(
  "click_keys",
  {
    tenantId: text("tenant_id").notNull(),
    programId: text("program_id").notNull(),
    // In the time zone of the program.
    day: date("day", { mode: "string" }).notNull(),
    key: text("key").notNull(),
    // When the day's first click came.
    madeAt: at("made_at").notNull(),
  },
  (t) => [
    // One key however many batches of clicks begin a day at once.
    primaryKey({ name: "click_keys_pkey", columns: [t.tenantId, t.programId, t.day] }),
    index("click_keys_by_time").on(t.tenantId, t.madeAt),
  ],
);

export const referrals = pgTable(
  "referrals",
  {
    tenantId: text("tenant_id").notNull(),
    id: text("id").notNull(),
    programId: text("program_id").notNull(),
    // The program version whose rules decide; 0 for a refusal by a program never published.
    version: integer("version").notNull(),
    status: text("status", { enum: REFERRAL_STATUSES }).notNull(),
    // Null where a refused code was unknown.
    advocateId: text("advocate_id"),
    friendId: text("friend_id").notNull(),
    code: text("code"),
    source: text("source", { enum: REFERRAL_SOURCES }).notNull(),
    channel: text("channel"),
    attributedAt: at("attributed_at").notNull(),
    // When the event happened that attributed; null where a purchase before it has not moved `attributed_at`.
    enteredAt: at("entered_at"),
    convertedAt: at("converted_at"),
    conversionOrderId: text("conversion_order_id"),
    // The one order it is for, in a program that binds orders; null where it is the friend's for good.
    orderId: text("order_id"),
    // The first live one of its friend and advocate in the program: tiers by signups count a friend once. Before
    // orders could be bound there was no second.
    newFriend: boolean("new_friend").notNull().default(true),
    // The friend's place among all that the advocate brought to the program, refused ones too, by who came first. A
    // trigger sets it (`number_friend`). Null without an advocate.
    friendNumber: integer("friend_number"),
    // Purchases decided so far that still qualify: what `nth` counts.
    qualifyingCount: integer("qualifying_count").notNull(),
    // How often a refund took its conversion away (it may have moved to another purchase).
    reversals: integer("reversals").notNull(),
    rejectedReason: text("rejected_reason"),
    // Why what it earns from now on is looked at before it is given out: a set, empty for almost all.
    reviewReasons: jsonb("review_reasons").notNull().default([]),
    // Raised by every statement that changes the row: what is told of it later has a larger one.
    revision: integer("revision").notNull().default(1),
    // What friend and advocate have in common (`SIGNS`), as far as a decision has seen it.
    signs: jsonb("signs").notNull().default([]),
    createdAt: at("created_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "referrals_pkey", columns: [t.tenantId, t.id] }),
    // A friend has one live referral per program, and one more for each order that a program binds; refusals are
    // kept beside them. The order stands before the program, so that what is the friend's for good, in every
    // program, is one range, however many orders there are.
    uniqueIndex("referrals_friend_unique")
      .on(t.tenantId, t.friendId, sql`coalesce(order_id, '')`, t.programId)
      .where(sql`status <> 'rejected'`),
    // Whether an order has made a friend of the advocate's before, without a look at all their orders; one such
    // order is the first.
    uniqueIndex("referrals_new_friend_unique")
      .on(t.tenantId, t.friendId, t.advocateId, t.programId)
      .where(sql`new_friend AND order_id IS NOT NULL AND status <> 'rejected'`),
    // By program too, so that the few of one are found among thousands (`listReferrals`, `friends_of`).
    index("referrals_of_advocate").on(t.tenantId, t.advocateId, t.programId, t.id),
    // How many friends an advocate has brought, and how many of them have bought, without a look at each.
    index("referrals_counted")
      .on(t.tenantId, t.advocateId, t.newFriend, t.convertedAt)
      .where(sql`status <> 'rejected'`),
    // Whether a friend of an advocate has a number, without a look at the others (`number_friend`).
    index("referrals_numbered").on(t.tenantId, t.advocateId, t.programId, t.friendId, t.id),
    index("referrals_by_friend").on(t.tenantId, t.friendId, t.id),
    index("referrals_of_program").on(t.tenantId, t.programId, t.status, t.id),
    index("referrals_by_time").on(t.tenantId, t.programId, t.attributedAt),
    // Those that converted in a period, of which there are few each day.
    index("referrals_by_conversion").on(t.tenantId, t.programId, t.convertedAt).where(sql`status = 'converted'`),
    // The open ones by time, of which the older may have expired.
    index("referrals_open").on(t.tenantId, t.programId, t.attributedAt, t.id).where(sql`status = 'attributed'`),
  ],
);

/** How many referrals an advocate has in a program, refused ones too, and of how many friends: `number_friend` counts. */
export const friendCounts = pgTable(
  "friend_counts",
  {
    tenantId: text("tenant_id").notNull(),
    programId: text("program_id").notNull(),
    advocateId: text("advocate_id").notNull(),
    friends: integer("friends").notNull(),
    referrals: integer("referrals").notNull(),
    // Friends who were given to another advocate: `friends` goes on counting them, since it gives the next number.
    movedAway: integer("moved_away").notNull().default(0),
  },
  (t) => [primaryKey({ name: "friend_counts_pkey", columns: [t.tenantId, t.programId, t.advocateId] })],
);

/**
 * Participants who acted without being referred, in programs that reward their actors, or whose share links were
 * clicked, in programs that pay for clicks.
 */
export const memberships = pgTable(
  "memberships",
  {
    tenantId: text("tenant_id").notNull(),
    id: text("id").notNull(),
    programId: text("program_id").notNull(),
    participantId: text("participant_id").notNull(),
    // As of a referral: what `nth` counts.
    qualifyingCount: integer("qualifying_count").notNull(),
    // Whether the signup rules for actors were asked; they are asked once, in the membership or in the referral.
    signedUp: boolean("signed_up").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "memberships_pkey", columns: [t.tenantId, t.id] }),
    // One for each participant and program, whatever they do first; also how an event finds them.
    unique("memberships_participant_unique").on(t.tenantId, t.participantId, t.programId),
  ],
);

/** What was reported, once, never changed, with what was decided. Internal ids and facts only. */
export const events = pgTable(
  "events",
  {
    tenantId: text("tenant_id").notNull(),
    // Drawn while the commit holds its locks, so that it is the order of commits wherever order matters.
    seq: bigserial("seq", { mode: "bigint" }).notNull(),
    id: text("id").notNull(),
    type: text("type").notNull(),
    naturalKey: text("natural_key").notNull(),
    contentHash: text("content_hash").notNull(),
    // Which attempt wrote it: tells my own commit from another's when its reply was lost.
    attemptId: text("attempt_id").notNull(),
    // Null for a refund that waits for its purchase, and for a click: its visitor is not known, and a busy link
    // would crowd its owner's own events.
    participantId: text("participant_id"),
    occurredAt: at("occurred_at").notNull(),
    // An occurredAt that was defaulted is not compared with a repeat's.
    occurredAtGiven: boolean("occurred_at_given").notNull(),
    receivedAt: at("received_at").notNull(),
    facts: jsonb("facts").notNull(),
    flags: jsonb("flags").notNull(),
    decisions: jsonb("decisions").notNull(),
  },
  (t) => [
    primaryKey({ name: "events_pkey", columns: [t.tenantId, t.seq] }),
    // The identity of what was reported: a repeat finds the first, and two at once can't both be stored.
    unique("events_natural_key_unique").on(t.tenantId, t.naturalKey),
    // Purchases are found by their order; only the rarer kinds are looked for by participant.
    index("events_of_participant").on(t.tenantId, t.participantId, t.seq).where(sql`type <> 'purchase'`),
    // What was decided in a period, and its orders (`db/queries/summary.ts`).
    index("events_by_time").on(t.tenantId, t.occurredAt),
    // What came before its order has no participant, and little ever waits; of clicks nothing is looked up by it.
    index("events_before_order").on(t.tenantId, t.seq).where(sql`participant_id IS NULL AND type <> 'click'`),
  ],
);

/** The state of an order: the row that its refunds change. A refund that comes first makes a stub. */
export const purchases = pgTable(
  "purchases",
  {
    tenantId: text("tenant_id").notNull(),
    orderId: text("order_id").notNull(),
    // Participant, amount and time are null in a stub.
    participantId: text("participant_id"),
    amountMinor: money("amount_minor"),
    currency: text("currency").notNull(),
    occurredAt: at("occurred_at"),
    // Arrival: the seq of its purchase event.
    eventSeq: bigint("event_seq", { mode: "bigint" }),
    // Counted up to the amount; 0 in a stub.
    refundedMinor: money("refunded_minor").notNull(),
    // What each refund took, in order of arrival: [amountMinor, ...]. Of refunds of a time before `history` it is all
    // that is known.
    refunds: jsonb("refunds").notNull(),
    // The natural keys of what was reported of it beside its purchase, in order of arrival. A stub's wait for their
    // purchase; a program that decides the order later takes them one by one.
    history: jsonb("history").notNull().default([]),
    // Raised by each commit that changes the row: what a stub, which has no participant, is guarded by.
    version: integer("version").notNull().default(0),
    overRefunds: integer("over_refunds").notNull(),
    // [{ disputeId, status }]: each dispute once, in the order in which they were first told.
    disputes: jsonb("disputes").notNull().default([]),
    // { [programId]: { referralId, qualifies, facts } }: what each program made of it.
    decided: jsonb("decided").notNull(),
  },
  (t) => [
    // The shop's own order id: a retried purchase or a racing refund meets the same row.
    primaryKey({ name: "purchases_pkey", columns: [t.tenantId, t.orderId] }),
    index("purchases_by_participant").on(t.tenantId, t.participantId, t.occurredAt),
    // The earliest that a participant has not given back: whether they are an existing customer, and which order is
    // their first.
    index("purchases_left")
      .on(t.tenantId, t.participantId, t.occurredAt, t.eventSeq)
      .where(sql`amount_minor > refunded_minor`),
    // In the order of their events, for explanations page by page.
    index("purchases_in_order").on(t.tenantId, t.participantId, t.eventSeq),
    // Stubs, which are few: how many refunds wait is told with every summary.
    index("purchases_waiting").on(t.tenantId).where(sql`amount_minor IS NULL`),
  ],
);

/** Running numbers that decisions depend on: tier positions, limits, budgets. */
export const counters = pgTable(
  "counters",
  {
    tenantId: text("tenant_id").notNull(),
    programId: text("program_id").notNull(),
    // A participant id, a referral id, or "program".
    subject: text("subject").notNull(),
    // "conversions", "count:{ruleId}", "amount:{ruleId}", "budget".
    metric: text("metric").notNull(),
    // "lifetime", "2026", "2026-Q1", "2026-01", "2026-01-31" in the program's time zone.
    periodKey: text("period_key").notNull(),
    value: money("value").notNull(),
    // Set on budgets only: the last line of defence behind the interval that commits check.
    ceiling: money("ceiling"),
  },
  (t) => [
    // One row per number, made by the first event that needs it.
    primaryKey({ name: "counters_pkey", columns: [t.tenantId, t.programId, t.subject, t.periodKey, t.metric] }),
    check("counters_ceiling", sql`ceiling IS NULL OR value <= ceiling`),
  ],
);

export const rewards = pgTable(
  "rewards",
  {
    tenantId: text("tenant_id").notNull(),
    id: text("id").notNull(),
    programId: text("program_id").notNull(),
    version: integer("version").notNull(),
    ruleId: text("rule_id").notNull(),
    trigger: text("trigger").notNull(),
    // The rule's exclusive group, kept so that a moved conversion finds who holds it.
    group: text("group"),
    referralId: text("referral_id").notNull(),
    participantId: text("participant_id").notNull(),
    recipient: text("recipient").notNull(),
    // "signup", "order:{orderId}", "event:{eventId}" or "click:{clickId}": what earned it.
    source: text("source").notNull(),
    kind: text("kind", { enum: GRANT_KINDS }).notNull(),
    unit: text("unit"),
    grantedMinor: money("granted_minor").notNull(),
    amountMinor: money("amount_minor").notNull(),
    // What it takes from the budget while it lives: the amount of cash and credit, else the expected cost.
    costMinor: money("cost_minor").notNull(),
    // What it was worth when it was last fulfilled: as far as it may grow again. Null where it never was, and where that
    // was before it was kept.
    fulfilledMinor: money("fulfilled_minor"),
    // What its coupon took off orders, as they reported it and less what was undone, in the program's currency. Reports go
    // by it, and no budget does.
    givenMinor: money("given_minor").notNull().default(sql`0`),
    // The order's net when it was granted; 0 for what no order earned.
    basisMinor: money("basis_minor").notNull(),
    status: text("status", { enum: REWARD_STATUSES }).notNull(),
    // A set of `ReviewReason`s in the order of their list: while there is one, nothing is given out.
    reviewReasons: jsonb("review_reasons").notNull().default([]),
    holdUntil: at("hold_until").notNull(),
    voidReason: text("void_reason"),
    // Of the purchase or event it was decided for: the time that limits and budgets go by.
    occurredAt: at("occurred_at").notNull(),
    // The grant actually given, and for discounts the coupon.
    grant: jsonb("grant").notNull(),
    coupon: jsonb("coupon"),
    // Of a choice: the options that were offered and which was taken; `grant` and what follows from it are those of
    // the option taken, until then of the first.
    choice: jsonb("choice"),
    // Until when its participant may choose; null once that is settled, and for everything that is no choice.
    chooseBy: at("choose_by"),
    // The facts its conditions saw, for when a refund asks again.
    facts: jsonb("facts").notNull(),
    // When the commit was that approved it; null before, and of those that were approved before this was kept.
    approvedAt: at("approved_at"),
    // Of the payout that fulfilled it last. One that failed is still named, while no other has taken it.
    payoutId: text("payout_id"),
    // As of a referral.
    revision: integer("revision").notNull().default(1),
    createdAt: at("created_at").notNull(),
    // Of credit and points that were approved: when what is left of it expires. Null where nothing does.
    expiresAt: at("expires_at"),
    // What has expired of it, less what was taken back of that.
    expiredMinor: money("expired_minor").notNull().default(sql`0`),
    // When its participant was told that it expires soon; null until then.
    expiryAnnouncedAt: at("expiry_announced_at"),
  },
  (t) => [
    primaryKey({ name: "rewards_pkey", columns: [t.tenantId, t.id] }),
    // What the job `announce-expiry` looks for.
    index("rewards_to_announce")
      .on(t.tenantId, t.expiresAt)
      .where(sql`expires_at IS NOT NULL AND expiry_announced_at IS NULL`),
    // One live reward for one referral, cause and rule: the last line of defence against paying twice. One that ended
    // may be followed by another: a conversion may move to an order for which the rule's reward was voided.
    // The cause stands first, since new orders are near each other and old friends are not: of many referrals each new
    // reward would else write into another page of the index.
    uniqueIndex("rewards_cause_unique").on(
      t.tenantId,
      t.source,
      t.referralId,
      t.ruleId,
      sql`(CASE WHEN status IN ('voided', 'clawed_back') THEN id ELSE '' END)`,
    ),
    // By program and status too, so that the few of one are found among thousands (`listRewards`). The time stands behind
    // them, so that a period of one person is found without their rows: in its order, each commit would cost a tenth more.
    index("rewards_of_participant").on(t.tenantId, t.participantId, t.programId, t.status, t.id, t.occurredAt),
    index("rewards_of_program").on(t.tenantId, t.programId, t.status, t.id),
    index("rewards_by_time").on(t.tenantId, t.programId, t.occurredAt, t.id),
    // What a rule gave for a referral: of a rule that pays for conversions for the refund that takes one away, of all
    // the latest (`latest_rewards`), however many the orders have earned.
    index("rewards_of_referral").on(t.tenantId, t.referralId, t.ruleId, t.id),
    index("rewards_of_conversion").on(t.tenantId, t.referralId).where(sql`trigger = 'conversion'`),
    index("rewards_to_choose").on(t.tenantId, t.participantId, t.id).where(sql`choose_by IS NOT NULL`),
    // What waits for a person, the oldest deadline first: `waitsForReview`.
    index("rewards_to_review")
      .on(t.tenantId, t.holdUntil, t.id)
      .where(sql`status IN ('in_review', 'approved') AND review_reasons <> '[]'`),
    // Of what a participant has, what may not be spent until it is settled.
    index("rewards_doubted")
      .on(t.tenantId, t.participantId, t.id)
      .where(sql`status = 'approved' AND review_reasons <> '[]'`),
    // What the job `release-rewards` looks for: only what is still held is in it.
    index("rewards_held").on(t.tenantId, t.holdUntil, t.id).where(sql`status = 'pending'`),
    // What may be paid out, by whose it is.
    index("rewards_to_pay")
      .on(t.tenantId, t.participantId, t.unit, t.id)
      .where(sql`status = 'approved' AND unit LIKE 'cash:%'`),
    index("rewards_of_payout").on(t.tenantId, t.payoutId).where(sql`payout_id IS NOT NULL`),
    // What the job `settle-choices` settles: choices that were not made in time.
    index("rewards_unchosen").on(t.tenantId, t.chooseBy, t.id).where(sql`choose_by IS NOT NULL`),
  ],
);

/** The coupons of discount rewards: their terms as granted, and how often they were used. */
export const coupons = pgTable(
  "coupons",
  {
    tenantId: text("tenant_id").notNull(),
    // Folded, as share codes are.
    code: text("code").notNull(),
    rewardId: text("reward_id").notNull(),
    programId: text("program_id").notNull(),
    participantId: text("participant_id").notNull(),
    percentBps: integer("percent_bps"),
    // In place of a percentage and an amount: the shop takes the shipping off, and reports what that was.
    freeShipping: boolean("free_shipping").notNull().default(false),
    amountMinor: money("amount_minor"),
    // Of the amount and the minimum; null for a percentage without a minimum, which any currency meets.
    currency: text("currency"),
    minOrderMinor: money("min_order_minor"),
    appliesTo: jsonb("applies_to"),
    maxUses: integer("max_uses").notNull(),
    // Uses that were not undone. What a shop reports it has already given, so the number may pass maxUses.
    uses: integer("uses").notNull(),
    expiresAt: at("expires_at"),
    // When `coupon.expiring` was announced; once.
    announcedAt: at("announced_at"),
    createdAt: at("created_at").notNull(),
  },
  (t) => [
    // A code drawn twice in one tenant would be two customers' coupon: the second is drawn anew.
    primaryKey({ name: "coupons_pkey", columns: [t.tenantId, t.code] }),
    // One coupon per reward.
    unique("coupons_reward_unique").on(t.tenantId, t.rewardId),
    index("coupons_unused").on(t.tenantId, t.participantId, t.rewardId).where(sql`uses < max_uses`),
    index("coupons_expiring").on(t.tenantId, t.expiresAt).where(sql`announced_at IS NULL`),
    check("coupons_uses", sql`uses >= 0`),
  ],
);

/** What each order used of a coupon. Undone rows stay, so that a late repeat is not taken for a new use. */
export const couponUses = pgTable(
  "coupon_uses",
  {
    tenantId: text("tenant_id").notNull(),
    orderId: text("order_id").notNull(),
    code: text("code").notNull(),
    // Of the request that redeemed it; null where a purchase reported the use first.
    contentHash: text("content_hash"),
    // What redeeming it promised; null where a purchase reported the use first.
    discountMinor: money("discount_minor"),
    currency: text("currency").notNull(),
    // What the purchase said was given: the amount in the books; null before.
    reportedMinor: money("reported_minor"),
    // Since when it counts as no use: all of its order was given back, or the use was released.
    undoneAt: at("undone_at"),
    // When the shop, a person or time ended a use that no order had reported; null while it counts.
    releasedAt: at("released_at"),
    // When a use that was redeemed ends by itself unless its order is reported; null where it does not.
    reportBy: at("report_by"),
    // What became of it after it was made, as `[{ kind, at }]`, for explanations: the latest 20. Null before anything did.
    steps: jsonb("steps"),
    createdAt: at("created_at").notNull(),
  },
  (t) => [
    // One use per order and coupon, however often it is redeemed or reported; a refund finds them by the order.
    primaryKey({ name: "coupon_uses_pkey", columns: [t.tenantId, t.orderId, t.code] }),
    // What the job `release-coupons` looks for.
    index("coupon_uses_due").on(t.tenantId, t.reportBy).where(sql`report_by IS NOT NULL`),
    // The latest uses of a coupon, for explanations.
    index("coupon_uses_of_coupon").on(t.tenantId, t.code, t.createdAt),
    // What people look for who release by hand.
    index("coupon_uses_unreported")
      .on(t.tenantId, t.code, t.createdAt)
      .where(sql`undone_at IS NULL AND reported_minor IS NULL`),
  ],
);

/** The books: `amount` moves from `source` to `destination`. Never updated, never deleted. */
export const postings = pgTable(
  "postings",
  {
    tenantId: text("tenant_id").notNull(),
    id: text("id").notNull(),
    source: text("source").notNull(),
    destination: text("destination").notNull(),
    unit: text("unit").notNull(),
    amount: money("amount").notNull(),
    // Null for what a person posted to no program's account.
    programId: text("program_id"),
    participantId: text("participant_id").notNull(),
    rewardId: text("reward_id"),
    // The event that caused it; null for what a person or a job did.
    eventId: text("event_id"),
    // Why a person made a bonus or a correction; null for everything else.
    reason: text("reason"),
    createdAt: at("created_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "postings_pkey", columns: [t.tenantId, t.id] }),
    check("postings_amount_positive", sql`amount > 0`),
    // By program too, so that the few of one are found among thousands (`listPostings`).
    index("postings_of_participant").on(t.tenantId, t.participantId, t.programId, t.id),
    index("postings_of_program").on(t.tenantId, t.programId, t.id),
    // What was taken back of rewards, and what another option of a choice came to: few, and looked for by their reward.
    index("postings_of_changes")
      .on(t.tenantId, t.rewardId)
      .where(
        sql`destination LIKE 'program:%:reward_cost' OR (event_id IS NULL AND source LIKE 'program:%:reward_cost')`,
      ),
    // What payouts have set aside, which `check-balances` holds against them.
    index("postings_of_payouts")
      .on(t.tenantId, t.participantId, t.id)
      .where(sql`'payouts:clearing' IN (source, destination)`),
    // Bonuses and corrections by hand, which are few among a participant's postings.
    index("postings_adjustments")
      .on(t.tenantId, t.participantId, t.id)
      .where(sql`'tenant:adjustments' IN (source, destination)`),
  ],
);

/**
 * What participants have, by unit: the sums of their postings, kept so that reading them costs one row however long
 * their history is. The trigger `postings_keep_wallets` writes them with every posting, whatever code posts; the job
 * `check-balances` holds them against the postings.
 */
export const wallets = pgTable(
  "wallets",
  {
    tenantId: text("tenant_id").notNull(),
    participantId: text("participant_id").notNull(),
    unit: text("unit").notNull(),
    // Their two accounts.
    pendingMinor: money("pending_minor").notNull(),
    availableMinor: money("available_minor").notNull(),
    // What left the available one for a payout or for the world, less what a failed payout brought back.
    paidMinor: money("paid_minor").notNull(),
    // Whether anything was ever posted to each: only such accounts are in the books.
    pendingPosted: boolean("pending_posted").notNull().default(false),
    availablePosted: boolean("available_posted").notNull().default(false),
  },
  (t) => [
    primaryKey({ name: "wallets_pkey", columns: [t.tenantId, t.participantId, t.unit] }),
    // JSON can't tell more from its neighbour (2^53). The sum is bounded too, so that no release of what is held can
    // ever be refused for it.
    check(
      "wallets_exact",
      sql`greatest(abs(pending_minor), abs(available_minor), abs(pending_minor + available_minor), abs(paid_minor)) <= 9007199254740991`,
    ),
  ],
);

/**
 * What all accounts hold that are no participant's, and those of participants together as `participants`, up to a posting:
 * `sum_postings` adds what came since, and `check_account_sums` sums all of it once more.
 */
export const accountSums = pgTable(
  "account_sums",
  {
    tenantId: text("tenant_id").notNull(),
    account: text("account").notNull(),
    unit: text("unit").notNull(),
    // Minor units, of any size: no sum may refuse an event.
    balance: numeric("balance").notNull(),
    // What a round of checking has come to so far; 0 between two rounds.
    checked: numeric("checked").notNull(),
  },
  (t) => [primaryKey({ name: "account_sums_pkey", columns: [t.tenantId, t.account, t.unit] })],
);

/** Up to which posting, by id, those of a tenant are in its `account_sums`. */
export const summedPostings = pgTable(
  "summed_postings",
  {
    tenantId: text("tenant_id").notNull(),
    upTo: text("up_to").notNull(),
    // Up to which a round of checking has come; null between two rounds.
    checkedTo: text("checked_to"),
    // When the last round ended; null before the first has.
    checkedAt: at("checked_at"),
  },
  (t) => [primaryKey({ name: "summed_postings_pkey", columns: [t.tenantId] })],
);

/** How far the job `check-balances` is with each tenant. */
export const balanceChecks = pgTable(
  "balance_checks",
  {
    tenantId: text("tenant_id").notNull(),
    // The participant up to whom the round under way has come, by id; null between two rounds.
    checkedTo: text("checked_to"),
    // When the last round ended; null before the first has.
    completedAt: at("completed_at"),
  },
  (t) => [primaryKey({ name: "balance_checks_pkey", columns: [t.tenantId] })],
);

/** One row a commit, its notices as JSON; the code that delivers them leases it and deletes it. */
export const outbox = pgTable(
  "outbox",
  {
    tenantId: text("tenant_id").notNull(),
    id: text("id").notNull(),
    notices: jsonb("notices").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (t) => [primaryKey({ name: "outbox_pkey", columns: [t.tenantId, t.id] })],
);

/**
 * Requests of the tenant's own that were refused in the last seven days, so that those who connect a shop see why: one
 * row an hour for those that are alike. It holds no value that a request brought, and of its properties the names.
 */
export const refusals = pgTable(
  "refusals",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    // Made of all that those of one row have in common, and of the hour.
    id: text("id").notNull(),
    // The latest of them.
    at: at("at").notNull(),
    times: integer("times").notNull(),
    // "POST /v1/events": the pattern of the path, in which no id stands.
    route: text("route").notNull(),
    code: text("code").notNull(),
    paths: jsonb("paths").notNull(),
    // Of the page whose browser asked; null for a server.
    origin: text("origin"),
  },
  (t) => [
    primaryKey({ name: "refusals_pkey", columns: [t.tenantId, t.id] }),
    index("refusals_by_time").on(t.tenantId, t.at),
  ],
);

/** What people (and scripts they run) did, written with what it changed. */
export const audit = pgTable(
  "audit",
  {
    tenantId: text("tenant_id").notNull(),
    id: text("id").notNull(),
    actor: jsonb("actor").notNull(),
    action: text("action").notNull(),
    subject: text("subject").notNull(),
    detail: jsonb("detail").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "audit_pkey", columns: [t.tenantId, t.id] }),
    // By each thing that a person asks for (`listAudit`), and by time within it.
    index("audit_by_time").on(t.tenantId, t.createdAt, t.id),
    index("audit_of_actor").on(t.tenantId, sql`(actor ->> 'id')`, t.createdAt, t.id),
    index("audit_of_action").on(t.tenantId, t.action, t.createdAt, t.id),
    index("audit_of_subject").on(t.tenantId, t.subject, t.createdAt, t.id),
  ],
);

export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    tenantId: text("tenant_id").notNull(),
    key: text("key").notNull(),
    requestHash: text("request_hash").notNull(),
    status: integer("status").notNull(),
    body: jsonb("body").notNull(),
    // Whether it is kept for good: what gave or spent something would do so once more.
    lasting: boolean("lasting").notNull().default(false),
    createdAt: at("created_at").notNull(),
  },
  (t) => [
    // The caller's own name for one request: a second commit under it is refused, and reads the first's reply.
    primaryKey({ name: "idempotency_keys_pkey", columns: [t.tenantId, t.key] }),
    // What `forget-old` removes.
    index("idempotency_keys_by_time").on(t.tenantId, t.createdAt).where(sql`NOT lasting`),
  ],
);
