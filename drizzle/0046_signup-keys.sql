-- A signup's natural key said whose it was by the externalId; it says so by the id of the participant. No other key has a
-- name. What code of the release before writes meanwhile has the name still: `read_snapshot` finds and tells both alike.
UPDATE events SET natural_key = concat_ws(chr(31), 'signup', participant_id, split_part(natural_key, chr(31), 3),
  split_part(natural_key, chr(31), 4))
WHERE type = 'signup' AND starts_with(natural_key, 'signup' || chr(31)) AND participant_id IS NOT NULL;
