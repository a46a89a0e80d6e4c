/** How rows are written as the JSON that the engine reads: times are milliseconds, money is decimal strings. */

export const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::bigint`;

/** The row of a reward as the engine and the API read it; `w` is the reward. */
export const rewardJson = `json_build_object('id', w.id, 'programId', w.program_id, 'version', w.version, 'ruleId', w.rule_id,
  'trigger', w.trigger, 'group', w."group", 'referralId', w.referral_id, 'participantId', w.participant_id,
  'recipient', w.recipient, 'source', w.source, 'kind', w.kind, 'unit', w.unit,
  'grantedMinor', w.granted_minor::text, 'amountMinor', w.amount_minor::text, 'costMinor', w.cost_minor::text,
  'basisMinor', w.basis_minor::text, 'status', w.status, 'holdUntil', ${ms("w.hold_until")},
  'voidReason', w.void_reason, 'occurredAt', ${ms("w.occurred_at")}, 'grant', w."grant", 'coupon', w.coupon,
  'choice', w.choice, 'facts', w.facts)`;

export const referralJson = `json_build_object('id', r.id, 'programId', r.program_id, 'version', r.version,
  'status', r.status, 'advocateId', r.advocate_id, 'friendId', r.friend_id, 'code', r.code, 'source', r.source,
  'channel', r.channel, 'attributedAt', ${ms("r.attributed_at")}, 'convertedAt', ${ms("r.converted_at")},
  'conversionOrderId', r.conversion_order_id, 'qualifyingCount', r.qualifying_count, 'reversals', r.reversals,
  'rejectedReason', r.rejected_reason)`;
