import type { Breakdown } from "../../db/queries/reports/breakdownKeys.ts";
import type { SumName } from "../../domain/metrics.ts";
import type { PurchaseRow, ReferralRow, RewardRow, StoredRows } from "./storedRows.ts";

/** Reports once more, row by row, as their definitions read. */

export interface NaiveScope {
  readonly program: string | null;
  readonly currency: string;
  /** Milliseconds; from <= t < to. */
  readonly from: number;
  readonly to: number;
}

export type NaiveSums = Partial<Record<SumName, number>>;

/** One thing that counts: when, and for how much. `referral` is null for what belongs to none. */
interface Fact {
  readonly at: number;
  readonly sums: NaiveSums;
  readonly referral: ReferralRow | null;
  readonly click?: { readonly advocate: string; readonly channel: string | null };
  readonly reward?: RewardRow;
  readonly purchase?: PurchaseRow;
}

const DEAD = new Set(["voided", "clawed_back"]);

/** All that counts in the period. */
export function factsOf(rows: StoredRows, { program, currency, from, to }: NaiveScope): Fact[] {
  const programs = rows.programs
    .filter((row) => row.currency === currency && (program === null || row.key === program))
    .toSorted((a, b) => (a.created_at + a.id < b.created_at + b.id ? -1 : 1));
  const ids = new Set(programs.map(({ id }) => id));
  const byId = new Map(rows.referrals.map((referral) => [referral.id, referral]));
  const live = rows.referrals.filter(({ program_id, status }) => ids.has(program_id) && status !== "rejected");
  const facts: Fact[] = [
    ...live.map((referral): Fact => {
      const { new_friend, status } = referral;
      const sums = { friends: new_friend ? 1 : 0, referrals: 1, converted: status === "converted" ? 1 : 0 };
      return { at: Date.parse(referral.attributed_at), sums, referral };
    }),
    ...live
      .filter(({ status }) => status === "converted")
      .map((referral): Fact => ({ at: Date.parse(referral.converted_at ?? ""), sums: { newCustomers: 1 }, referral })),
    ...rows.clicks
      .filter(({ program_id }) => ids.has(program_id))
      .map(({ occurred_at, participant_id: advocate, channel }): Fact => {
        return { at: Date.parse(occurred_at), sums: { clicks: 1 }, referral: null, click: { advocate, channel } };
      }),
    ...rows.rewards
      .filter(({ program_id }) => ids.has(program_id))
      .flatMap((reward): Fact[] => {
        const referral = byId.get(reward.referral_id) ?? null;
        const given = givenBy(rows, reward.id, currency);
        if (DEAD.has(reward.status) && given === 0) return [];
        const costMinor = !DEAD.has(reward.status) && reward.cost_minor > 0 ? reward.cost_minor : given;
        return [{ at: Date.parse(reward.occurred_at), sums: { costMinor }, referral, reward }];
      }),
  ];
  for (const purchase of rows.purchases) {
    const first = programs.find(({ id }) => purchase.decided[id]?.qualifies === true);
    if (first === undefined || purchase.amount_minor === null || purchase.currency !== currency) continue;
    const sums = { orders: 1, revenueMinor: purchase.amount_minor - purchase.refunded_minor };
    const referral = byId.get(purchase.decided[first.id]?.referralId ?? "") ?? null;
    facts.push({ at: Date.parse(purchase.occurred_at), sums, referral, purchase });
  }
  return facts.filter(({ at }) => at >= from && at < to);
}

/** What orders say that its coupon took off, but for those that were given back. */
function givenBy({ coupons, couponUses }: StoredRows, rewardId: string, currency: string): number {
  const codes = new Set(coupons.filter(({ reward_id }) => reward_id === rewardId).map(({ code }) => code));
  return couponUses
    .filter((use) => codes.has(use.code) && use.currency === currency && use.undone_at === null)
    .reduce((sum, { reported_minor }) => sum + (reported_minor ?? 0), 0);
}

