-- What a member of a tenant's staff may see of it, and what the frame of every page of the dashboard says: it travels with
-- what was asked for and is looked at first (`MemberAccess` in `db/queries/asker.ts`).
CREATE OR REPLACE FUNCTION member_access(arg_tenant_id text, arg_user_id text, arg_session_id text) RETURNS json
LANGUAGE sql STABLE AS $$
  SELECT json_build_object(
    'userId', u.id,
    'email', u.email,
    'language', u.language,
    'role', m.role,
    'tenantSlug', t.slug,
    'shopName', t.name,
    'timezone', t.timezone,
    'currency', (SELECT g.currency FROM programs g WHERE g.tenant_id = t.id ORDER BY g.id LIMIT 1),
    'sessionId', s.id,
    'signedInAt', s.created_at,
    'renewedAt', s.updated_at,
    -- A person works for a few shops; the list of all of them is a page of its own.
    'shops', (SELECT coalesce(json_agg(json_build_object('slug', o.slug, 'name', o.name) ORDER BY o.name, o.slug), '[]')
      FROM (SELECT other.slug, other.name
        FROM members n JOIN tenants other ON other.id = n.tenant_id
        WHERE n.user_id = u.id AND n.removed_at IS NULL
        ORDER BY other.name, other.slug LIMIT 20) o),
    -- Beyond a hundred the number says nothing more; they are the first rows of an index of their own.
    'reviewsWaiting', (SELECT count(*) FROM (SELECT FROM rewards r
      WHERE r.tenant_id = t.id AND waits_for_review(r.status, r.review_reasons) LIMIT 100) waiting))
  FROM members m
    JOIN tenants t ON t.id = m.tenant_id
    JOIN auth_users u ON u.id = m.user_id
    JOIN auth_sessions s ON s.id = arg_session_id
  WHERE m.tenant_id = arg_tenant_id AND m.user_id = arg_user_id
$$;
