-- What the domain means by its words, for the statements that have to ask it in the database. `src/db/domainInSql.test.ts`
-- compares each with the function or the list in `src/domain` that it repeats, member by member. Each is one expression,
-- so that PostgreSQL puts it in place of the call and finds the indexes behind it.

-- The names of the calendar periods that an instant falls in: `periodKey`.
CREATE OR REPLACE FUNCTION period_key(at timestamptz, period text, zone text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE period
    WHEN 'day' THEN to_char(at AT TIME ZONE zone, 'YYYY-MM-DD')
    WHEN 'month' THEN to_char(at AT TIME ZONE zone, 'YYYY-MM')
    WHEN 'quarter' THEN to_char(at AT TIME ZONE zone, 'YYYY-"Q"Q')
    WHEN 'year' THEN to_char(at AT TIME ZONE zone, 'YYYY')
    WHEN 'lifetime' THEN 'lifetime'
  END
$$;

-- Whether a reward counts towards limits and budgets: `isLive`.
CREATE OR REPLACE FUNCTION is_live_reward(status text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT status NOT IN ('voided', 'clawed_back')
$$;

-- What a reward costs in reports: `costOfReward`.
CREATE OR REPLACE FUNCTION reward_cost(status text, expected_minor bigint, given_minor bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN status NOT IN ('voided', 'clawed_back') AND expected_minor > 0 THEN expected_minor ELSE given_minor END
$$;

-- Whether a referral ties a friend to an advocate: `isLiveReferral`.
CREATE OR REPLACE FUNCTION is_live_referral(status text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT status <> 'rejected'
$$;

-- Days of 24 hours, as the domain counts them: `DAY_MS`.
CREATE OR REPLACE FUNCTION days(n integer) RETURNS interval LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT make_interval(hours => 24 * n)
$$;

-- Whether a referral is shown as expired: `isExpired`. Without a credit window none ever is.
CREATE OR REPLACE FUNCTION is_expired(status text, attributed_at timestamptz, credit_window_days integer, now timestamptz)
RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT status = 'attributed' AND coalesce(attributed_at + days(credit_window_days) < now, false)
$$;

-- Whether a program takes friends at an instant: `isActive`.
CREATE OR REPLACE FUNCTION is_active_program(status text, starts_at timestamptz, ends_at timestamptz, at timestamptz)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT status = 'active' AND (starts_at IS NULL OR starts_at <= at) AND (ends_at IS NULL OR at < ends_at)
$$;

-- Whether a coupon of a reward with this status may still be used, for some order: `checkCoupon`.
CREATE OR REPLACE FUNCTION is_usable_coupon(c coupons, status text, review_reasons jsonb, at timestamptz)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT status IN ('approved', 'fulfilled') AND review_reasons = '[]' AND (c.expires_at IS NULL OR c.expires_at > at)
    AND c.uses < c.max_uses
$$;
-- The same as the release before asks it.
CREATE OR REPLACE FUNCTION is_usable_coupon(c coupons, status text, at timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT status IN ('approved', 'fulfilled') AND (c.expires_at IS NULL OR c.expires_at > at) AND c.uses < c.max_uses
$$;

-- Whether anything about a reward has to be settled before it is given out: `waitsForReview`.
CREATE OR REPLACE FUNCTION waits_for_review(status text, reasons jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT status IN ('in_review', 'approved') AND reasons <> '[]'
$$;

-- How far up a cycle is looked for, and the highest whom a rule may reward: `MAX_ANCESTORS`, `MAX_ANCESTOR`.
CREATE OR REPLACE FUNCTION max_ancestors() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT 50';
-- The most characters that one load may bring: MAX_LOADED of `domain/decisionSize.ts`.
CREATE OR REPLACE FUNCTION max_loaded() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT 20000000';
CREATE OR REPLACE FUNCTION max_recipient_level() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT 3';

-- The numbers that are a program's: `PROGRAM` is their subject, `BUDGET` the metric of what its rewards cost.
CREATE OR REPLACE FUNCTION program_subject() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 'program' $$;
CREATE OR REPLACE FUNCTION budget_metric() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 'budget' $$;

-- The period of the number that rolling windows rely on: that of `momentsCounter`.
CREATE OR REPLACE FUNCTION moments_period() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 'lifetime' $$;

-- Whether a plan keeps numbers of single referrals: a `PlannedLimit` of it is per referral.
CREATE OR REPLACE FUNCTION limits_referrals(plan jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT plan -> 'limits' @> '[{"per": "referral"}]'
$$;

-- The kinds of periods that one of these plans counts in: `keptPeriods`.
CREATE OR REPLACE FUNCTION kept_periods(plans jsonb) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT to_jsonb(moments_period()) || jsonb_path_query_array(plans, '$[*].tiers[*].window')
    || jsonb_path_query_array(plans, '$[*].budget[*]') || jsonb_path_query_array(plans, '$[*].limits[*].period')
$$;

-- What a version of a program is called where its rules are cached: `versionName`.
CREATE OR REPLACE FUNCTION version_name(program_id text, version integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT program_id || ' ' || version::text
$$;
CREATE OR REPLACE FUNCTION program_of_version(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT split_part(name, ' ', 1)
$$;
CREATE OR REPLACE FUNCTION number_of_version(name text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT split_part(name, ' ', 2)::integer
$$;

-- The metric of a rule's limits, which measure 'count' or 'amount': `limitMetric`.
CREATE OR REPLACE FUNCTION limit_metric(measure text, rule_id text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT measure || ':' || rule_id
$$;

-- What an order is called as the source of a reward, and its purchase as an event: `orderSource`, `naturalKey`.
CREATE OR REPLACE FUNCTION order_source(order_id text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 'order:' || order_id
$$;
CREATE OR REPLACE FUNCTION purchase_key(order_id text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 'purchase:' || order_id
$$;

-- Whether a natural key is that of what a second report of an order added: `additionKey`.
CREATE OR REPLACE FUNCTION is_addition_key(key text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT starts_with(key, U&'change:\001f')
$$;

-- Whether an event has a name that the shop gave it: `EngineEvent`.
CREATE OR REPLACE FUNCTION is_custom_event(type text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT type NOT IN ('signup', 'purchase', 'refund', 'order_change', 'refund_reversal', 'order_addition',
    'dispute', 'click', 'customer_since', 'referral_by_hand', 'referral_reassigned',
    'participant_merged')
$$;

-- Whether an id that stands for a referral is that of a membership: `MEMBERSHIP_PREFIX`.
CREATE OR REPLACE FUNCTION is_membership(id text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT starts_with(id, 'mem_')
$$;

-- The program under whose key `purchases.decided` keeps what was made of an order, for a referral or a membership.
CREATE OR REPLACE FUNCTION program_of_decided(key text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT replace(key, 'member:', '')
$$;

-- The accounts of the books: `domain/ledger.ts`.
CREATE OR REPLACE FUNCTION held_account(participant_id text, holding text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 'participant:' || participant_id || ':' || holding
$$;
CREATE OR REPLACE FUNCTION reward_cost_account(program_id text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 'program:' || program_id || ':reward_cost'
$$;
CREATE OR REPLACE FUNCTION participant_of(account text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN starts_with(account, 'participant:') THEN split_part(account, ':', 2) END
$$;
CREATE OR REPLACE FUNCTION program_of(account text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN starts_with(account, 'program:') THEN split_part(account, ':', 2) END
$$;

-- Whether what reaches an account has been paid: it left for a payout or for the world.
CREATE OR REPLACE FUNCTION is_paid_out(account text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT account = 'payouts:clearing' OR starts_with(account, 'world:')
$$;
