import { SET_ASIDE } from "../../domain/payouts.ts";
import { idsOfPerson } from "./filtered.ts";
import { sqlList } from "./sqlList.ts";

/** Of the payouts of one participant so many are looked at: the latest under each of their ids. */
const MAX_LATEST_PAYOUTS = 100;

/** What a panel tells of the payouts of one unit of cash. Money is decimal strings of minor units. */
export interface PanelPayouts {
  readonly unit: string;
  /** What is set aside for the participant and not paid yet. */
  readonly underWay: string;
  /** The day of the latest draft that waits to be confirmed: "2026-03-01". Null where none does. */
  readonly draftedFor: string | null;
  /** What the tenant has set of the unit; null where nothing is. */
  readonly set: {
    readonly minimum: string;
    /** Null where no batch is drafted by itself. */
    readonly dueOn: string | null;
    readonly lockDays: number;
  } | null;
}

/** What is told of the payouts of a participant `p` of the tenant `k.tenant_id`, as SQL of one list of `PanelPayouts`. */
export const PANEL_PAYOUTS = `SELECT coalesce(json_agg(json_build_object('unit', h.unit,
    'underWay', (SELECT coalesce(sum(o.amount_minor), 0)::text FROM unnest(${idsOfPerson("p.id")}) AS u(id)
      CROSS JOIN LATERAL (SELECT o.* FROM payouts o WHERE o.tenant_id = k.tenant_id AND o.participant_id = u.id
        ORDER BY o.id DESC LIMIT ${MAX_LATEST_PAYOUTS}) o
      WHERE o.unit = h.unit AND o.status IN (${sqlList(SET_ASIDE)})),
    'draftedFor', (SELECT max(b.due_on) FROM payout_batches b
      WHERE b.tenant_id = k.tenant_id AND b.unit = h.unit AND b.status = 'draft'),
    'set', CASE WHEN s.unit IS NOT NULL THEN json_build_object('minimum', s.minimum_minor::text, 'dueOn', s.due_on,
      'lockDays', s.lock_days) END)), '[]')
  FROM (SELECT DISTINCT w.unit FROM wallets w WHERE w.tenant_id = k.tenant_id
    AND w.participant_id = ANY (${idsOfPerson("p.id")}) AND starts_with(w.unit, 'cash:')) h
  LEFT JOIN payout_settings s ON s.tenant_id = k.tenant_id AND s.unit = h.unit`;
