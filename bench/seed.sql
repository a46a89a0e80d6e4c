-- A tenant `bench` in the real schema, with the rows that :referrals referrals would have left behind: five
-- friends an advocate, four of them converted with two purchases each, the fifth waiting. Set-based, because the
-- engine would take a minute for what this makes in seconds. Run by seed.ts; :names are replaced there. Times are in
-- whole milliseconds, as the engine's are: it writes a referral's back as it has read it, and one that became another
-- would cost the first event of each referral an entry in every index.

INSERT INTO tenants (id, slug, name, landing_url, click_secret, widget_secret, created_at)
VALUES (':tenant', 'bench', 'Bench', 'https://shop.example/', 'bench-click-secret', 'bench-widget-secret', ':now');

INSERT INTO api_keys (id, tenant_id, kind, prefix, hash, created_at)
VALUES ('key_bench', ':tenant', 'secret', 'sk_test_bench', ':keyHash', ':now');

INSERT INTO programs (tenant_id, id, key, name, landing_url, currency, timezone, texts, status, draft_rules, version,
  counter_plan, epoch, created_at, updated_at)
VALUES (':tenant', ':program', 'friends', 'Refer a friend', 'https://shop.example/welcome', 'GBP', 'UTC', '{}',
  'active', ':rules', 1, ':plan', 2, ':now', ':now');

INSERT INTO program_versions (tenant_id, program_id, version, id, rules, published_at)
VALUES (':tenant', ':program', 1, 'ver_bench', ':rules', ':now');

-- Kept for this session: one row a friend, with the ids of all that is about them.
CREATE TEMPORARY TABLE friend AS
SELECT i, advocate, i % 5 <> 0 AS converted,
  'f' || i AS external_id,
  'par_0mbench00' || lpad(i::text, 11, '0') || 'f' AS id,
  'par_0mbench00' || lpad(advocate::text, 11, '0') || 'a' AS advocate_id,
  'ref_0mbench00' || lpad(i::text, 12, '0') AS referral_id,
  'SEED' || lpad(advocate::text, 6, '0') AS code,
  timestamptz ':now' - interval '40 days' + i % 1000 * interval '1 minute' AS at
FROM (SELECT i, (i + 4) / 5 AS advocate FROM generate_series(1, :referrals) i) numbered;

-- One row a purchase: two of each converted friend, ten and twenty days after their signup.
CREATE TEMPORARY TABLE purchase AS
SELECT row_number() OVER (ORDER BY nth, i) AS n, nth, friend.*,
  's-' || i || '-' || nth AS order_id,
  'evt_0mbench01' || lpad(i::text, 11, '0') || nth AS event_id,
  friend.at + nth * interval '10 days' AS bought_at
FROM friend CROSS JOIN generate_series(1, 2) nth
WHERE converted;

INSERT INTO participants (tenant_id, id, external_id, email, email_folded, name, segments, version, referred_version,
  created_at, updated_at)
SELECT DISTINCT ':tenant', advocate_id, 'a' || advocate, 'a' || advocate || '@example.com',
  'a' || advocate || '@example.com', 'Advocate ' || advocate, '[]'::jsonb, 1, 0, timestamptz ':now', timestamptz ':now'
FROM friend;

INSERT INTO participants (tenant_id, id, external_id, email, email_folded, segments, first_signup_at,
  first_purchase_at, version, referred_version, created_at, updated_at)
SELECT ':tenant', id, external_id, external_id || '@example.com', external_id || '@example.com', '[]', at,
  CASE WHEN converted THEN at + interval '10 days' END, CASE WHEN converted THEN 3 ELSE 1 END, 1, at, at
FROM friend;

INSERT INTO codes (tenant_id, code, display, kind, program_id, participant_id, created_at)
SELECT DISTINCT ':tenant', code, code, 'primary', ':program', advocate_id, timestamptz ':now' FROM friend;

INSERT INTO clicks (tenant_id, id, code, program_id, participant_id, channel, occurred_at)
SELECT ':tenant', 'clk_0mbench00' || lpad(i::text, 11, '0') || visit, code, ':program', advocate_id, 'whatsapp', at
FROM friend CROSS JOIN generate_series(1, 2) visit;

INSERT INTO referrals (tenant_id, id, program_id, version, status, advocate_id, friend_id, code, source, attributed_at,
  converted_at, conversion_order_id, qualifying_count, reversals, created_at)
SELECT ':tenant', referral_id, ':program', 1, CASE WHEN converted THEN 'converted' ELSE 'attributed' END, advocate_id,
  id, code, 'code', at, CASE WHEN converted THEN at + interval '10 days' END,
  CASE WHEN converted THEN 's-' || i || '-1' END, CASE WHEN converted THEN 2 ELSE 0 END, 0, at
FROM friend;

INSERT INTO events (tenant_id, id, type, natural_key, content_hash, attempt_id, participant_id, occurred_at,
  occurred_at_given, received_at, facts, flags, decisions)
SELECT ':tenant', 'evt_0mbench00' || lpad(i::text, 12, '0'), 'signup',
  'signup' || chr(31) || external_id || chr(31) || code || chr(31) || ':program',
  encode(sha256(external_id::bytea), 'hex'), 'req_seed', id, at, true, at,
  jsonb_build_object('code', code, 'clicks', '[]'::jsonb, 'channel', null), '[]',
  jsonb_build_array(jsonb_build_object('programId', ':program', 'referralId', referral_id,
    'rewardIds', jsonb_build_array('rwd_0mbench00' || lpad(i::text, 12, '0')),
    'decisions', jsonb_build_array(jsonb_build_object('ruleId', 'friend-welcome', 'version', 1, 'outcome', 'granted',
      'reason', null, 'rewardId', 'rwd_0mbench00' || lpad(i::text, 12, '0'), 'orderId', null, 'tierFrom', null,
      'clamped', false, 'trace', '[]'::jsonb))))
