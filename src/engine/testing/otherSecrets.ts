import type { Decision, ProgramEntry, TraceRecord } from "../../db/rows/event.ts";
import type { ExplainedEventRow, ExplanationRows } from "../../db/rows/explanation.ts";
import type { Happening } from "../../db/rows/happening.ts";
import type { RewardJson } from "../../db/rows/reward.ts";
import { maySeeField } from "../../domain/fields.ts";
import { ORDER_EVENTS } from "../events/events.ts";
import { roleOf } from "../explain/telling.ts";

/** What every secret text contains, and what secret amounts begin with. */
export const SECRET = "SECRET";
const SECRET_MINOR = 7_770_007;

type Reader = "advocate" | "friend";
type Rewards = ExplanationRows["rewards"];

/**
 * The same referral in all that is its reader's matter or of both, and another one in all the rest: names, orders and
 * what they came to, the facts that were seen, the other's rewards and numbers. To the reader it has to look the same.
 */
export function withOtherSecrets(rows: ExplanationRows, reader: Reader): ExplanationRows {
  const { referral, orders, advocate, friend } = rows;
  const isAdvocate = reader === "advocate";
  return {
    ...rows,
    advocate: isAdvocate || advocate === null ? advocate : SECRET,
    friend: isAdvocate ? SECRET : friend,
    // What the shop says of the friend is neither's.
    friendSince: rows.friendSince === null ? 0 : null,
    referral: isAdvocate
      ? {
          ...referral,
          // Of a friend who was given to them it is the code of another.
          code: rows.reassigned.length > 0 ? SECRET : referral.code,
          orderId: renamed(referral.orderId),
          conversionOrderId: renamed(referral.conversionOrderId),
        }
      : { ...referral, code: SECRET },
    orders: isAdvocate
      ? orders.map((order) => ({ ...order, orderId: renamed(order.orderId), currency: SECRET }))
      : orders,
    events: rows.events.map((event) => eventFor(event, rows, reader)),
    rewards: rows.rewards.map((reward) => rewardFor(reward, rows, reader)),
    taken: rows.taken.map((taken) => (isOwn(rows, taken.rewardId, reader) ? taken : { ...taken, amount: "77" })),
    counters: rows.counters.map((counter) => {
      if (isAdvocate) return { ...counter, value: revenueFor(counter, rows) };
      return counter.subject === referral.advocateId ? { ...counter, value: String(SECRET_MINOR) } : counter;
    }),
  };
}

function renamed<T extends string | null>(orderId: T): T {
  return (orderId === null ? null : `${SECRET}-${orderId}`) as T;
}

/** Not what the advocate has of whom the friend was given to another. */
function isOwn({ rewards, referral }: ExplanationRows, rewardId: string, reader: Reader): boolean {
  const reward = rewards.find(({ reward: { id } }) => id === rewardId)?.reward;
  const isFormer = reader === "advocate" && reward?.participantId !== referral.advocateId;
  return roleOf(reward?.recipient) === reader && !isFormer;
}

/** What is the reader's own stays as it is; of another's only its place in the history. */
function rewardFor({ reward, participant }: Rewards[number], rows: ExplanationRows, reader: Reader): Rewards[number] {
  const source = reader === "advocate" ? reward.source.replace(/^order:/, `order:${SECRET}-`) : reward.source;
  if (isOwn(rows, reward.id, reader)) return { reward: { ...reward, source }, participant };
  const amounts = { grantedMinor: String(SECRET_MINOR), amountMinor: String(SECRET_MINOR) };
  const thing: Pick<RewardJson, "kind" | "unit" | "grant" | "choice" | "coupon"> = {
    kind: "item",
    unit: null,
    grant: { kind: "item", sku: SECRET, quantity: 7, costMinor: null },
    choice: null,
    coupon: { code: SECRET, expiresAt: null },
  };
  const end = { status: "voided" as const, voidReason: SECRET, holdUntil: reward.holdUntil + 1 };
  return { reward: { ...reward, source, ...amounts, ...thing, ...end }, participant: SECRET };
}

/** Moved without reaching a step of any tier, since the step that was reached shows in what an advocate is given. */
function revenueFor({ metric, value }: ExplanationRows["counters"][number], { versions }: ExplanationRows): string {
  const steps = new Set(JSON.stringify(versions).match(/(?<="from":)\d+/g));
  const moved = String(BigInt(value) + 1n);
  return metric === "revenue" && !steps.has(moved) ? moved : value;
}

