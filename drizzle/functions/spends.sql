-- What is there to be spent of one unit by one person, and what orders have spent of it: `domain/wallet.ts`. The settings
-- keep the planner on the indexes, since it can't know how many lots there are.

-- Whether nothing of an approved reward may be spent until its choice is made and what is to be reviewed is settled.
CREATE OR REPLACE FUNCTION lot_waits(tenant text, lot_id text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM rewards w WHERE w.tenant_id = tenant AND w.id = lot_id
    AND (w.choose_by IS NOT NULL OR w.review_reasons <> '[]'))
$$;

-- The wallet of a person in a unit at a time, as `WalletJson` of `db/queries/spends.ts`: with as many of the first lots as
-- come to `amount`, and no more than `most`. What has expired waits for the job to say so.
CREATE OR REPLACE FUNCTION wallet_json(tenant text, person text, arg_unit text, amount bigint, most integer, at timestamptz)
RETURNS json LANGUAGE plpgsql STABLE SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off
SET enable_bitmapscan = off SET jit = off AS $$
DECLARE
  ids constant text[] := ids_of_person(tenant, person);
BEGIN
  RETURN json_build_object(
    'available', (SELECT coalesce(sum(w.available_minor), 0)::text FROM unnest(ids) AS u(id) JOIN wallets w
      ON w.tenant_id = tenant AND w.participant_id = u.id AND w.unit = arg_unit),
    'waiting', (SELECT coalesce(sum(l.left_minor), 0)::text FROM (
        SELECT w.id FROM unnest(ids) AS u(id) JOIN rewards w ON w.tenant_id = tenant AND w.participant_id = u.id
          AND w.status = 'approved' AND w.review_reasons <> '[]'
        UNION
        SELECT w.id FROM unnest(ids) AS u(id) JOIN rewards w ON w.tenant_id = tenant AND w.participant_id = u.id
          AND w.choose_by IS NOT NULL
        UNION
        SELECT l.id FROM unnest(ids) AS u(id) JOIN lots l ON l.tenant_id = tenant AND l.participant_id = u.id
          AND l.unit = arg_unit AND l.left_minor > 0 AND l.expires_at <= at) w
      JOIN lots l ON l.tenant_id = tenant AND l.id = w.id AND l.unit = arg_unit AND l.left_minor > 0),
    'lots', (SELECT json_agg(json_build_array(s.id, s.left_minor::text, millis(s.expires_at))) FROM (
      SELECT l.*, sum(l.left_minor) OVER (ORDER BY l.expires_at, l.id) - l.left_minor AS before FROM (
        SELECT l.id, l.left_minor, l.expires_at FROM unnest(ids) AS u(id) CROSS JOIN LATERAL (
          SELECT l.id, l.left_minor, l.expires_at FROM lots l
          WHERE l.tenant_id = tenant AND l.participant_id = u.id AND l.unit = arg_unit AND l.left_minor > 0
            AND (l.expires_at IS NULL OR l.expires_at > at) AND NOT lot_waits(tenant, l.id)
          ORDER BY l.expires_at, l.id LIMIT most) l
        ORDER BY l.expires_at, l.id LIMIT most) l) s
      WHERE s.before < amount));
END $$;
-- The same as the release before asks it.
CREATE OR REPLACE FUNCTION wallet_json(tenant text, person text, arg_unit text, amount bigint, most integer) RETURNS json
LANGUAGE sql STABLE AS $$ SELECT wallet_json(tenant, person, arg_unit, amount, most, now()) $$;

-- Writes what spends take and give back, after the postings of the commit, which have locked the wallets of all lots at
-- hand. Its parts are those of `db/queries/spendEffectRows.ts`.
CREATE OR REPLACE FUNCTION commit_spends(tenant text, at timestamptz, e jsonb) RETURNS void LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan SET jit = off AS $$
DECLARE
  done integer;
