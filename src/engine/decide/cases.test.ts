import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { NO_CONTACTS } from "../../db/rows/contacts.ts";
import { planOf } from "../../domain/counters.ts";
import { parseRules } from "../../domain/parseRules.ts";
import { isLive } from "../../domain/rewardState.ts";
import type { EngineEvent } from "../events/events.ts";
import { KEY_SEPARATOR } from "../events/events.ts";
import { storedCode } from "../testing/snapshots.ts";
import { decide } from "./decide.ts";
import type { Snapshot } from "./snapshot.ts";

interface CaseEvent {
  type: "signup" | "purchase" | "refund" | "order_change" | "refund_reversal";
  changeId?: string;
  friend?: string;
  advocate?: string;
  channel?: string;
  orderId?: string;
  refundId?: string;
  amountMinor?: number;
  currency?: string;
  country?: string;
  occurredAt: string;
}

interface Case {
  case: string;
  rules: unknown;
  events: CaseEvent[];
  expect: {
    byRule: Record<string, { granted: number; notVoided: number; amountMinor: number }>;
    skipped: Record<string, Record<string, number>>;
    converted: number;
    totals: Record<string, number>;
    programPaused: boolean;
  };
}

const cases = JSON.parse(readFileSync(new URL("../../../dev/data/cases.json", import.meta.url), "utf8")) as Case[];

describe("what must come out of small histories, by an independent reading of the rules", () => {
  it.each(cases.map((each) => [each.case, each] as const))("%s", (_, { rules, events, expect: expected }) => {
    const { state } = decide(snapshotFor(rules, events), events.map(engineEvent));
    const rewards = [...state.rewards.byId.values()].map(({ now }) => now);
    const decisions = state.events.flatMap(({ entries }) => entries.flatMap((entry) => entry.decisions));

    const byRule: Case["expect"]["byRule"] = {};
    for (const reward of rewards) {
      byRule[reward.ruleId] ??= { granted: 0, notVoided: 0, amountMinor: 0 };
      const sums = byRule[reward.ruleId] as { granted: number; notVoided: number; amountMinor: number };
      sums.granted += 1;
      sums.notVoided += isLive(reward.status) ? 1 : 0;
      sums.amountMinor += Number(reward.amountMinor);
    }
    const skipped: Case["expect"]["skipped"] = {};
    for (const { ruleId, reason } of decisions) {
      if (reason === null) continue;
      skipped[ruleId] ??= {};
      const reasons = skipped[ruleId] as Record<string, number>;
      reasons[reason] = (reasons[reason] ?? 0) + 1;
    }
    const totals: Record<string, number> = {};
    for (const reward of rewards) {
      if (reward.unit === null || reward.amountMinor === 0n) continue;
      totals[reward.unit] = (totals[reward.unit] ?? 0) + Number(reward.amountMinor);
    }
    expect({
      byRule,
      skipped,
      converted: [...state.referrals.values()].filter(({ now }) => now.status === "converted").length,
      totals,
      programPaused: state.programs.get("prog_1")?.now.status === "paused",
    }).toEqual(expected);
  });
});

function snapshotFor(document: unknown, events: CaseEvent[]): Snapshot {
  const parsed = parseRules(document, "GBP");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const advocates = [...new Set(events.flatMap((event) => event.advocate ?? []))];
  return {
    tenantId: "ten_1",
    known: [],
    participants: advocates.map((externalId) => ({
      id: `par_${externalId}`,
      externalId,
      emailFolded: null,
      phone: null,
      country: null,
      segments: [],
      hasName: false,
      hasLocale: false,
      contacts: [],
      prints: [],
      ...{ guest: false, emailVerified: false },
      blocked: false,
      firstSignupAt: null,
      firstPurchaseAt: null,
      customerSince: null,
      version: 1,
      referredVersion: 0,
    })),
    programs: [
      {
        id: "prog_1",
        key: "p",
        currency: "GBP",
        timezone: "UTC",
        status: "active",
        pausedReason: null,
        pausedPeriod: null,
        pausedAt: null,
        startsAt: null,
        endsAt: null,
        version: 1,
        epoch: 1,
        plan: planOf(parsed.rules),
        rules: new Map([[1, parsed.rules]]),
      },
    ],
    namedCodes: new Map(),
    codes: advocates.map((externalId) => storedCode(externalId.toUpperCase(), "prog_1", `par_${externalId}`)),
    referrals: [],
    memberships: [],
    purchases: [],
    ordersLeft: [],
    customEvents: [],
    unread: [],
    coupons: [],
    couponUses: [],
    undoneUses: [],
    spends: [],
    contacts: NO_CONTACTS,
    rewards: [],
    moments: [],
    counters: [],
  };
}

function engineEvent(event: CaseEvent, index: number): EngineEvent {
  const reported = {
    id: `evt_${String(index).padStart(4, "0")}`,
    contentHash: JSON.stringify(event),
    occurredAt: Date.parse(event.occurredAt),
    occurredAtGiven: true,
  };
  const participant = {
    externalId: event.friend ?? "",
    email: null,
    emailFolded: null,
    phone: null,
    name: null,
    locale: null,
    country: null,
    segments: [],
    contacts: [],
    prints: [],
    ...{ guest: false, emailVerified: false },
    blocked: false,
  };
  switch (event.type) {
    case "signup": {
      const code = (event.advocate ?? "").toUpperCase();
      const naturalKey = ["signup", event.friend, code, ""].join(KEY_SEPARATOR);
      return {
        ...reported,
        type: "signup",
        naturalKey,
        participant,
        program: "p",
        code,
        codeEntered: false,
        clicks: [],
        channel: null,
      };
    }
    case "purchase":
      return {
        ...reported,
        type: "purchase",
        naturalKey: `purchase:${event.orderId}`,
        participant,
        code: null,
        codeEntered: false,
        clicks: [],
        channel: null,
        orderId: event.orderId ?? "",
        amountMinor: BigInt(event.amountMinor ?? 0),
        currency: event.currency ?? "",
        order: { country: event.country ?? null, items: [], subscription: false, discounts: [], metadata: {} },
      };
    case "refund":
      return {
        ...reported,
        type: "refund",
        naturalKey: `refund:${event.refundId}`,
        orderId: event.orderId ?? "",
        refund: {
          orderId: event.orderId ?? "",
          refundId: event.refundId ?? "",
          amountMinor: event.amountMinor ?? 0,
          currency: event.currency ?? "",
        },
      };
    case "order_change":
      return {
        ...reported,
        type: "order_change",
        naturalKey: `change:${event.changeId}`,
        orderId: event.orderId ?? "",
        change: {
          orderId: event.orderId ?? "",
          changeId: event.changeId ?? "",
          amountMinor: event.amountMinor,
          currency: event.currency ?? "",
        },
      };
    case "refund_reversal":
      return {
        ...reported,
        type: "refund_reversal",
        naturalKey: `reversal:${event.refundId}`,
        orderId: event.orderId ?? "",
        refundId: event.refundId ?? "",
      };
    default:
      return event.type satisfies never;
  }
}