function eventFor(event: ExplainedEventRow, rows: ExplanationRows, reader: Reader): ExplainedEventRow {
  const entry = event.entry as ProgramEntry | null;
  const decisions =
    entry?.decisions.map((decision) => {
      const isFormers =
        event.advocateThen !== null && reader === "advocate" && !isOwn(rows, decision.rewardId ?? "", reader);
      return decisionFor(isFormers ? ofAnother(decision) : decision, rows, reader);
    }) ?? [];
  if (reader === "friend") {
    return { ...event, advocateThen: anotherThen(event), entry: entry === null ? null : { ...entry, decisions } };
  }
  const { facts, type, flags } = event;
  // That the two were tied by hand is a matter of both, and so is that it was corrected.
  const isKnown = ["signup", "referral_by_hand", "referral_reassigned", "purchase", "dispute", ...ORDER_EVENTS].some(
    (known) => known === type,
  );
  const said = { amountMinor: SECRET_MINOR, currency: "USD", metadata: { [SECRET]: SECRET }, country: SECRET };
  return {
    ...event,
    advocateThen: anotherThen(event),
    type: isKnown ? type : SECRET,
    facts: { ...facts, ...said, ...(typeof facts.orderId === "string" ? { orderId: renamed(facts.orderId) } : {}) },
    flags: flags.includes("over_refund") ? [] : ["over_refund"],
    entry: entry === null ? null : { ...entry, decisions, happened: entry.happened?.flatMap(happeningFor) },
  };
}

function happeningFor(happening: Happening): Happening | Happening[] {
  // Whether an order is disputed is no matter of an advocate's.
  if (happening.kind === "disputed" || happening.kind === "dispute_closed") return [];
  // Nor is what the shop says of a friend, or what the two have in common.
  if (happening.kind === "customer_since") return [];
  if (happening.kind === "same_card" || happening.kind === "same_device") return [];
  const orderId = renamed(happening.orderId);
  if (happening.kind === "moved") return { ...happening, orderId, toOrderId: renamed(happening.toOrderId) };
  if (happening.kind !== "refunded_before") return { ...happening, orderId };
  return { ...happening, orderId, amountMinor: String(SECRET_MINOR), currency: "USD" };
}

function decisionFor(decision: Decision, { versions }: ExplanationRows, reader: Reader): Decision {
  const rules = versions.find(({ version }) => version === decision.version)?.rules as WrittenRules | undefined;
  const recipient = rules?.rewards.find(({ id }) => id === decision.ruleId)?.recipient;
  const isCountedForReader = (recipient === "actor" ? "friend" : "advocate") === reader;
  return {
    ...decision,
    orderId: reader === "advocate" ? renamed(decision.orderId) : decision.orderId,
    tierFrom: isCountedForReader && roleOf(recipient) === reader ? decision.tierFrom : SECRET_MINOR,
    clamped: roleOf(recipient) === reader ? decision.clamped : !decision.clamped,
    trace: decision.trace.map((entry) => traceFor(entry, reader, decision.outcome === "granted")),
  };
}

function anotherThen({ advocateThen }: ExplainedEventRow): ExplainedEventRow["advocateThen"] {
  return advocateThen === null ? null : { id: SECRET, externalId: SECRET };
}

/** With the numbers of another advocate. */
function ofAnother(decision: Decision): Decision {
  const trace = decision.trace.map((entry) => {
    return entry.field.startsWith("advocate.") ? { ...entry, seen: SECRET_MINOR, met: !entry.met } : entry;
  });
  return { ...decision, clamped: !decision.clamped, trace };
}

interface WrittenRules {
  readonly rewards: readonly { readonly id: string; readonly recipient: unknown }[];
}

/** What was seen of the other: as far off as can be, on the side where it was. */
function traceFor(entry: TraceRecord, reader: Reader, isGranted: boolean): TraceRecord {
  const { field, op, value, seen, met } = entry;
  if (maySeeField(reader, field)) return entry;
  if (field === "order.amountMinor" && typeof seen === "number" && !met) {
    const [low] = (Array.isArray(value) ? value : [value]) as number[];
    const isBelow = op === "gte" || op === "gt" || (op === "between" && seen < (low ?? 0));
    return { ...entry, seen: seen + (isBelow ? -SECRET_MINOR : SECRET_MINOR) };
  }
  // Where the rule gave something, which of its conditions held is nothing that the reader learns.
  return { ...entry, value: field === "order.amountMinor" ? value : SECRET, seen: SECRET, met: isGranted ? !met : met };
}
