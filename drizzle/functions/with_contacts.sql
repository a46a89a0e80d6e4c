-- How many participants may have a contact before it is nobody's: `MAX_HOLDERS`.
CREATE OR REPLACE FUNCTION max_holders() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 20
$$;

-- The most referrals of a participant that are looked at again when it shows who they are.
CREATE OR REPLACE FUNCTION max_doubted() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 100
$$;

-- The most rewards that wait to be given out and are held back then; those beyond go on.
CREATE OR REPLACE FUNCTION max_held_back() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 1000
$$;

-- Under which hash a tenant keeps a contact. What comes in is hashed already, under a key that the database never sees;
-- with the tenant in it no hash of one tenant is found with another.
CREATE OR REPLACE FUNCTION contact_hash(arg_tenant_id text, arg_mac text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT left(encode(sha256((arg_tenant_id || ' ' || arg_mac)::bytea), 'hex'), 32)
$$;

-- Adds to a snapshot what is known of the contacts of its participants: who else has one, and of these what decides
-- whether the participants are new. A function of its own, so that a tenant without contacts pays for one probe.
CREATE OR REPLACE FUNCTION with_contacts(snapshot json, arg_tenant_id text,
  -- Contacts, each with whose it is said to be; no pair comes twice. The release before does not say whose.
  arg_macs text[], arg_whose text[],
  arg_external_ids text[], arg_codes text[],
  -- Of whom the shop says since when they are customers, and since when at the earliest.
  arg_said text[], arg_since timestamptz[])
RETURNS json LANGUAGE plpgsql STABLE
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
DECLARE
  tenant CONSTANT text := arg_tenant_id;
  said CONSTANT boolean := arg_said <> '{}';
  own_ids text[]; own_hashes text[]; other_ids text[]; hashes text[]; program_ids text[]; referral_ids text[];
  j_hashes json; j_own json; j_heads json; j_held json; j_participants json; j_left json; j_referrals json;
  j_attributions json; j_rewards json; recipient_ids text[];
  -- Referrals of which it matters what waits to be given out.
  doubted_ids text[];
  -- Whether a participant who was there before may get a contact, and one that another of the batch has or is said to have.
  gets boolean := false; gets_anothers boolean := false;
BEGIN
  IF arg_macs = '{}' AND NOT said AND NOT EXISTS (SELECT FROM contacts c WHERE c.tenant_id = tenant) THEN RETURN snapshot; END IF;

  SELECT array_agg(DISTINCT p.id) INTO own_ids
  FROM unnest(arg_external_ids) AS x(id) CROSS JOIN LATERAL (
    SELECT coalesce(p.merged_into, p.id) AS id FROM participants p WHERE p.tenant_id = tenant AND p.external_id = x.id OFFSET 0) p;
  IF own_ids IS NOT NULL THEN
    SELECT array_agg(c.hash), json_agg(json_build_array(x.id, c.hash, c.kind)) INTO own_hashes, j_own
    FROM unnest(own_ids) AS x(id) CROSS JOIN LATERAL (
      SELECT c.hash, c.kind FROM contacts c WHERE c.tenant_id = tenant AND c.participant_id = x.id OFFSET 0) c;
  END IF;
  IF arg_macs <> '{}' THEN
    SELECT json_object_agg(x.mac, contact_hash(tenant, x.mac)), own_hashes || array_agg(contact_hash(tenant, x.mac)),
      bool_or(contact_hash(tenant, x.mac) <> ALL (coalesce(own_hashes, '{}'))) AND own_ids IS NOT NULL
    INTO j_hashes, own_hashes, gets FROM (SELECT DISTINCT unnest(arg_macs)) AS x(mac);
    IF own_ids IS NOT NULL AND arg_whose IS NOT NULL THEN
      SELECT count(*) > 0, coalesce(bool_or(n.said_of > 1 OR EXISTS (
        SELECT FROM contacts c WHERE c.tenant_id = tenant AND c.hash = n.hash AND c.participant_id = ANY (own_ids))), false)
      INTO gets, gets_anothers
      FROM (
        SELECT contact_hash(tenant, x.mac) AS hash, x.name, count(*) OVER (PARTITION BY x.mac) AS said_of
        FROM unnest(arg_macs, arg_whose) AS x(mac, name)) n
      CROSS JOIN LATERAL (
        SELECT coalesce(p.merged_into, p.id) AS id FROM participants p
        WHERE p.tenant_id = tenant AND p.external_id = n.name OFFSET 0) p
      WHERE NOT EXISTS (
        SELECT FROM contacts c WHERE c.tenant_id = tenant AND c.hash = n.hash AND c.participant_id = p.id);
    END IF;
  END IF;
  IF said THEN
    -- Those that they have entered since, and that no one is looking at.
    SELECT array_agg(r.id) INTO doubted_ids FROM unnest(arg_said, arg_since) AS s(name, since) CROSS JOIN LATERAL (
      SELECT coalesce(p.merged_into, p.id) AS id FROM participants p
      WHERE p.tenant_id = tenant AND p.external_id = s.name OFFSET 0) p
    CROSS JOIN LATERAL (
      SELECT r.id, r.program_id, r.version FROM referrals r
      WHERE r.tenant_id = tenant AND r.friend_id = p.id AND coalesce(r.order_id, '') = '' AND is_live_referral(r.status)
        AND coalesce(r.entered_at, r.attributed_at) > s.since AND NOT r.review_reasons ? 'same_person'
      LIMIT max_doubted()) r
    CROSS JOIN LATERAL (
      SELECT v.rules FROM program_versions v
      WHERE v.tenant_id = tenant AND v.program_id = r.program_id AND v.version = r.version OFFSET 0) v
    WHERE (v.rules -> 'attribution' ->> 'newCustomersOnly')::boolean;
  END IF;
  IF own_hashes IS NULL AND doubted_ids IS NULL THEN RETURN snapshot; END IF;
  hashes := ARRAY(SELECT DISTINCT unnest(own_hashes));

  SELECT json_agg(json_build_array(h.hash, h.version)) INTO j_heads
  FROM unnest(hashes) AS x(hash) CROSS JOIN LATERAL (
    SELECT h.hash, h.version FROM contact_heads h WHERE h.tenant_id = tenant AND h.hash = x.hash OFFSET 0) h;
  -- Of a contact of too many it is enough to know that it is one. Who shares a card or a device is another person.
  SELECT json_agg(json_build_array(c.participant_id, x.hash, c.kind)),
    array_agg(DISTINCT c.participant_id) FILTER (WHERE c.kind IN ('email', 'phone'))
  INTO j_held, other_ids
  FROM unnest(hashes) AS x(hash) CROSS JOIN LATERAL (
    SELECT c.participant_id, c.kind FROM contacts c WHERE c.tenant_id = tenant AND c.hash = x.hash
    LIMIT max_holders() + 1) c
  WHERE c.participant_id <> ALL (coalesce(own_ids, '{}'));
  IF other_ids IS NOT NULL OR gets_anothers OR said THEN
    SELECT json_agg(json_build_array(p.participant_id, p.order_id, millis(p.occurred_at), p.event_seq)) INTO j_left
    FROM unnest(other_ids || CASE WHEN gets OR said THEN own_ids END) AS x(id) CROSS JOIN LATERAL (
      SELECT p.* FROM purchases p
      WHERE p.tenant_id = tenant AND p.participant_id = x.id AND p.amount_minor > p.refunded_minor
      ORDER BY p.occurred_at, p.event_seq LIMIT 1) p;
    SELECT array_agg(c.program_id) INTO program_ids FROM unnest(arg_codes) AS x(code) CROSS JOIN LATERAL (
      SELECT c.program_id FROM codes c WHERE c.tenant_id = tenant AND c.code = x.code OFFSET 0) c;
  END IF;
  IF gets_anothers OR (gets OR said) AND other_ids IS NOT NULL THEN
    -- It may show of referrals that were made already: of all of theirs, with what waits to be given out.
    SELECT json_agg(referral_array(r)), array_agg(r.id), json_agg(json_build_array(r.id,
        coalesce((v.rules -> 'attribution' ->> 'newCustomersOnly')::boolean, false),
        coalesce((v.rules -> 'attribution' ->> 'graceMinutes')::integer, 0)))
    INTO j_referrals, referral_ids, j_attributions
    FROM unnest(other_ids) AS x(id) CROSS JOIN LATERAL (
      SELECT r.* FROM referrals r
      WHERE r.tenant_id = tenant AND r.friend_id = x.id AND coalesce(r.order_id, '') = '' AND is_live_referral(r.status)
      ORDER BY r.program_id LIMIT max_doubted()) r
    LEFT JOIN LATERAL (
      SELECT v.rules FROM program_versions v
      WHERE v.tenant_id = tenant AND v.program_id = r.program_id AND v.version = r.version LIMIT 1) v ON true;
    doubted_ids := doubted_ids || referral_ids;
    IF gets THEN
      SELECT doubted_ids || array_agg(r.id) INTO doubted_ids FROM unnest(own_ids) AS x(id) CROSS JOIN LATERAL (
        SELECT r.id FROM referrals r WHERE r.tenant_id = tenant AND r.friend_id = x.id
          AND coalesce(r.order_id, '') = '' AND is_live_referral(r.status) LIMIT max_doubted()) r;
    END IF;
  ELSIF program_ids IS NOT NULL THEN
    SELECT json_agg(referral_array(r)) INTO j_referrals
    FROM unnest(other_ids) AS x(id) CROSS JOIN LATERAL (
      SELECT r.* FROM referrals r
      WHERE r.tenant_id = tenant AND r.friend_id = x.id AND r.program_id = ANY (program_ids)
        AND coalesce(r.order_id, '') = '' AND is_live_referral(r.status) OFFSET 0) r;
  END IF;
  IF doubted_ids IS NOT NULL THEN
    SELECT json_agg(reward_json(w)), array_agg(DISTINCT w.participant_id) INTO j_rewards, recipient_ids FROM (
      SELECT w.* FROM (SELECT DISTINCT unnest(doubted_ids)) AS y(id) CROSS JOIN LATERAL (
        SELECT w.* FROM rewards w
        WHERE w.tenant_id = tenant AND w.referral_id = y.id AND w.status IN ('pending', 'in_review') OFFSET 0) w
      LIMIT max_held_back()) w;
  END IF;
  IF other_ids IS NOT NULL OR recipient_ids IS NOT NULL THEN
    SELECT json_agg(participant_array(p)) INTO j_participants
    FROM (SELECT DISTINCT unnest(other_ids || recipient_ids)) AS x(id) CROSS JOIN LATERAL (
      SELECT p.* FROM participants p WHERE p.tenant_id = tenant AND p.id = x.id OFFSET 0) p;
  END IF;
  -- A snapshot is large and is copied as it is.
  RETURN (left(snapshot::text, -1) || ', "contacts": ' || json_build_object('hashes', j_hashes, 'heads', j_heads,
    'own', j_own, 'held', j_held, 'participants', j_participants, 'ordersLeft', j_left, 'referrals', j_referrals,
    'attributions', j_attributions, 'rewards', j_rewards)
    || '}')::json;
END $$;

-- The same as the release before asks it.
CREATE OR REPLACE FUNCTION with_contacts(snapshot json, arg_tenant_id text, arg_macs text[], arg_external_ids text[],
  arg_codes text[])
RETURNS json LANGUAGE sql STABLE AS $$
  SELECT with_contacts(snapshot, arg_tenant_id, arg_macs, NULL, arg_external_ids, arg_codes, '{}', '{}')
$$;
