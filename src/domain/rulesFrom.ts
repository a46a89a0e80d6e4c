import type { ConditionList } from "./conditions.ts";
import { eligibilityFrom } from "./eligibility.ts";
import type { Limit, Recipient, RewardRule, Rules, Tiers } from "./rules.ts";
import type { WrittenRule, WrittenRules } from "./rulesSchema.ts";
import type { Within } from "./within.ts";
import { grantFrom } from "./writtenGrants.ts";

/** The engine's own form of a checked document. */
export function rulesFrom(written: WrittenRules): Rules {
  const {
    model,
    windowDays,
    creditWindowDays,
    lateEntryDays,
    newCustomersOnly,
    graceMinutes = 0,
    binds = "friend",
    friendNames = "none",
  } = written.attribution;
  return {
    attribution: {
      model,
      windowDays,
      creditWindowDays,
      lateEntryDays,
      newCustomersOnly,
      graceMinutes,
      binds,
      friendNames,
    },
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
    payouts: written.payouts ?? null,
  };
}

function ruleFrom(written: WrittenRule): RewardRule {
  return {
    id: written.id,
    recipient: recipientFrom(written.recipient),
    on: {
      event: written.on.event,
      nth: written.on.nth ? { from: written.on.nth.from, to: written.on.nth.to ?? null } : null,
      within: written.on.within ? withinFrom(written.on.within) : null,
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

export function withinFrom({ days, months, of }: NonNullable<WrittenRule["on"]["within"]>): Within {
  return days === undefined ? { unit: "months", count: months ?? 0, of } : { unit: "days", count: days, of };
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
