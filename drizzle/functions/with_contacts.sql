-- How many participants may have a contact before it is nobody's: `MAX_HOLDERS`.
CREATE OR REPLACE FUNCTION max_holders() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 20
$$;

-- Under which hash a tenant keeps a contact. What comes in is hashed already, under a key that the database never sees;
-- with the tenant in it no hash of one tenant is found with another.
CREATE OR REPLACE FUNCTION contact_hash(arg_tenant_id text, arg_mac text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT left(encode(sha256((arg_tenant_id || ' ' || arg_mac)::bytea), 'hex'), 32)
$$;

-- Adds to a snapshot what is known of the contacts of its participants: who else has one, and of these what decides
-- whether the participants are new. A function of its own, so that a tenant without contacts pays for one probe.
CREATE OR REPLACE FUNCTION with_contacts(snapshot json, arg_tenant_id text, arg_macs text[], arg_external_ids text[],
  arg_codes text[])
RETURNS json LANGUAGE plpgsql STABLE
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
DECLARE
  tenant CONSTANT text := arg_tenant_id;
  own_ids text[]; own_hashes text[]; other_ids text[]; hashes text[]; program_ids text[];
  j_hashes json; j_own json; j_heads json; j_held json; j_participants json; j_left json; j_referrals json;
BEGIN
  IF arg_macs = '{}' AND NOT EXISTS (SELECT FROM contacts c WHERE c.tenant_id = tenant) THEN RETURN snapshot; END IF;

  SELECT array_agg(DISTINCT p.id) INTO own_ids
  FROM unnest(arg_external_ids) AS x(id) CROSS JOIN LATERAL (
    SELECT coalesce(p.merged_into, p.id) AS id FROM participants p WHERE p.tenant_id = tenant AND p.external_id = x.id OFFSET 0) p;
  IF own_ids IS NOT NULL THEN
    SELECT array_agg(c.hash), json_agg(json_build_array(x.id, c.hash, c.kind)) INTO own_hashes, j_own
    FROM unnest(own_ids) AS x(id) CROSS JOIN LATERAL (
      SELECT c.hash, c.kind FROM contacts c WHERE c.tenant_id = tenant AND c.participant_id = x.id OFFSET 0) c;
  END IF;
  IF arg_macs <> '{}' THEN
    SELECT json_object_agg(x.mac, contact_hash(tenant, x.mac)), own_hashes || array_agg(contact_hash(tenant, x.mac))
    INTO j_hashes, own_hashes FROM unnest(arg_macs) AS x(mac);
  END IF;
  IF own_hashes IS NULL THEN RETURN snapshot; END IF;
  hashes := ARRAY(SELECT DISTINCT unnest(own_hashes));

  SELECT json_agg(json_build_array(h.hash, h.version)) INTO j_heads
  FROM unnest(hashes) AS x(hash) CROSS JOIN LATERAL (
    SELECT h.hash, h.version FROM contact_heads h WHERE h.tenant_id = tenant AND h.hash = x.hash OFFSET 0) h;
  -- Of a contact of too many it is enough to know that it is one.
  SELECT json_agg(json_build_array(c.participant_id, x.hash, c.kind)), array_agg(DISTINCT c.participant_id)
  INTO j_held, other_ids
  FROM unnest(hashes) AS x(hash) CROSS JOIN LATERAL (
    SELECT c.participant_id, c.kind FROM contacts c WHERE c.tenant_id = tenant AND c.hash = x.hash
    LIMIT max_holders() + 1) c
  WHERE c.participant_id <> ALL (coalesce(own_ids, '{}'));
  IF other_ids IS NOT NULL THEN
    SELECT json_agg(participant_array(p)) INTO j_participants
    FROM unnest(other_ids) AS x(id) CROSS JOIN LATERAL (
      SELECT p.* FROM participants p WHERE p.tenant_id = tenant AND p.id = x.id OFFSET 0) p;
    SELECT json_agg(json_build_array(p.participant_id, p.order_id, millis(p.occurred_at), p.event_seq)) INTO j_left
    FROM unnest(other_ids) AS x(id) CROSS JOIN LATERAL (
      SELECT p.* FROM purchases p
      WHERE p.tenant_id = tenant AND p.participant_id = x.id AND p.amount_minor > p.refunded_minor
      ORDER BY p.occurred_at, p.event_seq LIMIT 1) p;
    SELECT array_agg(c.program_id) INTO program_ids FROM unnest(arg_codes) AS x(code) CROSS JOIN LATERAL (
      SELECT c.program_id FROM codes c WHERE c.tenant_id = tenant AND c.code = x.code OFFSET 0) c;
  END IF;
  IF program_ids IS NOT NULL THEN
    SELECT json_agg(referral_array(r)) INTO j_referrals
    FROM unnest(other_ids) AS x(id) CROSS JOIN LATERAL (
      SELECT r.* FROM referrals r
      WHERE r.tenant_id = tenant AND r.friend_id = x.id AND r.program_id = ANY (program_ids)
        AND coalesce(r.order_id, '') = '' AND is_live_referral(r.status) OFFSET 0) r;
  END IF;
  -- A snapshot is large and is copied as it is.
  RETURN (left(snapshot::text, -1) || ', "contacts": ' || json_build_object('hashes', j_hashes, 'heads', j_heads,
    'own', j_own, 'held', j_held, 'participants', j_participants, 'ordersLeft', j_left, 'referrals', j_referrals)
    || '}')::json;
END $$;
