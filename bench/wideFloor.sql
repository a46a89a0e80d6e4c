-- All rows that the product writes for a purchase that earns two rewards, written by one function into the product's
-- own tables, with their indexes, keys and triggers (the one on postings keeps the wallets). Nothing is decided and
-- nothing guarded but the order's identity, and what an event holds as JSON is the same for every one. The narrow
-- floor says what a service could reach that stores less; this one, what the engine costs above what it stores.

CREATE FUNCTION floor_wide(friend_name text, the_order text, minor bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  ten constant text := 'ten_0mbench00000000000000';
  prog constant text := 'prog_0mbench00000000000000';
  cost constant text := 'program:prog_0mbench00000000000000:reward_cost';
  p participants;
  r referrals;
  s bigint;
  -- As long as the engine's, and new ones sort last as well.
  e text := '0' || to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint) || right(md5(the_order), 9);
  share_of_advocate constant jsonb :=
    '{"kind":"credit","amount":{"type":"rate","rateBps":200,"of":{"kind":"order"},"maxMinor":"2500"}}';
  share_of_friend constant jsonb :=
    '{"kind":"credit","amount":{"type":"rate","rateBps":100,"of":{"kind":"order"},"maxMinor":"1000"}}';
  facts constant jsonb := '{"orderId":"o-mx20jngb-30","amountMinor":4200,"currency":"GBP","country":null,"items":[],
    "subscription":false,"discounts":[],"metadata":{},"code":null,"clicks":[],"channel":null}';
  decisions constant jsonb := '[{"programId":"prog_0mbench00000000000000","referralId":"ref_0mbench00000000000571",
    "happened":[],"decisions":[
      {"ruleId":"advocate-share","version":1,"outcome":"granted","reason":null,"rewardId":"rwd_0mx20joedmr0crurxgkeb-1",
       "orderId":"o-mx20jngb-30","tierFrom":null,"clamped":false,
       "trace":[{"field":"order.amountMinor","op":"gte","value":3000,"seen":4200,"met":true}]},
      {"ruleId":"friend-share","version":1,"outcome":"granted","reason":null,"rewardId":"rwd_0mx20joedmr0crurxgkeb-2",
       "orderId":"o-mx20jngb-30","tierFrom":null,"clamped":false,
       "trace":[{"field":"order.amountMinor","op":"gte","value":3000,"seen":4200,"met":true}]}],
    "rewardIds":["rwd_0mx20joedmr0crurxgkeb-1","rwd_0mx20joedmr0crurxgkeb-2"]}]';
  decided constant jsonb := '{"prog_0mbench00000000000000":{"referralId":"ref_0mbench00000000000571","version":1,
    "qualifies":true,"facts":{}}}';
  notices constant jsonb := '[
    {"type":"reward.pending","eventId":"evt_0mx20joedmr0crurxgkeb","programId":"prog_0mbench00000000000000",
     "subjectId":"rwd_0mx20joedmr0crurxgkeb-1"},
    {"type":"reward.pending","eventId":"evt_0mx20joedmr0crurxgkeb","programId":"prog_0mbench00000000000000",
     "subjectId":"rwd_0mx20joedmr0crurxgkeb-2"}]';
BEGIN
  SELECT * INTO p FROM participants WHERE tenant_id = ten AND external_id = friend_name FOR NO KEY UPDATE;
  SELECT * INTO r FROM referrals
  WHERE tenant_id = ten AND friend_id = p.id AND coalesce(order_id, '') = '' AND status <> 'rejected';
  UPDATE participants SET version = version + 1 WHERE tenant_id = ten AND id = p.id;
  UPDATE referrals SET qualifying_count = qualifying_count + 1 WHERE tenant_id = ten AND id = r.id;
  INSERT INTO events (tenant_id, id, type, natural_key, content_hash, attempt_id, participant_id, occurred_at,
    occurred_at_given, received_at, facts, flags, decisions)
  VALUES (ten, 'evt_' || e, 'purchase', 'purchase:' || the_order,
    'da50f22305fe1f69e088b4f27e009242e28f213f449421669f0afd40cfdbc947', 'req_0mx20joedkogp5zui2nyr', p.id, now(), false,
    now(), facts, '[]', decisions)
  ON CONFLICT DO NOTHING RETURNING seq INTO s;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO purchases (tenant_id, order_id, participant_id, amount_minor, currency, occurred_at, event_seq,
    refunded_minor, refunds, over_refunds, decided)
  VALUES (ten, the_order, p.id, minor, 'GBP', now(), s, 0, '[]', 0, decided);
  INSERT INTO rewards (tenant_id, id, program_id, version, rule_id, trigger, referral_id, participant_id, recipient,
    source, kind, unit, granted_minor, amount_minor, cost_minor, basis_minor, status, hold_until, occurred_at, "grant",
    facts, created_at)
  VALUES
    (ten, 'rwd_' || e || '-1', prog, 1, 'advocate-share', 'purchase', r.id, r.advocate_id, 'advocate',
      'order:' || the_order, 'credit', 'credit:GBP', minor * 2 / 100, minor * 2 / 100, minor * 2 / 100, minor,
      'pending', now() + interval '30 days', now(), share_of_advocate, '{}', now()),
    (ten, 'rwd_' || e || '-2', prog, 1, 'friend-share', 'purchase', r.id, p.id, 'friend',
      'order:' || the_order, 'credit', 'credit:GBP', minor / 100, minor / 100, minor / 100, minor,
      'pending', now() + interval '30 days', now(), share_of_friend, '{}', now());
  INSERT INTO postings (tenant_id, id, source, destination, unit, amount, program_id, participant_id, reward_id,
    event_id, created_at)
  VALUES
    (ten, 'pst_' || e || '-0', cost, 'participant:' || r.advocate_id || ':pending', 'credit:GBP', minor * 2 / 100, prog,
      r.advocate_id, 'rwd_' || e || '-1', 'evt_' || e, now()),
    (ten, 'pst_' || e || '-1', cost, 'participant:' || p.id || ':pending', 'credit:GBP', minor / 100, prog, p.id,
      'rwd_' || e || '-2', 'evt_' || e, now());
  INSERT INTO outbox (tenant_id, id, notices, created_at) VALUES (ten, 'obx_' || e, notices, now());
  RETURN true;
END $$;
