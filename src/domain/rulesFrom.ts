import type { ConditionList } from "./conditions.ts";
import { METADATA_PREFIX } from "./conditions.ts";
import { eligibilityFrom } from "./eligibility.ts";
import type { Amount, Grant, Limit, Option, RateBase, Recipient, RewardRule, Rules, Tiers } from "./rules.ts";
import type { WrittenGrant, WrittenOption, WrittenRule, WrittenRules } from "./rulesSchema.ts";

/** The engine's own form of a checked document. */
export function rulesFrom(written: WrittenRules): Rules {
  const {
    model,
    windowDays,
    creditWindowDays,
    lateEntryDays,
    newCustomersOnly,
    binds = "friend",
  } = written.attribution;
  return {
    attribution: { model, windowDays, creditWindowDays, lateEntryDays, newCustomersOnly, binds },
    eligibility: eligibilityFrom(written.eligibility),
    qualifies: written.qualifies as ConditionList,
    rewards: written.rewards.map(ruleFrom),
    budget: written.budget
      ? {
          amountMinor: BigInt(written.budget.amountMinor),
          period: written.budget.period,
          onExhausted: written.budget.onExhausted,
        }
      : null,
  };
}

function ruleFrom(written: WrittenRule): RewardRule {
  return {
    id: written.id,
    recipient: recipientFrom(written.recipient),
    on: {
      event: written.on.event,
      nth: written.on.nth ? { from: written.on.nth.from, to: written.on.nth.to ?? null } : null,
    },
    when: (written.when ?? []) as ConditionList,
    group: written.group ?? null,
    grant: grantFrom(written.grant),
    tiers: written.tiers ? tiersFrom(written.tiers) : null,
    limits: (written.limits ?? []).map(limitFrom),
    holdDays: written.holdDays ?? 0,
    onRefund: written.onRefund ?? null,
  };
}

function recipientFrom(written: WrittenRule["recipient"]): Recipient {
  if (typeof written === "object") return { kind: "ancestor", level: written.ancestor };
  return written === "advocate" ? { kind: "ancestor", level: 1 } : { kind: written };
}

function tiersFrom(written: NonNullable<WrittenRule["tiers"]>): Tiers {
  const steps = written.steps.map((step) => ({ from: step.from, grant: grantFrom(step.grant) }));
  return { by: written.by, window: written.window, steps };
}

function limitFrom(written: NonNullable<WrittenRule["limits"]>[number]): Limit {
  const { per, period, count, amountMinor } = written;
  return amountMinor === undefined
    ? { per, period, measure: "count", most: BigInt(count ?? 0) }
    : { per, period, measure: "amount", most: BigInt(amountMinor) };
}

/** A grant as it is written, in the engine's own form. */
export function grantFrom(written: WrittenGrant): Grant {
  if (written.kind !== "choice") return optionFrom(written);
  const [first, ...others] = written.options.map(optionFrom);
  if (first === undefined) throw new Error("a choice has at least two options");
  const { chooseWithinDays, costMinor } = written;
  return { kind: "choice", options: [first, ...others], chooseWithinDays, costMinor: bigintOrNull(costMinor) };
}

function optionFrom(written: WrittenOption): Option {
  switch (written.kind) {
    case "cash":
    case "credit":
      return { kind: written.kind, amount: amountFrom(written.amountMinor, written) };
    case "points":
      return {
        kind: "points",
        amount: amountFrom(written.amount, written),
        costMinor: BigInt(written.costMinor ?? 0),
      };
    case "discount":
      return {
        kind: "discount",
        percentBps: written.percentBps ?? null,
        amountMinor: bigintOrNull(written.amountMinor),
        minOrderMinor: bigintOrNull(written.minOrderMinor),
        appliesTo: written.appliesTo
          ? { skus: written.appliesTo.skus ?? [], categories: written.appliesTo.categories ?? [] }
          : null,
        validDays: written.validDays ?? null,
        maxUses: written.maxUses ?? 1,
        costMinor: BigInt(written.costMinor ?? 0),
      };
    case "item":
      return {
        kind: "item",
        sku: written.sku,
        quantity: written.quantity,
        costMinor: BigInt(written.costMinor ?? 0),
      };
    default:
      return written satisfies never;
  }
}

interface WrittenRate {
  readonly rateBps?: number | undefined;
  readonly of?: string | undefined;
  readonly itemsWhen?: unknown;
  readonly maxMinor?: number | undefined;
}

function amountFrom(fixed: number | undefined, { rateBps, of, itemsWhen, maxMinor }: WrittenRate): Amount {
  if (rateBps === undefined) return { type: "fixed", amountMinor: BigInt(fixed ?? 0) };
  return { type: "rate", rateBps, of: rateBaseFrom(of, itemsWhen), maxMinor: bigintOrNull(maxMinor) };
}

function rateBaseFrom(of: string | undefined, itemsWhen: WrittenRate["itemsWhen"]): RateBase {
  if (of === undefined || of === "order.amountMinor") return { kind: "order" };
  if (of === "items.amountMinor") return { kind: "items", when: (itemsWhen ?? []) as ConditionList };
  return { kind: "metadata", name: of.slice(METADATA_PREFIX.length) };
}

function bigintOrNull(value: number | undefined): bigint | null {
  return value === undefined ? null : BigInt(value);
}
