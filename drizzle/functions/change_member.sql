-- Changes who works for a tenant, with the row of the audit. A person's own right to do so is looked at here again, with
-- the tenant's row locked: of two owners who remove each other at the same moment, one is refused.
--
-- `arg_act` is invite, set_role or remove. Answers {result, userId}: done; unchanged, where it was so already; or why not:
-- not_owner, unknown, is_member, last_owner, too_many.
CREATE OR REPLACE FUNCTION change_member(arg_tenant_id text, arg_actor jsonb, arg_act text, arg_email text,
  arg_user_id text, arg_role text, arg_most integer, arg_audit_id text, arg_at timestamptz) RETURNS json
LANGUAGE plpgsql AS $$
DECLARE
  member members%ROWTYPE;
  person text := arg_user_id;
  action text;
BEGIN
  -- Foreign keys to the tenant are looked at meanwhile: they need its key alone.
  PERFORM FROM tenants t WHERE t.id = arg_tenant_id FOR NO KEY UPDATE;
  IF arg_actor ->> 'type' = 'user' AND NOT EXISTS (SELECT FROM members m WHERE m.tenant_id = arg_tenant_id
      AND m.user_id = arg_actor ->> 'id' AND m.role = 'owner' AND m.removed_at IS NULL) THEN
    RETURN json_build_object('result', 'not_owner', 'userId', NULL);
  END IF;
  IF arg_act = 'invite' THEN
    -- The person who opens a link that was sent there owns the address, so the same person may work for several tenants.
    INSERT INTO auth_users (id, name, email, email_verified, created_at, updated_at)
      VALUES (arg_user_id, '', arg_email, false, arg_at, arg_at) ON CONFLICT (email) DO NOTHING;
    SELECT u.id INTO person FROM auth_users u WHERE u.email = arg_email;
  END IF;
  SELECT m.* INTO member FROM members m WHERE m.tenant_id = arg_tenant_id AND m.user_id = person AND m.removed_at IS NULL;

  IF arg_act = 'invite' THEN
    IF member.role IS NOT NULL THEN
      RETURN json_build_object('result', CASE WHEN member.role = arg_role THEN 'unchanged' ELSE 'is_member' END,
        'userId', person);
    END IF;
    IF (SELECT count(*) FROM members m WHERE m.tenant_id = arg_tenant_id AND m.removed_at IS NULL) >= arg_most THEN
      RETURN json_build_object('result', 'too_many', 'userId', NULL);
    END IF;
    INSERT INTO members (tenant_id, user_id, role, invited_by, created_at)
      VALUES (arg_tenant_id, person, arg_role, CASE WHEN arg_actor ->> 'type' = 'user' THEN arg_actor ->> 'id' END, arg_at)
      ON CONFLICT (tenant_id, user_id) DO UPDATE SET role = excluded.role, invited_by = excluded.invited_by,
        created_at = excluded.created_at, removed_at = NULL;
    action := 'member.invited';
  ELSE
    -- Sent twice, a removal is done once.
    IF arg_act = 'remove' AND EXISTS (SELECT FROM members m WHERE m.tenant_id = arg_tenant_id AND m.user_id = person
        AND m.removed_at IS NOT NULL) THEN
      RETURN json_build_object('result', 'unchanged', 'userId', person);
    END IF;
    IF member.role IS NULL THEN
      RETURN json_build_object('result', 'unknown', 'userId', NULL);
    END IF;
    IF arg_act = 'set_role' AND member.role = arg_role THEN
      RETURN json_build_object('result', 'unchanged', 'userId', person);
    END IF;
    IF member.role = 'owner' AND NOT EXISTS (SELECT FROM members m WHERE m.tenant_id = arg_tenant_id
        AND m.user_id <> person AND m.role = 'owner' AND m.removed_at IS NULL) THEN
      RETURN json_build_object('result', 'last_owner', 'userId', person);
    END IF;
    IF arg_act = 'set_role' THEN
      UPDATE members m SET role = arg_role WHERE m.tenant_id = arg_tenant_id AND m.user_id = person;
      action := 'member.role_changed';
    ELSE
      UPDATE members m SET removed_at = arg_at WHERE m.tenant_id = arg_tenant_id AND m.user_id = person;
      action := 'member.removed';
    END IF;
  END IF;
  INSERT INTO audit (tenant_id, id, actor, action, subject, detail, created_at)
    VALUES (arg_tenant_id, arg_audit_id, arg_actor, action, person,
      CASE action WHEN 'member.invited' THEN jsonb_build_object('role', arg_role)
        WHEN 'member.role_changed' THEN jsonb_build_object('role', arg_role, 'was', member.role)
        ELSE jsonb_build_object('was', member.role) END, arg_at);
  RETURN json_build_object('result', 'done', 'userId', person);
END
$$;
