-- The least durable work of one purchase, as plain as SQL can do it: what the engine is measured against.
-- Tables of the same size as the seeded ones, the fewest columns and indexes, one function, nothing decided.

CREATE TABLE floor_events (id bigserial PRIMARY KEY, order_id text NOT NULL UNIQUE, at timestamptz NOT NULL, facts jsonb NOT NULL);
CREATE TABLE floor_referrals (id bigint PRIMARY KEY, friend text NOT NULL UNIQUE, advocate_id bigint NOT NULL, friend_id bigint NOT NULL);
CREATE TABLE floor_purchases (order_id text PRIMARY KEY, referral_id bigint NOT NULL, amount_minor bigint NOT NULL, at timestamptz NOT NULL);
CREATE TABLE floor_rewards (id bigserial PRIMARY KEY, event_id bigint NOT NULL, participant_id bigint NOT NULL,
  kind text NOT NULL, amount_minor bigint NOT NULL, status text NOT NULL, at timestamptz NOT NULL);
CREATE INDEX ON floor_rewards (participant_id);
CREATE TABLE floor_entries (id bigserial PRIMARY KEY, reward_id bigint NOT NULL, account text NOT NULL, amount_minor bigint NOT NULL);
CREATE TABLE floor_outbox (id bigserial PRIMARY KEY, event_id bigint NOT NULL, notice jsonb NOT NULL);

INSERT INTO floor_referrals SELECT i, 'f' || i, (i + 4) / 5, 1000000 + i FROM generate_series(1, :referrals) i;
INSERT INTO floor_events (order_id, at, facts)
SELECT 's-' || i, now(), jsonb_build_object('amountMinor', 4200, 'currency', 'GBP', 'items', '[]'::jsonb)
FROM generate_series(1, :referrals * 26 / 10) i;
INSERT INTO floor_purchases SELECT 's-' || i, 1 + i % :referrals, 4200, now() FROM generate_series(1, :referrals * 16 / 10) i;
INSERT INTO floor_rewards (event_id, participant_id, kind, amount_minor, status, at)
SELECT i, 1 + i % :referrals, 'credit', 84, 'pending', now() FROM generate_series(1, :referrals * 5) i;
INSERT INTO floor_entries (reward_id, account, amount_minor)
SELECT 1 + i / 2, 'participant:' || i % :referrals || ':pending', 84 FROM generate_series(1, :referrals * 8) i;

CREATE FUNCTION floor_purchase(friend_name text, the_order text, amount bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  referral floor_referrals;
  event bigint;
  reward bigint;
BEGIN
  INSERT INTO floor_events (order_id, at, facts)
  VALUES (the_order, now(), jsonb_build_object('amountMinor', amount, 'currency', 'GBP', 'items', '[]'::jsonb))
  ON CONFLICT DO NOTHING RETURNING id INTO event;
  IF event IS NULL THEN RETURN NULL; END IF;
  SELECT * INTO referral FROM floor_referrals WHERE friend = friend_name;
  INSERT INTO floor_purchases VALUES (the_order, referral.id, amount, now());
  INSERT INTO floor_rewards (event_id, participant_id, kind, amount_minor, status, at)
  VALUES (event, referral.advocate_id, 'credit', amount * 2 / 100, 'pending', now()) RETURNING id INTO reward;
  INSERT INTO floor_entries (reward_id, account, amount_minor)
  VALUES (reward, 'program:reward_cost', -amount * 2 / 100), (reward, 'participant:' || referral.advocate_id, amount * 2 / 100);
  INSERT INTO floor_rewards (event_id, participant_id, kind, amount_minor, status, at)
  VALUES (event, referral.friend_id, 'credit', amount / 100, 'pending', now()) RETURNING id INTO reward;
  INSERT INTO floor_entries (reward_id, account, amount_minor)
  VALUES (reward, 'program:reward_cost', -amount / 100), (reward, 'participant:' || referral.friend_id, amount / 100);
  INSERT INTO floor_outbox (event_id, notice) VALUES (event, jsonb_build_object('type', 'purchase', 'event', event));
  RETURN event;
END $$;
