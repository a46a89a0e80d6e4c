-- The rows that commits have many of, as `commit_effects` takes them: read as arrays of rows they cost a third of what
-- they cost as JSON. What a row keeps as JSON stands in a list of documents, and the row says at which place. Their fields are those of `db/queries/effectRows.ts`.
CREATE TYPE commit_new_participant AS (id text, "externalId" text, email text, "emailFolded" text, name text,
  locale text, country text, segments integer, "firstSignupAt" timestamptz, "firstPurchaseAt" timestamptz,
  "referredVersion" integer);
--> statement-breakpoint
CREATE TYPE commit_participant AS (id text, version integer, "referredVersion" integer, touched boolean,
  referred integer, "firstSignupAt" timestamptz, "firstPurchaseAt" timestamptz);
--> statement-breakpoint
CREATE TYPE commit_new_referral AS (id text, "programId" text, version integer, status text, "advocateId" text,
  "friendId" text, code text, source text, channel text, "attributedAt" timestamptz, "convertedAt" timestamptz,
  "conversionOrderId" text, "orderId" text, "newFriend" boolean, "qualifyingCount" integer, reversals integer,
  "rejectedReason" text);
--> statement-breakpoint
CREATE TYPE commit_referral AS (id text, status text, "convertedAt" timestamptz, "conversionOrderId" text,
  "qualifyingCount" integer, reversals integer);
--> statement-breakpoint
CREATE TYPE commit_counter AS ("programId" text, subject text, "periodKey" text, metric text, delta bigint, low bigint,
  high bigint, ceiling bigint);
--> statement-breakpoint
CREATE TYPE commit_event AS (position integer, id text, type text, "naturalKey" text, "contentHash" text,
  "participantId" text, "occurredAt" timestamptz, "occurredAtGiven" boolean, facts integer, flags integer,
  decisions integer);
--> statement-breakpoint
CREATE TYPE commit_purchase AS ("orderId" text, "participantId" text, "amountMinor" bigint, currency text,
  "occurredAt" timestamptz, "eventPosition" integer, "refundedMinor" bigint, refunds integer, "overRefunds" integer,
  decided integer);
--> statement-breakpoint
CREATE TYPE commit_reward AS (id text, "programId" text, version integer, "ruleId" text, trigger text, "group" text,
  "referralId" text, "participantId" text, recipient text, source text, kind text, unit text, "grantedMinor" bigint,
  "amountMinor" bigint, "costMinor" bigint, "basisMinor" bigint, status text, "holdUntil" timestamptz,
  "voidReason" text, "occurredAt" timestamptz, "grant" integer, coupon integer, choice integer, "chooseBy" timestamptz,
  facts integer);
--> statement-breakpoint
CREATE TYPE commit_posting AS (id text, source text, destination text, unit text, amount bigint, "programId" text,
  "participantId" text, "rewardId" text, "eventId" text, reason text);
