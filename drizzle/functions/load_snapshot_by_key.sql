-- For one release: what the release before this one calls while it is still running. `arg_key_hash` was the hash of a
-- secret key, or the id of a tenant for what no key reports. The code of this release does not call it.
CREATE OR REPLACE FUNCTION load_snapshot(arg_key_hash text, arg_events jsonb, arg_cached_versions jsonb, arg_period_keys jsonb,
  arg_idempotency_key text, arg_max_backlog integer, arg_rolling_days integer, arg_ancestors integer)
RETURNS json LANGUAGE plpgsql STABLE AS $$
DECLARE
  is_tenant CONSTANT boolean := starts_with(arg_key_hash, 'ten_');
  named CONSTANT text := CASE WHEN is_tenant THEN arg_key_hash ELSE (SELECT a.tenant_id FROM api_keys a
    WHERE a.hash = arg_key_hash AND a.kind = 'secret' AND a.revoked_at IS NULL) END;
  body CONSTANT json := load_snapshot(named, arg_idempotency_key, arg_events, arg_cached_versions, arg_period_keys,
    arg_max_backlog, arg_rolling_days, arg_ancestors);
BEGIN
  IF NOT is_tenant THEN
    RETURN body;
  END IF;
  RETURN (body::jsonb || jsonb_build_object('browser', browser_access(named, arg_events -> 0 ->> 'externalId')))::json;
END $$;
