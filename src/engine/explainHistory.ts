import type { ExplainedEventRow, TakenRow } from "../db/queries/explanation.ts";
import { testConditions } from "../domain/conditions.ts";
import { DAY_MS } from "../domain/periods.ts";
import { factsOf } from "./facts.ts";
import type { Decision } from "./snapshot.ts";
import type { Telling, ToldOrder } from "./telling.ts";

/** What an event did to the referral and its rewards besides what its decisions say. */
export interface Happening {
  /** The first purchase that counts came with it. */
  converted: boolean;
  /** The refunded purchase counts no more. */
  countsNoMore: boolean;
  /** It had been the conversion, and nothing took its place. */
  takenBack: boolean;
  /** It had been the conversion, and this order took its place. */
  movedTo: string | null;
  /** What had been refunded of its order before that was decided. */
  refundedBefore: { amountMinor: bigint; currency: string } | null;
  readonly changes: RewardChange[];
}

export interface RewardChange {
  readonly rewardId: string;
  readonly takenMinor: bigint;
  readonly leftMinor: bigint;
  /** Of a choice, the unit of the option that was in force. */
  readonly unit: string | null;
  /** No later event changed it. */
  readonly isLast: boolean;
}

/** An event with its decisions in this referral. */
export interface ToldEvent extends Omit<ExplainedEventRow, "entry"> {
  readonly decisions: readonly Decision[];
  readonly rewardIds: readonly string[];
  /** A refund that came before its order was decided here: it was decided with it. */
  readonly waited: boolean;
}

/** A skip for one of these says that the purchase did not count. */
const NOT_COUNTED: readonly (string | null)[] = ["currency_mismatch", "outside_credit_window", "not_qualifying"];

interface Walk {
  readonly telling: Telling;
  readonly counted: Map<string, { readonly order: ToldOrder; refundedMinor: bigint; qualifies: boolean }>;
  /** Refunds of orders that were not decided yet. */
  readonly waiting: Map<string, bigint>;
  readonly left: Map<string, bigint>;
  /** By reward: the last event that made or changed it. */
  readonly lastOf: ReadonlyMap<string, string>;
  conversion: string | null;
}

/**
 * Walks the events in the order of their commits. What was decided is taken from the stored decisions; only where
 * no rule spoke, and for what a refund left, are the conditions asked again, by the function that decided.
 *
 * @param taken what events took back of rewards
 * @param isWhole whether no event before these is left out
 */
export function walkHistory(
  telling: Telling,
  events: readonly ToldEvent[],
  taken: readonly TakenRow[],
  isWhole: boolean,
): ReadonlyMap<string, Happening> {
  const lastOf = new Map(events.flatMap(({ id, rewardIds }) => rewardIds.map((rewardId) => [rewardId, id] as const)));
  const walk: Walk = { telling, counted: new Map(), waiting: new Map(), left: new Map(), lastOf, conversion: null };
  if (!isWhole) catchUp(walk, events, taken);
  const takenBy = Map.groupBy(taken, ({ eventId }) => eventId);
  return new Map(
    events.map((event) => {
      const happening: Happening = {
        converted: false,
        countsNoMore: false,
        takenBack: false,
        movedTo: null,
        refundedBefore: null,
        changes: [],
      };
      if (event.type === "refund") walkRefund(walk, event, happening);
      else for (const order of ordersOf(walk, event)) walkPurchase(walk, event, order, happening);
      const rows = new Map((takenBy.get(event.id) ?? []).map((row) => [row.rewardId, row]));
      happening.changes.push(...changesOf(walk, event, rows));
      return [event.id, happening];
    }),
  );
}

/** Where the walk begins when the beginning is left out: from what is stored now, backwards. */
function catchUp(walk: Walk, events: readonly ToldEvent[], taken: readonly TakenRow[]): void {
  const { referral, rewards } = walk.telling;
  const shown = new Set(events.map(({ id }) => id));
  const isShown = events.some((event) => event.type !== "refund" && event.facts.orderId === referral.conversionOrderId);
  walk.conversion = isShown ? null : referral.conversionOrderId;
  for (const { reward } of rewards.values()) {
    const isOther = (reward.choice?.taken ?? 0) !== 0;
    walk.left.set(leftKey(reward.id, isOther), reward.amountMinor);
  }
  for (const { eventId, rewardId, amount, settled } of taken) {
    const key = leftKey(rewardId, settled !== null);
    const left = walk.left.get(key);
    if (shown.has(eventId) && left !== undefined) walk.left.set(key, left + BigInt(amount));
  }
}

/** Of another option that was taken than the first, what is left is counted from then on. */
function leftKey(rewardId: string, isOther: boolean): string {
  return isOther ? `${rewardId} taken` : rewardId;
}