/** Adds up. */
export function totalOf(facts: readonly { readonly sums: NaiveSums }[]): NaiveSums {
  const total: NaiveSums = {};
  for (const { sums } of facts) {
    for (const [name, value] of Object.entries(sums) as [SumName, number][]) total[name] = (total[name] ?? 0) + value;
  }
  return total;
}

/** How many different people bought in the period. */
export function customersOf(rows: StoredRows, from: number, to: number): number {
  const bought = rows.purchases.filter(({ participant_id, occurred_at }) => {
    return participant_id !== null && Date.parse(occurred_at) >= from && Date.parse(occurred_at) < to;
  });
  return new Set(bought.map(({ participant_id }) => participant_id)).size;
}

/** The sums of each key, the key null included. */
export function brokenDown(rows: StoredRows, facts: readonly Fact[], by: Breakdown, zone: string) {
  const parts = new Map<string | null, { sums: NaiveSums }[]>();
  const give = (key: string | null, sums: NaiveSums) => parts.set(key, [...(parts.get(key) ?? []), { sums }]);
  for (const fact of facts) {
    if (by === "category") for (const [key, sums] of categoriesOf(rows, fact)) give(key, sums);
    else for (const key of keysOf(rows, fact, by, zone)) give(key, fact.sums);
  }
  return new Map([...parts].map(([key, of]) => [key, rounded(totalOf(of))]));
}

function rounded(sums: NaiveSums): NaiveSums {
  return sums.revenueMinor === undefined ? sums : { ...sums, revenueMinor: Math.round(sums.revenueMinor) };
}

/** An order has its revenue in its categories, as its items have its amount. */
function categoriesOf(rows: StoredRows, { purchase }: Fact): [string | null, NaiveSums][] {
  if (purchase === undefined || purchase.amount_minor === null) return [];
  const { amount_minor: amount, refunded_minor: refunded } = purchase;
  const items = rows.orders.get(purchase.order_id)?.items ?? [];
  const left = (of: number) => (amount === 0 ? 0 : (of * (amount - refunded)) / amount);
  if (items.length === 0) return [[null, { orders: 1, revenueMinor: left(amount) }]];
  const categories = Map.groupBy(items, ({ category }) => category);
  return [...categories].map(([category, of]) => {
    return [category, { orders: 1, revenueMinor: left(of.reduce((sum, { amountMinor }) => sum + amountMinor, 0)) }];
  });
}

function keysOf(
  rows: StoredRows,
  { referral, click, reward }: Fact,
  by: Exclude<Breakdown, "category">,
  zone: string,
): readonly (string | null)[] {
  const paidForClick = reward?.trigger === "click" ? reward.participant_id : null;
  const advocate = click?.advocate ?? referral?.advocate_id ?? paidForClick;
  const person = advocate === null ? undefined : rows.people.get(advocate);
  // Clicks are by people of whom nothing else is known.
  const none = click === undefined ? [null] : [];
  switch (by) {
    case "channel":
      return [click?.channel ?? referral?.channel ?? null];
    case "advocate":
      return [person?.external_id ?? null];
    case "segment":
      return person === undefined || person.segments.length === 0 ? [null] : person.segments;
    case "country": {
      if (referral === null) return none;
      const said = rows.orders.get(referral.conversion_order_id ?? "")?.country ?? null;
      return [rows.people.get(referral.friend_id)?.country ?? said];
    }
    case "version": {
      const of = referral ?? reward;
      if (of === undefined || of === null) return none;
      return [`${rows.programs.find(({ id }) => id === of.program_id)?.key}@${of.version}`];
    }
    case "cohort":
      return referral === null ? none : [localDay(Date.parse(referral.attributed_at), zone).slice(0, 7)];
  }
}

/** "2026-03-29" there. */
export function localDay(at: number, zone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(at);
}

/** What a series calls the bucket that an instant is in. */
export function bucketOf(at: number, by: "day" | "week" | "month", zone: string): string {
  const day = localDay(at, zone);
  if (by === "day") return day;
  if (by === "month") return day.slice(0, 7);
  const noon = new Date(`${day}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() - ((noon.getUTCDay() + 6) % 7));
  return noon.toISOString().slice(0, 10);
}