FROM friend ORDER BY i;

-- One row a reward of a purchase; the first purchase converts.
CREATE TEMPORARY TABLE earned AS
SELECT p.*, rule.id AS rule_id, rule.rank, rule.recipient,
  'rwd_0mbench0' || rule.rank || lpad(n::text, 12, '0') AS reward_id, rule.kind, rule.minor,
  CASE rule.recipient WHEN 'advocate' THEN p.advocate_id ELSE p.id END AS recipient_id,
  jsonb_build_object('kind', rule.kind, 'amount', rule.amount::jsonb) AS given
FROM purchase p CROSS JOIN (VALUES
  ('advocate-cash', 1, 'advocate', 'cash', 1000, '{"type": "fixed", "amountMinor": "1000"}'),
  ('advocate-share', 2, 'advocate', 'credit', 84, '{"type": "rate", "rateBps": 200, "maxMinor": "2500"}'),
  ('friend-share', 3, 'friend', 'credit', 42, '{"type": "rate", "rateBps": 100, "maxMinor": "1000"}')
) rule (id, rank, recipient, kind, minor, amount)
WHERE rule.rank > 1 OR p.nth = 1;

INSERT INTO events (tenant_id, id, type, natural_key, content_hash, attempt_id, participant_id, occurred_at,
  occurred_at_given, received_at, facts, flags, decisions)
SELECT ':tenant', event_id, 'purchase', 'purchase:' || order_id, encode(sha256(order_id::bytea), 'hex'), 'req_seed',
  min(id), min(bought_at), true, min(bought_at),
  jsonb_build_object('orderId', order_id, 'amountMinor', 4200, 'currency', 'GBP', 'country', null, 'items', '[]'::jsonb,
    'subscription', false, 'discounts', '[]'::jsonb, 'metadata', '{}'::jsonb, 'code', null, 'clicks', '[]'::jsonb,
    'channel', null), '[]',
  jsonb_build_array(jsonb_build_object('programId', ':program', 'referralId', min(referral_id),
    'rewardIds', jsonb_agg(reward_id ORDER BY rank),
    'decisions', jsonb_agg(jsonb_build_object('ruleId', rule_id, 'version', 1, 'outcome', 'granted', 'reason', null,
      'rewardId', reward_id, 'orderId', order_id, 'tierFrom', null, 'clamped', false,
      'trace', '[{"field": "order.amountMinor", "op": "gte", "value": 3000, "seen": 4200, "met": true}]'::jsonb)
      ORDER BY rank)))
FROM earned GROUP BY n, order_id, event_id ORDER BY n;

INSERT INTO purchases (tenant_id, order_id, participant_id, amount_minor, currency, occurred_at, event_seq,
  refunded_minor, refunds, over_refunds, decided)
SELECT ':tenant', order_id, id, 4200, 'GBP', bought_at, :referrals + n, 0, '[]', 0,
  jsonb_build_object(':program', jsonb_build_object('referralId', referral_id, 'qualifies', true, 'facts', '{}'::jsonb))
FROM purchase ORDER BY n;

INSERT INTO rewards (tenant_id, id, program_id, version, rule_id, trigger, referral_id, participant_id, recipient,
  source, kind, unit, granted_minor, amount_minor, cost_minor, basis_minor, status, hold_until, occurred_at, "grant",
  coupon, facts, created_at)
SELECT ':tenant', 'rwd_0mbench00' || lpad(i::text, 12, '0'), ':program', 1, 'friend-welcome', 'signup', referral_id,
  id, 'friend', 'signup', 'discount', NULL, 0, 0, 0, 0, 'approved', at, at,
  '{"kind": "discount", "percentBps": 1000, "amountMinor": null, "minOrderMinor": null, "appliesTo": null,
    "validDays": 30, "maxUses": 1, "costMinor": "0"}'::jsonb,
  jsonb_build_object('code', 'COUPON' || i, 'expiresAt', at + interval '30 days'), '{}'::jsonb, at
FROM friend
UNION ALL
SELECT ':tenant', reward_id, ':program', 1, rule_id, CASE kind WHEN 'cash' THEN 'conversion' ELSE 'purchase' END,
  referral_id, recipient_id, recipient, 'order:' || order_id, kind, kind || ':GBP', minor, minor, minor, 4200,
  'pending', bought_at + interval '30 days', bought_at, given, NULL, '{}', bought_at
FROM earned;

INSERT INTO postings (tenant_id, id, source, destination, unit, amount, program_id, participant_id, reward_id,
  event_id, created_at)
SELECT ':tenant', replace(event_id, 'evt_', 'pst_') || '-' || rank, 'program::program:reward_cost',
  'participant:' || recipient_id || ':pending', kind || ':GBP', minor, ':program', recipient_id, reward_id, event_id,
  bought_at
FROM earned ORDER BY n;

INSERT INTO counters (tenant_id, program_id, subject, metric, period_key, value)
SELECT ':tenant', ':program', advocate_id, 'conversions', 'lifetime', count(*)
FROM purchase WHERE nth = 1 GROUP BY advocate_id
UNION ALL
SELECT ':tenant', ':program', advocate_id, 'count:advocate-cash', to_char(bought_at AT TIME ZONE 'UTC', 'YYYY-MM'), count(*)
FROM purchase WHERE nth = 1 GROUP BY advocate_id, 5;
