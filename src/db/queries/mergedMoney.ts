import { MAX_MERGED } from "../../domain/aliases.ts";
import { PAYOUT_STATUSES, payoutHolds } from "../../domain/payouts.ts";
import type { MovedThings } from "../rows/merged.ts";

/** What one who is merged has beside a balance, as it is answered. */
export type MergedMoney = Required<Pick<MovedThings, "lots" | "spends" | "payouts" | "payoutDetails">>;

const HOLDING = PAYOUT_STATUSES.filter(payoutHolds).map((status) => `'${status}'`);

/** The rows of a table of the person `m` under each of their ids. */
const theirs = (table: string, columns: string, where: string, order: string) => `coalesce((
      SELECT json_agg(json_build_object(${columns})) FROM (
        SELECT o.* FROM unnest(ids_of_person(m.tenant_id, m.id)) AS i(id) CROSS JOIN LATERAL (
          SELECT o.* FROM ${table} o
          WHERE o.tenant_id = m.tenant_id AND o.participant_id = i.id AND ${where} LIMIT ${MAX_MERGED}) o
        ORDER BY ${order} LIMIT ${MAX_MERGED}) o), '[]')`;

const hasAccount = (p: string) => `EXISTS (SELECT FROM payout_details d
      WHERE d.tenant_id = ${p}.tenant_id AND d.participant_id = ${p}.id AND d.kind IS NOT NULL)`;

/**
 * `MergedMoney` of a participant `m` who becomes another name of `p`. What is given back or fails meanwhile changes a
 * balance, and what is said of an account is compared by the commit, so all of it is as it was when they were merged.
 */
export const MERGED_MONEY = `json_build_object(
    'lots', ${theirs(
      "lots",
      "'id', o.id, 'unit', o.unit, 'leftMinor', o.left_minor, 'expiresAt', to_json(o.expires_at)",
      "o.left_minor > 0",
      "o.id, o.unit",
    )},
    'spends', ${theirs(
      "spends",
      "'orderId', o.order_id, 'unit', o.unit, 'amountMinor', o.amount_minor",
      "o.amount_minor > 0",
      "o.order_id, o.unit",
    )},
    'payouts', ${theirs(
      "payouts",
      "'id', o.id, 'unit', o.unit, 'amountMinor', o.amount_minor",
      `o.status IN (${HOLDING.join(", ")})`,
      "o.id",
    )},
    'payoutDetails', CASE WHEN ${hasAccount("m")} THEN CASE WHEN ${hasAccount("p")} THEN 'kept' ELSE 'merged' END END)`;
