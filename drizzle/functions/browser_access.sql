-- What a tenant says of browsers, with what is known of one of its participants: a browser's token names both before
-- anything is proved, so this travels with what was asked for and is looked at first (`BrowserAccess` in
-- `db/queries/asker.ts`).
CREATE OR REPLACE FUNCTION browser_access(arg_tenant_id text, arg_external_id text) RETURNS json
LANGUAGE sql STABLE AS $$
  SELECT json_build_object(
    'secrets', json_build_array(t.widget_secret, t.former_widget_secret),
    'allowedOrigins', t.allowed_origins,
    'hasLiveKey', EXISTS (SELECT FROM api_keys a
      WHERE a.tenant_id = t.id AND a.revoked_at IS NULL AND a.prefix LIKE '%\_live\_%'),
    'participant', (SELECT json_build_object('id', p.id, 'locale', p.locale, 'guest', p.guest)
      FROM participants n
        JOIN participants p ON p.tenant_id = n.tenant_id AND p.id = coalesce(n.merged_into, n.id)
      WHERE n.tenant_id = t.id AND n.external_id = arg_external_id))
  FROM tenants t WHERE t.id = arg_tenant_id
$$;
