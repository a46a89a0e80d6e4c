-- Makes a tenant with its first keys and with its owner, where it gets one: all of it or nothing, so that no tenant is
-- left without the owner it was made for, whose name would then be taken.
--
-- `arg_owner` is {actor, email, userId, auditId} as `change_member` takes them; null for none.
CREATE OR REPLACE FUNCTION create_tenant(arg_tenant jsonb, arg_keys jsonb, arg_owner jsonb, arg_at timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tenants (id, created_at, slug, name, landing_url, click_secret, widget_secret, allowed_origins)
    SELECT x.id, arg_at, x.slug, x.name, x."landingUrl", x."clickSecret", x."widgetSecret", x."allowedOrigins"
    FROM jsonb_to_record(arg_tenant) AS x(id text, slug text, name text, "landingUrl" text, "clickSecret" text,
      "widgetSecret" text, "allowedOrigins" jsonb);
  INSERT INTO api_keys (id, tenant_id, kind, prefix, hash, created_at)
    SELECT x.id, arg_tenant ->> 'id', x.kind, x.prefix, x.hash, arg_at
    FROM jsonb_to_recordset(arg_keys) AS x(id text, kind text, prefix text, hash text);
  IF arg_owner IS NOT NULL THEN
    -- Of the one member that there can be yet.
    PERFORM change_member(arg_tenant ->> 'id', arg_owner -> 'actor', 'invite', arg_owner ->> 'email',
      arg_owner ->> 'userId', 'owner', 1, arg_owner ->> 'auditId', arg_at);
  END IF;
END
$$;
