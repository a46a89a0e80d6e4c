import type { Database } from "../../ports.ts";

/** Everything that reports are about, as it is stored: whole rows of one tenant, for a recomputation that shares no SQL. */

export interface StoredRows {
  readonly programs: readonly ProgramRow[];
  readonly referrals: readonly ReferralRow[];
  readonly purchases: readonly PurchaseRow[];
  readonly rewards: readonly RewardRow[];
  readonly clicks: readonly ClickRow[];
  readonly coupons: readonly CouponRow[];
  readonly couponUses: readonly CouponUseRow[];
  readonly people: ReadonlyMap<string, PersonRow>;
  /** What was reported of each order. */
  readonly orders: ReadonlyMap<string, OrderSaid>;
}

export interface ProgramRow {
  readonly id: string;
  readonly key: string;
  readonly currency: string;
  readonly created_at: string;
}

export interface ReferralRow {
  readonly id: string;
  readonly program_id: string;
  readonly version: number;
  readonly status: string;
  readonly advocate_id: string | null;
  readonly friend_id: string;
  readonly channel: string | null;
  readonly attributed_at: string;
  readonly converted_at: string | null;
  readonly conversion_order_id: string | null;
  readonly new_friend: boolean;
}

export interface PurchaseRow {
  readonly order_id: string;
  readonly participant_id: string | null;
  readonly amount_minor: number | null;
  readonly refunded_minor: number;
  readonly currency: string;
  readonly occurred_at: string;
  readonly decided: Readonly<Record<string, { readonly referralId: string; readonly qualifies: boolean }>>;
}

export interface RewardRow {
  readonly id: string;
  readonly program_id: string;
  readonly version: number;
  readonly referral_id: string;
  readonly participant_id: string;
  readonly trigger: string;
  readonly status: string;
  readonly cost_minor: number;
  readonly given_minor: number;
  readonly occurred_at: string;
}

export interface CouponRow {
  readonly code: string;
  readonly reward_id: string;
}

export interface CouponUseRow {
  readonly code: string;
  readonly currency: string;
  readonly reported_minor: number | null;
  readonly undone_at: string | null;
}

export interface ClickRow {
  readonly program_id: string;
  readonly participant_id: string;
  readonly channel: string | null;
  readonly occurred_at: string;
}

export interface PersonRow {
  readonly id: string;
  readonly external_id: string;
  readonly country: string | null;
  readonly segments: readonly string[];
}

export interface OrderSaid {
  readonly country: string | null;
  readonly items: ReadonlyArray<{ readonly category: string | null; readonly amountMinor: number }>;
}

/** Reads them all. */
export async function storedRows(database: Database, tenantId: string): Promise<StoredRows> {
  const all = async <Row>(table: string): Promise<Row[]> => {
    const rows = await database.query(`SELECT to_jsonb(t) FROM ${table} t WHERE t.tenant_id = $1`, [tenantId]);
    return rows.map(([row]) => row as Row);
  };
  const events = await all<{ type: string; facts: OrderSaid & { orderId: string } }>("events");
  const people = await all<PersonRow>("participants");
  return {
    programs: await all("programs"),
    referrals: await all("referrals"),
    purchases: await all("purchases"),
    rewards: await all("rewards"),
    clicks: await all("clicks"),
    coupons: await all("coupons"),
    couponUses: await all("coupon_uses"),
    people: new Map(people.map((person) => [person.id, person])),
    orders: new Map(events.filter(({ type }) => type === "purchase").map(({ facts }) => [facts.orderId, facts])),
  };
}
