-- Whether an endpoint hears of a notice: of all of them where it names none.
CREATE OR REPLACE FUNCTION hears_of(events jsonb, type text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT events IS NULL OR events ? type
$$;

-- The delivery of a notice to a consumer: the same however often it is made.
CREATE OR REPLACE FUNCTION delivery_id(notice_id text, consumer_id text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 'dlv_' || split_part(notice_id, '_', 2) || '-' || split_part(consumer_id, '_', 2)
$$;

-- Whether anything is sent to an endpoint of a tenant. It is asked with every commit, and its plan is kept.
CREATE OR REPLACE FUNCTION has_endpoint(tenant text) RETURNS boolean LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN EXISTS (SELECT FROM webhooks w WHERE w.tenant_id = tenant AND w.disabled_at IS NULL);
END $$;
