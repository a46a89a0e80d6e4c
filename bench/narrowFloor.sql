-- The least durable work of one purchase, in one function: what the engine is measured against. Nothing is decided
-- and nothing guarded but the order's identity. Tables have the size of the seeded ones, keys begin with the tenant
-- and ids are text like the engine's, and rewards and entries can be found by whose they are.

CREATE TABLE floor_events (
  tenant_id text, id text, order_id text NOT NULL, participant_id text NOT NULL, at timestamptz NOT NULL,
  facts jsonb NOT NULL, PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, order_id));
CREATE TABLE floor_referrals (
  tenant_id text, id text, friend text NOT NULL, advocate_id text NOT NULL, friend_id text NOT NULL,
  PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, friend));
CREATE TABLE floor_purchases (
  tenant_id text, order_id text, referral_id text NOT NULL, amount_minor bigint NOT NULL, at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, order_id));
CREATE TABLE floor_rewards (
  tenant_id text, id text, referral_id text NOT NULL, participant_id text NOT NULL, order_id text NOT NULL,
  rule_id text NOT NULL, unit text NOT NULL, amount_minor bigint NOT NULL, status text NOT NULL,
  at timestamptz NOT NULL, PRIMARY KEY (tenant_id, id));
CREATE INDEX ON floor_rewards (tenant_id, participant_id, id);
CREATE TABLE floor_entries (
  tenant_id text, id text, account text NOT NULL, unit text NOT NULL, amount_minor bigint NOT NULL,
  reward_id text NOT NULL, PRIMARY KEY (tenant_id, id));
CREATE INDEX ON floor_entries (tenant_id, account) WHERE starts_with(account, 'participant:');
CREATE TABLE floor_outbox (
  tenant_id text, id text, notice jsonb NOT NULL, PRIMARY KEY (tenant_id, id));

INSERT INTO floor_referrals
SELECT 'ten_0mbench00000000000000', 'ref_0mbench00' || lpad(i::text, 12, '0'), 'f' || i,
  'par_0mbench00' || lpad(((i + 4) / 5)::text, 11, '0') || 'a', 'par_0mbench00' || lpad(i::text, 11, '0') || 'f'
FROM generate_series(1, :referrals) i;
INSERT INTO floor_events
SELECT tenant_id, 'evt_0mbench' || nth || lpad(n::text, 13, '0'), 's-' || n || '-' || nth, friend_id, now(),
  jsonb_build_object('amountMinor', 4200, 'currency', 'GBP', 'items', '[]'::jsonb)
FROM (SELECT *, row_number() OVER () AS n FROM floor_referrals) r, generate_series(1, 3) nth;
INSERT INTO floor_purchases
SELECT tenant_id, 's-' || n || '-' || nth, id, 4200, now()
FROM (SELECT *, row_number() OVER () AS n FROM floor_referrals) r, generate_series(1, 2) nth;
INSERT INTO floor_rewards
SELECT tenant_id, 'rwd_0mbench' || nth || lpad(n::text, 13, '0'), id, CASE nth % 2 WHEN 0 THEN advocate_id ELSE friend_id END,
  's-' || n || '-' || nth, 'advocate-share', 'credit:GBP', 84, 'pending', now()
FROM (SELECT *, row_number() OVER () AS n FROM floor_referrals) r, generate_series(1, 5) nth;
INSERT INTO floor_entries
SELECT tenant_id, 'pst_0mbench' || nth || lpad(n::text, 13, '0'), CASE nth % 2 WHEN 0 THEN 'program:prog_0mbench00000000000000:reward_cost'
    ELSE 'participant:' || friend_id || ':pending' END, 'credit:GBP', 84, 'rwd_0mbench' || nth || lpad(n::text, 13, '0')
FROM (SELECT *, row_number() OVER () AS n FROM floor_referrals) r, generate_series(1, 8) nth;

CREATE FUNCTION floor_purchase(friend_name text, the_order text, minor bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  r floor_referrals;
  e text := to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint) || the_order;
  cost constant text := 'program:prog_0mbench00000000000000:reward_cost';
BEGIN
  SELECT * INTO r FROM floor_referrals WHERE tenant_id = 'ten_0mbench00000000000000' AND friend = friend_name;
  INSERT INTO floor_events VALUES (r.tenant_id, 'evt_' || e, the_order, r.friend_id, now(),
    jsonb_build_object('amountMinor', minor, 'currency', 'GBP', 'items', '[]'::jsonb)) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO floor_purchases VALUES (r.tenant_id, the_order, r.id, minor, now());
  INSERT INTO floor_rewards VALUES
    (r.tenant_id, 'rwd_' || e || '1', r.id, r.advocate_id, the_order, 'advocate-share', 'credit:GBP', minor * 2 / 100,
      'pending', now()),
    (r.tenant_id, 'rwd_' || e || '2', r.id, r.friend_id, the_order, 'friend-share', 'credit:GBP', minor / 100,
      'pending', now());
  INSERT INTO floor_entries VALUES
    (r.tenant_id, 'pst_' || e || '1', cost, 'credit:GBP', minor * -2 / 100, 'rwd_' || e || '1'),
    (r.tenant_id, 'pst_' || e || '2', 'participant:' || r.advocate_id || ':pending', 'credit:GBP', minor * 2 / 100,
      'rwd_' || e || '1'),
    (r.tenant_id, 'pst_' || e || '3', cost, 'credit:GBP', -minor / 100, 'rwd_' || e || '2'),
    (r.tenant_id, 'pst_' || e || '4', 'participant:' || r.friend_id || ':pending', 'credit:GBP', minor / 100,
      'rwd_' || e || '2');
  INSERT INTO floor_outbox VALUES (r.tenant_id, 'obx_' || e, jsonb_build_object('type', 'purchase', 'event', 'evt_' || e));
  RETURN true;
END $$;