/** The orders that an event other than a refund decided: its own, and those of a backlog. */
function ordersOf({ telling, counted }: Walk, event: ToldEvent): ToldOrder[] {
  const own = typeof event.facts.orderId === "string" ? [event.facts.orderId] : [];
  const ids = new Set([...event.decisions.flatMap(({ orderId }) => orderId ?? []), ...own]);
  return [...ids]
    .flatMap((id) => telling.orders.get(id) ?? [])
    .filter(({ orderId }) => !counted.has(orderId))
    .toSorted((a, b) => a.occurredAt - b.occurredAt || a.arrival - b.arrival);
}

function walkPurchase(walk: Walk, event: ToldEvent, order: ToldOrder, happening: Happening): void {
  const decisions = event.decisions.filter(({ orderId }) => orderId === order.orderId);
  const qualifies =
    decisions.length > 0
      ? decisions.some(({ reason }) => !NOT_COUNTED.includes(reason))
      : isInWindow(walk.telling, order) && stillQualifies(walk.telling, order, order.amountMinor);
  walk.counted.set(order.orderId, { order, refundedMinor: 0n, qualifies });
  if (qualifies && walk.conversion === null) {
    walk.conversion = order.orderId;
    happening.converted = true;
  }
  const before = walk.waiting.get(order.orderId) ?? 0n;
  if (before === 0n) return;
  happening.refundedBefore = { amountMinor: before, currency: order.currency };
  refund(walk, order.orderId, before, happening);
}

function walkRefund(walk: Walk, event: ToldEvent, happening: Happening): void {
  const { orderId, amountMinor, currency } = event.facts;
  if (typeof orderId !== "string" || typeof amountMinor !== "number") return;
  // One that waited may turn out to be in another currency than its order: then it never counts.
  const order = walk.telling.orders.get(orderId);
  if (order !== undefined && order.currency !== currency) return;
  if (event.waited) walk.waiting.set(orderId, (walk.waiting.get(orderId) ?? 0n) + BigInt(amountMinor));
  else refund(walk, orderId, BigInt(amountMinor), happening);
}

/** Takes a refund from an order, and the conversion from one that counts no more. */
function refund(walk: Walk, orderId: string, amountMinor: bigint, happening: Happening): void {
  const entry = walk.counted.get(orderId);
  if (entry === undefined) return;
  entry.refundedMinor += amountMinor;
  const netMinor = entry.order.amountMinor - entry.refundedMinor;
  if (!entry.qualifies || stillQualifies(walk.telling, entry.order, netMinor)) return;
  entry.qualifies = false;
  happening.countsNoMore = true;
  if (walk.conversion !== orderId) return;
  const [next] = [...walk.counted.values()]
    .filter((other) => other.qualifies)
    .toSorted((a, b) => a.order.occurredAt - b.order.occurredAt || a.order.arrival - b.order.arrival);
  walk.conversion = next?.order.orderId ?? null;
  happening.movedTo = walk.conversion;
  happening.takenBack = next === undefined;
}

function isInWindow({ referral, rules, program }: Telling, { occurredAt, currency }: ToldOrder): boolean {
  const days = rules.get(referral.version)?.attribution.creditWindowDays ?? null;
  const { attributedAt } = referral;
  if (currency !== program.currency || occurredAt < attributedAt) return false;
  return days === null || occurredAt <= attributedAt + days * DAY_MS;
}

/** As a refund asks: with the facts seen then and what is left for the amount; nothing left meets nothing. */
function stillQualifies({ referral, rules }: Telling, order: ToldOrder, netMinor: bigint): boolean {
  if (netMinor <= 0n) return false;
  const { occurredAt, facts: said, currency, standing } = order;
  const event = {
    name: "purchase",
    occurredAt,
    metadata: said.metadata,
    order: { ...said, amountMinor: netMinor, currency },
  };
  const conditions = rules.get(standing.version ?? referral.version)?.qualifies ?? [];
  return testConditions(conditions, factsOf(event, referral, standing.facts)).failure === null;
}

/** The rewards that an event cut or ended; one that it made itself only where it took of it again. */
function changesOf(walk: Walk, event: ToldEvent, taken: ReadonlyMap<string, TakenRow>): RewardChange[] {
  const made = new Set(event.decisions.flatMap(({ rewardId }) => rewardId ?? []));
  return [...new Set([...event.rewardIds, ...taken.keys()])].flatMap((rewardId): RewardChange[] => {
    const told = walk.telling.rewards.get(rewardId);
    if (told === undefined) return [];
    const { amount = "0", unit = told.reward.unit, settled = null } = taken.get(rewardId) ?? {};
    const { choice, grantedMinor } = told.reward;
    const key = leftKey(rewardId, settled !== null);
    const begun = settled === null ? (choice?.options[0]?.grantedMinor ?? grantedMinor) : BigInt(settled);
    const before = walk.left.get(key) ?? begun;
    const takenMinor = BigInt(amount);
    walk.left.set(key, before - takenMinor);
    if (made.has(rewardId) && takenMinor === 0n) return [];
    const isLast = walk.lastOf.get(rewardId) === event.id;
    return [{ rewardId, takenMinor, leftMinor: before - takenMinor, unit, isLast }];
  });
}