BEGIN
  IF e ? 'wallets' THEN
    SELECT count(*) INTO done FROM jsonb_to_recordset(e->'wallets') AS x("participantId" text, unit text, available bigint)
    JOIN wallets w ON w.tenant_id = tenant AND w.participant_id = x."participantId" AND w.unit = x.unit
    WHERE w.available_minor = x.available;
    IF done <> jsonb_array_length(e->'wallets') THEN PERFORM stale('wallet'); END IF;
  END IF;

  IF e ? 'lots' THEN
    SELECT count(*) INTO done
    FROM jsonb_to_recordset(e->'lots') AS x(id text, unit text, "leftMinor" bigint, "canWait" boolean, "expiresAt" timestamptz)
    JOIN lots l ON l.tenant_id = tenant AND l.id = x.id AND l.unit = x.unit
    WHERE l.left_minor = x."leftMinor" AND (x."canWait" OR NOT lot_waits(tenant, l.id))
      AND (x."expiresAt" IS NULL OR l.expires_at = x."expiresAt");
    IF done <> jsonb_array_length(e->'lots') THEN PERFORM stale('lot'); END IF;
  END IF;

  IF e ? 'spends' THEN
    SELECT count(*) INTO done FROM (
      SELECT s.version = x."versionWas" AS fresh
      FROM jsonb_to_recordset(e->'spends') AS x("orderId" text, unit text, "versionWas" integer)
      JOIN spends s ON s.tenant_id = tenant AND s.order_id = x."orderId" AND s.unit = x.unit
      ORDER BY s.order_id, s.unit FOR NO KEY UPDATE OF s) s WHERE fresh;
    IF done <> (SELECT count(*) FROM jsonb_to_recordset(e->'spends') AS x("versionWas" integer) WHERE x."versionWas" IS NOT NULL)
    THEN PERFORM stale('spend'); END IF;
    PERFORM move_spent(tenant, e->'spends', true);
    UPDATE spends s SET status = x.status, report_by = x."reportBy", version = s.version + 1, updated_at = at
    FROM jsonb_to_recordset(e->'spends') AS x("orderId" text, unit text, status text, "reportBy" timestamptz, "versionWas" integer)
    WHERE s.tenant_id = tenant AND s.order_id = x."orderId" AND s.unit = x.unit AND x."versionWas" IS NOT NULL;
    -- What is asked for anew takes the place of what was; one that another made meanwhile violates the key.
    UPDATE spends s SET participant_id = x.made->>'participantId', asked_minor = (x.made->>'askedMinor')::bigint,
      partly = (x.made->>'partly')::boolean, amount_minor = (x.made->>'amountMinor')::bigint, parts = x.made->'parts'
    FROM jsonb_to_recordset(e->'spends') AS x("orderId" text, unit text, made jsonb, "versionWas" integer)
    WHERE s.tenant_id = tenant AND s.order_id = x."orderId" AND s.unit = x.unit AND x."versionWas" IS NOT NULL
      AND x.made IS NOT NULL;
    INSERT INTO spends (tenant_id, order_id, unit, participant_id, asked_minor, partly, amount_minor, status, parts, report_by,
      version, created_at, updated_at)
    SELECT tenant, x."orderId", x.unit, x.made->>'participantId', (x.made->>'askedMinor')::bigint,
      (x.made->>'partly')::boolean, (x.made->>'amountMinor')::bigint, x.status, x.made->'parts', x."reportBy", 1, at, at
    FROM jsonb_to_recordset(e->'spends') AS x("orderId" text, unit text, status text, "reportBy" timestamptz, made jsonb,
      "versionWas" integer)
    WHERE x."versionWas" IS NULL ORDER BY x."orderId", x.unit;
    PERFORM move_spent(tenant, e->'spends', false);
  END IF;
END $$;

-- Gives back what these spends hold, or takes what they hold: of those whose parts change, and those that begin or cease to
-- hold any. What comes back with an order can be spent for a while.
CREATE OR REPLACE FUNCTION move_spent(tenant text, changed jsonb, back boolean) RETURNS void LANGUAGE sql
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
  UPDATE lots l SET left_minor = l.left_minor + CASE WHEN back THEN n.amount ELSE -n.amount END,
    expires_at = CASE WHEN l.expires_at < n.good_until THEN n.good_until ELSE l.expires_at END
  FROM (
    SELECT p.part->>0 AS id, s.unit, sum((p.part->>1)::bigint) AS amount, max(x."goodUntil") AS good_until
    FROM jsonb_to_recordset(changed) AS x("orderId" text, unit text, moves boolean, "goodUntil" timestamptz)
    JOIN spends s ON s.tenant_id = tenant AND s.order_id = x."orderId" AND s.unit = x.unit
    CROSS JOIN LATERAL jsonb_array_elements(s.parts) AS p(part)
    WHERE s.status = 'spent' AND x.moves
    GROUP BY 1, 2) n
  WHERE l.tenant_id = tenant AND l.id = n.id AND l.unit = n.unit
$$;
