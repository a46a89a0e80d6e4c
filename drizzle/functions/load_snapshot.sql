-- For one release: what the release before this one calls while it is still running. It reads the events as JSON and
-- answers every row with the names of its columns. The code of this release calls `read_snapshot`.
CREATE OR REPLACE FUNCTION load_snapshot(arg_tenant_id text, arg_idempotency_key text, arg_events jsonb,
  arg_cached_versions jsonb, arg_period_keys jsonb, arg_max_backlog integer, arg_rolling_days integer,
  arg_ancestors integer)
RETURNS json LANGUAGE plpgsql STABLE AS $$
DECLARE
  secret CONSTANT text := (SELECT t.click_secret FROM tenants t WHERE t.id = arg_tenant_id);
  body jsonb;
BEGIN
  IF secret IS NULL THEN RETURN NULL; END IF;
  WITH i AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(arg_events) AS x(key text, prefix text, "externalId" text, "orderId" text,
      "isRefund" boolean, "isClick" boolean, program text, codes jsonb, coupons jsonb, at timestamptz)
  ), brought AS MATERIALIZED (
    SELECT code, i."externalId", i.at, i."isClick" FROM i CROSS JOIN LATERAL jsonb_array_elements_text(i.codes) code
  ), period AS MATERIALIZED (
    SELECT p.key AS kind, name FROM jsonb_each(arg_period_keys) p CROSS JOIN LATERAL jsonb_array_elements_text(p.value) name
  )
  SELECT read_snapshot(arg_tenant_id, array_remove(ARRAY[arg_idempotency_key], NULL),
    ARRAY(SELECT DISTINCT i.key FROM i WHERE i.key IS NOT NULL),
    ARRAY(SELECT DISTINCT i."externalId" FROM i WHERE i."externalId" IS NOT NULL),
    ARRAY(SELECT DISTINCT i."orderId" FROM i WHERE i."orderId" IS NOT NULL),
    ARRAY(SELECT i."orderId" FROM i WHERE i."isRefund"),
    ARRAY(SELECT DISTINCT i.program FROM i WHERE i.program IS NOT NULL),
    ARRAY(SELECT DISTINCT jsonb_array_elements_text(i.coupons) FROM i),
    ARRAY(SELECT i.prefix FROM i WHERE i.prefix IS NOT NULL),
    ARRAY(SELECT i."externalId" FROM i WHERE i.prefix IS NOT NULL),
    ARRAY(SELECT b.code FROM brought b), ARRAY(SELECT b."externalId" FROM brought b), ARRAY(SELECT b.at FROM brought b),
    ARRAY(SELECT b.code FROM brought b WHERE b."isClick"),
    ARRAY(SELECT DISTINCT i.at FROM i), '{}',
    ARRAY(SELECT p.kind FROM period p), ARRAY(SELECT p.name FROM period p),
    -- Code of that release knows of no room.
    arg_max_backlog, 2147483647, arg_rolling_days, arg_ancestors)::jsonb INTO body;
  RETURN (body - 'replies' - 'unread' || jsonb_build_object(
    'clickSecret', secret,
    'idempotency', (nullif(body -> 'replies', 'null') -> 0) - 'key',
    'versions', (SELECT jsonb_agg(CASE WHEN arg_cached_versions ? (v ->> 'id') THEN v || '{"rules": null}' ELSE v END)
      FROM jsonb_array_elements(nullif(body -> 'versions', 'null')) v),
    'participants', with_names(body -> 'participants', '{id,externalId,emailFolded,country,segments,blocked,
      firstSignupAt,firstPurchaseAt,version,referredVersion}'),
    'referrals', with_names(body -> 'referrals', '{id,programId,version,status,advocateId,friendId,code,source,channel,
      attributedAt,convertedAt,conversionOrderId,orderId,newFriend,qualifyingCount,reversals,rejectedReason,enteredAt}'),
    'counters', with_names(body -> 'counters', '{programId,subject,metric,periodKey,value}')))::json;
END $$;

-- Rows that are arrays, with the names of their columns; null for no rows.
CREATE OR REPLACE FUNCTION with_names(list jsonb, columns text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_agg((SELECT jsonb_object_agg(c.name, x.row -> (c.nth - 1)::integer)
    FROM unnest(columns) WITH ORDINALITY AS c(name, nth)))
  FROM jsonb_array_elements(nullif(list, 'null')) AS x(row)
$$;
