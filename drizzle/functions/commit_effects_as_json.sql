-- What code of the release before calls while it still runs: everything as JSON. The release after this one drops it, and
-- with it the comment by which `db/migrate.ts` knows these functions, which then belongs to the other `commit_effects`.
CREATE OR REPLACE FUNCTION commit_effects(e jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  placed jsonb := e;
  documents jsonb[] := '{}';
  part record;
  item jsonb;
  items jsonb[];
  field text;
BEGIN
  -- What rows keep as JSON is put into the list, and its place into the row.
  FOR part IN
    SELECT * FROM (VALUES ('newParticipants', '{segments}'::text[]), ('events', '{facts,flags,decisions}'),
      ('newPurchases', '{refunds,decided}'), ('purchases', '{refunds,decided}'),
      ('newRewards', '{grant,coupon,choice,facts}')) AS p(name, fields)
    WHERE e ? p.name
  LOOP
    items := '{}';
    FOR item IN SELECT jsonb_array_elements(e->part.name) LOOP
      FOREACH field IN ARRAY part.fields LOOP
        IF jsonb_typeof(item->field) <> 'null' THEN
          documents := array_append(documents, item->field);
          item := item || jsonb_build_object(field, cardinality(documents) - 1);
        END IF;
      END LOOP;
      items := array_append(items, item);
    END LOOP;
    placed := placed || jsonb_build_object(part.name, to_jsonb(items));
  END LOOP;
  PERFORM commit_effects(placed || jsonb_build_object('documents', to_jsonb(documents)),
    CASE WHEN e ? 'newParticipants' THEN ARRAY(
      SELECT x FROM jsonb_populate_recordset(NULL::commit_new_participant, placed->'newParticipants') x) END,
    CASE WHEN e ? 'participants' THEN ARRAY(
      SELECT x FROM jsonb_populate_recordset(NULL::commit_participant, placed->'participants') x) END,
    CASE WHEN e ? 'newReferrals' THEN ARRAY(
      SELECT x FROM jsonb_populate_recordset(NULL::commit_new_referral, placed->'newReferrals') x) END,
    CASE WHEN e ? 'referrals' THEN ARRAY(
      SELECT x FROM jsonb_populate_recordset(NULL::commit_referral, placed->'referrals') x) END,
    CASE WHEN e ? 'counters' THEN ARRAY(
      SELECT x FROM jsonb_populate_recordset(NULL::commit_counter, placed->'counters') x) END,
    CASE WHEN e ? 'events' THEN ARRAY(
      SELECT x FROM jsonb_populate_recordset(NULL::commit_event, placed->'events') x) END,
    CASE WHEN e ? 'newPurchases' THEN ARRAY(
      SELECT x FROM jsonb_populate_recordset(NULL::commit_purchase, placed->'newPurchases') x) END,
    CASE WHEN e ? 'purchases' THEN ARRAY(
      SELECT x FROM jsonb_populate_recordset(NULL::commit_purchase, placed->'purchases') x) END,
    CASE WHEN e ? 'newRewards' THEN ARRAY(
      SELECT x FROM jsonb_populate_recordset(NULL::commit_reward, placed->'newRewards') x) END,
    CASE WHEN e ? 'postings' THEN ARRAY(
      SELECT x FROM jsonb_populate_recordset(NULL::commit_posting, placed->'postings') x) END);
END $$;
